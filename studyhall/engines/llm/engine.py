"""The engine that asks a model: its writers in one bundle, over one gateway."""

from __future__ import annotations

import threading
from dataclasses import replace

from studyhall.domain.metering import Price, Purpose
from studyhall.engines.llm import answering, grading, quizzing, rewriting
from studyhall.engines.llm.gateway import Gateway
from studyhall.engines.llm.once import Once
from studyhall.engines.llm.prompts import Prompts
from studyhall.engines.llm.provider import Provider, Server
from studyhall.engines.llm.spending import Limits
from studyhall.engines.llm.structured import Structured
from studyhall.ports import Engine, QuestionSuggester

_TRIAL_SECONDS = 20.0
_AT_ONCE_AT_WORK = 2
_LONGEST_AT_WORK = 8_000
"""Tokens of a reply with questions, of which some models spend most on thinking."""


class ModelEngine(Engine):
    """Asks the model `name` on a server; first questions are suggested by rules, without it.

    `context` is how many tokens the model takes in all.
    """

    name = answering.NAME

    def __init__(  # noqa: PLR0913, PLR0917 - one for each thing that can be set
        self,
        server: Server,
        name: str,
        prompts: Prompts,
        suggestions: QuestionSuggester,
        price: Price | None = None,
        context: int = 16_000,
        limits: Limits | None = None,
    ) -> None:
        self.model = server.model(name, price)
        limits = limits or Limits()
        at_work = _at_work(limits, context)
        self._provider, self._provider_at_work = Provider(server, limits), Provider(server, at_work)
        self._gateway = Gateway(self.model, limits)
        self._chat = Once(lambda: self._provider.chat(name))
        chat_at_work = Once(lambda: self._provider_at_work.chat(name))
        plain = threading.Event()
        self.answers = answering.ModelWriter(self._chat, self._gateway, prompts.answer, context)
        self.rewriting = rewriting.ModelRewriter(self._chat, self._gateway, prompts.rewrite)
        self.suggestions = suggestions
        writing = Structured(chat_at_work, Gateway(self.model, at_work), context, plain)
        self.questions = quizzing.ModelQuestionWriter(writing, prompts.questions)
        self.grading = grading.ModelGrader(
            Structured(self._chat, self._gateway, context, plain), prompts.grade
        )

    def prepare(self) -> None:
        """Import what the first call needs, which takes seconds."""
        self._chat()

    def try_out(self) -> None:
        """Ask for one word. Raises ModelFailure."""
        from langchain_core.messages import HumanMessage

        asked = [HumanMessage("Reply with the word yes.")]
        for _ in self._gateway.stream(self._chat(), asked, Purpose.TRIAL, total=_TRIAL_SECONDS):
            pass

    def close(self) -> None:
        """Let go of the connections."""
        self._provider.close()
        self._provider_at_work.close()


def _at_work(limits: Limits, context: int) -> Limits:
    """The limits of what nobody sits and waits for: longer replies, with more patience, few at once.

    They have their own places, so that a quiz that is made keeps no pupil from an answer.
    """
    return replace(
        limits,
        first=2 * limits.first,
        stall=2 * limits.stall,
        total=4 * limits.total,
        queue=4 * limits.queue,
        at_once=min(_AT_ONCE_AT_WORK, limits.at_once),
        output=min(_LONGEST_AT_WORK, context // 4),
    )
