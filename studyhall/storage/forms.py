"""Columns that keep a value of quizzes as JSON, and give it back as exactly that value."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

from studyhall.domain.questions import Difficulty, Given
from studyhall.domain.quizzes import Brief, Feedback, Rules
from studyhall.domain.tasks import Kind


class GivenForm(TypeDecorator[Given]):
    """An answer or a key: true is not 1, and several options are a tuple again."""

    impl = sa.JSON
    cache_ok = True

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Given | None:
        """JSON knows no tuples."""
        return tuple(value) if isinstance(value, list) else value


class RulesForm(TypeDecorator[Rules]):
    """How a quiz is taken; moments as ISO 8601 in UTC."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Rules | None, dialect: sa.Dialect) -> Any:
        """A moment without a time zone is refused."""
        if value is None:
            return None
        moments = {"opens_at": _told(value.opens_at), "closes_at": _told(value.closes_at)}
        return vars(value) | moments

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Rules | None:
        """The rules again."""
        if value is None:
            return None
        moments = {name: _moment(value[name]) for name in ("opens_at", "closes_at")}
        return Rules(**value | moments | {"feedback": Feedback(value["feedback"])})


class BriefForm(TypeDecorator[Brief]):
    """What a teacher wants questions about."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Brief | None, dialect: sa.Dialect) -> Any:
        """By the names of its fields."""
        return None if value is None else vars(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Brief | None:
        """The brief again."""
        if value is None:
            return None
        difficulty = value["difficulty"]
        return Brief(
            **value
            | {
                "kinds": tuple(map(Kind, value["kinds"])),
                "documents": tuple(value["documents"]),
                "sections": tuple(value["sections"]),
                "difficulty": Difficulty(difficulty) if difficulty else None,
            }
        )


def _told(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return moment.astimezone(UTC).isoformat()


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
