"""Which engine does something for a course: the one that is named, or else what its teachers chose."""

from __future__ import annotations

from collections.abc import Mapping

from studyhall.domain.errors import Refused
from studyhall.domain.metering import Terms
from studyhall.domain.people import Person
from studyhall.ports import Engine

OFFLINE, MODEL = "offline", "llm"


def offline_of(engines: Mapping[str, Engine]) -> Engine:
    """The engine that needs no model."""
    return engines.get(OFFLINE) or next(iter(engines.values()))


def engine_for(engines: Mapping[str, Engine], name: str | None, terms: Terms, person: Person) -> Engine:
    """The engine of this name, or the one that a course with these terms uses.

    Raises Refused for one that is not set up, and for a model that no teacher switched on, unless whoever
    runs this here names it.
    """
    model = engines.get(MODEL)
    if name is None:
        return model if model and terms.allows_chat(model.model) else offline_of(engines)
    engine = engines.get(name)
    if engine and engine.model and not (person.operator or terms.allows_chat(engine.model)):
        raise Refused(
            "no teacher of this course has switched the language model on",
            "have one do that first",
            code="model_off",
        )
    if engine is None:
        raise no_engine(name, engines)
    return engine


def no_engine(name: str, engines: Mapping[str, Engine]) -> Refused:
    """That there is no such engine here."""
    return Refused(
        f"the engine {name!r} is not set up here",
        f"use one of these: {', '.join(engines)}",
        code="no_engine",
    )
