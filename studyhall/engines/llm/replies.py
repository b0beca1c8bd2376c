"""A model's reply as it comes in, piece by piece: its sentences, each as soon as it is whole."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from studyhall.domain.quoting import LONGEST
from studyhall.domain.sentences import sentences
from studyhall.domain.text import visible_line

LONGEST_SENTENCE = 1_000
"""Characters; what is longer is no sentence."""
_MOST_CITED = 6
_DEEPEST = 6
"""Objects within objects; a reply has two."""
_LONGEST_PROSE = 10_000
_MARK = re.compile(r"\[(S\d+(?:[,;] ?S\d+)*)\]")
_KEY = re.compile(r"S\d+")
_LOOSE_SIGN = re.compile(r" ([.,;:!?…])")
_MARK_BEHIND = re.compile(r"([.!?…])((?: ?\[S\d+(?:[,;] ?S\d+)*\])+)")
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_THINKING, _THOUGHT = "<think>", "</think>"


class Cited(NamedTuple):
    """The key of a passage, and the words in it that a sentence relies on."""

    key: str
    words: str


class Written(NamedTuple):
    """A sentence as the model wrote it."""

    text: str
    cited: tuple[Cited, ...]


class Incoming:
    """Reads JSON objects out of a stream, wherever they stand in it: one a line, in a list, in a code block.

    What a model thinks aloud between its marks for that is no part of its reply. `refused` when it said that
    the passages do not answer; `broken` counts what could not be read.
    """

    def __init__(self) -> None:
        self.refused = False
        self.broken = 0
        self._text = ""
        self._at = 0
        self._starts: list[int] = []
        self._in_string = self._escaped = self._objects = False

    def feed(self, piece: str) -> list[Written]:
        """The sentences that this piece makes whole."""
        self._text += piece
        found: list[Written] = []
        while self._at < len(self._text) and self._past_thoughts():
            written = self._read(self._text[self._at])
            self._at += 1
            if written:
                found.append(written)
        return found

    def end(self) -> list[Written]:
        """The sentences of a reply that holds no object at all: a model that did not keep to the form."""
        if self._starts:
            self.broken += 1
        if self._objects or self._text.startswith(_THINKING, self._at):
            return []
        return _prose(self._text[:_LONGEST_PROSE])

    def _past_thoughts(self) -> bool:
        """Whether there is something to be read that is not thought; what was thought is dropped."""
        if self._starts or self._text[self._at] != "<":
            return True
        if not self._text.startswith(_THINKING, self._at):
            # It may be the beginning of the mark.
            return not _THINKING.startswith(self._text[self._at :])
        end = self._text.find(_THOUGHT, self._at)
        if end < 0:
            return False
        self._text = self._text[: self._at] + self._text[end + len(_THOUGHT) :]
        return self._at < len(self._text)

    def _read(self, character: str) -> Written | None:
        """Take in one character; gives the sentence that it closes."""
        if self._in_string:
            self._read_in_string(character)
        elif character == '"' and self._starts:
            self._in_string = True
        elif character == "{":
            self._starts.append(self._at)
            if len(self._starts) > _DEEPEST:
                self._break_off()
        elif character == "}" and self._starts:
            self._objects = True
            return self._closed(self._text[self._starts.pop() : self._at + 1])
        return None

    def _read_in_string(self, character: str) -> None:
        if character == "\n":
            # No JSON string holds a line's end: a quotation mark was left open. The next line is a new start.
            self._break_off()
        elif self._escaped:
            self._escaped = False
        elif character == "\\":
            self._escaped = True
        elif character == '"':
            self._in_string = False

    def _break_off(self) -> None:
        self.broken += 1
        self._starts.clear()
        self._in_string = self._escaped = False

    def _closed(self, text: str) -> Written | None:
        try:
            read = json.loads(_whole(text))
        except (ValueError, RecursionError):
            self.broken += 1
            return None
        if read.get("not_found") is True:
            self.refused = True
        if not isinstance(read.get("text"), str):
            return None
        return _written(read["text"], read.get("cites"))


def _whole(text: str) -> str:
    """A text in which the halves of characters that came in two pieces are joined."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


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
