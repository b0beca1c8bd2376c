"""Answering by quoting: the sentences that answer, each cited, or a plain word that none does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studyhall.domain.evidence import (
    Account,
    Answer,
    Citation,
    Evidence,
    Reason,
    Status,
    citation_of,
    unmarked,
)
from studyhall.domain.framing import sought
from studyhall.engines.courtesies import is_courtesy
from studyhall.engines.offline.choosing import Choice, choose, side_of
from studyhall.engines.offline.contexts import leans
from studyhall.engines.offline.deciding import answering, unknown_share
from studyhall.engines.offline.questions import Asked, read
from studyhall.engines.offline.sentences import Candidate, candidates
from studyhall.engines.offline.topics import choose_told, on_topic
from studyhall.engines.offline.twins import in_own_language
from studyhall.engines.phrases import account_label, guidance, refusal
from studyhall.ports import AnswerWriter, Telling, WriterRequest, untold

NAME = "offline"
NEAREST = 3
_NEAR = 0.35
"""The share of a question that the best passage must hold to be called near."""
_UNKNOWN = 0.6
_INNER = str.maketrans("“”„", "‘’‚")


class QuotingWriter(AnswerWriter):
    """Finds the sentences that answer and quotes them; never writes a statement of its own."""

    def write(self, request: WriterRequest, telling: Telling = untold) -> Answer:  # noqa: ARG002
        """One to three quotations with their marks, or an answer not found; the same for the same request.

        Where two sides tell it differently the answer is disputed, with an account for each.
        """
        if is_courtesy(request.question) or is_courtesy(sought(request.question)):
            text = guidance(request.language)
            return Answer(text, Status.NOT_FOUND, request.language, NAME, reason=Reason.NOTHING_NEAR)
        asked = read(request.question, request.found.frequencies, request.found.passages, request.language)
        if leans(request.question, asked):
            return _refusal(request, Reason.NEEDS_CONTEXT, ())
        ranked = candidates(asked, request.found.evidence)
        if not ranked or not asked.concepts or not any(ranked[0].around):
            return _refusal(request, Reason.NOTHING_NEAR, ranked)
        answers = on_topic(asked, ranked) if asked.kind.told else answering(asked, ranked)
        if not answers:
            return _refusal(request, _reason(asked, ranked), ranked)
        return _answer(asked, in_own_language(asked, answers, ranked), request.language)


def _reason(asked: Asked, ranked: Sequence[Candidate]) -> Reason:
    near = max(candidate.traits.passage for candidate in ranked)
    far = near < _NEAR or unknown_share(asked, ranked) > _UNKNOWN
    return Reason.NOTHING_NEAR if far else Reason.NEAR_NOT_ANSWERING


def _refusal(request: WriterRequest, reason: Reason, ranked: Sequence[Candidate]) -> Answer:
    text = refusal(request.language, reason)
    if reason is Reason.NEEDS_CONTEXT:
        # What was found was looked for with next to no words.
        return Answer(text, Status.NOT_FOUND, request.language, NAME, reason=reason)
    by_rank = [candidate.evidence for candidate in ranked] or list(request.found.evidence)
    nearest: list[Evidence] = []
    for piece in by_rank:
        if piece not in nearest and len(nearest) < NEAREST:
            nearest.append(piece)
    return Answer(text, Status.NOT_FOUND, request.language, NAME, reason=reason, nearest=tuple(nearest))


def _answer(asked: Asked, ranked: Sequence[Candidate], language: str) -> Answer:
    choice = choose_told(asked, ranked) if asked.kind.told else choose(asked, ranked)
    citations = tuple(
        citation_of(f"S{n}", c.evidence.passage, c.sentence.start, c.sentence.end)
        for n, c in enumerate(choice.sentences, 1)
    )
    if not choice.disputed:
        text = "\n".join(_told(choice, citations, language))
        return Answer(text, Status.GROUNDED, language, NAME, citations)
    accounts = _accounts(choice.tellers, citations, language)
    # Each teller's words stand together, where the first of them comes.
    begins = {account.citations[0]: account.text for account in accounts}
    untold = {c.key: _quoted(c) for c, teller in zip(citations, choice.tellers, strict=True) if not teller}
    lines = [(begins | untold)[c.key] for c in citations if c.key in begins | untold]
    return Answer("\n".join(lines), Status.DISPUTED, language, NAME, citations, accounts)


def _told(choice: Choice, citations: Sequence[Citation], language: str) -> Iterator[str]:
    """The quotations, each with the side whose word it is where it is one side's."""
    for candidate, citation in zip(choice.sentences, citations, strict=True):
        side = side_of(candidate)
        yield f"{account_label(language, side)} {_quoted(citation)}" if side else _quoted(citation)


def _accounts(tellers: Sequence[str], citations: Sequence[Citation], language: str) -> tuple[Account, ...]:
    by_teller: dict[str, list[Citation]] = {}
    for teller, citation in zip(tellers, citations, strict=True):
        if teller:
            by_teller.setdefault(teller, []).append(citation)
    return tuple(
        Account(teller, _account(teller, cited, language), tuple(citation.key for citation in cited))
        for teller, cited in by_teller.items()
    )


def _account(teller: str, cited: Sequence[Citation], language: str) -> str:
    """The teller's words; a neutral source that reports them names the teller itself."""
    own = cited[0].side.strip() == teller
    return " ".join((*((account_label(language, teller),) if own else ()), *map(_quoted, cited)))


def _quoted(citation: Citation) -> str:
    """The quotation on one line with its mark.

    What looks like a mark inside it loses its brackets, and quotation marks inside become single ones: no
    source can end its quotation by itself and go on as if the answer spoke.
    """
    words = unmarked(" ".join(citation.quote.split())).translate(_INNER)
    return f"“{words}” [{citation.key}]"
