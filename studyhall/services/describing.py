"""What people tell about a source, as it is stored: one line a field, a side in the course's own spelling."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from studyhall.domain.documents import NEUTRAL, Description
from studyhall.domain.errors import Refused
from studyhall.domain.sides import side_key
from studyhall.domain.text import one_line
from studyhall.domain.tokens import fold
from studyhall.ports import UnitOfWork

_ROUND = str.maketrans("[]", "()")


def checked_description(told: Description) -> Description:
    """A description that a source may have: every field a line, and a title. Raises Refused."""
    lines = Description(**{field: one_line(value) for field, value in vars(told).items()})
    if not lines.title:
        raise Refused("the title is empty", "type one", code="empty_title")
    return lines


def spelled(work: UnitOfWork, course_id: int, told: Description, but: str = "") -> Description:
    """What is told, with its side written as most of the course's sources, `but` apart, write it.

    Answers tell sides apart by their names: "Armenian" beside "armenian" would be two.
    """
    others = (one.description.side for one in work.documents.summaries(course_id) if one.document_id != but)
    # Brackets would read as the mark of a citation in an answer.
    told = replace(told, side=told.side.translate(_ROUND))
    written = [NEUTRAL, *(side for side, _ in Counter(others).most_common())]
    return replace(told, side=next((s for s in written if _typed(s) == _typed(told.side)), told.side))


def _typed(side: str) -> str:
    """A side as it is typed in haste: "dong a" is meant for "Đông Á"."""
    return fold(side_key(side))
