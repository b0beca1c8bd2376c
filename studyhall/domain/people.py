"""Who acts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may be."""

    STUDENT = "student"
    TEACHER = "teacher"
    ADMIN = "admin"


@dataclass(frozen=True)
class Person:
    """Somebody who acts. The local operator is whoever runs the command line on this machine."""

    id: int
    name: str
    role: Role
    operator: bool = False
