"""Making a question that leans on those before it stand for itself, by a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from studyhall.domain.metering import Purpose
from studyhall.domain.text import normalised, one_line
from studyhall.domain.tokens import fold, words
from studyhall.engines.llm.checking import ADDRESS
from studyhall.engines.llm.fencing import fence
from studyhall.engines.llm.gateway import Gateway
from studyhall.engines.llm.prompts import Prompt
from studyhall.ports import Draft, Meter, QuestionRewriter, Telling, Turn, untold

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

TURNS = 4
"""How many of the questions before are told, the newest."""
LONGEST_ANSWER = 600
LONGEST = 500
SECONDS = 20.0


class ModelRewriter(QuestionRewriter):
    """Asks the model `chat` through a gateway; a first question is left as it is, without a call."""

    def __init__(self, chat: Callable[[], BaseChatModel], gateway: Gateway, prompt: Prompt) -> None:
        self._chat = chat
        self._gateway = gateway
        self._prompt = prompt

    def rewrite(
        self, question: str, turns: Sequence[Turn], meter: Meter | None = None, telling: Telling = untold
    ) -> str:
        """One line of at most `LONGEST` characters; the question itself where the model gave no such line."""
        if not turns:
            return question
        history = "\n".join(
            f"Question: {one_line(turn.question, LONGEST)}\nAnswer: {one_line(turn.answer, LONGEST_ANSWER)}"
            for turn in turns[-TURNS:]
        )
        word = fence(history, question)
        messages = self._prompt.messages(fence=word, history=history, question=question)
        pieces = self._gateway.stream(
            self._chat(), messages, Purpose.REWRITE, meter, SECONDS, lambda: telling(Draft("", ()))
        )
        lines = [line for line in map(normalised, "".join(pieces).splitlines()) if line]
        told = lines[0].strip('"“” ') if len(lines) == 1 else ""
        return told if _is_of(told, f"{question}\n{history}") and word not in told else question


def _is_of(told: str, said: str) -> bool:
    """Whether a line can be the question, put in words of what was said, with nothing to click on."""
    before = {fold(one.text) for one in words(said)}
    common = [fold(one.text) in before for one in words(told)]
    foreign = any(address not in said for address in ADDRESS.findall(told))
    return 0 < len(told) <= LONGEST and 2 * sum(common) >= len(common) > 0 and not foreign
