"""A language model in a real browser: switched on, its answers growing, broken off, stopped, asked again."""

from __future__ import annotations

import re
import threading
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.browser.driving import PHONE, fill_and_send, opened, settled
from tests.model_minds import quoting
from tests.model_replies import After, Says
from tests.model_server import ModelServer
from tests.serving import served

TEACHER = {"who": "Mira Holm", "password": "a long sentence"}
QUESTION = "How many people were killed in Khojaly?"
BY_MODEL = "Written by a language model."
FAILED = "The language model broke off in the middle of its answer."


@pytest.fixture(scope="module")
def server():
    with ModelServer() as running:
        yield running


@pytest.fixture(scope="module")
def school(browser, tmp_path_factory, server):
    """A server where the first teacher has switched the model on and opened the class: (site, join code)."""
    model = {"STUDYHALL_MODEL": "openai:test-model", "STUDYHALL_BASE_URL": server.url}
    with served(tmp_path_factory.mktemp("school"), **model) as site:
        page = opened(browser)
        page.goto(site.url)
        page.locator('form[action="/enter/set-up"]').wait_for()
        fill_and_send(page, "set-up", **TEACHER)
        page.get_by_test_id("stChatInputTextArea").wait_for()
        page.goto(f"{site.url}/model")
        expect(page.get_by_text("test-model runs on 127.0.0.1:")).to_be_visible()
        settled(page).get_by_role("button", name="Switch it on").click()
        expect(page.get_by_text("Decided last by Mira Holm")).to_be_visible()
        assert server.requests == []
        page.goto(f"{site.url}/people")
        page.get_by_role("button", name="Open the class").click()
        code = page.locator(".code").inner_text()
        page.context.close()
        yield site, code


@pytest.fixture
def pupil(browser, school, request):
    """A pupil of their own for each test, before their first question, on a phone."""
    site, code = school
    page = opened(browser, PHONE)
    page.goto(site.url)
    page.get_by_role("tab", name="Join a class").click()
    who = f"Lan {request.node.name[5:45]}"
    fill_and_send(page, "join", code=code, who=who, password="mèo con ngủ")
    page.get_by_test_id("stChatInputTextArea").wait_for()
    yield page
    page.context.close()


def ask(page) -> None:
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(QUESTION)
    box.press("Enter")


def held(server) -> list[threading.Event]:
    """Lets the model say its first sentence, and each other one when its event is set."""
    gates = [threading.Event() for _ in range(3)]
    gates[0].set()
    server.always(lambda body: replace(quoting(body), gate=gates))
    return gates


def test_an_answer_grows_sentence_by_sentence(pupil, server):
    gates = held(server)
    expect(pupil.get_by_text("helps to answer here")).to_be_visible()
    ask(pupil)
    lines = pupil.locator(".answer p")
    expect(lines).to_have_count(1)
    expect(lines.first.locator(".key")).to_have_text("S1")
    # The whole is not there, and nothing asks to be pressed meanwhile.
    expect(pupil.get_by_text(BY_MODEL)).to_have_count(0)
    expect(pupil.get_by_role("button", name="Ask again")).to_be_hidden()
    gates[1].set()
    expect(lines).to_have_count(2)
    gates[2].set()
    expect(pupil.get_by_text(BY_MODEL)).to_be_visible()
    expect(lines).to_have_count(3)
    expect(pupil.get_by_role("button", name=re.compile("^S1"))).to_be_visible()
    assert pupil.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_somebody_who_waits_is_told_what_for(pupil, server):
    gates = [threading.Event() for _ in range(3)]
    server.always(lambda body: replace(quoting(body), gate=gates))
    ask(pupil)
    expect(pupil.get_by_text("Writing an answer…")).to_be_visible()
    for gate in gates:
        gate.set()
    expect(pupil.get_by_text(BY_MODEL)).to_be_visible()


def test_a_model_that_breaks_off_is_stood_in_for_and_asked_again(pupil, server):
    server.always(lambda body: replace(quoting(body, 1), after=After.CUT))
    ask(pupil)
    expect(pupil.locator(".trouble")).to_contain_text(FAILED)
    expect(pupil.get_by_text("Quoted from the sources, without the language model.")).to_be_visible()
    server.always(quoting)
    pupil.get_by_role("button", name="Ask the model again").click()
    expect(pupil.get_by_text(BY_MODEL)).to_be_visible()
    expect(pupil.locator(".trouble")).to_have_count(0)


def test_an_answer_that_is_stopped_lets_the_model_go_and_is_asked_for_again(pupil, server):
    held(server)
    ask(pupil)
    expect(pupil.locator(".answer p")).to_have_count(1)
    pupil.get_by_role("button", name="Stop").click()
    assert server.asked()[-1].gone.wait(10)
    settled(pupil)
    server.always(quoting)
    pupil.get_by_role("button", name="Ask again").click()
    expect(pupil.get_by_text(BY_MODEL)).to_be_visible()
    expect(pupil.locator(".answer")).to_have_count(1)


def test_a_question_that_was_stopped_is_there_after_a_refresh(pupil, server):
    held(server)
    ask(pupil)
    expect(pupil.locator(".answer p")).to_have_count(1)
    pupil.get_by_role("button", name="Stop").click()
    settled(pupil)
    pupil.reload()
    expect(pupil.get_by_text("This question has no answer")).to_be_visible()
    server.always(quoting)
    pupil.get_by_role("button", name="Ask again").click()
    expect(pupil.get_by_text(BY_MODEL)).to_be_visible()


def test_a_question_that_leans_on_another_is_stopped_while_it_is_being_understood(pupil, server):
    server.always(quoting)
    ask(pupil)
    expect(pupil.get_by_text(BY_MODEL)).to_be_visible()
    server.enqueue(Says((), after=After.HANG))
    before = len(server.asked())
    ask(pupil)
    understanding = server.wait_for(before + 1)
    pupil.get_by_role("button", name="Stop").click()
    assert understanding.gone.wait(10)
    pupil.get_by_role("button", name="Ask again").click()
    expect(pupil.get_by_text(BY_MODEL)).to_have_count(2)
