"""Pictures of every page at two widths, in light and dark, as `make screenshots` takes them."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.driving import DESK, PHONE, asked, chromium, fill_and_send, opened, settled
from tests.serving import Site, served

QUESTION = "How many people were killed in Khojaly?"
TEACHER = {"who": "Mira Holm", "password": "a long sentence"}


def study_empty(page: Page, site: Site) -> None:
    page.goto(site.url)


def study_answer(page: Page, site: Site) -> None:
    page.goto(site.url)
    settled(page)
    asked(page, QUESTION)


def citation(page: Page, site: Site) -> None:
    study_answer(page, site)
    page.get_by_role("button", name="S1").first.click()
    page.get_by_role("dialog").locator("mark").wait_for()


def sources(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/sources")


def adding(page: Page, site: Site) -> None:
    sources(page, site)
    page.get_by_test_id("stExpander").first.click()


def describing(page: Page, site: Site) -> None:
    sources(page, site)
    page.get_by_role("button", name="Change").first.click()
    page.get_by_role("button", name="Save").wait_for()


def reader(page: Page, site: Site) -> None:
    citation(page, site)
    page.get_by_role("button", name="Open the whole document").click()
    page.locator(".reader").wait_for()


def questions(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/questions")


def people(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/people")


def account(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/account")


SCREENS: tuple[Callable[[Page, Site], None], ...] = (
    study_empty, study_answer, citation, sources, adding, describing, reader, questions, people, account,
)  # fmt: skip


def take(page: Page, folder: Path, name: str) -> None:
    settled(page)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / f"{name}.png", animations="disabled")


def main(folder: Path) -> None:
    """Take all pictures; the first visitor of each kind signs in anew."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, served(Path(home)) as site, chromium() as browser:
        first = opened(browser)
        first.goto(site.url)
        first.locator("form.enter").first.wait_for()
        take(first, folder, "first-start-desk-light")
        fill_and_send(first, "set-up", **TEACHER)
        first.get_by_test_id("stChatInputTextArea").wait_for()
        for width, size in (("desk", DESK), ("phone", PHONE)):
            for dark in (False, True):
                ending = f"{width}-{'dark' if dark else 'light'}"
                page = opened(browser, size, dark=dark)
                page.goto(site.url)
                page.locator("form.enter").first.wait_for()
                take(page, folder, f"welcome-{ending}")
                fill_and_send(page, "sign-in", **TEACHER)
                page.get_by_test_id("stChatInputTextArea").wait_for()
                for screen in SCREENS:
                    screen(page, site)
                    take(page, folder, f"{screen.__name__.replace('_', '-')}-{ending}")
                page.context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
