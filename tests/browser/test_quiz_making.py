"""A teacher has a quiz made, changes a question, publishes it, and a pupil finds it; in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from studyhall.domain.wording import say
from tests.browser.classroom import PUPILS, TEACHER, entered, furnished
from tests.browser.driving import PHONE, settled
from tests.serving import served


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    home = tmp_path_factory.mktemp("making")
    furnished(home).hall.close()
    with served(home, starter=False) as site:
        yield site


def button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).locator("visible=true").first.click()
    settled(page)


def test_a_teacher_makes_edits_and_publishes_a_quiz_and_a_pupil_may_begin_it(browser, site):
    teacher = entered(browser, site.url, TEACHER, at="quizzes")
    settled(teacher)
    teacher.get_by_label("Title").fill("All about bridges")
    teacher.get_by_label("Title").press("Tab")
    settled(teacher)
    button(teacher, "Make questions")
    expect(teacher.get_by_role("heading", name="All about bridges")).to_be_visible()
    expect(teacher.get_by_role("heading", name="Question 1 of")).to_be_visible()
    expect(teacher.get_by_role("button", name="Stop")).to_have_count(0)
    expect(teacher.locator(".source mark").first).to_be_visible()

    button(teacher, "Edit")
    teacher.get_by_label("Explanation").fill("It stands in the first source.")
    teacher.get_by_label("Explanation").press("Tab")
    button(teacher, "Save and approve")
    expect(teacher.get_by_text("The question is changed and approved.")).to_be_visible()

    teacher.get_by_role("radio", name="Rules").click()
    settled(teacher)
    expect(teacher.get_by_text("To be published: 1 question, 1 point.")).to_be_visible()
    button(teacher, "Publish")
    expect(teacher.get_by_text("The quiz is published.")).to_be_visible()
    teacher.context.close()

    pupil = entered(browser, site.url, PUPILS[0], PHONE, at="quizzes")
    card = pupil.locator('[class*="st-key-offer_"]', has_text="All about bridges")
    card.get_by_role("button", name="Start").locator("visible=true").click()
    button(pupil, "Begin now")
    expect(pupil.get_by_role("heading", name="Question 1 of 1")).to_be_visible()
    pupil.context.close()


def test_what_is_typed_and_chosen_stays_when_the_page_changes_its_language(browser, site):
    teacher = entered(browser, site.url, TEACHER, at="quizzes")
    teacher.locator('[class*="st-key-quiz_card_"] a').first.click()
    settled(teacher)
    button(teacher, "Edit")
    prompt = teacher.locator('[class*="st-key-prompt_"] textarea')
    why = teacher.locator('[class*="st-key-explanation_"] textarea')
    prompt.fill("Which bridge was it?")
    why.fill("It is told by both sides.")
    teacher.get_by_role("radio", name="Tiếng Việt").click()
    expect(teacher.get_by_role("button", name=say("vi", "Save and approve"))).to_be_visible()
    settled(teacher)
    expect(prompt).to_have_value("Which bridge was it?")
    expect(why).to_have_value("It is told by both sides.")
    teacher.get_by_role("radio", name="English").click()
    expect(teacher.get_by_role("button", name="Save and approve")).to_be_visible()
    expect(why).to_have_value("It is told by both sides.")

    teacher.get_by_role("radio", name="Rules").click()
    settled(teacher).get_by_text("After closing", exact=True).click()
    settled(teacher).get_by_role("radio", name="Tiếng Việt").click()
    expect(teacher.get_by_role("heading", name=say("vi", "How it is taken"))).to_be_visible()
    expect(teacher.get_by_role("radio", name=say("vi", "After closing"))).to_be_checked()
    teacher.context.close()
