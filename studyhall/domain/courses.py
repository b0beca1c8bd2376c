"""A course: what every source, conversation, quiz and review belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studyhall.domain.errors import Refused
from studyhall.domain.tokens import fold

LONGEST_SLUG = 60


@dataclass(frozen=True)
class Course:
    """`revision` counts the changes of its sources; indexes are current when they carry the same number.

    `key` is drawn at random when the course is made: an index folder that outlived its database is not
    taken for the index of another database's course with the same id.
    """

    id: int
    slug: str
    title: str
    revision: int = 0
    key: str = ""


def slug_of(title: str) -> str:
    """A name for addresses and commands: lower-case ASCII letters, digits and single hyphens.

    Raises Refused for a title that has nothing to make one of.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:LONGEST_SLUG].strip("-")
    if not slug:
        raise Refused(
            "this course title has no letters or digits that an address can carry",
            "give it a title with at least one Latin letter or digit",
            code="bad_title",
        )
    return slug


def named(courses: Sequence[Course], slug_or_title: str) -> Course | None:
    """The one of `courses` with this slug, or else the first with this title (compared without case)."""
    wanted = slug_or_title.strip().casefold()
    by_title = (course for course in courses if course.title.casefold() == wanted)
    return next((course for course in courses if course.slug == wanted), next(by_title, None))
