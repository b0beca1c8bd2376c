"""What a check of the data folder found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`what` is wrong, and the `repair` to make, both in words for an operator."""

    what: str
    repair: str
