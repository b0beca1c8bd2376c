"""What is not good about a question that is kept: flaws of item writing, found by code."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import combinations

from studyhall.domain.amounts import Amount, amount
from studyhall.domain.claims import claimant, names_teller
from studyhall.domain.documents import NEUTRAL
from studyhall.domain.hinting import right_texts
from studyhall.domain.questions import Question
from studyhall.domain.sameness import covers, stands
from studyhall.domain.sides import side_key
from studyhall.domain.tasks import Cloze, MultipleChoice, Ordering, TrueFalse, options_of
from studyhall.domain.tokens import fold, term, words


class Flaw(StrEnum):
    """What a teacher should look at twice: flaws of item writing (Haladyna, Downing, Rodriguez 2002)."""

    LONGEST_IS_RIGHT = "longest_is_right"
    CLUE_WORD = "clue_word"
    NEGATIVE = "negative"
    ABSOLUTE = "absolute"
    ALL_OR_NONE = "all_or_none"
    GRAMMAR_CLUE = "grammar_clue"
    OVERLAPPING = "overlapping"
    UNEVEN = "uneven"
    VAGUE = "vague"
    ONE_SIDED = "one_sided"
    OTHER_LANGUAGE = "other_language"
    UNPROVEN = "unproven"


LONGER = 1.5
"""So many times as long as the longest wrong option, and the right one is known by its length."""
LONGER_BY = 12  # characters
UNEVEN_WORDS = 4
"""So many times as many words as another option, and an option stands out by its form."""
_CLUE = 4
"""The fewest letters of a word that can be a clue."""
_NEGATIVE = re.compile(
    r"(?i)\b(?:not|except|never|no longer)\b|n['’]t\b|"
    r"\b(?:không|ngoại trừ|trừ|chưa|chẳng)\b"
)
_ABSOLUTE = re.compile(
    r"(?i)\b(?:always|never|all|every|everyone|everything|none|nobody|nothing|only|completely|entirely|"
    r"luôn|luôn luôn|không bao giờ|tất cả|mọi|hoàn toàn|tuyệt đối|chỉ có|duy nhất)\b"
)
_ALL_OR_NONE = re.compile(
    r"(?i)\b(?:all|none|both|neither|any) of (?:the )?(?:above|these|them|those|others?)\b|"
    r"\b(?:cả (?:ba|bốn|hai|[a-d]\b)|tất cả (?:các )?(?:ý|đáp án|phương án|câu)|"
    r"không (?:có )?(?:ý|đáp án|phương án|câu) nào|(?:các )?(?:ý|đáp án|câu) trên)\b"
)
_VAGUE = re.compile(
    r"\b(?:often|usually|sometimes|frequently|may|might|could|possibly|perhaps|probably|generally|"
    r"thường|đôi khi|có thể|có lẽ|nói chung)\b(?! dân)"
)


def flaws_of(question: Question) -> tuple[Flaw, ...]:
    """The flaws of a question, in the order in which they are named."""
    found = {flaw for flaw, has in _TELLS.items() if has(question)}
    return tuple(flaw for flaw in Flaw if flaw in found)


def _choices(question: Question) -> tuple[str, ...]:
    """The options that are compared with each other; things to be put in order are not."""
    return () if isinstance(question.task, Ordering) else options_of(question.task)


def _wrong(question: Question) -> list[str]:
    rights = right_texts(question)
    return [option for option in _choices(question) if option not in rights]


def _longest_is_right(question: Question) -> bool:
    if not isinstance(question.task, MultipleChoice):
        return False
    right, longest = len(right_texts(question)[0]), max(map(len, _wrong(question)))
    return right >= LONGER * longest and right - longest >= LONGER_BY


def _clue_word(question: Question) -> bool:
    """Whether a word of the prompt stands in what is right and in no other option."""
    if not isinstance(question.task, MultipleChoice):
        return False
    prompt = _terms([question.task.prompt])
    return bool((_terms(right_texts(question)) & prompt) - _terms(_wrong(question)))


def _terms(texts: Sequence[str]) -> frozenset[str]:
    found = (word.text for text in texts for word in words(text))
    return frozenset(term(word) for word in found if len(word) >= _CLUE and word.isalpha())


def _negative(question: Question) -> bool:
    told = isinstance(question.task, Cloze | Ordering)
    return not told and bool(_NEGATIVE.search(_asked(question.task.prompt)))


def _asked(prompt: str) -> str:
    """A prompt without the source's sentence that it may quote."""
    return re.sub(r"“.*”", "", prompt)


def _absolute(question: Question) -> bool:
    if isinstance(question.task, TrueFalse):
        return bool(_ABSOLUTE.search(question.task.prompt))
    return any(_ABSOLUTE.search(option) for option in _choices(question))


def _all_or_none(question: Question) -> bool:
    return any(_ALL_OR_NONE.search(option) for option in _choices(question))


def _grammar_clue(question: Question) -> bool:
    """Whether "a" or "an" before the gap, or at the end of the stem, fits some of the options only."""
    article = re.search(r"\b(a|an)\b(?: ____|[\s:…?]*$)", question.task.prompt)
    options = _choices(question)
    if article is None or not options:
        return False
    return len({option.strip()[:1].casefold() in "aeiou" for option in options}) > 1


def _overlapping(question: Question) -> bool:
    return any(_overlap(one, other) for one, other in combinations(_choices(question), 2))


def _overlap(one: str, other: str) -> bool:
    first, second = amount(one), amount(other)
    if first and second:
        return covers(first, second) or covers(second, first)
    return stands(one, other) or stands(other, one)


def _uneven(question: Question) -> bool:
    """Whether one option differs from the others in form, as only the right one or only a wrong one might."""
    options = _choices(question)
    if not options:
        return False
    forms = {_form(amount(option)) for option in options}
    lengths = [len(option.split()) for option in options]
    ends = {option.rstrip().endswith(".") for option in options}
    return len(forms) > 1 or max(lengths) >= UNEVEN_WORDS * min(lengths) or len(ends) > 1


def _form(told: Amount | None) -> tuple[bool, ...] | str:
    """How exact a date is; what else an option may be."""
    if told is None:
        return "words"
    return tuple(map(bool, told.day)) if told.day else "number"


def _vague(question: Question) -> bool:
    if isinstance(question.task, TrueFalse):
        return bool(_VAGUE.search(_asked(question.task.prompt)))
    return any(_VAGUE.search(option) for option in _choices(question))


def _one_sided(question: Question) -> bool:
    """Whether the evidence is one side's word, and the prompt does not say whose."""
    evidence, prompt = question.solution.evidence, question.task.prompt
    side = "" if side_key(evidence.side) == NEUTRAL else evidence.side
    told = re.search(r"“(.*)”", prompt)
    if side and not names_teller(told[1] if told else prompt, side):
        return True
    who = claimant(evidence.quote)
    return bool(who) and not side and fold(who) not in fold(prompt)


_TELLS: dict[Flaw, Callable[[Question], bool]] = {
    Flaw.LONGEST_IS_RIGHT: _longest_is_right,
    Flaw.CLUE_WORD: _clue_word,
    Flaw.NEGATIVE: _negative,
    Flaw.ABSOLUTE: _absolute,
    Flaw.ALL_OR_NONE: _all_or_none,
    Flaw.GRAMMAR_CLUE: _grammar_clue,
    Flaw.OVERLAPPING: _overlapping,
    Flaw.UNEVEN: _uneven,
    Flaw.VAGUE: _vague,
    Flaw.ONE_SIDED: _one_sided,
    Flaw.OTHER_LANGUAGE: lambda question: question.language != question.solution.evidence.language,
}
