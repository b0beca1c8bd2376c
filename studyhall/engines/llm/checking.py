"""What of a model's answer is proven: only a mark whose words stand in the passage that it names is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from studyhall.domain.documents import NEUTRAL, Passage
from studyhall.domain.evidence import Account, Answer, Citation, Status, citation_of, unmarked
from studyhall.domain.figures import untold_figures
from studyhall.domain.naming import unknown_names
from studyhall.domain.quoting import located
from studyhall.domain.sides import side_key
from studyhall.domain.wording import LANGUAGES
from studyhall.engines.llm.replies import Cited, Written
from studyhall.engines.phrases import account_label, left_out, marks_removed
from studyhall.ports import Draft

MOST_LINES = 12
"""Sentences of an answer; what a model writes beyond them is not read."""
# What is never closed is a quotation to the end.
_QUOTED = re.compile(r"[“„\"«]([^“”„\"«»]+)|[‘‚‹]([^‘’‚‹›]+)")
_LEAST_QUOTED = 3
"""Words in quotation marks that count as a quotation; fewer are a name or a word that is spoken of."""
ADDRESS = re.compile(
    r"[^\s()“”\"]*(?:://|www\.|@|\w\.\w{2,}/|\w\.(?:com|org|net|info|io|vn|ru|edu|gov)\b)[^\s()“”\"]*"
)


@dataclass(frozen=True)
class _Line:
    """A sentence with the keys that prove it; `teller` is the side on whose sources alone it rests."""

    text: str
    keys: tuple[str, ...]
    teller: str


class Checking:
    """Checks sentences one by one against the passages, by their keys, that the model was given."""

    def __init__(self, passages: Mapping[str, Passage], question: str, language: str) -> None:
        self._passages = passages
        self._question = question
        self._sent = "\n".join((question, *(_whole(passage) for passage in passages.values())))
        self._language = language
        self._citations: dict[tuple[str, int, int], Citation] = {}
        self._lines: list[_Line] = []
        self._removed = 0
        self._left_out = 0

    @property
    def proven(self) -> bool:
        """Whether any sentence is."""
        return bool(self._citations)

    @property
    def empty(self) -> bool:
        """Whether there was no sentence at all."""
        return not (self._lines or self._left_out)

    def add(self, written: Written) -> bool:
        """Take in a sentence with those of its marks that stand; whether it is told.

        A sentence of which none stands is left out, and so is what comes after enough of them.
        """
        if len(self._lines) >= MOST_LINES:
            return False
        standing = [found for cited in written.cited if (found := self._stands(cited))]
        if not self._supported(written.text, [self._passages[cited.key] for cited, _, _ in standing]):
            standing = []
        if not standing:
            self._left_out += 1
            return False
        self._removed += len(written.cited) - len(standing)
        citations = [self._citation(self._passages[cited.key], start, end) for cited, start, end in standing]
        keys = tuple(dict.fromkeys(citation.key for citation in citations))
        self._lines.append(_Line(unmarked(written.text), keys, _teller(citations)))
        return True

    def draft(self) -> Draft:
        """What there is so far."""
        return Draft("\n".join(self._told(self._lines)), tuple(self._citations.values()))

    def answer(self, engine: str) -> Answer:
        """The whole: disputed where sentences rest on the sources of different sides."""
        lines = list(self._told(self._lines))
        if self._left_out:
            lines.append(left_out(self._language))
        if self._removed:
            lines.append(marks_removed(self._language))
        citations = tuple(self._citations.values())
        accounts = self._accounts()
        status = Status.DISPUTED if accounts else Status.GROUNDED
        return Answer("\n".join(lines), status, self._language, engine, citations, accounts)

    def _stands(self, cited: Cited) -> tuple[Cited, int, int] | None:
        passage = self._passages.get(cited.key)
        extent = located(cited.words, passage.text) if passage else None
        return (cited, extent.start, extent.end) if extent else None

    def _supported(self, statement: str, passages: Sequence[Passage]) -> bool:
        """Whether no name is new, and figures, addresses and quotations stand in what is cited.

        A figure may also be the question's, which is denied perhaps.
        """
        sources = [_whole(passage) for passage in passages]
        if untold_figures(statement, "\n".join((self._question, *sources))):
            return False
        told = "\n".join(sources).casefold()
        if any(address.strip(".,;:!?").casefold() not in told for address in ADDRESS.findall(statement)):
            return False
        quoted = (double or single for double, single in _QUOTED.findall(statement))
        long = [one for one in quoted if len(one.split()) >= _LEAST_QUOTED]
        if not all(any(_holds(source, one) for source in sources) for one in long):
            return False
        return not self._invents_names(statement, passages)

    def _invents_names(self, statement: str, passages: Sequence[Passage]) -> bool:
        """Whether a name stands in nothing that was sent; judged within one language only."""
        if {passage.language for passage in passages} != {self._language} or self._language not in LANGUAGES:
            return False
        return bool(unknown_names(statement, self._sent))

    def _citation(self, passage: Passage, start: int, end: int) -> Citation:
        place = (passage.document_id, passage.start + start, passage.start + end)
        if place not in self._citations:
            self._citations[place] = citation_of(f"S{len(self._citations) + 1}", passage, start, end)
        return self._citations[place]

    def _told(self, lines: Sequence[_Line]) -> Iterator[str]:
        for line in lines:
            label = unmarked(account_label(self._language, line.teller)) if line.teller else ""
            yield " ".join(filter(None, (label, line.text, *(f"[{key}]" for key in line.keys))))

    def _accounts(self) -> tuple[Account, ...]:
        """What each side's sources say; none where not two sides are told apart."""
        by_teller: dict[str, list[_Line]] = {}
        for line in self._lines:
            if line.teller:
                by_teller.setdefault(side_key(line.teller), []).append(line)
        if len(by_teller) < 2:
            return ()
        return tuple(
            Account(
                lines[0].teller,
                " ".join(self._told(lines)),
                tuple(dict.fromkeys(key for line in lines for key in line.keys)),
            )
            for lines in by_teller.values()
        )


def _holds(source: str, words: str) -> bool:
    """Whether words stand in a text, few though they may be."""
    return (
        located(words, source) is not None
        or " ".join(words.split()).casefold() in " ".join(source.split()).casefold()
    )


def _whole(passage: Passage) -> str:
    """A passage with what stands above it, and whose account it is."""
    return "\n".join((passage.side, passage.title, *passage.heading, passage.text))


def _teller(citations: Sequence[Citation]) -> str:
    """The side whose sources alone a sentence rests on; empty for several, and for neutral ones."""
    sides = {side_key(citation.side): citation.side.strip() for citation in citations}
    if len(sides) != 1 or NEUTRAL in sides:
        return ""
    return next(iter(sides.values()))
