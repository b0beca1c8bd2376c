"""Whatever words a quiz has, its pages show them as they are, and are no wider than a phone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from studyhall.domain.quizzes import Feedback
from studyhall.domain.tasks import Kind
from studyhall.ui.serving import now
from tests.browser.classroom import PUPILS, TEACHER, entered, furnished
from tests.browser.driving import PHONE, settled
from tests.publishing import AS_STORED, KERRIN, ORLA, Asked, publish
from tests.serving import served

LONG = "a" * 119
SIGNS = "*a* _b_ `c` [d](e) $f$ :red[g] <b>h</b> 1. #i ~~j~~ -> & k:smile: (3–4)?"
"""Signs of which Markdown and Streamlit would make something."""
TITLE = f"{SIGNS} {LONG}"


def word(last: str) -> str:
    """A word of 120 letters, and signs."""
    return f"{LONG}{last} {SIGNS}"


OPTIONS = tuple(map(word, "bcde"))
ASKED = (
    Asked(Kind.MCQ, word("?"), 1, ORLA, OPTIONS, word("f")),
    Asked(Kind.MULTI, word("?"), (0, 1), ORLA, OPTIONS, word("f")),
    Asked(Kind.SHORT, word("?"), word("b"), KERRIN, accepted=(word("c"),), rubric=word("f")),
    Asked(Kind.CLOZE, f"{word('b')} ____", word("b"), ORLA),
    Asked(Kind.ORDER, word("?"), (2, 0, 3, 1), KERRIN, OPTIONS),
)
GIVEN = {1: 0, 2: (0, 2), 3: word("g"), 4: word("h"), 5: (0, 1, 2, 3)}


@pytest.fixture(scope="module")
def wide(browser, tmp_path_factory):
    """A server, and quizzes and attempts there by what is to be seen in them."""
    home = tmp_path_factory.mktemp("wide")
    room = furnished(home)
    lan = room.pupils[0]

    def begun(rules):
        quiz = publish(room.hall.storage, room.course, room.teacher, ASKED, now(), rules, TITLE)
        attempt = room.hall.taking.start(lan, quiz, now())
        for number, given in GIVEN.items():
            room.hall.taking.answer(lan, attempt, number, given, now())
            room.hall.taking.flag(lan, attempt, number, flagged=True, now=now())
        return quiz, attempt

    quiz, ended = begun(AS_STORED)
    room.hall.taking.submit(lan, ended, now())
    _, running = begun(AS_STORED)
    _, paged = begun(replace(AS_STORED, feedback=Feedback.AT_ONCE, one_at_a_time=False))
    room.hall.close()
    with served(home, starter=False) as site:
        yield site, {"quiz": quiz, "ended": ended, "running": running, "paged": paged}


def looks_right(page: Page) -> None:
    """The words are shown with all their signs, and within the screen."""
    expect(settled(page).locator(".stMain")).to_contain_text(SIGNS[-6:])
    fits(page)
    shown = page.locator(".stMain").inner_text().replace("\u2060", "")
    assert "\\" not in shown
    # Its last signs are nothing to anybody.
    assert shown.count(SIGNS) == shown.count(SIGNS[-6:]) >= 1


def fits(page: Page) -> None:
    """Neither the page nor what scrolls in it is wider than the screen, and nothing stands out of it."""
    settled(page)
    sticking = page.evaluate(
        """() => [...document.querySelectorAll(".stMain *")]
            .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && one.checkVisibility())
            .filter(one => !one.closest(".unseen, .source"))
            .map(one => `${one.tagName} ${one.className} ${one.dataset.testid ?? ""}`)"""
    )
    assert sticking == []
    for part in ("html", ".stMain"):
        assert page.locator(part).evaluate("part => part.scrollWidth") <= PHONE[0]


def at(page: Page, site, address: str, seen: str) -> None:
    page.goto(f"{site.url}/{address}")
    page.locator(seen).first.wait_for()
    looks_right(page)


def test_for_a_pupil(browser, wide):
    site, made = wide
    page = entered(browser, site.url, PUPILS[0], PHONE, at="account")
    at(page, site, "quizzes", '[class*="st-key-offer_"]')
    at(page, site, f"attempt?attempt={made['running']}", ".prompt")
    for place in range(1, len(ASKED)):
        page.locator(".st-key-next button").click()
        page.locator(f"#question-{place + 1}").wait_for()
        looks_right(page)
    page.locator(".st-key-next button").click()
    expect(page.locator(".st-key-hand_in")).to_be_visible()
    looks_right(page)
    at(page, site, f"attempt?attempt={made['paged']}", "a.back")
    page.locator(".st-key-check_1 button").locator("visible=true").first.click()
    page.locator(".verdict").wait_for()
    looks_right(page)
    at(page, site, f"result?attempt={made['ended']}", ".score")
    page.context.close()


def test_for_a_teacher(browser, wide):
    site, made = wide
    page = entered(browser, site.url, TEACHER, PHONE, at="account")
    at(page, site, "quizzes", '[class*="st-key-quiz_card_"]')
    parts = {
        "questions": ".item",
        "rules": '[class*="st-key-save_rules_"]',
        "preview": ".prompt",
        "results": "table.results",
    }
    for part, seen in parts.items():
        at(page, site, f"quiz?quiz={made['quiz']}&part={part}", seen)
    at(page, site, "review", ".words.prompt")
    page.context.close()
