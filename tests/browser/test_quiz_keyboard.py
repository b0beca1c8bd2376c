"""Quizzes without a mouse and without seeing them: by keys alone, and by the names that are read aloud."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from studyhall.ui.serving import now
from tests.browser.classroom import PUPILS, TEACHER, entered, furnished
from tests.browser.driving import settled
from tests.publishing import AS_STORED, EVERY_KIND, publish
from tests.serving import served

MOST = 60
"""More steps than there are to anything on a page."""
MCQ, _, TRUE_FALSE, SHORT, CLOZE, _ = EVERY_KIND
CONTROLS = "button|radio|radiogroup|checkbox|switch|textbox|spinbutton|combobox|link|navigation|dialog|timer"


@pytest.fixture(scope="module")
def running(browser, tmp_path_factory):
    """A server, and an attempt there that the first pupil has begun."""
    home = tmp_path_factory.mktemp("keys")
    room = furnished(home)
    quiz = publish(room.hall.storage, room.course, room.teacher, EVERY_KIND, now(), AS_STORED)
    attempt = room.hall.taking.start(room.pupils[0], quiz, now())
    room.hall.close()
    with served(home, starter=False) as site:
        yield site, attempt


def reach(page: Page, control: Locator) -> None:
    """Go from where the focus is to a control, by the Tab key alone."""
    for _ in range(MOST):
        if control.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no Tab leads to {control}")


def saved(page: Page) -> None:
    expect(page.get_by_role("status").filter(has_text="Saved at")).to_be_visible()
    settled(page)


def onward(page: Page, heading: str) -> None:
    leads_on = page.locator(".st-key-next button")
    reach(page, leads_on)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    settled(page)


def heard(page: Page) -> str:
    """The page as it is read aloud, when everything on it has a name and no heading skips a level."""
    main = settled(page).locator(".stMain")
    told = main.aria_snapshot()
    assert re.findall(rf"(?m)^ *- '?(?:{CONTROLS})(?![a-z ]*\"| \")", told) == []
    assert "\\" not in told
    levels = [int(level) for level in re.findall(r'heading ".*" \[level=(\d)\]', told)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    return told


def test_a_pupil_takes_a_quiz_and_reads_its_result_by_keys_alone(browser, running):
    site, attempt = running
    page = entered(browser, site.url, PUPILS[0], at=f"attempt?attempt={attempt}")
    heard(page)
    chosen = page.get_by_role("radiogroup", name=MCQ.prompt).get_by_role("radio")
    reach(page, chosen.first)
    page.keyboard.press("ArrowDown")
    saved(page)
    expect(chosen.nth(1)).to_be_checked()
    expect(chosen.nth(1)).to_be_focused()

    onward(page, "Question 2 of 6")
    heard(page)
    box = page.get_by_role("checkbox", name="The second bridge of Orla")
    reach(page, box)
    page.keyboard.press("Space")
    saved(page)
    expect(box).to_be_focused()

    onward(page, "Question 3 of 6")
    heard(page)
    reach(page, page.get_by_role("radiogroup", name=TRUE_FALSE.prompt).get_by_role("radio").first)
    page.keyboard.press("Space")
    saved(page)

    onward(page, "Question 4 of 6")
    heard(page)
    reach(page, page.get_by_role("textbox", name=SHORT.prompt))
    page.keyboard.type("Lightning struck it")
    saved(page)
    expect(page.get_by_role("textbox", name=SHORT.prompt)).to_be_focused()

    onward(page, "Question 5 of 6")
    heard(page)
    reach(page, page.get_by_role("textbox", name=CLOZE.prompt.replace("____", "blank")))
    page.keyboard.type("Vera Lind")
    page.keyboard.press("Enter")
    saved(page)

    onward(page, "Question 6 of 6")
    heard(page)
    reach(page, page.get_by_role("button", name="Up: The bridge of Orla is built"))
    page.keyboard.press("Enter")
    saved(page)

    onward(page, "Before you hand it in")
    heard(page)
    reach(page, page.get_by_role("button", name="Hand in"))
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Hand in?")
    expect(dialog).to_be_visible()
    reach(page, dialog.get_by_role("button", name="Hand it in now"))
    page.keyboard.press("Enter")
    expect(page.locator(".score")).to_be_visible()
    heard(page)
    words = page.locator("details.passage summary").first
    reach(page, words)
    page.keyboard.press("Enter")
    expect(page.locator("details.passage mark").first).to_be_visible()
    page.context.close()


def test_a_teacher_reviews_an_answer_by_keys_alone(browser, running):
    site, _ = running
    page = entered(browser, site.url, TEACHER, at="review")
    expect(page.get_by_text("Lightning struck it", exact=True)).to_be_visible()
    heard(page)
    reach(page, page.get_by_role("spinbutton", name="Points, of 1"))
    page.keyboard.type("0.5")
    reach(page, page.get_by_role("textbox", name="Comment for the pupil"))
    page.keyboard.type("Read again what destroyed it.")
    reach(page, page.get_by_role("button", name="Give these points"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("No answer waits for you.")).to_be_visible()
    heard(page)
    page.context.close()
