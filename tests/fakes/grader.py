"""A grader that goes by words alone, and remembers what it was asked."""

from __future__ import annotations

from dataclasses import replace

from studyhall.domain.grades import UNDECIDED, Verdict
from studyhall.domain.tokens import fold
from studyhall.ports import AnswerGrader, GradingRequest


class FakeGrader(AnswerGrader):
    """Finds answers the same that differ in case and accents; half right where a word is in common.

    `requests` are all it got; `opinions` are its verdicts on some answers; with a `failure` it raises that.
    """

    def __init__(self, name: str = "fake", confidence: float = 0.6) -> None:
        self.name = name
        self.confidence = confidence
        self.failure: Exception | None = None
        self.requests: list[GradingRequest] = []
        self.opinions: dict[str, Verdict] = {}

    def grade(self, request: GradingRequest) -> Verdict:
        self.requests.append(request)
        if self.failure:
            raise self.failure
        if request.given in self.opinions:
            return replace(self.opinions[request.given], engine=self.name)
        given = " ".join(fold(request.given).split())
        if not given:
            return Verdict(0.0, 1.0, reason="It answers nothing.", engine=self.name)
        if given in map(fold, request.references):
            whole = " ".join(request.given.split())
            return Verdict(1.0, 1.0, same=True, reason="As accepted.", quoted=whole, engine=self.name)
        if set(given.split()) & set(fold(" ".join(request.references)).split()):
            return Verdict(0.5, self.confidence, reason="some words", quoted=request.given, engine=self.name)
        return replace(UNDECIDED, engine=self.name)
