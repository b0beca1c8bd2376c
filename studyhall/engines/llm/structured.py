"""Replies that a program reads: JSON of a form that the server holds the model to, where it can."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from studyhall.domain.errors import ModelFailure, Trouble
from studyhall.domain.metering import Purpose
from studyhall.engines.llm.failures import failure
from studyhall.engines.llm.gateway import Gateway
from studyhall.engines.llm.objects import Objects
from studyhall.engines.llm.schemas import response_format
from studyhall.engines.llm.spending import bound
from studyhall.engines.llm.watching import Waiting, unwatched
from studyhall.ports import Meter

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from pydantic import BaseModel


class Replied(NamedTuple):
    """The objects that stood in a reply, how many could not be read, and what kept it from being whole."""

    objects: list[dict[str, Any]]
    broken: int = 0
    failure: ModelFailure | None = None


class Structured:
    """Asks the model `chat` for JSON; `context` is how many tokens the model takes in all.

    `plain` is set once the server is known to refuse forms: then the prompt alone asks for them. Those who
    ask one server share it.
    """

    def __init__(
        self,
        chat: Callable[[], BaseChatModel],
        gateway: Gateway,
        context: int,
        plain: threading.Event,
    ) -> None:
        self._chat = chat
        self._gateway = gateway
        self._context = context
        self._plain = plain

    @property
    def output(self) -> int:
        """The tokens that a reply may have."""
        return self._gateway.limits.output

    def fits(self, messages: Sequence[BaseMessage]) -> bool:
        """Whether the model takes so much, and can still reply."""
        return bound(messages) + self.output <= self._context

    def ask(  # noqa: PLR0913 - what is asked, what for, and what it may take
        self,
        form: type[BaseModel],
        messages: Sequence[BaseMessage],
        purpose: Purpose,
        meter: Meter | None = None,
        *,
        total: float | None = None,
        waiting: Waiting = unwatched,
    ) -> Replied:
        """What the model replied; a reply without any object is GARBLED. Raises what `waiting` raises."""

        def said_by(chat: BaseChatModel) -> Replied:
            return _read(self._gateway.stream(chat, messages, purpose, meter, total, waiting))

        if not self._plain.is_set():
            # What is bound to it streams what the model itself streams.
            held = cast("BaseChatModel", self._chat().bind(response_format=response_format(form)))
            replied = said_by(held)
            if not (replied.failure and replied.failure.trouble is Trouble.REQUEST):
                return replied
        replied = said_by(self._chat())
        if not replied.failure:
            # Only now it is known that it was the form that was refused, and nothing else.
            self._plain.set()
        return replied


def _read(pieces: Iterable[str]) -> Replied:
    read, objects = Objects(), []
    try:
        for piece in pieces:
            objects += read.feed(piece)
        read.end()
    except ModelFailure as error:
        return Replied(objects, read.broken, error)
    return Replied(objects, read.broken, None if objects else failure(Trouble.GARBLED))
