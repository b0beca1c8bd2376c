"""Vectors from a model over real HTTP: what is sent, what is counted, and what is not believed."""

from __future__ import annotations

import json
import math
from threading import Barrier, Thread

import openai
import pytest

from studyhall.domain.errors import ModelFailure, Trouble
from studyhall.domain.metering import Purpose, Tokens
from studyhall.engines.llm.embedding import MOST_BYTES, MOST_TEXTS, ModelEmbedder
from tests.engines.llm.conftest import Noting
from tests.fakes.calling import straight
from tests.fakes.metering import FakeMeter
from tests.model_replies import BAD_JSON, NO_QUOTA, WEB_PAGE, Raw, Vectors, vector
from tests.model_server import ModelServer


@pytest.fixture
def server():
    with ModelServer() as made:
        yield made


@pytest.fixture
def embedder(server):
    with straight(server.url) as made:
        yield made


@pytest.fixture
def through(embedder):
    return embedder.through


def test_texts_are_sent_as_they_are_and_tokens_counted_as_they_are_told(server, through, embedder):
    texts = ["the lighthouse of Kerrin", "Đèo Lachin"]
    meter = FakeMeter()
    given = embedder.embed_passages(texts, meter)
    assert [pytest.approx(one, abs=1e-6) for one in given] == [vector(text, 8) for text in texts]
    (request,) = server.requests
    assert request.headers["authorization"] == "Bearer sk-test"
    assert (request.body["model"], request.body["input"]) == ("test-embedding", texts)
    size = sum(len(text.encode()) for text in texts)
    assert through.calls == [(Purpose.EMBED, Tokens(size), Tokens(6))]
    assert [charge.settled for charge in meter.charges] == [[(Tokens(6), False)]]


def test_a_question_is_counted_as_a_search_and_by_its_bound_where_nothing_is_told(server, through, embedder):
    server.enqueue(Vectors(usage=None), to="embeddings")
    embedder.embed_question("Kerrin?", FakeMeter())
    assert through.calls == [(Purpose.SEARCH, Tokens(7), Tokens(7))]


def test_the_size_is_known_with_the_first_vector(embedder):
    assert embedder.dimensions == 0
    embedder.embed_question("Kerrin?")
    assert embedder.dimensions == 8


@pytest.mark.parametrize(
    ("host", "name"),
    [("api.openai.com", "openai:m"), ("10.0.0.7", "openai:m@10.0.0.7")],
)
def test_the_name_tells_the_model_and_a_host_that_is_not_openais(host, name):
    with straight("http://127.0.0.1:9/v1", host, "m") as made:
        assert made.name == name


def test_many_texts_go_in_batches_and_come_back_in_order(server, embedder):
    texts = [f"passage {number}" for number in range(2 * MOST_TEXTS + 1)]
    server.always(Vectors(), to="embeddings")
    given = embedder.embed_passages(texts)
    assert [len(request.body["input"]) for request in server.requests] == [MOST_TEXTS, MOST_TEXTS, 1]
    assert [pytest.approx(one, abs=1e-6) for one in given] == [vector(text, 8) for text in texts]


def test_long_texts_go_in_smaller_batches(server, embedder):
    half = "đ" * (MOST_BYTES // 4)
    embedder.embed_passages([half, half, "one more", half + half + half])
    assert [len(request.body["input"]) for request in server.requests] == [2, 1, 1]


def test_a_text_of_nothing_is_not_sent_as_nothing(server, embedder):
    embedder.embed_passages(["", " \n", "a"])
    assert all(text.strip() for text in server.requests[0].body["input"])


def test_vectors_in_another_order_are_put_in_theirs(server, embedder):
    texts = ["one", "two"]
    data = [{"object": "embedding", "index": i, "embedding": [1.0, float(i)]} for i in (1, 0)]
    server.enqueue(Raw(json.dumps({"object": "list", "data": data}).encode()), to="embeddings")
    first, second = embedder.embed_passages(texts)
    assert first == [1.0, 0.0]
    assert second == pytest.approx([math.sqrt(0.5)] * 2)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda made: made[1:], "1 vectors for 2 texts"),
        (lambda made: [*made, made[0]], "3 vectors for 2 texts"),
        (lambda made: [made[0], made[1][1:]], "7 and 8 numbers"),
        (lambda made: [[], []], "0 numbers"),
        (lambda made: [made[0], [math.nan] * 8], "no direction"),
        (lambda made: [made[0], [math.inf] * 8], "no direction"),
        (lambda made: [made[0], [0.0] * 8], "no direction"),
    ],
)
def test_vectors_that_cannot_be_right_are_not_taken(server, embedder, change, told):
    server.enqueue(Vectors(change=change), to="embeddings")
    with pytest.raises(ModelFailure, match=told) as caught:
        embedder.embed_passages(["one", "two"])
    assert caught.value.trouble is Trouble.GARBLED
    assert embedder.dimensions == 0


def test_a_first_reply_of_a_wrong_size_does_not_keep_out_the_right_ones(server, embedder):
    server.enqueue(Vectors(change=lambda made: [[1.0] for _ in made]), to="embeddings")
    assert embedder.embed_question("one") == [1.0]
    assert len(embedder.embed_question("one")) == embedder.dimensions == 8


def test_the_vectors_of_one_asking_are_of_one_size_over_all_its_calls(server, embedder):
    server.enqueue(Vectors(), Vectors(change=lambda made: [one[1:] for one in made]), to="embeddings")
    with pytest.raises(ModelFailure, match="7 and 8 numbers") as caught:
        embedder.embed_passages(["one"] * (MOST_TEXTS + 1))
    assert caught.value.trouble is Trouble.GARBLED


@pytest.mark.parametrize("told", [0, -5, 8, 10**30, 1.5, True, "3", None])
def test_a_count_of_tokens_that_cannot_be_is_replaced_by_the_most_there_can_be(
    server, through, embedder, told
):
    data = [{"object": "embedding", "index": 0, "embedding": [1.0]}]
    body = {"object": "list", "data": data, "usage": {"prompt_tokens": told, "total_tokens": 1}}
    server.enqueue(Raw(json.dumps(body).encode()), to="embeddings")
    embedder.embed_question("Kerrin?")
    assert through.calls == [(Purpose.SEARCH, Tokens(7), Tokens(7))]


@pytest.mark.parametrize("places", [(0, 0), (1, 2), (0, 2), (-1, 0), (0, None), ("0", "1")])
def test_vectors_whose_places_repeat_or_are_missing_are_not_taken(server, embedder, places):
    data = [{"object": "embedding", "index": i, "embedding": [1.0, 2.0]} for i in places]
    server.enqueue(Raw(json.dumps({"object": "list", "data": data}).encode()), to="embeddings")
    with pytest.raises(ModelFailure, match="no vectors") as caught:
        embedder.embed_passages(["one", "two"])
    assert caught.value.trouble is Trouble.GARBLED


def test_vectors_without_a_place_stand_in_theirs(server, embedder):
    data = [{"object": "embedding", "embedding": one} for one in ([1.0, 0.0], [0.0, 1.0])]
    server.enqueue(Raw(json.dumps({"object": "list", "data": data}).encode()), to="embeddings")
    assert embedder.embed_passages(["one", "two"]) == [[1.0, 0.0], [0.0, 1.0]]


@pytest.mark.parametrize(
    "reply",
    [
        Vectors(change=lambda made: made[1:]),
        Vectors(change=lambda made: [[0.0] * 8 for _ in made]),
        Vectors(change=lambda made: [[] for _ in made]),
        Vectors(change=lambda made: [made[0], made[1][1:]]),
    ],
)
def test_a_call_whose_vectors_are_garbled_counts_as_failed_with_all_it_may_have_used(line, reply):
    embedder = ModelEmbedder(line.model, line.gateway, lambda: line.provider.embeddings("test-embedding"))
    line.server.enqueue(reply, to="embeddings")
    meter = Noting()
    with pytest.raises(ModelFailure):
        embedder.embed_passages(["one", "two"], meter)
    embedder.embed_passages(["one", "two"], meter)
    assert [charge.settled for charge in meter.charges] == [[(Tokens(6), True)], [(Tokens(2), False)]]


@pytest.mark.parametrize(
    "reply",
    [
        BAD_JSON,
        WEB_PAGE,
        Raw(b"{}"),
        Raw(b"[]"),
        Raw(b'{"data": []}'),
        Raw(b'{"data": [{"index": 0}]}'),
        Raw(b'{"data": [{"index": 0, "embedding": "bm8="}]}'),
        Raw(b'{"data": [{"index": 0, "embedding": ["a", "b"]}]}'),
        Raw(b'{"data": [{"index": 0, "embedding": null}]}'),
        Raw(b'{"data": 3}'),
        Raw(b'{"data": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        Raw(b'{"data": [{"index": 0, "embedding": [1' + b"0" * 400 + b"]}]}"),
    ],
)
def test_a_reply_that_is_not_of_the_protocol_is_garbled(server, embedder, reply):
    server.enqueue(reply, to="embeddings")
    with pytest.raises(ModelFailure) as caught:
        embedder.embed_passages(["one"])
    assert caught.value.trouble is Trouble.GARBLED


def test_what_the_client_raises_is_left_to_whoever_calls_and_nothing_is_tried_again(server, embedder):
    server.enqueue(NO_QUOTA, to="embeddings")
    with pytest.raises(openai.RateLimitError):
        embedder.embed_passages(["one"])
    assert len(server.requests) == 1


def test_tokens_are_told_apart_by_thread(server, through, embedder):
    together = Barrier(2)
    server.always(Vectors(gate=lambda: together.wait(10)), to="embeddings")
    texts = ["one", "one two three"]
    threads = [Thread(target=embedder.embed_question, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((bound.input, used.input) for _, bound, used in through.calls) == [(3, 1), (13, 3)]
