"""JSON objects in a model's reply, each as soon as it is whole, whatever the model writes around them."""

from __future__ import annotations

import json
from typing import Any

_DEEPEST = 6
"""Objects within objects; no reply has as many."""
_THINKING, _THOUGHT = "<think>", "</think>"


class Objects:
    """Reads JSON objects out of a stream, wherever they stand in it: one a line, in a list, in a code block.

    An object within another one is given too, before it. What a model thinks aloud between its marks for
    that is no part of its reply. `any` tells whether there was an object at all, `thinking` whether a thought
    never ended; `broken` counts what could not be read.
    """

    def __init__(self) -> None:
        self.any = False
        self.broken = 0
        self.text = ""
        self._at = 0
        self._starts: list[int] = []
        self._in_string = self._escaped = False

    @property
    def thinking(self) -> bool:
        """Whether it is in the middle of a thought."""
        return self.text.startswith(_THINKING, self._at)

    def feed(self, piece: str) -> list[dict[str, Any]]:
        """The objects that this piece makes whole."""
        self.text += piece
        found = []
        while self._at < len(self.text) and self._past_thoughts():
            read = self._read(self.text[self._at])
            self._at += 1
            if read is not None:
                found.append(read)
        return found

    def end(self) -> None:
        """The reply is over: what was not closed never will be."""
        if self._starts:
            self._break_off()

    def _past_thoughts(self) -> bool:
        """Whether there is something to be read that is not thought; what was thought is dropped."""
        if self._starts or self.text[self._at] != "<":
            return True
        if not self.thinking:
            # It may be the beginning of the mark.
            return not _THINKING.startswith(self.text[self._at :])
        end = self.text.find(_THOUGHT, self._at)
        if end < 0:
            return False
        self.text = self.text[: self._at] + self.text[end + len(_THOUGHT) :]
        return self._at < len(self.text)

    def _read(self, character: str) -> dict[str, Any] | None:
        """Take in one character; gives the object that it closes."""
        if self._in_string:
            self._read_in_string(character)
        elif character == '"' and self._starts:
            self._in_string = True
        elif character == "{":
            self._starts.append(self._at)
            if len(self._starts) > _DEEPEST:
                self._break_off()
        elif character == "}" and self._starts:
            self.any = True
            return self._closed(self.text[self._starts.pop() : self._at + 1])
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

    def _closed(self, text: str) -> dict[str, Any] | None:
        try:
            read: dict[str, Any] = json.loads(_whole(text))
        except (ValueError, RecursionError):
            self.broken += 1
            return None
        return read


def _whole(text: str) -> str:
    """A text in which the halves of characters that came in two pieces are joined."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
