"""The result of a quiz as a Markdown file to take away: each answer beside the right one, and why."""

from __future__ import annotations

from collections.abc import Iterator

from studyhall.domain.markdown import plain, plain_lines
from studyhall.domain.questions import Given, is_empty
from studyhall.domain.tasks import Kind
from studyhall.domain.wording import say
from studyhall.services.sheets import Outcome, Result, ShownQuestion


def report(result: Result, language: str) -> str:
    """The whole result, as far as it may be known. What people and sources wrote is escaped."""
    blocks = [f"# {plain(result.title)}", *_told(result, language)]
    for place, question in enumerate(result.questions, 1):
        blocks += _question(place, question, language)
    return "\n\n".join(blocks) + "\n"


def _told(result: Result, language: str) -> Iterator[str]:
    began = say(
        language,
        "Attempt {number}, begun on {moment} UTC",
        number=result.number,
        moment=f"{result.started_at:%Y-%m-%d %H:%M}",
    )
    yield f"*{began}*"
    if result.score is None:
        yield say(language, "What is right is not to be seen yet.")
        return
    yield say(language, "{score} of {points} points", score=f"{result.score:g}", points=result.points)
    if result.waiting:
        yield say(language, "answers that wait for a teacher: {count}", count=result.waiting)


def _question(place: int, question: ShownQuestion, language: str) -> Iterator[str]:
    yield f"## {place}. {plain(question.prompt)}"
    if question.options:
        yield "\n".join(f"- {plain(option)}" for option in question.options)
    given = say(language, "Your answer: {answer}", answer=_said(question, question.given, language))
    yield given
    if question.outcome:
        yield from _outcome(question, question.outcome, language)


def _outcome(question: ShownQuestion, outcome: Outcome, language: str) -> Iterator[str]:
    if outcome.share is None:
        yield say(language, "It waits for a teacher.")
    else:
        earned = f"{outcome.share * question.points:g}"
        yield say(language, "{score} of {points} points", score=earned, points=question.points)
    yield say(language, "Right: {answer}", answer=_said(question, outcome.key, language))
    if outcome.comment:
        label = say(language, "The teacher's words:")
        yield f"**{label}**"
        yield _quoted(outcome.comment)
    yield from plain_lines(outcome.explanation)
    cited = outcome.evidence.citation
    yield f"**{plain(cited.title)}**"
    yield _quoted(cited.quote)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in plain_lines(text))


def _said(question: ShownQuestion, given: Given | None, language: str) -> str:
    """An answer in words: of options in shown places, or as it was written."""
    if given is None or is_empty(given):
        return say(language, "none")
    if isinstance(given, bool):
        return say(language, "true") if given else say(language, "false")
    if isinstance(given, str):
        return plain(given)
    chosen = [given] if isinstance(given, int) else given
    between = " → " if question.kind is Kind.ORDER else "; "
    return between.join(plain(question.options[place]) for place in chosen)
