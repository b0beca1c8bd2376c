"""Trying what is set up: each model is called once, and what is wrong with any of them is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from time import perf_counter

from studyhall.domain.errors import ModelFailure
from studyhall.domain.metering import Model
from studyhall.ports import Embedder, Engine, Storage
from studyhall.services.policies import allowed

_QUESTION = "When was the bridge opened?"


class Part(StrEnum):
    """What a model is set up for."""

    ANSWERS = "answers"
    MEANING = "meaning"


@dataclass(frozen=True)
class Trial:
    """What became of calling a model once; `failure` is None where it works."""

    part: Part
    model: Model
    milliseconds: int
    failure: ModelFailure | None = None


class Trying:
    """Calls what is set up, with nothing of any course; a part that calls no model is not tried."""

    def __init__(self, storage: Storage, engines: Mapping[str, Engine], meaning: Embedder | None) -> None:
        self._storage = storage
        self._engines = engines
        self._meaning = meaning

    def try_out(self, actor: int) -> list[Trial]:
        """One trial a model, also where the first of them fails; none where nothing is set up."""
        with self._storage.begin() as work:
            allowed(work, actor, "try the models")
        trials = [
            _tried(Part.ANSWERS, engine.model, engine.try_out)
            for engine in self._engines.values()
            if engine.model
        ]
        meaning = self._meaning
        if meaning and meaning.model:
            trials.append(_tried(Part.MEANING, meaning.model, lambda: meaning.embed_question(_QUESTION)))
        return trials


def _tried(part: Part, model: Model, call: Callable[[], object]) -> Trial:
    started, failure = perf_counter(), None
    try:
        call()
    except ModelFailure as error:
        failure = error
    return Trial(part, model, round(1000 * (perf_counter() - started)), failure)
