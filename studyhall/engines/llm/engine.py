"""The engine that asks a model: its writers in one bundle, over one gateway."""

from __future__ import annotations

from studyhall.domain.metering import Price, Purpose
from studyhall.engines.llm import answering, rewriting
from studyhall.engines.llm.gateway import Gateway
from studyhall.engines.llm.once import Once
from studyhall.engines.llm.prompts import Prompts
from studyhall.engines.llm.provider import Provider, Server
from studyhall.engines.llm.spending import Limits
from studyhall.ports import Engine, QuestionSuggester

_TRIAL_SECONDS = 20.0


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
        self._provider = Provider(server, limits)
        self._gateway = Gateway(self.model, limits)
        self._chat = Once(lambda: self._provider.chat(name))
        self.answers = answering.ModelWriter(self._chat, self._gateway, prompts.answer, context)
        self.rewriting = rewriting.ModelRewriter(self._chat, self._gateway, prompts.rewrite)
        self.suggestions = suggestions

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
