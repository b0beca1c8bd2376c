"""Quizzes as they stand: what there is to count in them, and whether the draft is as it was published."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from studyhall.domain.quizzes import ItemState, Quiz, QuizState
from studyhall.storage.tables import quiz_items, quiz_versions, quizzes, version_items


def overview(wanted: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    """The wanted quizzes with their newest versions and what there is to count, the newest first."""
    newest = (
        sa.select(sa.func.max(quiz_versions.c.id))
        .where(quiz_versions.c.quiz_id == quizzes.c.id)
        .correlate(quizzes)
    )
    return (
        sa.select(
            quizzes,
            quiz_versions.c.id.label("version_id"),
            quiz_versions.c.title.label("published_title"),
            quiz_versions.c.rules.label("published_rules"),
            _counted(quiz_items.c.quiz_id == quizzes.c.id, ItemState.PROPOSED).label("waiting"),
            _counted(quiz_items.c.quiz_id == quizzes.c.id, ItemState.APPROVED).label("approved"),
            _published().label("published"),
            _standing(wanted).label("standing"),
        )
        .outerjoin(quiz_versions, quiz_versions.c.id == newest.scalar_subquery())
        .where(wanted)
        .order_by(quizzes.c.id.desc())
    )


def _counted(mine: sa.ColumnElement[bool], state: ItemState) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).where(mine, quiz_items.c.state == state.value).scalar_subquery()


def _published() -> sa.ScalarSelect[int]:
    """How many questions the newest version has."""
    mine = version_items.c.version_id == quiz_versions.c.id
    return sa.select(sa.func.count()).where(mine).scalar_subquery()


def _standing(wanted: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    """How many of the draft's approved questions stand in the newest version at the same place and points."""
    place = sa.func.row_number().over(partition_by=quiz_items.c.quiz_id, order_by=quiz_items.c.position)
    draft = (
        sa.select(quiz_items.c.quiz_id, quiz_items.c.question_id, quiz_items.c.points, place.label("place"))
        .where(
            quiz_items.c.state == ItemState.APPROVED.value,
            quiz_items.c.quiz_id.in_(sa.select(quizzes.c.id).where(wanted).correlate(None)),
        )
        .subquery()
    )
    return (
        sa.select(sa.func.count())
        .select_from(draft)
        .join(
            version_items,
            sa.and_(
                version_items.c.number == draft.c.place,
                version_items.c.question_id == draft.c.question_id,
                version_items.c.points == draft.c.points,
            ),
        )
        .where(draft.c.quiz_id == quizzes.c.id, version_items.c.version_id == quiz_versions.c.id)
        .scalar_subquery()
    )


def quiz_from(row: sa.Row[*tuple[Any, ...]]) -> Quiz:
    """The quiz that a row of an overview holds."""
    state = QuizState.CLOSED if row.closed_at else QuizState.PUBLISHED
    same = (row.title, row.rules) == (row.published_title, row.published_rules)
    return Quiz(
        row.id,
        row.course_id,
        row.title,
        state if row.version_id else QuizState.DRAFT,
        row.rules,
        row.created_at,
        row.version_id,
        row.closed_at,
        row.waiting,
        row.approved,
        changed=bool(row.version_id) and not (same and row.standing == row.approved == row.published),
    )
