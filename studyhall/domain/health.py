"""What a check of the data folder found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`what` is wrong, and the `repair` to make, both in words for an operator.

    A `grave` one leaves nothing else that could be checked or mended.
    """

    what: str
    repair: str
    grave: bool = False


@dataclass(frozen=True)
class Damage:
    """A document that is not as it was stored.

    It is `mendable` when its text is whole: its passages can then be cut out of it anew.
    """

    document_id: str
    title: str
    mendable: bool
