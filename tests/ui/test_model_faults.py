"""Every way in which a model fails × what the pupil sees × what is stored; a table at the end of the run."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from studyhall.domain.errors import Trouble
from studyhall.domain.metering import DAILY_TOKENS
from studyhall.engines.llm.engine import ModelEngine
from studyhall.engines.llm.prompts import load_prompts
from studyhall.engines.llm.provider import Server
from studyhall.services.engines import MODEL, OFFLINE
from studyhall.settings import PROMPTS
from studyhall.ui.serving import now
from tests.engines.llm.conftest import SHORT
from tests.engines.llm.test_gateway import AGAIN, ONCE
from tests.model_minds import quoting, sentence
from tests.model_replies import Says
from tests.model_server import ModelServer
from tests.ui.conftest import button, html

QUESTION = "Who built the bridge of Orla in 1897?"
ANSWER = "The bridge of Orla was built in 1897 by Vera Lind."
# A fault, how often it strikes until it is given up, and what it is taken for.
FAULTS = (
    {name: ([reply], trouble) for name, (reply, trouble) in ONCE.items()}
    | {f"{name}, again and again": ([reply] * 3, trouble) for name, (reply, trouble) in AGAIN.items()}
    | {
        "connection refused": ([], Trouble.DOWN),
        "nothing that can be proven": ([Says((sentence(ANSWER, "S9", ANSWER),))], Trouble.UNPROVEN),
        "a proven sentence, then cut off": (
            [replace(ONCE["cut stream"][0], pieces=(sentence(ANSWER, "S1", ANSWER), '{"text": "And'))],
            Trouble.CUT,
        ),
    }
)


@pytest.fixture
def server():
    with ModelServer() as running:
        running.always(quoting)
        yield running


@pytest.fixture
def modelled(school, server):
    """The class, in which a model is switched on that is waited for briefly."""

    def switched_on(url: str):
        engine = ModelEngine(
            Server(url, "sk-canary"),
            "test-model",
            load_prompts(PROMPTS),
            school.hall.engines[OFFLINE].suggestions,
            limits=replace(SHORT, longest_wait=0.01),
        )
        school.hall.engines[MODEL] = engine
        school.hall.consenting.chat = engine.model
        teacher = school.id("Mira")
        school.hall.consenting.switch_on(teacher, school.course, engine.model.host, DAILY_TOKENS, now())
        return school

    return switched_on


def exchanges(school):
    pupil = school.id("Lan")
    (talk,) = school.hall.conversing.mine(pupil, school.course)
    return school.hall.conversing.open(pupil, talk.id, now()).exchanges


def seen(app) -> str:
    """The answers on a page as they are read, without what stands around them."""
    return re.sub(
        r"<[^>]+>", " ", " ".join(re.findall(r'<(?:div|p) class="(?:answer|trouble).*', html(app), re.S))
    )


@pytest.mark.parametrize("fault", FAULTS)
def test_a_pupil_is_not_left_alone(modelled, server, fault, record_property):
    replies, trouble = FAULTS[fault]
    school = modelled(server.url if replies else server.refused_url())
    server.enqueue(*replies)
    app = school.arrive("Lan")
    app.chat_input[0].set_value(QUESTION).run()
    assert not app.exception
    assert not app.error
    (exchange,) = exchanges(school)
    kept = exchange.answer
    assert exchange.question == QUESTION
    assert (kept.engine, kept.trouble) == (OFFLINE, trouble.value)
    assert [citation.citation.quote for citation in kept.citations] == [ANSWER]
    told = unescape(re.search(r'class="trouble"[^>]*>([^<]+)<', html(app))[1])
    assert told.startswith("The language model ")
    assert ANSWER in seen(app)
    assert "Traceback" not in html(app)
    assert "Written by a language model" not in html(app)
    again = [one for one in app.button if one.label == "Ask the model again"]
    assert len(again) == 1
    stored = f"the question; an {kept.engine} answer; {kept.trouble}"
    record_property("told", f"{fault:40} | {told} [{again[0].label}] | {stored}")


def test_asking_again_puts_the_models_answer_in_its_place(modelled, server):
    school = modelled(server.url)
    server.enqueue(ONCE["cut stream"][0])
    app = school.arrive("Lan")
    app.chat_input[0].set_value(QUESTION).run()
    button(app, "Ask the model again").click().run()
    (exchange,) = exchanges(school)
    assert (exchange.answer.engine, exchange.answer.trouble) == (MODEL, "")
    assert 'class="trouble"' not in html(app)


def test_nothing_of_a_pupil_goes_to_the_model(modelled, server):
    school = modelled(server.url)
    app = school.arrive("Lan")
    app.chat_input[0].set_value(QUESTION).run()
    app.chat_input[0].set_value("And when was the lighthouse destroyed?").run()
    assert len(server.asked()) == 3, "an answer, a question read anew, an answer"
    for request in server.asked():
        sent = str(request.body)
        assert "Lan" not in re.findall(r"\w+", sent)
        assert "Mira" not in re.findall(r"\w+", sent)
        assert not {"user", "metadata", "safety_identifier", "store"} & set(request.body)
