"""A browser that looks at the pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PHONE, DESK = (390, 844), (1280, 900)
PATIENCE = 20_000  # milliseconds: a loaded machine is slow, a wrong page stays wrong


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(browser: Browser, size: tuple[int, int] = DESK, *, dark: bool = False, locale: str = "en") -> Page:
    """A page of a new visitor, with no cookie."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        locale=locale,
    )
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    return context.new_page()


def settled(page: Page) -> Page:
    """The page, when its script has run and nothing is on the way any more."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    return page


def fill_and_send(page: Page, kind: str, **fields: str) -> None:
    """Fill one of the plain forms and send it."""
    form = page.locator(f'form[action="/enter/{kind}"]')
    for name, value in fields.items():
        form.locator(f'[name="{name}"]').fill(value)
    form.locator("button").click()


def signed_in(page: Page, url: str, who: str, password: str) -> None:
    """Give a page the cookie of somebody who signs in, as the form does, without loading its page first."""
    form = {"who": who, "password": password}
    answered = page.context.request.post(
        f"{url}/enter/sign-in", form=form, headers={"Origin": url}, max_redirects=0
    )
    assert answered.headers["location"] == "/", answered.headers["location"]


def asked(page: Page, question: str) -> None:
    """Type a question and send it, and wait for its answer."""
    answers = page.locator(".answer")
    before = answers.count()
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    expect(answers).to_have_count(before + 1)
    settled(page)
