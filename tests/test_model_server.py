"""The server that tests ask models of, asked with the client that Study Hall uses."""

from __future__ import annotations

import json
import threading

import httpx
import openai
import pytest

from tests.model_replies import (
    BAD_JSON,
    BAD_REQUEST,
    BROKEN,
    EMPTY,
    FORBIDDEN,
    NO_MODEL,
    NO_QUOTA,
    OVERLOADED,
    TOO_LONG,
    UNPROCESSABLE,
    WEB_PAGE,
    WRONG_KEY,
    After,
    Call,
    Closes,
    Hangs,
    Raw,
    Says,
    Vectors,
    limited,
)
from tests.model_server import ModelServer

ASKED = [{"role": "user", "content": "Hello?"}]


@pytest.fixture
def server():
    with ModelServer() as made:
        yield made


@pytest.fixture
def client(server):
    with openai.OpenAI(base_url=server.url, api_key="sk-test", max_retries=0, timeout=10) as made:
        yield made


def ask(client, **more):
    return client.chat.completions.create(model="test-model", messages=ASKED, **more)


def stream(client, **more):
    with ask(client, stream=True, **more) as chunks:
        yield from chunks


def read(chunks) -> str:
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)


def test_a_plain_completion_with_its_usage(server, client):
    server.enqueue(Says(("Two ", "pieces."), usage=(12, 5, 8)))
    reply = ask(client)
    assert reply.choices[0].message.content == "Two pieces."
    assert reply.choices[0].finish_reason == "stop"
    assert (reply.usage.prompt_tokens, reply.usage.completion_tokens) == (12, 5)
    assert reply.usage.prompt_tokens_details.cached_tokens == 8


def test_a_streamed_completion_with_usage_only_where_it_is_asked_for(server, client):
    server.reply = Says(("Two ", "pieces."), usage=(12, 5))
    plain = list(stream(client))
    assert read(plain) == "Two pieces."
    assert [chunk.choices[0].finish_reason for chunk in plain] == [None, None, None, "stop"]
    told = list(stream(client, stream_options={"include_usage": True}))
    assert [chunk.usage and chunk.usage.total_tokens for chunk in told] == [None, None, None, None, 17]


def test_requests_are_kept_in_order_with_what_came(server, client):
    server.enqueue(Says(("one",)), Says(("two",)))
    shape = {"name": "reply", "schema": {"type": "object", "properties": {}}}
    assert ask(client).choices[0].message.content == "one"
    ask(client, response_format={"type": "json_schema", "json_schema": shape})
    first, second = server.requests
    assert first.path == "/v1/chat/completions"
    assert first.headers["authorization"] == "Bearer sk-test"
    assert first.body["messages"] == ASKED
    assert second.body["response_format"]["json_schema"] == shape
    assert ask(client).choices[0].message.content == "Hello, world."


def test_a_reply_can_be_made_of_the_request(server, client):
    server.reply = lambda body: Says((body["messages"][0]["content"].upper(),))
    assert ask(client).choices[0].message.content == "HELLO?"


@pytest.mark.parametrize("streamed", [False, True])
def test_a_tool_is_called(server, client, streamed):
    server.enqueue(Says((), finish="tool_calls", calls=(Call("look_up", '{"word": "Kerrin"}'),)))
    tool = {"type": "function", "function": {"name": "look_up", "parameters": {"type": "object"}}}
    if streamed:
        with client.chat.completions.stream(model="test-model", messages=ASKED, tools=[tool]) as events:
            choice = events.get_final_completion().choices[0]
    else:
        choice = ask(client, tools=[tool]).choices[0]
    call = choice.message.tool_calls[0].function
    assert (call.name, call.arguments) == ("look_up", '{"word": "Kerrin"}')
    assert choice.finish_reason == "tool_calls"


@pytest.mark.parametrize(
    ("fault", "error", "code"),
    [
        (WRONG_KEY, openai.AuthenticationError, "invalid_api_key"),
        (FORBIDDEN, openai.PermissionDeniedError, "forbidden"),
        (NO_MODEL, openai.NotFoundError, "model_not_found"),
        (limited(), openai.RateLimitError, "rate_limit_exceeded"),
        (NO_QUOTA, openai.RateLimitError, "insufficient_quota"),
        (TOO_LONG, openai.BadRequestError, "context_length_exceeded"),
        (BAD_REQUEST, openai.BadRequestError, "unsupported_value"),
        (UNPROCESSABLE, openai.UnprocessableEntityError, None),
        (BROKEN, openai.InternalServerError, None),
        (OVERLOADED, openai.InternalServerError, None),
    ],
)
@pytest.mark.parametrize("streamed", [False, True])
def test_errors_in_openais_shape(server, client, fault, error, code, streamed):
    server.enqueue(fault)
    with pytest.raises(error) as caught:
        ask(client, stream=streamed)
    assert caught.value.status_code == fault.status
    assert caught.value.code == code


def test_when_to_try_again_is_told(server, client):
    server.enqueue(limited(1.5, 1500))
    with pytest.raises(openai.RateLimitError) as caught:
        ask(client)
    assert caught.value.response.headers["retry-after"] == "1.5"
    assert caught.value.response.headers["retry-after-ms"] == "1500"


def test_a_connection_that_is_refused_or_closed(server, client):
    server.enqueue(Closes())
    with pytest.raises(openai.APIConnectionError):
        ask(client)
    with pytest.raises(openai.APIConnectionError):
        ask(client.with_options(base_url=server.refused_url()))


def test_a_reply_that_never_begins_ends_with_the_client(server, client):
    server.enqueue(Hangs())
    with pytest.raises(openai.APITimeoutError):
        ask(client.with_options(timeout=0.1))
    assert server.requests[0].gone.wait(10)


@pytest.mark.parametrize("after", [After.HANG, After.PINGS])
def test_a_stream_that_stops_in_the_middle_ends_with_the_client(server, client, after):
    server.enqueue(Says(("one", "two"), after=after))
    with ask(client, stream=True) as chunks:
        assert read(next(chunks) for _ in range(3)) == "onetwo"
        assert not server.requests[0].gone.is_set()
    assert server.requests[0].gone.wait(10)


def test_pings_keep_a_silent_stream_busy(server):
    server.enqueue(Says(("one",), after=After.PINGS))
    asked = {"model": "test-model", "messages": ASKED, "stream": True}
    with httpx.stream("POST", f"{server.url}/chat/completions", json=asked, timeout=10) as response:
        lines = response.iter_lines()
        assert sum(next(lines) == ": ping" for _ in range(12)) >= 3


@pytest.mark.parametrize("after", [After.CUT, After.RESET])
@pytest.mark.parametrize("streamed", [False, True])
def test_a_reply_that_breaks_off(server, client, after, streamed):
    server.enqueue(Says(("one", "two"), after=after))
    with pytest.raises(openai.APIConnectionError):
        list(stream(client)) if streamed else ask(client)


def test_a_stream_that_ends_without_its_end_raises_nothing(server, client):
    server.enqueue(Says(("one",), finish=None, done=False), Says(("one",), done=False))
    assert [chunk.choices[0].finish_reason for chunk in stream(client)] == [None, None]
    assert [chunk.choices[0].finish_reason for chunk in stream(client)] == [None, None, "stop"]


def test_an_error_inside_a_stream(server, client):
    server.enqueue(Says(("one",), after=After.ERROR))
    chunks = stream(client)
    assert read(next(chunks) for _ in range(2)) == "one"
    with pytest.raises(openai.APIError, match="had an error"):
        next(chunks)


@pytest.mark.parametrize("finish", ["length", "content_filter"])
def test_other_reasons_to_finish(server, client, finish):
    server.reply = Says(("one",), finish=finish)
    assert ask(client).choices[0].finish_reason == finish
    assert list(stream(client))[-1].choices[0].finish_reason == finish


def test_an_empty_reply(server, client):
    server.reply = EMPTY
    assert ask(client).choices[0].message.content == ""
    assert read(stream(client)) == ""


def test_garbled_replies(server, client):
    server.enqueue(Says(("one",), after=After.GARBLED), Says(("one",), after=After.GARBLED), BAD_JSON)
    with pytest.raises(json.JSONDecodeError):
        list(stream(client))
    for _ in range(2):
        with pytest.raises(json.JSONDecodeError):
            ask(client)
    server.enqueue(WEB_PAGE)
    assert "Sign in" in ask(client)
    server.enqueue(Raw(b"no", "text/plain", 502))
    with pytest.raises(openai.InternalServerError):
        ask(client)


@pytest.mark.parametrize("called", [False, True])
def test_a_test_decides_when_the_next_piece_is_sent(server, client, called):
    gates = [threading.Event(), threading.Event()]
    server.enqueue(Says(("one", "two"), gate=(lambda i: gates[i].wait(10)) if called else gates))
    chunks = stream(client)
    gates[0].set()
    assert read(next(chunks) for _ in range(2)) == "one"
    assert len(server.requests[0].sent_at) <= 1
    gates[1].set()
    assert read(chunks) == "two"
    assert server.requests[0].over.wait(10)
    first, second = server.requests[0].sent_at
    assert first <= second
    assert not server.requests[0].gone.is_set()


def test_a_client_that_leaves_while_a_piece_waits_is_seen(server, client):
    server.enqueue(Says(("one", "two"), gate=[threading.Event(), threading.Event()]))
    with ask(client, stream=True) as chunks:
        next(chunks)
    assert server.requests[0].gone.wait(10)


def test_closing_the_server_lets_go_of_every_client():
    with ModelServer() as server:
        server.reply = Hangs()
        said = []

        def wait() -> None:
            with openai.OpenAI(base_url=server.url, api_key="sk", max_retries=0, timeout=30) as client:
                try:
                    ask(client)
                except openai.APIConnectionError as error:
                    said.append(type(error))

        waiting = [threading.Thread(target=wait) for _ in range(3)]
        for thread in waiting:
            thread.start()
        server.wait_for(3)
    for thread in waiting:
        thread.join(10)
    assert said == [openai.APIConnectionError] * 3


def near(one, other) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("form", ["float", "base64"])
def test_embeddings_of_texts_that_share_words_are_near(server, client, form):
    texts = ["the lighthouse of Kerrin", "The lighthouse of Orla", "bread, butter"]
    got = client.embeddings.create(model="test-embedding", input=texts, encoding_format=form)
    assert got.usage.prompt_tokens == 10
    if form == "base64":
        got = client.embeddings.create(model="test-embedding", input=texts)
    one, two, three = (item.embedding for item in got.data)
    assert len(one) == 8
    assert near(one, one) == pytest.approx(1)
    assert near(one, two) > near(one, three)


def test_embeddings_have_the_size_that_was_asked_for_and_can_be_spoiled(server, client):
    got = client.embeddings.create(model="m", input="one text", dimensions=3)
    assert [len(item.embedding) for item in got.data] == [3]
    server.enqueue(Vectors(change=lambda made: made[1:]), limited(), to="embeddings")
    assert len(client.embeddings.create(model="m", input=["one", "two"]).data) == 1
    with pytest.raises(openai.RateLimitError):
        client.embeddings.create(model="m", input="one")
    assert len(server.asked("embeddings")) == 3


def test_models_are_listed(server, client):
    assert [model.id for model in client.models.list()] == ["test-model"]
    server.enqueue(WRONG_KEY, to="models")
    with pytest.raises(openai.AuthenticationError):
        client.models.list()
