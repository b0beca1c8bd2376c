"""Questions of several events: which came first, and which happened in a year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from studyhall.domain.claims import reports
from studyhall.domain.documents import NEUTRAL, Passage
from studyhall.domain.evidence import citation_of
from studyhall.domain.questions import Given, Question, Solution
from studyhall.domain.shuffling import settled, shuffled
from studyhall.domain.sides import side_key
from studyhall.domain.tasks import MultipleResponse, Ordering, Task
from studyhall.domain.wording import say
from studyhall.engines.offline.quizzing import english_asking, vietnamese_asking
from studyhall.engines.offline.quizzing.bounding import is_loose_day
from studyhall.engines.offline.quizzing.explaining import KEY, explained
from studyhall.engines.offline.quizzing.manners import Manner
from studyhall.engines.offline.quizzing.selfstanding import content
from studyhall.engines.offline.quizzing.statements import Statement, statements, tell_the_same
from studyhall.engines.offline.quizzing.surroundings import Surroundings
from studyhall.engines.offline.quizzing.targets import Asked, Day, Target

FEWEST, MOST = 3, 5
"""Events that are put in order."""
OPTIONS = 5
_LONGEST = 20  # words


class Event(NamedTuple):
    """What happened on a day, without the date, as a sentence without its full stop."""

    statement: Statement
    day: Day
    text: str


class Told(NamedTuple):
    """A question, with the statements that its evidence is made of, and what of one is asked for."""

    question: Question
    statements: tuple[Statement, ...]
    asked: Asked | None = None


def events(passage: Passage, around: Surroundings) -> list[Event]:
    """The events that a passage dates in its own voice, in the order in which they stand there."""
    if side_key(passage.side) not in ("", NEUTRAL):
        return []
    found = (_event(statement, around) for statement in statements(passage) if not statement.teller)
    return [event for event in found if event]


def _event(statement: Statement, around: Surroundings) -> Event | None:
    asking = vietnamese_asking if statement.language == "vi" else english_asking
    if len(statement.dates) != 1 or reports(statement.clause):
        return None
    date = statement.dates[0]
    if is_loose_day(statement.clause, date.start):
        return None
    target = Target(Asked.DATE, date.start, date.end, date.text, date.amount)
    text = asking.undated(statement.clause, target, around.capitals)
    if (
        not text
        or any(c.isdigit() for c in text[-4:])
        or not 3 <= len(text.split()) <= _LONGEST
        or not target.day[0]
    ):
        return None
    return Event(statement, target.day, text[0].upper() + text[1:])


def ordering(passage: Passage, free: Iterable[Event], manner: Manner) -> Told | None:
    """Three to five events of a passage, on days that are all different, to be put in order."""
    exact = {event.day: event for event in free if all(event.day)}
    days = sorted(exact)
    if len(days) < FEWEST:
        return None
    drawn = sorted(days[index] for index in shuffled(len(days), manner.seed, passage.text)[:MOST])
    chosen = [exact[day] for day in drawn]
    prompt = say(manner.language, "Put these events in order, from the earliest to the latest.")
    task = Ordering(prompt, tuple(event.text for event in chosen))
    return _told(chosen, task, tuple(range(len(chosen))), manner)


def choosing(passage: Passage, free: Sequence[Event], others: Sequence[Event], manner: Manner) -> Told | None:
    """Which events happened in a year: two or three of a passage did, `others` did in other years."""
    years = sorted({event.day[0] for event in free})
    for index in shuffled(len(years), manner.seed, passage.text):
        year = years[index]
        right = _unlike(event for event in free if event.day[0] == year)
        count = min(len(right), 2 + shuffled(2, manner.seed, passage.text)[0])
        wrong = _of_other_years(year, others, passage.language)
        if count < 2 or len(wrong) < OPTIONS - count:
            continue
        places = sorted(shuffled(len(right), manner.seed, str(year))[:count])
        chosen = [right[place] for place in places]
        drawn = shuffled(len(wrong), manner.seed, passage.text)[: OPTIONS - count]
        prompt = say(
            manner.language, "Which of these events happened in {year}? Choose all that did.", year=year
        )
        options = tuple(event.text for event in (*chosen, *(wrong[place] for place in drawn)))
        return _told(chosen, MultipleResponse(prompt, options), tuple(range(count)), manner)
    return None


def _of_other_years(year: int, others: Iterable[Event], language: str) -> list[Event]:
    """The nearest events of other years, told in the same language, none of them twice in other words."""
    found = [event for event in others if event.day[0] != year and event.statement.language == language]
    nearest = sorted(found, key=lambda event: abs(event.day[0] - year))
    return _unlike(nearest)[: 3 * OPTIONS]


_AKIN = 0.4
"""The share of the fewer terms that two events of one day have in common when they are one."""


def _one_event(one: Event, other: Event) -> bool:
    """Whether two are one event, told in nearly the same words or, of one day, in others."""
    first, second = content(one.text), content(other.text)
    akin = len(first & second) >= _AKIN * min(len(first), len(second))
    return tell_the_same(first, second) or (one.day == other.day and akin)


def _unlike(found: Iterable[Event]) -> list[Event]:
    """These events, none of them twice in other words."""
    kept: list[Event] = []
    for event in found:
        if not any(_one_event(event, other) for other in kept):
            kept.append(event)
    return kept


def _told(chosen: Sequence[Event], task: Task, key: Given, manner: Manner) -> Told:
    told = sorted((event.statement for event in chosen), key=lambda statement: statement.start)
    evidence = citation_of(KEY, told[0].passage, told[0].start, told[-1].end)
    solution = Solution(key, explained(manner.language, evidence), evidence)
    question = Question(task, solution, manner.language, engine=manner.engine)
    return Told(settled(question, manner.seed), tuple(told))
