"""Vectors of meaning from a model behind OpenAI's protocol: in batches, metered, and each one checked."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from threading import local
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar
from urllib.parse import urlsplit

from studyhall.domain.errors import ModelFailure, Trouble
from studyhall.domain.metering import OPENAI, Model, Purpose, Tokens
from studyhall.engines.llm.once import Once
from studyhall.ports import Embedder, Meter

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from openai import OpenAI

MOST_TEXTS = 64
MOST_BYTES = 100_000
"""What goes into one call, unless a single text is longer; OpenAI takes 300,000 tokens (2026)."""
SEARCH_SECONDS = 6.0
"""How long somebody who asks waits for the vector of their question; then words have to do."""
# A model takes no text without any character.
_BLANK = "."
# What comes of a reply that is not of the protocol, in the client or in what reads it; the last two come of
# numbers that are too large, and of lists in lists without end.
_MALFORMED = (ValueError, TypeError, AttributeError, KeyError, OverflowError, RecursionError)

T = TypeVar("T")


class Calling(Protocol):
    """What a model is called through."""

    def call(  # noqa: PLR0913 - a call is told whole
        self,
        act: Callable[[], T],
        *,
        purpose: Purpose,
        bound: Tokens,
        used: Callable[[T], Tokens],
        meter: Meter | None,
        total: float | None,
    ) -> T:
        """What `act` gives within `total` seconds, with `bound` tokens set aside. Raises ModelFailure."""


class Told(Protocol):
    """Says what a call of this thread used up, where its reply told it."""

    def take(self) -> int | None:
        """The tokens of the last call, once."""


class Connected(NamedTuple):
    """LangChain's embeddings, and who says what they used."""

    embeddings: Embeddings
    told: Told


class _Given(NamedTuple):
    """The vectors of one call, and its tokens where they were told."""

    vectors: list[list[float]]
    tokens: int | None


class ModelEmbedder(Embedder):
    """Any LangChain embeddings as an embedder; `dimensions` are those of the last reply, 0 before the first.

    `connect` makes them before the first call, since what it imports takes seconds.
    """

    def __init__(
        self,
        model: Model,
        calling: Calling,
        connect: Callable[[], Connected],
        close: Callable[[], None] = lambda: None,
    ) -> None:
        self._calling = calling
        self._connection = Once(connect)
        self._close = close
        self.model: Model = model
        self.name = model.name + ("" if model.host == urlsplit(OPENAI).netloc else f"@{model.host}")
        self.dimensions = 0

    def embed_passages(self, texts: Sequence[str], meter: Meter | None = None) -> list[list[float]]:
        """As the port says. Raises ModelFailure (GARBLED) for too few vectors, and for several sizes."""
        made = [vector for some in _batches(texts) for vector in self._embedded(some, Purpose.EMBED, meter)]
        self._check_sizes(made)
        return made

    def embed_question(self, text: str, meter: Meter | None = None) -> list[float]:
        """As the port says. Raises ModelFailure (GARBLED) for what is no vector."""
        return self._embedded([text], Purpose.SEARCH, meter)[0]

    def _embedded(self, texts: Sequence[str], purpose: Purpose, meter: Meter | None) -> list[list[float]]:
        sent = [text if text.strip() else _BLANK for text in texts]
        # No tokenizer in use makes more tokens of a text than it has bytes.
        bound = Tokens(input=sum(map(_bytes, sent)))

        units: list[list[float]] = []

        def used(given: _Given) -> Tokens:
            # Checked where the call is not over yet: one whose vectors are garbled has failed.
            units[:] = self._checked(given.vectors, len(texts))
            told = given.tokens or 0
            return Tokens(input=told) if 0 < told <= bound.input else bound

        connected = self._connection()
        self._calling.call(
            lambda: self._given(connected, sent),
            purpose=purpose,
            bound=bound,
            used=used,
            meter=meter,
            total=SEARCH_SECONDS if purpose is Purpose.SEARCH else None,
        )
        self.dimensions = len(units[0])
        return units

    def close(self) -> None:
        """Let go of the connections."""
        self._close()

    def _given(self, connected: Connected, texts: list[str]) -> _Given:
        connected.told.take()
        try:
            vectors = connected.embeddings.embed_documents(texts)
        except _MALFORMED as error:
            raise self._garbled("gave what are no vectors") from error
        return _Given(vectors, connected.told.take())

    def _checked(self, vectors: Sequence[Sequence[float]], count: int) -> list[list[float]]:
        if len(vectors) != count:
            raise self._garbled(f"gave {len(vectors)} vectors for {count} texts")
        self._check_sizes(vectors)
        try:
            return [_unit(vector) for vector in vectors]
        except _MALFORMED as error:
            raise self._garbled("gave a vector that has no direction") from error

    def _check_sizes(self, vectors: Sequence[Sequence[float]]) -> None:
        sizes = sorted({len(vector) for vector in vectors})
        if len(sizes) > 1 or 0 in sizes:
            raise self._garbled(f"gave vectors of {' and '.join(map(str, sizes))} numbers")

    def _garbled(self, what: str) -> ModelFailure:
        return ModelFailure(Trouble.GARBLED, f"the embedding model {self.model.name} {what}", "try again")


class _Counted:
    """The embeddings of an OpenAI client, noting by thread what each reply tells of its tokens.

    LangChain's embeddings give vectors alone, and let go of the rest of the reply.
    """

    def __init__(self, resource: Any) -> None:
        self._resource = resource
        self._noted = local()

    def create(self, **asked: Any) -> dict[str, Any]:
        """The vectors that the client gives, in the order of the texts."""
        reply = self._resource.create(**asked)
        told = getattr(getattr(reply, "usage", None), "prompt_tokens", None)
        self._noted.tokens = told if type(told) is int else None
        return {"data": [{"embedding": list(map(float, one.embedding))} for one in _in_place(reply.data)]}

    def take(self) -> int | None:
        """The tokens of this thread's last call, once."""
        tokens: int | None = self._noted.__dict__.pop("tokens", None)
        return tokens


def _in_place(data: Sequence[Any]) -> list[Any]:
    """What a reply holds, in the order of the texts. Raises ValueError where places repeat or are missing."""
    places: list[Any] = [getattr(one, "index", None) for one in data]
    if places == [None] * len(data):
        # Where no place is told, they stand in theirs.
        return list(data)
    if sorted(places) != list(range(len(data))):
        raise ValueError("places")
    return [data[places.index(place)] for place in range(len(data))]


def connected(name: str, client: OpenAI) -> Connected:
    """The embeddings `name` of a server of OpenAI's protocol."""
    from langchain_openai import OpenAIEmbeddings

    counted = _Counted(client.embeddings)
    embeddings = OpenAIEmbeddings(
        model=name,
        client=counted,
        # Given, so that none is made: nothing here is asynchronous.
        async_client=counted,
        # Else a tokenizer is downloaded, and tokens are sent that other servers do not take.
        check_embedding_ctx_length=False,
        chunk_size=MOST_TEXTS,
    )
    return Connected(embeddings, counted)


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts in order, at most MOST_TEXTS and MOST_BYTES at a time; a longer one goes alone."""
    batch: list[str] = []
    size = 0
    for text in texts:
        more = _bytes(text)
        if batch and (len(batch) == MOST_TEXTS or size + more > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += more
    if batch:
        yield batch


def _bytes(text: str) -> int:
    return len(text.encode(errors="replace"))


def _unit(vector: Sequence[float]) -> list[float]:
    """The vector at length 1. Raises ValueError for one that is not finite or has no direction."""
    length = math.hypot(*vector)
    if not math.isfinite(length) or not length:
        raise ValueError("no direction")
    return [value / length for value in vector]
