"""Questions are taken as they were asked: without a model, nothing remembers those before them."""

from __future__ import annotations

from collections.abc import Sequence

from studyhall.ports import Meter, QuestionRewriter, Telling, Turn, untold


class AsAsked(QuestionRewriter):
    """Makes nothing of the questions before one."""

    def rewrite(
        self,
        question: str,
        turns: Sequence[Turn],  # noqa: ARG002
        meter: Meter | None = None,  # noqa: ARG002
        telling: Telling = untold,  # noqa: ARG002
    ) -> str:
        """The question as it is."""
        return question
