"""What language models use up, what that costs, and what a teacher agreed to for a course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

DAILY_TOKENS = 500_000
"""What a course may use up in a day unless its teacher sets another limit: some 100 to 200 answers."""
LEAST_DAILY, MOST_DAILY = 1_000, 1_000_000_000
"""What a teacher may set as that limit."""
HIGHEST_PRICE = 1_000_000.0
"""US dollars for a million tokens; no model costs nearly as much."""
VENDOR, OPENAI = "openai:", "https://api.openai.com/v1"
"""What stands before the name of a model that is spoken to in OpenAI's protocol, and OpenAI's own server."""
_MILLION = 1_000_000


@dataclass(frozen=True)
class Tokens:
    """What went to a model and came from it; `cached` is the part of `input` that it had read before.

    Raises ValueError for what cannot be: a server's word on it is not to be believed unseen.
    """

    input: int = 0
    output: int = 0
    cached: int = 0

    def __post_init__(self) -> None:
        if min(self.input, self.output, self.cached) < 0 or self.cached > self.input:
            raise ValueError("tokens are not negative, and what was read before is part of what was read")

    @property
    def total(self) -> int:
        """Both ways together."""
        return self.input + self.output

    def __add__(self, other: Tokens) -> Tokens:
        return Tokens(self.input + other.input, self.output + other.output, self.cached + other.cached)


@dataclass(frozen=True)
class Price:
    """US dollars per million tokens; what was `cached` costs as much as other input unless told.

    Each is from 0 to HIGHEST_PRICE, so that every cost is a number. Raises ValueError.
    """

    input: float
    output: float = 0.0
    cached: float | None = None

    def __post_init__(self) -> None:
        if not all(0 <= each <= HIGHEST_PRICE for each in (self.input, self.output, self.cached or 0.0)):
            raise ValueError(f"a price is a number from 0 to {HIGHEST_PRICE:,.0f}")

    def cost(self, tokens: Tokens) -> float:
        """US dollars."""
        cached = self.input if self.cached is None else self.cached
        fresh = tokens.input - tokens.cached
        return (fresh * self.input + tokens.cached * cached + tokens.output * self.output) / _MILLION


@dataclass(frozen=True)
class Model:
    """A model as people are told of it: its name, the host that it runs on, and its price where known."""

    name: str
    host: str
    price: Price | None = None

    def cost(self, tokens: Tokens) -> float | None:
        """US dollars; None where the price is not known."""
        return self.price.cost(tokens) if self.price else None


class Purpose(StrEnum):
    """What a model was called for."""

    ANSWER = "answer"
    REWRITE = "rewrite"
    SEARCH = "search"
    EMBED = "embed"
    QUESTIONS = "questions"
    GRADE = "grade"
    TRIAL = "trial"


@dataclass(frozen=True)
class Terms:
    """What a teacher agreed to for a course; an empty host means that nothing is sent.

    The agreement is to a host: where another one is set up it holds no more. `embedder` names the vectors
    that the course is to be searched with, and `dimensions` is their size, 0 until the first shelf of them
    is complete; until then, and whenever a passage lacks such a vector, spelling is searched. `agreed_by` and
    `agreed_at` tell who decided last what is sent, and when; None for somebody who is gone.
    """

    chat_host: str = ""
    daily_tokens: int = DAILY_TOKENS
    embeddings_host: str = ""
    embedder: str = ""
    dimensions: int = 0
    agreed_by: int | None = None
    agreed_at: datetime | None = None

    def allows(self, model: Model, purpose: Purpose) -> bool:
        """Whether a model may be called for this purpose with what the course has."""
        searching = purpose in (Purpose.SEARCH, Purpose.EMBED)
        return self.allows_embeddings(model) if searching else self.allows_chat(model)

    def allows_chat(self, model: Model | None) -> bool:
        """Whether questions and passages may go to this model; to none where none is set up."""
        return model is not None and self.chat_host != "" and model.host == self.chat_host

    def allows_embeddings(self, model: Model | None) -> bool:
        """Whether passages and what is searched for may go to this embedder's model."""
        return model is not None and self.embeddings_host != "" and model.host == self.embeddings_host


@dataclass(frozen=True)
class Used:
    """What a course used up in a day (UTC) with one model for one purpose.

    `calls` counts those that `failed` too. `reserved` tokens are of calls that have not ended, or never told
    their end. `cost` is in US dollars; None where the price was not known.
    """

    day: date
    purpose: Purpose
    model: str
    calls: int
    failed: int
    tokens: Tokens
    reserved: int
    cost: float | None
