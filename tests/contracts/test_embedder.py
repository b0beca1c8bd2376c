"""What every embedder keeps to: unit length, its own size, the same vector for the same text."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.embeddings import Embeddings

from studyhall.domain.errors import IndexFailure, Misconfigured
from studyhall.index.embeddings import HashedNgramEmbedder, LangChainEmbedder
from tests.fakes.embedder import FakeEmbedder

TEXTS = ["The cease-fire of 1994", "Lệnh ngừng bắn năm 1994", "Հայաստան", "停战协定", "", " \n", "🙂", "a"]


class Lengths(Embeddings):
    """Four numbers a text, not of unit length; `wrong` spoils what it gives."""

    def __init__(self, wrong: str = "") -> None:
        self.wrong = wrong

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors = [self.embed_query(text) for text in texts]
        return vectors[1:] if self.wrong == "few" else vectors

    def embed_query(self, text: str) -> list[float]:
        if self.wrong == "size":
            return [1.0]
        if self.wrong == "nan":
            return [math.nan] * 4
        return [float(text.count(letter)) for letter in "aeio"]


@pytest.fixture(params=["spelling", "langchain", "fake"])
def embedder(request):
    made = {
        "spelling": HashedNgramEmbedder,
        "langchain": lambda: LangChainEmbedder(Lengths(), "lengths", 4),
        "fake": FakeEmbedder,
    }
    return made[request.param]()


def test_vectors_have_unit_length_and_the_stated_size(embedder):
    for vector in [*embedder.embed_passages(TEXTS), *map(embedder.embed_question, TEXTS)]:
        assert len(vector) == embedder.dimensions
        assert math.hypot(*vector) == pytest.approx(1)


def test_one_vector_a_text_in_order(embedder):
    together = embedder.embed_passages(TEXTS)
    assert together == [embedder.embed_passages([text])[0] for text in TEXTS]
    assert embedder.embed_passages([]) == []


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


@pytest.mark.parametrize(
    ("wrong", "error"), [("size", Misconfigured), ("few", IndexFailure), ("nan", IndexFailure)]
)
def test_what_a_model_gives_is_checked(wrong, error):
    with pytest.raises(error):
        LangChainEmbedder(Lengths(wrong), "lengths", 4).embed_passages(["one", "two"])


def test_the_built_in_name_is_reserved():
    with pytest.raises(Misconfigured):
        LangChainEmbedder(Lengths(), HashedNgramEmbedder().name, 4)
