"""A quiz from its beginning to the teacher's comment, in a real browser."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from studyhall.domain.questions import Given
from studyhall.domain.quizzes import Feedback
from studyhall.engines.offline.engine import OfflineEngine
from studyhall.services.grading import Grading
from studyhall.services.taking import Taking
from studyhall.settings import Settings
from studyhall.storage.unit_of_work import SqlStorage
from studyhall.ui.serving import now
from tests.browser.classroom import PUPILS, TEACHER, Classroom, entered, furnished
from tests.browser.driving import PHONE, settled
from tests.publishing import AS_STORED, EVERY_KIND, publish
from tests.serving import Site, served

CHOICE, WORDS, GAP = EVERY_KIND[0], EVERY_KIND[3], EVERY_KIND[4]


@dataclass
class School:
    """A server on a class, and the database that it serves."""

    site: Site
    room: Classroom
    quizzes: dict[str, int]

    def begun(self, title: str, pupil: int, ago: timedelta) -> int:
        """An attempt at a quiz that a pupil began so long ago."""
        storage = SqlStorage(Settings(home=self.site.home).database_url)
        taking = Taking(storage, Grading(storage, {"offline": OfflineEngine()}))
        attempt = taking.start(self.room.pupils[pupil], self.quizzes[title], now() - ago)
        storage.close()
        return attempt

    def answers(self, attempt: int) -> list[Given]:
        """Everything that was stored as answers to it, the oldest first."""
        storage = SqlStorage(Settings(home=self.site.home).database_url)
        with storage.begin() as work:
            stored = [response.given for response in work.attempts.responses(attempt)]
        storage.close()
        return stored


@pytest.fixture(scope="module")
def school(browser, tmp_path_factory):
    home = tmp_path_factory.mktemp("quizzes")
    room = furnished(home)
    quizzes = {
        title: publish(room.hall.storage, room.course, room.teacher, asked, now(), rules, title)
        for title, asked, rules in (
            ("Bridges", (CHOICE, WORDS, GAP), AS_STORED),
            ("One minute", (WORDS,), replace(AS_STORED, minutes=1)),
            ("Half an hour", (CHOICE, WORDS, GAP), replace(AS_STORED, minutes=30)),
            ("In words", (WORDS,), AS_STORED),
            ("Practice", (WORDS,), replace(AS_STORED, feedback=Feedback.AT_ONCE)),
        )
    }
    room.hall.close()
    with served(home, starter=False) as site:
        yield School(site, room, quizzes)


def button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).locator("visible=true").first.click()


def test_a_pupil_takes_a_quiz_on_a_phone_and_sees_what_the_teacher_says(browser, school):
    pupil = entered(browser, school.site.url, PUPILS[0], PHONE, at="quizzes")
    card = pupil.locator('[class*="st-key-offer_"]', has_text="Bridges")
    card.get_by_role("button", name="Start").locator("visible=true").click()
    expect(pupil.get_by_role("dialog")).to_contain_text("This is your only attempt.")
    button(pupil, "Begin now")
    pupil.get_by_text("Vera Lind").click()
    expect(pupil.locator(".saved")).to_contain_text("Saved at")
    button(pupil, "Next")
    # What is typed is sent when the field is left: also when it is left for the button that leads on.
    pupil.get_by_label("Your answer").press_sequentially("Lightning struck it")
    button(pupil, "Next")
    expect(pupil.get_by_role("heading", name="Question 3 of 3")).to_be_visible()
    pupil.reload()
    expect(pupil.get_by_role("heading", name="Question 3 of 3")).to_be_visible()
    numbers = pupil.get_by_role("radiogroup", name="Questions")
    expect(numbers).to_have_text(re.compile(r"1 ✓\s*2 ✓\s*3 ○"))
    numbers.get_by_text("2 ✓").click()
    expect(pupil.get_by_label("Your answer")).to_have_value("Lightning struck it")
    assert pupil.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    button(pupil, "Look it over and hand it in")
    expect(pupil.get_by_text("2 of 3 questions are answered.")).to_be_visible()
    button(pupil, "Hand in")
    expect(pupil.get_by_role("dialog")).to_contain_text("Not answered yet: 1.")
    button(pupil, "Hand it in now")
    expect(pupil.locator(".score")).to_have_text("1 of 3 points")
    expect(pupil.locator("mark").first).to_have_text("The bridge of Orla was built in 1897 by Vera Lind.")
    assert pupil.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

    teacher = entered(browser, school.site.url, TEACHER, at="review")
    expect(teacher.get_by_text("Lightning struck it", exact=True)).to_be_visible()
    teacher.get_by_label("Points, of 1").fill("0.5")
    teacher.get_by_label("Comment for the pupil").fill("Read again what destroyed it.")
    teacher.keyboard.press("Alt+g")
    expect(teacher.get_by_text("No answer waits for you.")).to_be_visible()
    teacher.context.close()

    pupil.reload()
    expect(pupil.locator(".score")).to_have_text("1.5 of 3 points")
    expect(pupil.locator(".comment")).to_contain_text("Read again what destroyed it.")
    pupil.context.close()


def test_the_clock_and_the_beginning_of_the_next_question_are_in_sight_on_a_small_phone(browser, school):
    attempt = school.begun("Half an hour", 0, timedelta())
    page = entered(browser, school.site.url, PUPILS[0], (390, 500), at=f"attempt?attempt={attempt}")
    header = page.get_by_test_id("stHeader").bounding_box()
    for number in (1, 2):
        expect(page.get_by_role("heading", name=f"Question {number} of 3")).to_be_visible()
        main = settled(page).locator(".stMain")
        expect(main).to_have_css("scroll-snap-type", "none")
        main.evaluate("main => main.scrollTo(0, main.scrollHeight)")
        expect(page.get_by_role("heading", name=f"Question {number} of 3")).not_to_be_in_viewport()
        button(page, "Next")
        heading = page.get_by_role("heading", name=f"Question {number + 1} of 3")
        expect(heading).to_be_in_viewport(ratio=1)
        clock = page.get_by_role("timer")
        expect(clock).to_be_in_viewport(ratio=1)
        assert clock.bounding_box()["y"] >= header["y"] + header["height"]
        words, watch = heading.bounding_box(), clock.bounding_box()
        assert words["y"] >= header["y"] + header["height"]
        assert words["x"] + words["width"] <= watch["x"]
    page.context.close()


def test_an_option_is_a_row_that_can_be_pressed_anywhere(browser, school):
    attempt = school.begun("Half an hour", 1, timedelta())
    page = entered(browser, school.site.url, PUPILS[1], PHONE, at=f"attempt?attempt={attempt}")
    row = page.get_by_test_id("stRadioOption").last
    box = row.bounding_box()
    assert box["height"] >= 44
    row.click(position={"x": box["width"] - 4, "y": 4})
    expect(page.locator(".saved")).to_contain_text("Saved at")
    page.context.close()


def test_what_is_typed_counts_when_check_is_pressed_without_leaving_the_field_first(browser, school):
    attempt = school.begun("Practice", 1, timedelta())
    page = entered(browser, school.site.url, PUPILS[1], at=f"attempt?attempt={attempt}")
    page.get_by_label("Your answer").press_sequentially("By a fire")
    page.locator(".st-key-check_1 button").locator("visible=true").first.click()
    expect(page.locator(".verdict")).to_contain_text("Right · points: 1 of 1")
    page.context.close()


def test_words_are_saved_while_they_are_typed(browser, school):
    attempt = school.begun("In words", 0, timedelta())
    page = entered(browser, school.site.url, PUPILS[0], at=f"attempt?attempt={attempt}")
    box, saved = settled(page).get_by_label("Your answer"), page.locator(".saved")
    box.press_sequentially("Lightning ")
    expect(saved).to_contain_text("Saved at")
    # What is typed on is not said to be saved before it is.
    seen = box.evaluate("""async () => {
        document.execCommand("insertText", false, "struck it")
        await new Promise(shown => requestAnimationFrame(() => requestAnimationFrame(shown)))
        return getComputedStyle(document.querySelector(".saved")).visibility
    }""")
    assert seen == "hidden"
    expect(saved).to_be_visible()
    page.keyboard.press("Home")
    page.keyboard.type("A ")
    expect(saved).to_be_visible()
    page.keyboard.type("bright ")
    expect(box).to_have_value("A bright Lightning struck it")
    expect(saved).to_be_visible()
    page.reload()
    expect(page.get_by_label("Your answer")).to_have_value("A bright Lightning struck it")
    page.context.close()
    answers = school.answers(attempt)
    assert all(one != other for one, other in pairwise(answers))


def test_a_letter_that_is_being_composed_stays_so_when_it_is_saved(browser, school):
    attempt = school.begun("In words", 1, timedelta())
    page = entered(browser, school.site.url, PUPILS[1], at=f"attempt?attempt={attempt}")
    box = settled(page).get_by_label("Your answer")
    box.focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "chá", "selectionStart": 3, "selectionEnd": 3})
    expect(page.locator(".saved")).to_contain_text("Saved at")
    keyboard.send("Input.imeSetComposition", {"text": "cháy", "selectionStart": 4, "selectionEnd": 4})
    keyboard.send("Input.insertText", {"text": "cháy"})
    expect(box).to_have_value("cháy")
    page.context.close()


def test_what_is_being_typed_when_the_time_ends_is_handed_in(browser, school):
    attempt = school.begun("One minute", 0, timedelta(seconds=46))
    page = entered(browser, school.site.url, PUPILS[0], PHONE, at=f"attempt?attempt={attempt}")
    expect(page.get_by_role("timer")).to_contain_text("0:")
    settled(page)
    page.get_by_label("Your answer").press_sequentially("By a fire, if I")
    expect(page.get_by_role("dialog")).to_contain_text(
        "Your answers are saved and handed in.", timeout=60_000
    )
    expect(page.get_by_text("The time was over")).to_be_visible()
    expect(page.get_by_text("By a fire, if I")).to_be_visible()
    page.context.close()
