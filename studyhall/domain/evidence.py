"""What was found for a question, and the citations and answers made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from studyhall.domain.documents import Passage


class Hit(NamedTuple):
    """A passage that a search found. Scores are in 0..1, best is 1; `words` and `vectors` are its parts."""

    passage_id: int
    score: float
    words: float = 0.0
    vectors: float = 0.0


class SearchMode(StrEnum):
    """What was searched: both indexes, or words alone while another process owns the vectors."""

    FULL = "words+vectors"
    WORDS = "words"


@dataclass(frozen=True)
class Evidence:
    """A passage that may answer, with its search score in 0..1."""

    passage: Passage
    score: float
    words: float = 0.0
    vectors: float = 0.0


@dataclass(frozen=True)
class Found:
    """What retrieval gives an answer writer.

    `evidence` is ordered best first. `frequencies` tells in how many of the course's `passages` each term
    of the question stands (terms as `domain.tokens.term` makes them). `waiting` of the passages were not
    searched yet: another process has still to take them into the indexes. `withheld` are the ranks, from 0,
    at which passages were found that whoever asks must not be told of now.
    """

    evidence: tuple[Evidence, ...]
    mode: SearchMode
    passages: int
    documents: int
    frequencies: Mapping[str, int] = field(default_factory=dict)
    waiting: int = 0
    withheld: tuple[int, ...] = ()


@dataclass(frozen=True)
class Citation:
    """Words of a source: `quote == document.body.text[start:end]`, in the source's own language.

    `version` is the version of the document that was quoted; `key` is unique in one answer.
    """

    key: str
    document_id: str
    version: str
    title: str
    side: str
    language: str
    start: int
    end: int
    quote: str
    page: int | None = None
    heading: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.quote or self.end - self.start != len(self.quote):
            raise ValueError("a quotation must be as long as its span, and not empty")


def citation_of(key: str, passage: Passage, start: int, end: int) -> Citation:
    """The citation of `passage.text[start:end]`, with all that is known of the passage."""
    return Citation(
        key=key,
        document_id=passage.document_id,
        version=passage.version,
        title=passage.title,
        side=passage.side,
        language=passage.language,
        start=passage.start + start,
        end=passage.start + end,
        quote=passage.text[start:end],
        page=passage.page,
        heading=passage.heading,
    )


class Status(StrEnum):
    """How an answer stands on its sources."""

    GROUNDED = "grounded"
    DISPUTED = "disputed"
    NOT_FOUND = "not_found"


class Reason(StrEnum):
    """Why nothing was answered: nothing similar was found, or what is similar does not answer.

    Or the question leans on what was said before ("And why?"), or asks what a quiz does that is open.
    """

    NOTHING_NEAR = "nothing_near"
    NEAR_NOT_ANSWERING = "near_not_answering"
    NEEDS_CONTEXT = "needs_context"
    QUIZ_OPEN = "quiz_open"


@dataclass(frozen=True)
class Account:
    """What one side's sources say; `citations` are keys."""

    side: str
    text: str
    citations: tuple[str, ...]


MARK = re.compile(r"\[(S\d+)\]")
"""A key as it stands in the text of an answer."""


def unmarked(text: str) -> str:
    """A text in which nothing looks like a mark: its brackets become round."""
    return MARK.sub(r"(\1)", text)


@dataclass(frozen=True)
class Answer:
    """A reply to a question: every mark `[S1]` in `text` is the key of one of `citations`.

    `nearest` are passages that were looked at when nothing answered. `trouble` is the code of the failure
    that kept a model from answering, where another engine stepped in for it; `understood` is the question
    as it was read, where it leaned on those before it.
    """

    text: str
    status: Status
    language: str
    engine: str
    citations: tuple[Citation, ...] = ()
    accounts: tuple[Account, ...] = ()
    reason: Reason | None = None
    nearest: tuple[Evidence, ...] = ()
    trouble: str = ""
    understood: str = ""

    def __post_init__(self) -> None:
        keys = [citation.key for citation in self.citations]
        if len(set(keys)) != len(keys):
            raise ValueError("the keys of an answer's citations must differ")
        if set(MARK.findall(self.text)) != set(keys):
            raise ValueError("the marks of an answer must be the keys of its citations")
        if (self.status is Status.NOT_FOUND) != (self.reason is not None):
            raise ValueError("an answer that was not found has a reason, and no other has")
        if (self.status is Status.NOT_FOUND) == bool(self.citations):
            raise ValueError("an answer that was found has citations, and no other has")
        if (self.status is Status.DISPUTED) != bool(self.accounts):
            raise ValueError("a disputed answer has accounts, and no other has")
