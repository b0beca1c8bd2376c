"""How questions are to be asked."""

from __future__ import annotations

from typing import NamedTuple

from studyhall.domain.questions import Difficulty


class Manner(NamedTuple):
    """In which language to ask, by which seed to draw, in whose name, and how hard it is meant to be."""

    language: str
    seed: int
    engine: str
    difficulty: Difficulty | None = None
