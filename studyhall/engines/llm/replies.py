"""A model's reply as it comes in, piece by piece: its sentences, each as soon as it is whole."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from studyhall.domain.quoting import LONGEST
from studyhall.domain.sentences import sentences
from studyhall.domain.text import visible_line
from studyhall.engines.llm.objects import Objects

LONGEST_SENTENCE = 1_000
"""Characters; what is longer is no sentence."""
_MOST_CITED = 6
_LONGEST_PROSE = 10_000
_MARK = re.compile(r"\[(S\d+(?:[,;] ?S\d+)*)\]")
_KEY = re.compile(r"S\d+")
_LOOSE_SIGN = re.compile(r" ([.,;:!?…])")
_MARK_BEHIND = re.compile(r"([.!?…])((?: ?\[S\d+(?:[,;] ?S\d+)*\])+)")
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")


class Cited(NamedTuple):
    """The key of a passage, and the words in it that a sentence relies on."""

    key: str
    words: str


class Written(NamedTuple):
    """A sentence as the model wrote it."""

    text: str
    cited: tuple[Cited, ...]


class Incoming:
    """Reads sentences out of a stream of JSON objects.

    `refused` when the model said that the passages do not answer; `broken` counts what could not be read.
    """

    def __init__(self) -> None:
        self.refused = False
        self._objects = Objects()

    @property
    def broken(self) -> int:
        """How many parts of the reply could not be read."""
        return self._objects.broken

    def feed(self, piece: str) -> list[Written]:
        """The sentences that this piece makes whole."""
        return [written for read in self._objects.feed(piece) if (written := self._sentence(read))]

    def end(self) -> list[Written]:
        """The sentences of a reply that holds no object at all: a model that did not keep to the form."""
        self._objects.end()
        if self._objects.any or self._objects.thinking:
            return []
        return _prose(self._objects.text[:_LONGEST_PROSE])

    def _sentence(self, read: dict[str, Any]) -> Written | None:
        if read.get("not_found") is True:
            self.refused = True
        if not isinstance(read.get("text"), str):
            return None
        return _written(read["text"], read.get("cites"))


def _written(text: str, cites: Any) -> Written | None:
    # Lengths first: what is too long is not even looked through.
    if len(text) > LONGEST_SENTENCE:
        return None
    said = _LOOSE_SIGN.sub(r"\1", visible_line(_MARK.sub("", text)))
    cited = [
        Cited(one["key"].strip("[] "), one["words"])
        for one in (cites if isinstance(cites, list) else ())[:_MOST_CITED]
        if isinstance(one, dict)
        and isinstance(one.get("key"), str)
        and isinstance(one.get("words"), str)
        and len(one["key"]) + len(one["words"]) <= 2 * LONGEST
    ]
    return Written(said, tuple(cited)) if said else None


def _prose(text: str) -> list[Written]:
    """Sentences with marks behind them; they rely on the words that they quote, or else on their own."""
    found = []
    for line in text.splitlines():
        squeezed = " ".join(line.split())
        if len(squeezed) > 4 * LONGEST_SENTENCE:
            continue
        # A mark belongs to the sentence before it, also where it stands behind its full stop.
        joined = _MARK_BEHIND.sub(r"\2\1", squeezed)
        for start, end in sentences(joined):
            sentence = joined[start:end]
            said = _LOOSE_SIGN.sub(r"\1", " ".join(_MARK.sub("", sentence).split()))
            words = _QUOTED.findall(said) or [said]
            keys = [key for mark in _MARK.findall(sentence) for key in _KEY.findall(mark)]
            cites = [{"key": key, "words": one} for key in keys for one in words]
            if written := _written(said, cites):
                found.append(written)
    return found
