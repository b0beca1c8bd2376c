"""Pictures of every page at two widths, in light and dark, as `make screenshots` takes them."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from studyhall.domain.metering import Model, Price, Purpose, Tokens
from studyhall.services.metering import CourseMeter
from studyhall.settings import Settings
from studyhall.storage.unit_of_work import SqlStorage
from tests.browser.driving import DESK, PHONE, asked, chromium, fill_and_send, opened, settled
from tests.model_minds import quoting
from tests.model_replies import BROKEN, Says, Vectors
from tests.model_server import ModelServer
from tests.serving import served

QUESTION = "How many people were killed in Khojaly?"
TEACHER = {"who": "Mira Holm", "password": "a long sentence"}
MODELS = {
    "STUDYHALL_MODEL": "openai:test-model",
    "STUDYHALL_PRICE_INPUT": "0.15",
    "STUDYHALL_PRICE_OUTPUT": "0.6",
    "STUDYHALL_EMBEDDINGS": "openai:test-embedding",
    "STUDYHALL_EMBEDDINGS_PRICE": "0.02",
}


class Stage(NamedTuple):
    """Where the pages are, and the model that they may ask; it reads passages while `reading` is set."""

    url: str
    model: ModelServer
    reading: Event


def study_empty(page: Page, stage: Stage) -> None:
    page.goto(stage.url)


def study_answer(page: Page, stage: Stage) -> None:
    page.goto(stage.url)
    settled(page)
    asked(page, QUESTION)


def citation(page: Page, stage: Stage) -> None:
    study_answer(page, stage)
    page.get_by_role("button", name="S1").first.click()
    page.get_by_role("dialog").locator("mark").wait_for()


def sources(page: Page, stage: Stage) -> None:
    page.goto(f"{stage.url}/sources")


def adding(page: Page, stage: Stage) -> None:
    sources(page, stage)
    page.get_by_test_id("stExpander").first.click()


def describing(page: Page, stage: Stage) -> None:
    sources(page, stage)
    page.get_by_role("button", name="Change").first.click()
    page.get_by_role("button", name="Save").wait_for()


def reader(page: Page, stage: Stage) -> None:
    citation(page, stage)
    page.get_by_role("button", name="Open the whole document").click()
    page.locator(".reader").wait_for()


def questions(page: Page, stage: Stage) -> None:
    page.goto(f"{stage.url}/questions")


def people(page: Page, stage: Stage) -> None:
    page.goto(f"{stage.url}/people")


def account(page: Page, stage: Stage) -> None:
    page.goto(f"{stage.url}/account")


def settings(page: Page, stage: Stage) -> None:
    page.goto(f"{stage.url}/settings")
    page.get_by_role("button", name="Try it").click()
    page.get_by_text("It works, in").last.wait_for()


def model_off(page: Page, stage: Stage) -> None:
    """As it is at first; it is left switched on by the pictures before."""
    page.goto(f"{stage.url}/model")
    page.get_by_role("button", name="Switch it off").click()
    page.get_by_role("button", name="Switch it on").wait_for()
    page.reload()
    page.get_by_role("button", name="Switch it on").wait_for()


def model_empty(page: Page, stage: Stage) -> None:
    page.goto(f"{stage.url}/model")
    page.get_by_role("button", name="Switch it on").click()
    page.get_by_role("button", name="Switch it off").wait_for()
    page.goto(stage.url)
    page.get_by_text("helps to answer here").wait_for()


def model_answer(page: Page, stage: Stage) -> None:
    """Two answers: a first one, and one to a question that leans on it."""
    stage.model.always(quoting)
    study_answer(page, stage)
    stage.model.enqueue(Says(("How many people were killed in Khojaly by the Armenian side?",)))
    asked(page, "And by whom?")


def model_growing(page: Page, stage: Stage) -> None:
    """The first sentence, while the second is waited for; what comes after is not in the picture."""
    gates = [Event() for _ in range(3)]
    gates[0].set()
    stage.model.always(lambda body: Says(quoting(body).pieces, gate=gates))
    page.goto(stage.url)
    settled(page)
    page.get_by_test_id("stChatInputTextArea").fill(QUESTION)
    page.get_by_test_id("stChatInputTextArea").press("Enter")
    page.locator(".answer .key").first.wait_for()


def model_stopped(page: Page, stage: Stage) -> None:
    model_growing(page, stage)
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Ask again").wait_for()


def model_failed(page: Page, stage: Stage) -> None:
    stage.model.always(BROKEN)
    study_answer(page, stage)


def model_failed_for_a_teacher(page: Page, stage: Stage) -> None:
    questions(page, stage)
    page.locator('[class*="st-key-asked_"] button').first.click()
    page.locator(".trouble").first.wait_for()


def model_on(page: Page, stage: Stage) -> None:
    stage.model.always(quoting)
    page.goto(f"{stage.url}/model")
    page.locator("table.usage").scroll_into_view_if_needed()


def meaning_running(page: Page, stage: Stage) -> None:
    """While the model is held up with the first passages."""
    stage.reading.clear()
    page.goto(f"{stage.url}/model")
    page.get_by_role("button", name="Search by meaning").click()
    page.get_by_text("The passages are being read.").first.scroll_into_view_if_needed()


def meaning_on(page: Page, stage: Stage) -> None:
    stage.reading.set()
    page.get_by_text("This course is searched by meaning.").scroll_into_view_if_needed()


def meaning_off(page: Page, stage: Stage) -> None:
    """As it is at first; it is left searched by meaning by the pictures before."""
    page.get_by_role("button", name="Back to spelling").click()
    page.get_by_role("button", name="Search by meaning").wait_for()
    page.reload()
    page.get_by_role("button", name="Search by meaning").scroll_into_view_if_needed()


SCREENS: tuple[Callable[[Page, Stage], None], ...] = (
    study_empty, study_answer, citation, sources, adding, describing, reader, questions, people, account,
    settings, model_empty, model_answer, model_stopped, model_failed, model_failed_for_a_teacher, model_on,
    meaning_running, meaning_on, meaning_off, model_off,
)  # fmt: skip


def take(page: Page, folder: Path, name: str) -> None:
    settled(page)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / f"{name}.png", animations="disabled")


def main(folder: Path) -> None:
    """Take all pictures; the first visitor of each kind signs in anew."""
    folder.mkdir(parents=True, exist_ok=True)
    with ModelServer() as model, tempfile.TemporaryDirectory() as home, chromium() as browser:
        model.always(quoting)
        reading = Event()
        reading.set()
        model.always(Vectors(gate=reading.wait), to="embeddings")
        with served(Path(home), STUDYHALL_BASE_URL=model.url, **MODELS) as site:
            photograph(browser, Stage(site.url, model, reading), folder, lambda: use_before(Path(home)))


def use_before(home: Path) -> None:
    """Have the course use a model on days before, so that there is something to see."""
    storage = SqlStorage(Settings(home=home).database_url)
    with storage.begin() as work:
        (course,) = work.courses.all()
    model = Model("openai:test-model", "127.0.0.1", Price(0.15, 0.6))
    for back, thousands in enumerate((83, 0, 0, 140, 212, 36, 171, 5, 0, 0, 98), 1):
        before = datetime.now(UTC) - timedelta(days=back)
        meter = CourseMeter(storage, course.id, before, agreed=True)
        for number in range(thousands // 4):
            charge = meter.reserve(model, Purpose.ANSWER, Tokens(4_000))
            charge.settle(Tokens(3_700, 300), failed=number % 20 == 19)
    storage.close()


def photograph(browser: Browser, stage: Stage, folder: Path, use_before: Callable[[], None]) -> None:
    """Set up, and take the pictures at each width, in light and dark."""
    first = opened(browser)
    first.goto(stage.url)
    first.locator("form.enter").first.wait_for()
    take(first, folder, "first-start-desk-light")
    fill_and_send(first, "set-up", **TEACHER)
    first.get_by_test_id("stChatInputTextArea").wait_for()
    use_before()
    for width, size in (("desk", DESK), ("phone", PHONE)):
        for dark in (False, True):
            ending = f"{width}-{'dark' if dark else 'light'}"
            page = opened(browser, size, dark=dark)
            page.goto(stage.url)
            page.locator("form.enter").first.wait_for()
            take(page, folder, f"welcome-{ending}")
            fill_and_send(page, "sign-in", **TEACHER)
            page.get_by_test_id("stChatInputTextArea").wait_for()
            for screen in SCREENS:
                screen(page, stage)
                take(page, folder, f"{screen.__name__.replace('_', '-')}-{ending}")
            page.context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
