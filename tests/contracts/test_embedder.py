"""What every embedder keeps to: unit length, its own size, the same vector for the same text."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.metering import Purpose
from studyhall.index.embeddings import HashedNgramEmbedder
from tests.fakes.calling import straight
from tests.fakes.embedder import FakeEmbedder, FakeMeaning
from tests.fakes.metering import FakeMeter
from tests.model_server import ModelServer

TEXTS = ["The cease-fire of 1994", "Lệnh ngừng bắn năm 1994", "Հայաստան", "停战协定", "", " \n", "🙂", "a"]


@pytest.fixture(scope="module")
def server():
    with ModelServer() as made:
        yield made


@pytest.fixture
def model_embedder(server):
    with straight(server.url) as made:
        yield made


@pytest.fixture(params=["spelling", "letters", "letters of a model", "model"])
def embedder(request):
    if request.param == "model":
        return request.getfixturevalue("model_embedder")
    return {"spelling": HashedNgramEmbedder, "letters": FakeEmbedder, "letters of a model": FakeMeaning}[
        request.param
    ]()


def test_vectors_have_unit_length_and_the_stated_size(embedder):
    for vector in [*embedder.embed_passages(TEXTS), *map(embedder.embed_question, TEXTS)]:
        assert len(vector) == embedder.dimensions
        assert math.hypot(*vector) == pytest.approx(1)


def test_one_vector_a_text_in_order(embedder):
    together = embedder.embed_passages(TEXTS)
    assert together == [embedder.embed_passages([text])[0] for text in TEXTS]
    assert embedder.embed_passages([]) == []


def test_calls_are_counted_where_a_model_is_called_and_nowhere_else(embedder):
    meter = FakeMeter()
    embedder.embed_passages([], meter)
    assert meter.charges == []
    embedder.embed_passages(TEXTS, meter)
    embedder.embed_question(TEXTS[0], meter)
    counted = [(charge.purpose, len(charge.settled)) for charge in meter.charges]
    assert counted == ([(Purpose.EMBED, 1), (Purpose.SEARCH, 1)] if embedder.model else [])


def test_it_has_a_name(embedder):
    assert embedder.name


def test_similar_spelling_is_near():
    embedder = HashedNgramEmbedder()

    def cosine(one: str, other: str) -> float:
        a, b = embedder.embed_passages([one, other])
        return sum(x * y for x, y in zip(a, b, strict=True))

    assert cosine("Stepanakert", "Stepanakrt") > 0.4 > cosine("Stepanakert", "river Rhine")
    assert cosine("Hiệp định đình chiến", "hiep dinh dinh chien") == pytest.approx(1)


@given(st.text(max_size=200))
def test_any_text_has_a_vector(text):
    assert math.hypot(*HashedNgramEmbedder(64).embed_question(text)) == pytest.approx(1)


def test_the_name_tells_sizes_apart():
    assert HashedNgramEmbedder(256).name != HashedNgramEmbedder(512).name


def test_every_process_computes_the_same():
    program = (
        "from studyhall.index.embeddings import HashedNgramEmbedder as E;"
        "print(E(64).embed_question('Đèo Lachin 1992'))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == str(HashedNgramEmbedder(64).embed_question("Đèo Lachin 1992"))
