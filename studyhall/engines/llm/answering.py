"""Answering by a model: it is given passages and nothing else, and what it writes is checked as it comes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING

from studyhall.domain.documents import Passage
from studyhall.domain.errors import Trouble
from studyhall.domain.evidence import Answer, Reason, Status
from studyhall.domain.metering import Purpose
from studyhall.engines.courtesies import is_courtesy
from studyhall.engines.llm.checking import Checking
from studyhall.engines.llm.failures import failure
from studyhall.engines.llm.fencing import fence, fenced, named
from studyhall.engines.llm.gateway import Gateway
from studyhall.engines.llm.prompts import Prompt
from studyhall.engines.llm.replies import Incoming
from studyhall.engines.llm.spending import bound
from studyhall.engines.phrases import guidance, refusal
from studyhall.ports import AnswerWriter, Telling, WriterRequest, untold

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

NAME = "llm"
NEAREST = 3

_log = logging.getLogger(__name__)


class ModelWriter(AnswerWriter):
    """Asks the model `chat` through a gateway; `context` is how many tokens the model takes in all."""

    def __init__(
        self, chat: Callable[[], BaseChatModel], gateway: Gateway, prompt: Prompt, context: int
    ) -> None:
        self._chat = chat
        self._gateway = gateway
        self._prompt = prompt
        self._context = context

    def write(self, request: WriterRequest, telling: Telling = untold) -> Answer:
        """Sentences with the marks that are proven, or an answer not found. Raises ModelFailure.

        Without evidence the model is not asked. `telling` is called after each sentence, and while
        none comes.
        """
        if is_courtesy(request.question):
            text = guidance(request.language)
            return Answer(text, Status.NOT_FOUND, request.language, NAME, reason=Reason.NOTHING_NEAR)
        if not request.found.evidence:
            return _refusal(request, Reason.NOTHING_NEAR)
        messages, passages = self._asked(request)
        checking, incoming = Checking(passages, request.question, request.language), Incoming()
        pieces = self._gateway.stream(
            self._chat(),
            messages,
            Purpose.ANSWER,
            request.meter,
            waiting=lambda: telling(checking.draft()),
        )
        with closing(pieces):
            for piece in pieces:
                for written in incoming.feed(piece):
                    if checking.add(written):
                        telling(checking.draft())
        for written in incoming.end():
            checking.add(written)
        if incoming.broken:
            _log.warning("%d parts of a reply could not be read", incoming.broken)
        if checking.proven:
            return checking.answer(NAME)
        if incoming.refused:
            return _refusal(request, Reason.NEAR_NOT_ANSWERING)
        raise failure(Trouble.GARBLED if checking.empty else Trouble.UNPROVEN)

    def _asked(self, request: WriterRequest) -> tuple[list[BaseMessage], Mapping[str, Passage]]:
        """The messages with as many of the best passages as the model takes, and these by key."""
        language = named(request.language) or "the language of the question"
        kept = [evidence.passage for evidence in request.found.evidence]
        while kept:
            word = fence(request.question, *(passage.text for passage in kept))
            messages = self._prompt.messages(
                fence=word, passages=fenced(kept, word), language=language, question=request.question
            )
            if bound(messages) + self._gateway.limits.output <= self._context:
                return messages, {f"S{number}": passage for number, passage in enumerate(kept, 1)}
            kept.pop()
        raise failure(Trouble.TOO_LONG)


def _refusal(request: WriterRequest, reason: Reason) -> Answer:
    text = refusal(request.language, reason)
    nearest = request.found.evidence[:NEAREST]
    return Answer(text, Status.NOT_FOUND, request.language, NAME, reason=reason, nearest=nearest)
