"""Pictures of every page at two widths, in light and dark, as `make screenshots` takes them."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from studyhall.domain.metering import Model, Price, Purpose, Tokens
from studyhall.domain.people import NewPerson, Role
from studyhall.domain.questions import Given
from studyhall.domain.tasks import Kind
from studyhall.engines.offline.engine import OfflineEngine
from studyhall.services.grading import Grading
from studyhall.services.metering import CourseMeter
from studyhall.services.sheets import ShownQuestion
from studyhall.services.taking import Taking
from studyhall.settings import Settings
from studyhall.storage.unit_of_work import SqlStorage
from tests.browser.driving import DESK, PHONE, asked, chromium, fill_and_send, opened, settled
from tests.browser.quiz_screens import photograph_quizzes
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


ANSWERS: dict[Kind, Callable[[ShownQuestion], Given]] = {
    Kind.MCQ: lambda _: 1,
    Kind.MULTI: lambda _: (0, 1),
    Kind.TRUE_FALSE: lambda _: True,
    Kind.SHORT: lambda _: "It was in 1992, or a little later",
    Kind.CLOZE: lambda _: "1992",
    Kind.ORDER: lambda question: tuple(range(len(question.options))),
}
"""What pupils answer, knowing nothing."""


class Stage(NamedTuple):
    """Where the pages and their data are, and the model that they may ask.

    It reads passages while `reading` is set.
    """

    url: str
    model: ModelServer
    reading: Event
    home: Path


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


def quizzes(page: Page, stage: Stage) -> None:
    """With the form to make one: open at first, opened here when there are quizzes already."""
    page.goto(f"{stage.url}/quizzes")
    page.get_by_role("heading", name="Quizzes").wait_for()
    settled(page)
    if page.locator('[class*="st-key-quiz_card_"]').count():
        page.get_by_text("Make a quiz").click()
    page.get_by_role("button", name="Make questions").wait_for()


def quizzes_list(page: Page, stage: Stage) -> None:
    quiz(page, stage)
    page.goto(f"{stage.url}/quizzes")
    page.locator('[class*="st-key-quiz_card_"]').first.scroll_into_view_if_needed()


def quiz(page: Page, stage: Stage) -> None:
    """The first question of the newest quiz, which is made when there is none."""
    page.goto(f"{stage.url}/quizzes")
    page.get_by_role("heading", name="Quizzes").wait_for()
    settled(page)
    cards = page.locator('[class*="st-key-quiz_card_"]')
    if cards.count():
        cards.first.get_by_role("link").click()
    else:
        quizzes(page, stage)
        page.get_by_role("button", name="Make questions").click()
    page.get_by_role("heading", name="Question ").wait_for()
    while page.get_by_role("button", name="Stop").count():
        page.wait_for_timeout(200)
    settled(page)


def quiz_proof(page: Page, stage: Stage) -> None:
    quiz(page, stage)
    page.locator(".source mark").first.scroll_into_view_if_needed()


def quiz_rejecting(page: Page, stage: Stage) -> None:
    quiz(page, stage)
    page.locator('[class*="st-key-reject_"] button').click()
    page.get_by_role("button", name="Reject it, and make another").wait_for()


def quiz_editing(page: Page, stage: Stage) -> None:
    quiz(page, stage)
    page.get_by_role("button", name="Edit").click()
    page.get_by_role("button", name="Save and approve").wait_for()


def quiz_approved(page: Page, stage: Stage) -> None:
    """Further on, with some questions approved."""
    quiz(page, stage)
    for _ in range(3):
        page.locator('.st-key-judging [class*="st-key-approve_"] button').click()
        settled(page)


def quiz_rules(page: Page, stage: Stage) -> None:
    quiz(page, stage)
    page.get_by_role("radio", name="Rules").click()
    page.get_by_role("heading", name="How it is taken").wait_for()


def quiz_preview(page: Page, stage: Stage) -> None:
    quiz(page, stage)
    page.get_by_role("radio", name="Preview").click()
    page.get_by_text("This is how a pupil is shown it").wait_for()


def quiz_published(page: Page, stage: Stage) -> None:
    quiz_rules(page, stage)
    settled(page)
    publish = page.locator('[class*="st-key-publish_"] button')
    if publish.count():
        publish.click()
        page.get_by_text("as it stands here").wait_for()
    page.get_by_role("heading", name="Publish").scroll_into_view_if_needed()


def quiz_results(page: Page, stage: Stage) -> None:
    """After some pupils have taken it."""
    quiz(page, stage)
    take_before(stage.home)
    page.get_by_role("radio", name="Results").click()
    page.get_by_role("heading", name="Pupils").wait_for()


SCREENS: tuple[Callable[[Page, Stage], None], ...] = (
    study_empty, study_answer, citation, sources, adding, describing, reader, questions, people, account,
    settings, model_empty, model_answer, model_stopped, model_failed, model_failed_for_a_teacher, model_on,
    meaning_running, meaning_on, meaning_off, model_off, quizzes, quiz, quiz_proof, quiz_rejecting,
    quiz_editing, quiz_approved, quiz_rules, quiz_preview, quiz_published, quiz_results, quizzes_list,
)  # fmt: skip


def take(page: Page, folder: Path, name: str) -> None:
    settled(page)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / f"{name}.png", animations="disabled")


def main(folder: Path, *names: str) -> None:
    """Take all pictures, or those of these names; the first visitor of each kind signs in anew."""
    folder.mkdir(parents=True, exist_ok=True)
    with ModelServer() as model, tempfile.TemporaryDirectory() as home, chromium() as browser:
        model.always(quoting)
        reading = Event()
        reading.set()
        model.always(Vectors(gate=reading.wait), to="embeddings")
        with served(Path(home), STUDYHALL_BASE_URL=model.url, **MODELS) as site:
            stage = Stage(site.url, model, reading, Path(home))
            photograph(browser, stage, folder, lambda: use_before(Path(home)), named(names))
        photograph_quizzes(browser, lambda page, name: take(page, folder, name), names)


def named(names: Sequence[str]) -> list[Callable[[Page, Stage], None]]:
    """The screens of these names, in their order; all of them for no name."""
    return [screen for screen in SCREENS if not names or screen.__name__.replace("_", "-") in names]


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


def take_before(home: Path) -> None:
    """Have some pupils take the newest quiz, unless some have."""
    storage, now = SqlStorage(Settings(home=home).database_url), datetime.now(UTC)
    taking = Taking(storage, Grading(storage, {"offline": OfflineEngine()}))
    with storage.begin(write=True) as work:
        (course,) = work.courses.all()
        published, *_ = work.quizzes.of(course.id)
        names = (
            ()
            if work.attempts.of(published.id)
            else ("An Tran", "Ben Okafor", "Lan Nguyen", "Sona Petrosyan")
        )
        pupils = [work.people.add(NewPerson(name), now).id for name in names]
        for pupil in pupils:
            work.memberships.put(course.id, pupil, Role.STUDENT, now)
        work.commit()
    for late, pupil in enumerate(pupils[:-1]):
        attempt = taking.start(pupil, published.id, now)
        for question in taking.sheet(pupil, attempt, now).questions[late:]:
            taking.answer(pupil, attempt, question.number, ANSWERS[question.kind](question), now)
        if late < 2:
            taking.submit(pupil, attempt, now)
    storage.close()


def photograph(
    browser: Browser,
    stage: Stage,
    folder: Path,
    use_before: Callable[[], None],
    screens: Sequence[Callable[[Page, Stage], None]],
) -> None:
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
            for screen in screens:
                screen(page, stage)
                take(page, folder, f"{screen.__name__.replace('_', '-')}-{ending}")
            page.context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
