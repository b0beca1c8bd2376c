"""Before feedback is due nothing that reaches a pupil's browser depends on what is right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from google.protobuf.json_format import MessageToDict
from playwright.sync_api import Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from studyhall.domain.quizzes import Feedback, Rules
from studyhall.domain.tasks import Kind
from studyhall.services.taking import Taking
from studyhall.ui.serving import now
from tests.browser.classroom import PUPILS, entered, furnished
from tests.browser.driving import settled
from tests.publishing import KERRIN, ORLA, SECOND, Asked, publish
from tests.serving import served

KINDS = (Kind.MCQ, Kind.MULTI, Kind.TRUE_FALSE, Kind.SHORT, Kind.CLOZE, Kind.ORDER)
ANSWERED = {
    Kind.MCQ: lambda box: box.locator("label", has=box.page.locator("input")).first.click(),
    Kind.MULTI: lambda box: box.locator('[data-testid="stCheckbox"] label').first.click(),
    Kind.TRUE_FALSE: lambda box: box.locator("label", has=box.page.locator("input")).first.click(),
    Kind.SHORT: lambda box: (box.locator("textarea").fill("Nobody knows"), box.locator("textarea").blur()),
    Kind.CLOZE: lambda box: box.locator("input").fill("somebody"),
    Kind.ORDER: lambda box: box.locator("button:visible").nth(2).click(),
}
OPTIONS = ("The first bridge", "The lighthouse", "The second bridge", "A tunnel")
CANARIES = (
    "Quokka",
    "Numbat",
    "Wombat",
    "Dibbler",
    "Bilby",
    "Potoroo",
    "Kowari",
    "Ningaui",
    "Kultarr",
    "Monjon",
)
ONE = (0, (0, 1), True, "Quokka", "Numbat", (0, 1, 2, 3))
OTHER = (3, (1, 2, 3), False, "Wombat", "Dibbler", (3, 1, 0, 2))
PROMPTS = (
    "Which was first?",
    "Which of these stood?",
    "It burned.",
    "How?",
    "It was built by ____.",
    "Order.",
)
_VOLATILE = (
    (re.compile(r"\d\d:\d\d:\d\d"), "<time>"),
    (re.compile(r"20\d\d-\d\d-\d\d \d\d:\d\d"), "<moment>"),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<random>"),
    # What tells one laying out of the page from another.
    (re.compile(r"\b[0-9a-f]{8}(?= \d+:\d+)"), "<random>"),
)


def questions(keys: tuple, quote: str, words: tuple[str, str, str]) -> list[Asked]:
    """One of each kind; `words` are in what explains, in what is also accepted, in what graders are told."""
    why, accepted, rubric = words
    return [
        Asked(
            kind, prompt, key, quote,
            OPTIONS if kind in {Kind.MCQ, Kind.MULTI, Kind.ORDER} else (),
            f"{why} says so.",
            (accepted,) if isinstance(key, str) else (),
            rubric,
        )
        for kind, prompt, key in zip(KINDS, PROMPTS, keys, strict=True)
    ]  # fmt: skip


@dataclass
class Watch:
    """Everything that a page received."""

    frames: list[bytes] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    def on(self, page: Page) -> None:
        page.on("websocket", lambda socket: socket.on("framereceived", self._frame))
        page.on("response", self._response)

    def _frame(self, payload: bytes | str) -> None:
        self.frames.append(payload if isinstance(payload, bytes) else payload.encode())

    def _response(self, response) -> None:
        if response.request.resource_type in {"document", "fetch", "xhr"} and response.status == 200:
            self.bodies.append(response.body())

    def told(self) -> set[str]:
        """What the pages were made of, without what differs each time anybody opens them."""
        found = set()
        for frame in self.frames:
            message = ForwardMsg.FromString(frame)
            if message.WhichOneof("type") in {
                "delta",
                "navigation",
                "page_info_changed",
                "page_config_changed",
            }:
                message.hash = ""
                # As it is read: without the signs that keep Markdown from being seen in it.
                text = json.dumps(MessageToDict(message), ensure_ascii=False)
                text = text.replace("\\", "").replace("\u2060", "")
                for volatile, stands in _VOLATILE:
                    text = volatile.sub(stands, text)
                found.add(text)
        return found

    def seen(self, words: Iterable[str]) -> set[str]:
        """Which of these words came, in whatever."""
        everything = b"\n".join((*self.frames, *self.bodies)).lower()
        return {word for word in words if word.lower().encode() in everything}


@contextmanager
def classroom(home: Path, asked: Iterable[Asked], rules: Rules):
    """A server on a class where the first pupil has begun the quiz, its seed the same each time."""
    room = furnished(home)
    quiz = publish(room.hall.storage, room.course, room.teacher, asked, now(), rules, title="The bridges")
    fixed = Taking(room.hall.storage, room.hall.grading, draw=lambda: 7)
    attempt = fixed.start(room.pupils[0], quiz, now())
    room.hall.close()
    with served(home, starter=False) as site:
        yield site, attempt


def press(page: Page, key: str) -> None:
    page.locator(f".st-key-{key} button:visible").first.click()
    settled(page)


def answer_everything(page: Page, attempt: int) -> None:
    """Open, answer, flag, and move through all of them to the summary."""
    for place in range(len(KINDS)):
        expect(page.locator(f"#question-{place + 1}")).to_be_visible()
        settled(page)
        box = page.locator('[class*="st-key-posed_"]')
        number = int(re.search(r"st-key-posed_attempt_\d+_(\d)", box.get_attribute("class"))[1])
        ANSWERED[KINDS[number - 1]](box)
        expect(page.locator(".saved")).to_contain_text("Saved at")
        settled(page)
        page.locator('[class*="st-key-flag_"] label').click()
        expect(page.locator('[class*="st-key-overview_"] [aria-checked="true"]')).to_contain_text("⚑")
        press(page, "next")
    expect(page.locator(".st-key-hand_in")).to_be_visible()


@pytest.fixture(scope="module")
def watched(browser, tmp_path_factory):
    """What a pupil's browser received in two quizzes with other keys; and what it read at the end of each."""
    found = []
    rules = Rules(feedback=Feedback.AFTER_CLOSING, closes_at=now() + timedelta(days=9))
    for keys, quote, words in ((ONE, ORLA, CANARIES[4:7]), (OTHER, SECOND, CANARIES[7:])):
        home = tmp_path_factory.mktemp("secrets")
        with classroom(home, questions(keys, quote, words), rules) as (site, attempt):
            page = entered(browser, site.url, PUPILS[0], at="account")
            watch = Watch()
            watch.on(page)
            page.goto(f"{site.url}/quizzes")
            settled(page)
            press(page, "go_on_1")
            answer_everything(page, attempt)
            press(page, "hand_in")
            press(page, "hand_in_now")
            expect(page.get_by_text("The result comes")).to_be_visible()
            settled(page)
            found.append(watch)
            page.context.close()
    return found


def test_two_quizzes_that_differ_in_what_is_right_look_the_same(watched):
    one, other = (watch.told() for watch in watched)
    assert len(one) > 100
    assert one ^ other == set()


def test_nothing_of_what_is_right_comes_along(watched):
    for watch in watched:
        assert watch.seen(("Which was first?", "A tunnel", "somebody")) == {
            "Which was first?", "A tunnel", "somebody",
        }  # fmt: skip
        assert watch.seen((*CANARIES, ORLA, SECOND, KERRIN)) == set()


def test_what_is_checked_at_once_tells_nothing_of_the_others(browser, tmp_path):
    rules = Rules(feedback=Feedback.AT_ONCE, one_at_a_time=False, shuffle=False)
    asked = [
        one._replace(explanation=f"{canary} says so.")
        for one, canary in zip(questions(ONE, ORLA, CANARIES[4:7]), CANARIES[4:], strict=True)
    ]
    with classroom(tmp_path / "home", asked, rules) as (site, attempt):
        page = entered(browser, site.url, PUPILS[0], at=f"attempt?attempt={attempt}")
        watch = Watch()
        watch.on(page)
        page.reload()
        box = page.locator(f".st-key-posed_attempt_{attempt}_1")
        box.locator("label", has=page.locator('input[type="radio"]')).last.click()
        expect(page.locator(".saved").first).to_contain_text("Saved at")
        assert watch.seen(CANARIES) == set()
        press(page, "check_1")
        expect(page.locator(".verdict")).to_contain_text("Not right")
        assert watch.seen(CANARIES) == {CANARIES[4]}
        page.context.close()
