"""Replies that a program reads: the form that a server is held to, and servers that know of none."""

from __future__ import annotations

import json
import threading
from dataclasses import replace

import pytest
from langchain_core.messages import HumanMessage

from studyhall.domain.errors import Trouble
from studyhall.domain.metering import Purpose
from studyhall.engines.llm.schemas import WrittenGrade, WrittenQuestions, response_format
from studyhall.engines.llm.spending import Limits, bound
from studyhall.engines.llm.structured import Structured
from tests.engines.llm.conftest import PATIENT, SHORT, Noting
from tests.engines.llm.test_gateway import AGAIN, ONCE
from tests.model_minds import grade
from tests.model_replies import BAD_REQUEST, UNPROCESSABLE, Fails, Says

ASKED = [HumanMessage("Grade it.")]
GRADE = json.loads(grade(1, "Vera Lind"))
NO_FORMS = {
    "refused": BAD_REQUEST,
    "not understood": UNPROCESSABLE,
    "unknown to the server": Fails(400, "'response_format.type' must be 'text'.", param="response_format"),
}


@pytest.fixture
def plain():
    return threading.Event()


@pytest.fixture
def structured(lines, plain):
    line = lines(limits=PATIENT)
    return Structured(lambda: line.chat, line.gateway, 16_000, plain)


def asked(structured, meter=None):
    return structured.ask(WrittenGrade, ASKED, Purpose.GRADE, meter)


def test_the_server_is_held_to_the_form(server, structured, plain):
    meter = Noting()
    server.enqueue(Says((grade(1, "Vera Lind"),), usage=(20, 9)))
    assert asked(structured, meter) == ([GRADE], 0, None)
    (request,) = server.asked()
    assert request.body["response_format"] == response_format(WrittenGrade)
    assert request.body["stream_options"] == {"include_usage": True}
    assert request.body["max_tokens"] == SHORT.output
    ((tokens, failed),) = meter.charges[0].settled
    assert (tokens.input, tokens.output, failed, meter.charges[0].purpose) == (20, 9, False, "grade")
    assert not plain.is_set()


@pytest.mark.parametrize("refused", NO_FORMS)
def test_a_server_without_forms_is_asked_in_words_and_never_for_a_form_again(
    server, structured, plain, refused
):
    server.always(
        lambda body: NO_FORMS[refused] if "response_format" in body else Says((grade(1, "Vera Lind"),))
    )
    for _ in range(3):
        assert asked(structured).objects == [GRADE]
    assert ["response_format" in request.body for request in server.asked()] == [True, False, False, False]
    assert plain.is_set()


def test_a_server_that_refuses_everything_is_not_taken_for_one_without_forms(server, structured, plain):
    server.always(BAD_REQUEST)
    assert asked(structured).failure.trouble is Trouble.REQUEST
    assert not plain.is_set()


def test_those_who_ask_one_server_learn_it_together(server, lines, structured, plain):
    line = lines(limits=PATIENT)
    server.always(lambda body: BAD_REQUEST if "response_format" in body else Says((grade(1, "Vera Lind"),)))
    asked(structured)
    asked(Structured(lambda: line.chat, line.gateway, 16_000, plain))
    assert len(server.asked()) == 3


WRAPPED = {
    "alone": "{}",
    "in a code block": "Here it is:\n```json\n{}\n```\nI hope this helps.",
    "after a thought": '<think>{"share": 0}</think>{}',
}


@pytest.mark.parametrize("wrapped", WRAPPED)
def test_objects_are_found_whatever_stands_around_them(server, structured, wrapped):
    server.enqueue(Says((WRAPPED[wrapped].replace("{}", grade(1, "Vera Lind")),)))
    assert asked(structured).objects == [GRADE]


@pytest.mark.parametrize("reply", ["I cannot help with that.", '{"share": 1, "quoted', "[]", "<think>Hm"])
def test_a_reply_without_any_object_cannot_be_read(server, structured, reply):
    server.enqueue(Says((reply,)))
    assert asked(structured).failure.trouble is Trouble.GARBLED


def test_what_was_never_closed_is_counted(server, structured):
    server.enqueue(Says((grade(1, "Vera Lind"), '{"share": 1, "quo')))
    assert asked(structured) == ([GRADE], 1, None)


def test_what_was_whole_before_a_reply_broke_off_is_kept(server, structured):
    server.enqueue(Says((grade(1, "Vera Lind"), '{"share"'), finish="length"))
    replied = asked(structured)
    assert (replied.objects, replied.failure.trouble) == ([GRADE], Trouble.CUT)


FAULTS = {name: ([reply], trouble) for name, (reply, trouble) in ONCE.items()} | {
    f"{name}, again and again": ([reply] * 3, trouble) for name, (reply, trouble) in AGAIN.items()
}


def patience(fault: str) -> Limits:
    """How long a server with this fault is waited for: briefly where that is the fault."""
    if FAULTS[fault][1] is Trouble.SLOW:
        return replace(PATIENT, first=SHORT.first)
    return replace(PATIENT, stall=SHORT.stall) if "stall" in fault else PATIENT


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_means_what_it_means_elsewhere(server, lines, plain, fault):
    replies, trouble = FAULTS[fault]
    line = lines(limits=patience(fault))
    structured = Structured(lambda: line.chat, line.gateway, 16_000, plain)
    # What is refused is asked for once more in words.
    server.enqueue(*replies * 2)
    assert asked(structured).failure.trouble is trouble


def test_a_model_takes_what_leaves_it_room_to_reply(line, plain):
    room = bound(ASKED) + SHORT.output
    for context, fits in ((room, True), (room - 1, False)):
        assert Structured(lambda: line.chat, line.gateway, context, plain).fits(ASKED) is fits


def objects_in(schema) -> list[dict]:
    if isinstance(schema, list):
        return [found for one in schema for found in objects_in(one)]
    if not isinstance(schema, dict):
        return []
    below = [found for one in schema.values() for found in objects_in(one)]
    return [schema, *below] if schema.get("type") == "object" else below


@pytest.mark.parametrize("form", [WrittenGrade, WrittenQuestions])
def test_a_form_is_as_strict_as_servers_want_it(form):
    told = response_format(form)
    assert (told["type"], told["json_schema"]["strict"]) == ("json_schema", True)
    for one in objects_in(told["json_schema"]["schema"]):
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])
