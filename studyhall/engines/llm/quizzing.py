"""Questions by a model: a few passages a call, and of what it writes only what the domain lets pass."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from studyhall.domain.documents import Passage
from studyhall.domain.errors import Trouble
from studyhall.domain.metering import Purpose
from studyhall.domain.questions import Question
from studyhall.domain.shuffling import settled
from studyhall.domain.tasks import Fault, Kind, MultipleResponse, Ordering, Unfit, options_of
from studyhall.domain.text import one_line
from studyhall.domain.tokens import fold, term, words
from studyhall.engines.llm.failures import failure
from studyhall.engines.llm.fencing import fence, fenced, named
from studyhall.engines.llm.prompts import Prompt
from studyhall.engines.llm.schemas import WrittenQuestions
from studyhall.engines.llm.structured import Replied, Structured
from studyhall.engines.llm.vetting import question_of
from studyhall.ports import Dropped, QuestionRequest, QuestionWriter

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

AT_ONCE = 5
"""Questions that are asked for in one call, at most; each may take `TOKENS` of the reply."""
TOKENS = 800
FEW = 3
"""Passages of a call, at least, so that there is a choice."""
NAMED, LONGEST_NAMED = 12, 120
"""Questions there are already that a call is told of, those nearest to its passages, and their characters."""
_SPOILS_ONE = frozenset({Trouble.CUT, Trouble.FILTERED, Trouble.GARBLED})
"""What may be wrong with one reply, and not with the next."""


def most_calls(count: int, at_once: int) -> int:
    """How many calls are made for so many questions: twice as many as where each is kept, and one more."""
    return 2 * -(-count // at_once) + 1


class ModelQuestionWriter(QuestionWriter):
    """Asks a model. Of what it writes the form is checked, and that its evidence stands there: no more."""

    def __init__(self, structured: Structured, prompt: Prompt) -> None:
        self._structured = structured
        self._prompt = prompt
        self._at_once = min(AT_ONCE, max(1, structured.output // TOKENS))

    def write(self, request: QuestionRequest) -> Iterator[Question | Dropped]:
        """Questions, those of a reply once it is over, at most `most_calls` replies. Raises ModelFailure.

        It ends early where all passages were read, and the last reply had no question more. One reply that
        cannot be read is UNREADABLE; a second one in a row, or any other failure, ends it.
        """
        making = _Making(request)
        failed = False
        for _ in range(most_calls(request.brief.count, self._at_once)):
            if not making.missing or (making.read_all and not making.fruitful and not failed):
                return
            request.waiting()
            messages, passages = self._asked(making)
            replied = self._structured.ask(
                WrittenQuestions, messages, Purpose.QUESTIONS, request.meter, waiting=request.waiting
            )
            yield from making.made_of(replied, passages)
            error, failed_before = replied.failure, failed
            failed = error is not None and not making.fruitful
            if error and (error.trouble not in _SPOILS_ONE or (failed and failed_before)):
                raise error

    def _asked(self, making: _Making) -> tuple[list[BaseMessage], Mapping[str, Passage]]:
        """The messages with as many of the next passages as are wanted and fit, and these by key."""
        number = min(self._at_once, making.missing)
        kept = making.next(max(number, FEW))
        while kept:
            messages = self._messages(making, kept, number)
            if self._structured.fits(messages):
                making.took(len(kept))
                return messages, {f"S{key}": passage for key, passage in enumerate(kept, 1)}
            kept.pop()
        raise failure(Trouble.TOO_LONG)

    def _messages(self, making: _Making, passages: Sequence[Passage], number: int) -> list[BaseMessage]:
        brief = making.request.brief
        existing = "\n".join(making.nearest(passages))
        word = fence(existing, *(passage.text for passage in passages))
        kinds = Counter(making.kinds(number))
        return self._prompt.messages(
            fence=word,
            passages=fenced(passages, word),
            existing=existing,
            number=str(number),
            kinds=", ".join(f"{many} {kind}" for kind, many in kinds.items()),
            language=named(brief.language) or "the language of the passage that each rests on",
            difficulty=brief.difficulty or "some easy, some medium, some hard",
        )


class _Making:
    """What was made so far for a request, and which passages come next."""

    def __init__(self, request: QuestionRequest) -> None:
        self.request = request
        self.missing = request.brief.count if request.passages else 0
        self.fruitful = True
        self._queue = deque(request.passages)
        self._taken = 0
        self._made: Counter[Kind] = Counter()
        self._prompts = list(request.existing)
        self._asked = set(map(_plain, request.existing))

    @property
    def read_all(self) -> bool:
        """Whether each passage was in a call."""
        return self._taken >= len(self._queue)

    def next(self, count: int) -> list[Passage]:
        """The passages that come next; the first ones again after the last."""
        return list(islice(self._queue, count))

    def took(self, count: int) -> None:
        """So many passages go to a call."""
        self._queue.rotate(-count)
        self._taken += count

    def kinds(self, number: int) -> Iterator[Kind]:
        """Kinds for so many questions: those first of which there are fewest."""
        told = self._made.copy()
        for _ in range(number):
            kind = min(self.request.brief.kinds, key=told.__getitem__)
            told[kind] += 1
            yield kind

    def nearest(self, passages: Sequence[Passage]) -> list[str]:
        """The prompts there are that have most terms in common with passages."""
        held = {term(word.text) for passage in passages for word in words(passage.text)}
        near = sorted(self._prompts, key=lambda prompt: -len(held & {term(w.text) for w in words(prompt)}))
        return [one_line(prompt, LONGEST_NAMED) for prompt in near[:NAMED]]

    def made_of(self, replied: Replied, passages: Mapping[str, Passage]) -> Iterator[Question | Dropped]:
        """The questions of a reply, no more than are missing, and what was dropped of it."""
        self.fruitful = False
        for read in replied.objects:
            if ("prompt" in read or "kind" in read) and self.missing:
                yield self._made_of(read, passages)
        spoilt = bool(replied.failure and replied.failure.trouble in _SPOILS_ONE)
        yield from [Dropped(Fault.UNREADABLE)] * max(replied.broken, spoilt)

    def _made_of(self, read: Mapping[str, object], passages: Mapping[str, Passage]) -> Question | Dropped:
        try:
            question = question_of(read, passages, self.request.brief)
        except Unfit as unfit:
            return Dropped(unfit.fault)
        prompt, asking = question.task.prompt, _asking(question)
        if not self._asked.isdisjoint((_plain(prompt), asking)):
            return Dropped(Fault.REPEATED)
        self._asked.add(asking)
        self._prompts.append(prompt)
        self._made[question.kind] += 1
        self.missing -= 1
        self.fruitful = True
        return settled(question, self.request.brief.seed)


def _asking(question: Question) -> str:
    """What is not to be asked twice; "Put these in order" may be, of other things."""
    listed = isinstance(question.task, Ordering | MultipleResponse)
    return _plain("\n".join((question.task.prompt, *sorted(options_of(question.task) if listed else ()))))


def _plain(text: str) -> str:
    """What texts that say the same in the same words have in common."""
    return " ".join(fold(word.text) for word in words(text))
