"""What the prompts of questions tell: their own answer, that of another, or the same as another."""

from __future__ import annotations

from studyhall.domain.amounts import amount
from studyhall.domain.mentions import counts, dates
from studyhall.domain.naming import unknown_names
from studyhall.domain.questions import Question
from studyhall.domain.sameness import covers, plain, spelled, stands
from studyhall.domain.supporting import LEAST_SHARE, share
from studyhall.domain.tasks import BLANK, MultipleResponse, Ordering, TrueFalse, options_of
from studyhall.domain.tokens import term, words

ALIKE = 0.75
"""The share of common terms from which two prompts with the same names and figures ask the same."""


def right_texts(question: Question) -> tuple[str, ...]:
    """What is right, in words: the key, or the right options; the statement itself where that is true."""
    task, key = question.task, question.solution.key
    if isinstance(task, TrueFalse):
        return (task.prompt,) if key else ()
    if isinstance(key, str):
        return (key,)
    indexes = key if isinstance(key, tuple) else (int(key),)
    return tuple(options_of(task)[index] for index in indexes)


def gives_itself_away(question: Question) -> bool:
    """Whether a prompt has its own answer in it, and none of the wrong ones."""
    prompt = question.task.prompt.replace(BLANK, " ")
    if isinstance(question.task, TrueFalse | Ordering):
        return False
    rights = right_texts(question)
    others = [option for option in options_of(question.task) if option not in rights]
    told = any(_told(right, prompt) for right in rights)
    return told and not any(_told(other, prompt) for other in others)


def _told(answer: str, prompt: str) -> bool:
    """Whether a prompt has an answer in it, also as the same date told exactly, or a person's last name."""
    told = amount(answer)
    if told and told.day:
        return any(covers(told, found.amount) for found in dates(prompt))
    if told and told.number is not None and any(told.number == found.number for found in counts(prompt)):
        return True
    names = answer.split()
    person = len(names) > 1 and all(name[0].isupper() for name in names) and not _is_kind(names[-1])
    return spelled(answer, prompt) or (person and stands(names[-1], prompt))


def tells(one: Question, other: Question) -> bool:
    """Whether the prompt of one has the answer of another that asks about nearly the same matter."""
    if isinstance(other.task, TrueFalse | Ordering | MultipleResponse) or one.solution.key is False:
        return False
    matter = share(other.task.prompt.replace(BLANK, " "), one.task.prompt)
    return matter >= LEAST_SHARE and any(_told(right, one.task.prompt) for right in right_texts(other))


def _is_kind(word: str) -> bool:
    """Whether a name ends with a word for a kind of thing, which a prompt may well have."""
    return plain(word) in _KINDS


_KINDS = frozenset(
    "war republic region party protocol treaty council committee university college school river lake sea "
    "ocean mountain mountains valley island islands empire kingdom state states union army church museum "
    "park street bridge city county district province act conference congress league nations battle "
    "revolution group company institute academy society association federation court house palace "
    "castle".split()
)


def repeats(question: Question, other: Question) -> bool:
    """Whether two questions ask the same, or have the same answer to the same words of a source."""
    if alike(_asking(question), _asking(other)):
        return True
    mine, theirs = question.solution.evidence, other.solution.evidence
    place = (mine.document_id, mine.start) == (theirs.document_id, theirs.start)
    rights = right_texts(question)
    return place and bool(rights) and {plain(r) for r in rights} == {plain(r) for r in right_texts(other)}


def _asking(question: Question) -> str:
    """What a question asks: where the prompt is the same for all of its kind, with the options."""
    task = question.task
    if isinstance(task, Ordering | MultipleResponse):
        return "\n".join((task.prompt, *sorted(task.options)))
    return task.prompt


def alike(one: str, other: str) -> bool:
    """Whether two prompts ask the same: nearly the same terms, with the same names, dates and numbers."""
    first, second = (frozenset(term(word.text) for word in words(text)) for text in (one, other))
    if first == second:
        return True
    figures = [frozenset(t for t in found if t[0].isdigit()) for found in (first, second)]
    if figures[0] != figures[1] or unknown_names(f"- {one}", other) or unknown_names(f"- {other}", one):
        return False
    return len(first & second) >= ALIKE * len(first | second)
