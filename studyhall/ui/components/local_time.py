"""The reader's own time zone: moments are stored in UTC, and told and typed in theirs."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def zone() -> tzinfo:
    """The zone that the browser says it is in; UTC where it says none that is known."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # A browser may have none, or one of its own.
        return UTC


def zone_name(at: datetime) -> str:
    """What the zone is called, with how far it is from UTC at that moment: "Europe/Prague (UTC+01:00)"."""
    told = at.astimezone(zone())
    offset = f"UTC{told:%z}"
    name = str(told.tzinfo).replace("_", " ")
    return f"{name} ({offset[:-2]}:{offset[-2:]})"


def local(at: datetime | None) -> datetime | None:
    """A moment as a clock on the reader's wall shows it, without its zone."""
    return at.astimezone(zone()).replace(tzinfo=None) if at else None


def moment_of(shown: datetime | None) -> datetime | None:
    """The moment in UTC at which the reader's clock shows this."""
    return shown.replace(tzinfo=zone()).astimezone(UTC) if shown else None
