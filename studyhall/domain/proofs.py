"""What any question must pass before anybody sees it, whoever wrote it: checked by code on its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import combinations, pairwise

from studyhall.domain.amounts import amount
from studyhall.domain.contradicting import contradicts, turns
from studyhall.domain.denials import denies
from studyhall.domain.documents import Passage
from studyhall.domain.evidence import Citation
from studyhall.domain.hinting import alike, gives_itself_away, repeats, right_texts, tells
from studyhall.domain.language import language_of
from studyhall.domain.leaning import leans
from studyhall.domain.mentions import dates
from studyhall.domain.questions import Question
from studyhall.domain.sameness import covers, plain, same, spelled, stands
from studyhall.domain.sentences import sentences
from studyhall.domain.supporting import share, supports
from studyhall.domain.tasks import (
    BLANK,
    Cloze,
    Fault,
    MultipleChoice,
    MultipleResponse,
    Ordering,
    TrueFalse,
    Unfit,
    options_of,
)
from studyhall.domain.tokens import words

_LONGEST_BLANK = 8  # words


def prove(
    question: Question, passage: Passage, asked: Iterable[Question] = (), prompts: Iterable[str] = ()
) -> None:
    """Raises Unfit where a question is not proven by its evidence, or could not be fair to whoever reads it.

    `passage` is the one that the evidence is said to lie in, as it is stored; `asked` are the questions it
    would stand beside, `prompts` those of others that are not to be asked again.
    """
    _check_evidence(question.solution.evidence, passage)
    _check_prompt(question)
    _check_key(question, passage)
    _check_options(question)
    beside = list(asked)
    if gives_itself_away(question) or any(tells(o, question) or tells(question, o) for o in beside):
        raise Unfit(Fault.GIVEN_AWAY)
    if any(repeats(question, o) for o in beside) or any(alike(question.task.prompt, p) for p in prompts):
        raise Unfit(Fault.REPEATED)


def _check_evidence(evidence: Citation, passage: Passage) -> None:
    inside = passage.start <= evidence.start < evidence.end <= passage.end
    quote = passage.text[evidence.start - passage.start : evidence.end - passage.start]
    source = (evidence.document_id, evidence.version) == (passage.document_id, passage.version)
    if not (inside and source and quote == evidence.quote):
        raise Unfit(Fault.NOT_IN_SOURCE)


def _check_prompt(question: Question) -> None:
    task, key = question.task, question.solution.key
    own = _own_words(task.prompt)
    if own != task.prompt:
        # "This passage: “…”": it stands there.
        own = re.sub(
            r"(?i)\bthis (?=passage|sentence|true)|\b(?:trong )?(?:đoạn|câu) này\b|\bđiều này\b", "", own
        )
    if options_of(task):
        # "Which of these …": they stand below.
        own = re.sub(r"(?i)\b(?:these|the following)\b", "the", own)
    if leans(own.replace(BLANK, "X"), question.language):
        raise Unfit(Fault.LEANS)
    if own and language_of(own.replace(BLANK, " "), question.language) != question.language:
        raise Unfit(Fault.WRONG_LANGUAGE)
    if isinstance(task, Cloze) and isinstance(key, str) and len(key.split()) > _LONGEST_BLANK:
        raise Unfit(Fault.NO_BLANK)


_SHOWN = re.compile(r"[?:] “(.+)”$", re.DOTALL)


def _own_words(prompt: str) -> str:
    """A prompt without the sentence of a source in another language that it may quote."""
    begin, end = prompt.find("“"), prompt.rfind("”")
    return prompt if begin < 0 or end < begin else prompt[:begin] + prompt[end + 1 :]


def _stated(prompt: str) -> str:
    """What a prompt asks to be judged: "Is this true? “…”"; otherwise itself."""
    shown = _SHOWN.search(prompt)
    return shown[1] if shown else prompt


def _check_key(question: Question, passage: Passage) -> None:
    task, quote = question.task, question.solution.evidence.quote
    abroad = question.language != passage.language
    # A statement may say in whose account it stands, and what its source is about.
    around = (passage.title, *passage.heading, passage.side) if isinstance(task, TrueFalse) else ()
    if not all(supports(quote, right, abroad=abroad, around=around) for right in right_texts(question)):
        raise Unfit(Fault.KEY_NOT_IN_EVIDENCE)
    if any(denies(right) and not denies(quote) for right in right_texts(question)):
        raise Unfit(Fault.KEY_NOT_IN_EVIDENCE)
    if isinstance(task, TrueFalse):
        _check_statement(_stated(task.prompt), bool(question.solution.key), quote, around, abroad=abroad)
    if isinstance(task, Ordering) and not _in_order(right_texts(question), quote):
        raise Unfit(Fault.BAD_KEY)


def _check_statement(said: str, right: bool, quote: str, around: Sequence[str], *, abroad: bool) -> None:
    contradicted = contradicts(said, quote, abroad=abroad, around=around)
    if right and (contradicted or turns(said, quote, abroad=abroad)):
        raise Unfit(Fault.KEY_NOT_IN_EVIDENCE)
    if not right and not contradicted:
        raise Unfit(Fault.BAD_KEY)


def _in_order(events: Sequence[str], quote: str) -> bool:
    """Whether events follow each other as their sentences are dated; True where those tell no dates."""
    told = [quote[start:end] for start, end in sentences(quote)]
    days = [dates(max(told, key=partial(share, event))) for event in events]
    if not all(len(found) == 1 for found in days):
        return True
    return all(a[0].amount.day < b[0].amount.day for a, b in pairwise(days))  # type: ignore[operator]


def _check_options(question: Question) -> None:
    task, quote = question.task, question.solution.evidence.quote
    options = options_of(task)
    if any(same(one, other) for one, other in combinations(options, 2)):
        raise Unfit(Fault.OPTIONS_REPEAT)
    rights = right_texts(question)
    wrong = [option for option in options if option not in rights]
    if isinstance(task, MultipleChoice) and any(_also_right(rights[0], other, quote) for other in wrong):
        raise Unfit(Fault.SECOND_RIGHT_ANSWER)
    if isinstance(task, MultipleResponse) and any(spelled(other, quote) for other in wrong):
        raise Unfit(Fault.SECOND_RIGHT_ANSWER)


def _also_right(right: str, other: str, quote: str) -> bool:
    """Whether another option is right too: the same told more or less exactly, or listed beside it."""
    one, two = amount(right), amount(other)
    if one and two:
        return covers(one, two) or covers(two, one)
    if stands(right, other) or stands(other, right):
        return True
    return _beside(right, other, quote) or _beside(other, right, quote)


_JOINING = frozenset("and or as well also the of both va hoac hay cung voi cua".split())


def _beside(first: str, second: str, quote: str) -> bool:
    """Whether two names are listed together: nothing but other names and joining words between them."""
    start, end = quote.find(first), quote.find(second)
    between = quote[start + len(first) : end]
    if start < 0 or end <= start or "." in between:
        return False
    found = [between[word.start : word.end] for word in words(between)]
    return all(word[0].isupper() or plain(word) in _JOINING for word in found)
