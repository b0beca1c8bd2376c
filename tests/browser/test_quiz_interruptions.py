"""What is typed or chosen in a quiz is stored, whatever comes between: a new server, a reload, no network."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from studyhall.ui.serving import now
from tests.browser.classroom import PUPILS, entered, furnished
from tests.browser.driving import settled
from tests.browser.test_quiz_journeys import CHOICE, GAP, WORDS, School
from tests.publishing import AS_STORED, publish
from tests.serving import Site, free_port, served

ANSWER, BLANK = "Your answer", "What belongs in the gap?"


# Types into a field and leaves the page in one go, before any pause can end; gives how much was sent.
LEFT_AT_ONCE = """
async (field, words) => {
  const whole = WebSocket.prototype.send, turn = () => new Promise((go) => setTimeout(go));
  let sent = 0;
  WebSocket.prototype.send = function (...told) { sent += 1; return whole.apply(this, told); };
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, words);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  for (let turns = 0; turns < 9; turns += 1) await turn();
  window.dispatchEvent(new Event("beforeunload"));
  for (let turns = 0; turns < 9; turns += 1) await turn();
  WebSocket.prototype.send = whole;
  return sent;
}
"""


@pytest.fixture(scope="module")
def school(browser, tmp_path_factory):
    """The class, and where a server will be on it."""
    home = tmp_path_factory.mktemp("interrupted")
    room = furnished(home)
    asked = {"Words": WORDS, "Choice": CHOICE, "Gap": GAP}
    quizzes = {
        title: publish(room.hall.storage, room.course, room.teacher, (one,), now(), AS_STORED, title)
        for title, one in asked.items()
    }
    room.hall.close()
    return School(Site(f"http://localhost:{free_port()}", home), room, quizzes)


def serving(school: School):
    return served(school.site.home, starter=False, port=int(school.site.url.rpartition(":")[2]))


def connected(page: Page, state: str = "CONNECTED") -> Page:
    page.locator(f'[data-testid="stApp"][data-test-connection-state="{state}"]').wait_for()
    return page


def at(context, school: School, attempt: int) -> Page:
    page = context.new_page()
    page.goto(f"{school.site.url}/attempt?attempt={attempt}")
    page.locator(".prompt").wait_for()
    return settled(page)


def begun(school: School, title: str, pupil: int = 0) -> int:
    return school.begun(title, pupil, timedelta())


def test_what_is_given_first_after_the_server_was_started_anew_is_stored(browser, school):
    attempts = {title: begun(school, title) for title in school.quizzes}
    with serving(school):
        context = entered(browser, school.site.url, PUPILS[0], at="quizzes").context
        words, choice, gap = (at(context, school, attempts[title]) for title in ("Words", "Choice", "Gap"))
        words.get_by_label(ANSWER).press_sequentially("Lightning")
        choice.get_by_text("Odo Sarn").click()
        for page in (words, choice):
            expect(page.locator(".saved")).to_contain_text("Saved at")
            settled(page)
    for page in (words, choice, gap):
        page.locator('[data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])').wait_for()
    with serving(school):
        connected(words).get_by_label(ANSWER).press_sequentially(" struck it")
        expect(words.locator(".saved")).to_be_hidden()
        expect(words.locator(".saved")).to_be_visible()
        expect(words.get_by_label(ANSWER)).to_have_value("Lightning struck it")
        connected(choice).get_by_text("Vera Lind").click()
        expect(choice.locator(".saved")).to_contain_text("Saved at")
        expect(choice.get_by_role("radio", name="Vera Lind")).to_be_checked()
        connected(gap).get_by_label(BLANK).press_sequentially("Vera")
        expect(gap.locator(".saved")).to_contain_text("Saved at")
        expect(gap.get_by_label(BLANK)).to_have_value("Vera")
        context.close()
    stored = {title: school.answers(attempt) for title, attempt in attempts.items()}
    assert stored == {"Words": ["Lightning", "Lightning struck it"], "Choice": [0, 1], "Gap": ["Vera"]}


@pytest.fixture(scope="module")
def running(school):
    with serving(school):
        yield school


@pytest.mark.parametrize(("title", "label"), [("Words", ANSWER), ("Gap", BLANK)])
def test_what_was_just_typed_is_sent_when_the_page_is_left(browser, running, title, label):
    attempt = begun(running, title, 1)
    page = entered(browser, running.site.url, PUPILS[1], at=f"attempt?attempt={attempt}")
    box = settled(page).get_by_label(label)
    assert box.evaluate(LEFT_AT_ONCE, "At once") > 0
    expect(page.locator(".saved")).to_contain_text("Saved at")
    settled(page).reload()
    expect(page.get_by_label(label)).to_have_value("At once")
    page.context.close()


@pytest.mark.parametrize(("title", "label"), [("Words", ANSWER), ("Gap", BLANK)])
def test_words_that_the_server_does_not_hold_are_not_said_to_be_saved(browser, running, title, label):
    attempt = begun(running, title, 1)
    page = entered(browser, running.site.url, PUPILS[1], at=f"attempt?attempt={attempt}")
    box, saved = settled(page).get_by_label(label), page.locator(".saved")
    box.fill("Held")
    expect(saved).to_contain_text("Saved")
    expect(saved).to_be_visible()
    # Nothing comes through any more, in either direction, and nobody is told.
    page.evaluate("WebSocket.prototype.send = () => {}")
    box.press_sequentially(" or not")
    page.keyboard.press("Control+Enter" if title == "Words" else "Enter")
    expect(page.get_by_test_id("InputInstructions")).to_have_text("")
    expect(saved).to_be_hidden()
    box.fill("Held")
    expect(saved).to_be_visible()
    page.context.close()
