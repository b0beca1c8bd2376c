"""What models used up in a course: today against the limit, and a bar for each of the last days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, timedelta
from html import escape
from typing import NamedTuple

import streamlit as st

from studyhall.domain.metering import Terms, Used
from studyhall.ui import serving
from studyhall.ui.components.figures import count, dollars
from studyhall.ui.session import Here, t

DAYS = 14


class Day(NamedTuple):
    """A day's use; `cost` is in US dollars, None where the price of some of it was not known."""

    day: date
    tokens: int
    cost: float | None
    calls: int
    failed: int


def show_usage(here: Here, terms: Terms) -> None:
    """Show it; one line where nothing was used yet."""
    moment = serving.now()
    used = here.hall.consenting.used(here.person.id, here.at, DAYS, moment)
    st.header(t("What was used"), anchor=False)
    if not used:
        st.write(t("Nothing yet in the last {days} days.", days=DAYS))
        return
    today = moment.astimezone(UTC).date()
    spent = sum(one.tokens.total + one.reserved for one in used if one.day == today)
    told = t("Today: {spent} of {limit} tokens", spent=count(spent), limit=count(terms.daily_tokens))
    st.progress(min(spent / terms.daily_tokens, 1.0), told)
    if spent >= terms.daily_tokens:
        st.warning(
            t("Today's limit is used up: until midnight UTC the sources are quoted without the model.")
        )
    st.html(_table(days(used, today)))
    st.caption(t("A day begins at midnight UTC. Calls that failed may have cost something too."))


def days(used: Iterable[Used], today: date) -> list[Day]:
    """The days from the first one with any use on, the newest first."""
    by_day: dict[date, list[Used]] = {}
    for one in used:
        by_day.setdefault(one.day, []).append(one)
    first = min((*by_day, today))
    return [_day(day, by_day.get(day, ())) for day in _back(today, first)]


def _back(last: date, first: date) -> Iterable[date]:
    return (last - timedelta(days=back) for back in range((last - first).days + 1))


def _day(day: date, used: Sequence[Used]) -> Day:
    costs = [one.cost for one in used]
    known = [cost for cost in costs if cost is not None]
    return Day(
        day,
        sum(one.tokens.total for one in used),
        sum(known) if len(known) == len(costs) else None,
        sum(one.calls for one in used),
        sum(one.failed for one in used),
    )


def _table(shown: Sequence[Day]) -> str:
    """A table, so that it is read aloud as well; the bars in it are for the eye alone."""
    heads = (t("Day"), t("Tokens"), t("Cost"), t("Calls"))
    most = max(1, *(day.tokens for day in shown))
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    title = escape(t("What was used on each of the last days"))
    rows = "".join(_row(day, most) for day in shown)
    return (
        f'<table class="usage"><caption class="unseen">{title}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(day: Day, most: int) -> str:
    bar = f'<div class="bar" aria-hidden="true" style="width:{100 * day.tokens / most:.0f}%"></div>'
    cost = t("not known") if day.cost is None else dollars(day.cost)
    calls = count(day.calls)
    if day.failed:
        calls = t("{calls}, {failed} failed", calls=calls, failed=count(day.failed))
    return (
        f'<tr><th scope="row">{day.day.isoformat()}</th><td>{count(day.tokens)}{bar}</td>'
        f"<td>{escape(cost)}</td><td>{escape(calls)}</td></tr>"
    )
