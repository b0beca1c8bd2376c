"""A conversation as a Markdown file to take away: questions, answers, and the words they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studyhall.domain.conversation import Conversation, Exchange, KeptAnswer, KeptCitation, SourceState
from studyhall.domain.documents import NEUTRAL
from studyhall.domain.evidence import Status
from studyhall.domain.markdown import plain, plain_lines
from studyhall.domain.reviews import Review, told_of
from studyhall.domain.sides import side_name
from studyhall.domain.wording import N_, say

_STATES = {SourceState.REPLACED: N_("source replaced"), SourceState.REMOVED: N_("source removed")}


def markdown(conversation: Conversation, exchanges: Sequence[Exchange], language: str) -> str:
    """The whole conversation. What people and sources wrote is escaped; labels are said in `language`."""
    blocks = [f"# {plain(conversation.title)}"]
    for exchange in exchanges:
        blocks += _exchange(exchange, language)
    return "\n\n".join(blocks) + "\n"


def _exchange(exchange: Exchange, language: str) -> Iterator[str]:
    yield f"## {plain(exchange.question)}"
    asked = say(language, "Asked on {moment} UTC", moment=f"{exchange.asked_at:%Y-%m-%d %H:%M}")
    yield f"*{asked}*"
    if exchange.answer is None:
        yield say(language, "This question has no answer yet.")
        return
    if not exchange.taken_back:
        yield from _answer(exchange.answer, language)
    if exchange.review:
        yield from _review(exchange.review, language)


def _review(review: Review, language: str) -> Iterator[str]:
    """What a teacher said of the answer; a correction is marked as their words, and is nobody else's."""
    yield f"*{plain(told_of(review, language))}*"
    if review.correction:
        label = say(language, "The teacher's words:")
        yield f"**{label}**"
        yield "\n".join(f"> {line}" for line in plain_lines(review.correction))


def _answer(answer: KeptAnswer, language: str) -> Iterator[str]:
    if answer.status is Status.DISPUTED:
        disputed = say(language, "The sources do not agree about this.")
        yield f"*{disputed}*"
    yield from plain_lines(answer.text)
    if answer.citations:
        label = say(language, "Quoted from")
        yield f"### {label}"
    for kept in answer.citations:
        yield _place(kept, language)
        yield "\n".join(f"> {line}" for line in plain_lines(kept.citation.quote))


def _place(kept: KeptCitation, language: str) -> str:
    """Where a quotation stands: its mark, title, side, page and headings, and that its source has gone."""
    cited = kept.citation
    told = [f"{plain(f'[{cited.key}]')} **{plain(cited.title)}**"]
    if cited.side and cited.side != NEUTRAL:
        told.append(say(language, "side: {side}", side=plain(side_name(language, cited.side))))
    if cited.page:
        told.append(say(language, "page {page}", page=cited.page))
    # The outermost heading is most often the title again.
    if path := [plain(heading) for heading in cited.heading if heading != cited.title]:
        told.append(" › ".join(path))
    if kept.state in _STATES:
        gone = say(language, _STATES[kept.state])
        told.append(f"*{gone}*")
    return " · ".join(told)
