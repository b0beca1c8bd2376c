"""Times what surrounds a model, from its finishing a sentence to the sentence being shown.

The model is the test server, which tells when it handed a sentence to the network. It writes a sentence every
tenth of a second; server, browser and model share the machine.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from studyhall.bootstrap import Hall, bootstrap
from studyhall.domain.documents import NewSource, SourceFile
from studyhall.domain.metering import MOST_DAILY
from studyhall.ports import Draft
from studyhall.settings import Settings
from studyhall.ui.serving import now
from tests.browser.driving import chromium, fill_and_send, opened
from tests.model_minds import passages, sentence
from tests.model_replies import Says
from tests.model_server import ModelServer, Request
from tests.serving import served

PASSAGES, DOCUMENTS = 10_000, 50
SENTENCES, ANSWERS = 12, 9
PACE = 0.1
NAME, PASSWORD = "Mira Holm", "a long sentence"
# Notes when the answer that grows has one line more, by the clock that the server reads too.
_WATCH = """() => {
  window.seen = [];
  new MutationObserver(() => {
    const lines = [...document.querySelectorAll('.answer')].pop()?.querySelectorAll('p').length ?? 0;
    while (window.seen.length < lines) window.seen.push(Date.now());
  }).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""


def filled(hall: Hall) -> None:
    """A course of so many passages, in which a teacher switched the model on."""
    words = random.Random(7)
    teacher = hall.accounts.set_up(NAME, PASSWORD, now()).person.id
    course = hall.classes.make(teacher, "Bench", now())
    for number in range(DOCUMENTS):
        paragraphs = (
            f"In {words.randint(1000, 2000)} the town of {_name(words)} had {words.randint(10, 99)} "
            f"{_name(words)} and a {_name(words)} of {' '.join(_name(words) for _ in range(60))}."
            for _ in range(PASSAGES // DOCUMENTS)
        )
        text = f"# Town book {number}\n\n" + "\n\n".join(f"## {n}\n\n{p}" for n, p in enumerate(paragraphs))
        file = SourceFile(f"book-{number}.md", text.encode())
        hall.library.add(teacher, course.slug, NewSource(file, file.name), now())
    hall.indexing.catch_up(course)
    assert hall.consenting.chat is not None
    hall.consenting.switch_on(teacher, course, hall.consenting.chat.host, MOST_DAILY, now())


def _name(words: random.Random) -> str:
    return "".join(words.choice("bdfgklmnprstv") + words.choice("aeiou") for _ in range(3))


def writing(body: dict[str, Any]) -> Says:
    """As many sentences as are timed, each proven by words of the best passage, at the pace of a model."""
    (key, text), *_ = passages(body).items()
    words = text.split()
    lines = [
        sentence(f"Sentence {n} is told there.", key, " ".join(words[n : n + 6])) for n in range(SENTENCES)
    ]
    return Says(lines, usage=(4_000, 800), gate=lambda _: time.sleep(PACE))


def to_the_service(home: Path, model: ModelServer) -> list[float]:
    """Milliseconds from each sentence's end to the service's telling it."""
    settings = Settings(home=home, model="openai:test-model", base_url=model.url, starter=False)
    hall = bootstrap(settings)
    person = hall.accounts.sign_in(NAME, PASSWORD, "", now()).person
    course, _ = hall.classes.of(person.id)[0]
    late: list[float] = []
    for _ in range(ANSWERS):
        told: list[float] = []

        def telling(draft: Draft, times: list[float] = told) -> None:
            # It is called now and then with nothing new.
            if len(draft.text.splitlines()) > len(times):
                times.append(monotonic())

        pending = hall.tutoring.begin(person.id, course, QUESTION, now())
        hall.tutoring.finish(person.id, course, pending.exchange_id, now(), telling=telling)
        late += _late(model.asked()[-1], told)
    hall.close()
    return late


QUESTION = "What did the town of Kerrin have in 1897?"


def to_the_screen(home: Path, model: ModelServer) -> list[float]:
    """Milliseconds from each sentence's end to its standing on the page of a browser."""
    settings = {"STUDYHALL_MODEL": "openai:test-model", "STUDYHALL_BASE_URL": model.url}
    late: list[float] = []
    with served(home, starter=False, **settings) as site, chromium() as browser:
        page = opened(browser)
        page.goto(site.url)
        fill_and_send(page, "sign-in", who=NAME, password=PASSWORD)
        ahead = time.time() - monotonic()
        for number in range(ANSWERS):
            page.goto(f"{site.url}/?course=bench")
            box = page.get_by_test_id("stChatInputTextArea")
            box.wait_for(timeout=60_000)
            page.evaluate(_WATCH)
            box.fill(QUESTION)
            box.press("Enter")
            page.get_by_role("button", name="S1 ·").first.wait_for(timeout=60_000)
            seen = [at / 1000 - ahead for at in page.evaluate("window.seen")]
            late += _late(model.asked()[-1], seen) if number else []
    return late


def _late(request: Request, seen: Sequence[float]) -> list[float]:
    return [1000 * (at - sent) for sent, at in zip(request.sent_at, seen, strict=False)]


def told(where: str, late: Sequence[float]) -> None:
    """Print a line of figures."""
    cuts = statistics.quantiles(late, n=20)
    print(f"{len(late)} sentences to {where}: p50 {statistics.median(late):.1f} ms, p95 {cuts[18]:.1f} ms")


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder, ModelServer() as model:
        model.always(writing)
        home = Path(folder)
        settings = Settings(home=home, model="openai:test-model", base_url=model.url, starter=False)
        hall = bootstrap(settings)
        filled(hall)
        hall.close()
        told("the service", to_the_service(home, model))
        told("the screen", to_the_screen(home, model))


if __name__ == "__main__":
    main()
