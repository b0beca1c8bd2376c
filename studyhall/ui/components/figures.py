"""Figures as people read them: counts, points, dollars, with the separators of this run's language."""

from __future__ import annotations

from studyhall.ui.session import language, t

_SWAPPED = str.maketrans(",.", ".,")


def count(number: int) -> str:
    """A whole number."""
    return _separated(f"{number:,}")


def points(number: float) -> str:
    """Points: to the hundredth, without what is no use at the end."""
    return _separated(f"{number:,.2f}".rstrip("0").rstrip("."))


def dollars(amount: float) -> str:
    """US dollars: to the cent, or where that would say little to a hundredth of one."""
    return t("${amount}", amount=_separated(f"{amount:,.4f}" if 0 < amount < 0.1 else f"{amount:,.2f}"))


def unknown_cost(variables: str) -> str:
    """That nobody can say what something costs, and what is to be set so that they can."""
    return t(
        "What that costs is not known here: whoever runs Study Hall can set {variable}.", variable=variables
    )


def _separated(told: str) -> str:
    return told.translate(_SWAPPED) if language() == "vi" else told
