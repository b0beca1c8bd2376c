"""Trying what is set up: by admins, each part once, and one that fails hides no other."""

from __future__ import annotations

import pytest

from studyhall.domain.errors import ModelFailure, NotAllowed, Trouble
from studyhall.domain.metering import Model
from studyhall.domain.people import Role
from studyhall.services.trying import Part, Trying
from tests.fakes.embedder import FakeEmbedder, FakeMeaning
from tests.fakes.engine import FakeEngine

DOWN = ModelFailure(Trouble.DOWN, "it does not answer", "wait")


class Tried(FakeEngine):
    """Counts how often it was tried, and raises what `failing` is."""

    model = Model("small", "models.example")

    def __init__(self) -> None:
        super().__init__("llm")
        self.tried = 0
        self.failing: ModelFailure | None = None

    def try_out(self) -> None:
        self.tried += 1
        if self.failing:
            raise self.failing


def test_each_model_is_called_once_and_what_fails_is_told(house):
    engine, meaning = Tried(), FakeMeaning()
    engine.failing = DOWN
    trying = Trying(house.storage, {"offline": FakeEngine(), "llm": engine}, meaning)
    answers, search = trying.try_out(house.actor)
    assert (answers.part, answers.model, answers.failure) == (Part.ANSWERS, engine.model, DOWN)
    assert (search.part, search.model, search.failure) == (Part.MEANING, meaning.model, None)
    assert search.milliseconds >= 0
    assert (engine.tried, len(meaning.calls)) == (1, 1)


def test_what_calls_no_model_is_not_tried(house):
    spelling = FakeEmbedder()
    assert Trying(house.storage, {"offline": FakeEngine()}, spelling).try_out(house.actor) == []
    assert spelling.asked == []
    assert Trying(house.storage, {}, None).try_out(house.actor) == []


def test_nobody_but_an_admin_tries(house):
    house.classes.make(house.actor, "History", house.now)
    engine = Tried()
    with pytest.raises(NotAllowed):
        Trying(house.storage, {"llm": engine}, None).try_out(
            house.person("Mai", house.course(), Role.TEACHER)
        )
    assert engine.tried == 0
