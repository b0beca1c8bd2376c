"""Pictures of how a pupil takes quizzes and a teacher reviews them, at two widths, in light and dark."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from studyhall.domain.grades import Grader, NewGrade
from studyhall.domain.quizzes import Feedback
from studyhall.ui.serving import now
from tests.browser.classroom import PUPILS, TEACHER, Classroom, entered, furnished
from tests.browser.driving import DESK, PHONE, settled
from tests.publishing import AS_STORED, EVERY_KIND, Asked, publish
from tests.serving import served

WORDS: Sequence[Asked] = EVERY_KIND[3:5]


class Stage(NamedTuple):
    """Where the pages are; attempts by what is to be seen in them."""

    url: str
    attempts: dict[str, int]


def _at(page: Page, stage: Stage, address: str) -> None:
    page.goto(f"{stage.url}/{address}")
    page.locator("h1").first.wait_for()
    settled(page)


def _working(page: Page, stage: Stage, place: int) -> None:
    _at(page, stage, f"attempt?attempt={stage.attempts['running']}")
    page.locator('[class*="st-key-overview_"] button').nth(place).click()
    page.get_by_role("heading", name=f"Question {place + 1} of").wait_for()


def offered(page: Page, stage: Stage) -> None:
    _at(page, stage, "quizzes")


def starting(page: Page, stage: Stage) -> None:
    offered(page, stage)
    page.get_by_role("button", name="Start").locator("visible=true").last.click()
    page.get_by_role("button", name="Begin now").wait_for()


def attempt_choice(page: Page, stage: Stage) -> None:
    _working(page, stage, 0)
    page.get_by_text("Vera Lind").click()
    page.locator(".saved", has_text="✓").wait_for()


def attempt_several(page: Page, stage: Stage) -> None:
    _working(page, stage, 1)


def attempt_words(page: Page, stage: Stage) -> None:
    _working(page, stage, 3)
    page.get_by_label("Your answer").fill("Lightning struck it, and then it burned.")
    page.get_by_label("Your answer").press("Control+Enter")
    page.locator(".saved", has_text="✓").wait_for()


def attempt_gap(page: Page, stage: Stage) -> None:
    _working(page, stage, 4)


def attempt_order(page: Page, stage: Stage) -> None:
    _working(page, stage, 5)


def attempt_summary(page: Page, stage: Stage) -> None:
    _working(page, stage, 5)
    page.get_by_role("button", name="Look it over and hand it in").click()
    page.get_by_role("button", name="Hand in").wait_for()


def attempt_checked(page: Page, stage: Stage) -> None:
    _at(page, stage, f"attempt?attempt={stage.attempts['checked']}")
    page.locator(".verdict").first.wait_for()


def result(page: Page, stage: Stage) -> None:
    _at(page, stage, f"result?attempt={stage.attempts['ended']}")
    page.locator(".score").wait_for()


def result_comment(page: Page, stage: Stage) -> None:
    result(page, stage)
    page.locator(".comment").scroll_into_view_if_needed()


def result_later(page: Page, stage: Stage) -> None:
    _at(page, stage, f"result?attempt={stage.attempts['later']}")


def review(page: Page, stage: Stage) -> None:
    _at(page, stage, "review")
    page.get_by_role("button", name="Give these points").wait_for()


def review_marks(page: Page, stage: Stage) -> None:
    review(page, stage)
    page.get_by_role("button", name="Give these points").scroll_into_view_if_needed()


def review_also_right(page: Page, stage: Stage) -> None:
    review(page, stage)
    page.get_by_role("button", name="Also right").locator("visible=true").click()
    page.get_by_role("button", name="Yes, it is also right").wait_for()


PUPILS_SCREENS: tuple[Callable[[Page, Stage], None], ...] = (
    offered, starting, attempt_choice, attempt_several, attempt_words, attempt_gap, attempt_order,
    attempt_summary, attempt_checked, result, result_comment, result_later,
)  # fmt: skip
TEACHERS_SCREENS: tuple[Callable[[Page, Stage], None], ...] = (review, review_marks, review_also_right)


def prepared(room: Classroom) -> dict[str, int]:
    """Quizzes of every sort, and attempts at them: running, checked in part, ended, and not due yet."""
    taking, (lan, minh) = room.hall.taking, room.pupils

    def published(asked: Sequence[Asked], title: str, **rules: object) -> int:
        told = replace(AS_STORED, **rules)
        return publish(room.hall.storage, room.course, room.teacher, asked, now(), told, title)

    later = now() + timedelta(days=2)
    published(EVERY_KIND, "The two bridges", minutes=20, attempts=2)
    published(EVERY_KIND[:4], "After the holidays", opens_at=later)
    running = taking.start(lan, published(EVERY_KIND, "The bridges of Orla", minutes=45), now())
    once = {"feedback": Feedback.AT_ONCE, "one_at_a_time": False}
    checked = taking.start(lan, published(EVERY_KIND, "For practice", attempts=0, **once), now())
    taking.answer(lan, checked, 1, 0, now())
    taking.check(lan, checked, 1, now())
    told = published(EVERY_KIND, "Lighthouses and bridges")
    ended = [taking.start(pupil, told, now()) for pupil in (lan, minh)]
    words = ("Lightning struck it", "lightning struck it.")
    for pupil, attempt, said in zip((lan, minh), ended, words, strict=True):
        answers = {1: 1, 2: (0, 1), 3: True, 4: said, 5: "Vera Lind", 6: (2, 1, 0)}
        for number, given in answers.items():
            taking.answer(pupil, attempt, number, given, now())
        taking.submit(pupil, attempt, now())
    secret = published(EVERY_KIND[:2], "Before the exam", feedback=Feedback.AFTER_CLOSING, closes_at=later)
    waits = taking.start(lan, secret, now())
    taking.submit(lan, waits, now())
    while room.hall.worker.turn():
        pass
    room.hall.reviewing.comment(room.teacher, ended[0], 6, "Nearly: look at the years again.", now())
    with room.hall.storage.begin(write=True) as work:
        half = NewGrade(ended[1], 4, 0.5, Grader.PROPOSAL, released=False, engine="model", confidence=0.62,
                        reason="It tells how the fire began, not that it burned down.")  # fmt: skip
        work.grades.add(half, now())
        work.commit()
    return {"running": running, "checked": checked, "ended": ended[0], "later": waits}


def photograph_quizzes(
    browser: Browser, taking: Callable[[Page, str], None], names: Sequence[str] = ()
) -> None:
    """All of them, or those of these names; `taking` takes the picture that has a name."""
    with tempfile.TemporaryDirectory() as home:
        room = furnished(Path(home))
        attempts = prepared(room)
        room.hall.close()
        with served(Path(home), starter=False) as site:
            stage = Stage(site.url, attempts)
            for who, screens in ((PUPILS[0], PUPILS_SCREENS), (TEACHER, TEACHERS_SCREENS)):
                for width, size in (("desk", DESK), ("phone", PHONE)):
                    for dark in (False, True):
                        page = entered(browser, site.url, who, size, at="account", dark=dark)
                        for screen in screens:
                            name = screen.__name__.replace("_", "-")
                            if not names or name in names:
                                screen(page, stage)
                                taking(page, f"{name}-{width}-{'dark' if dark else 'light'}")
                        page.context.close()
