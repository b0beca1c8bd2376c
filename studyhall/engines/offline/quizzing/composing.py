"""Questions of one statement: a gap, a short answer, a choice, or whether it is true."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from studyhall.domain.questions import Given, Question
from studyhall.domain.shuffling import settled, shuffled
from studyhall.domain.tasks import BLANK, Cloze, Kind, MultipleChoice, ShortAnswer, Task, TrueFalse
from studyhall.domain.wording import N_, say
from studyhall.engines.offline.quizzing import english_asking, vietnamese_asking
from studyhall.engines.offline.quizzing.bounding import is_bound
from studyhall.engines.offline.quizzing.causes import cause
from studyhall.engines.offline.quizzing.distracting import wrong_answers
from studyhall.engines.offline.quizzing.drawing import WRONG
from studyhall.engines.offline.quizzing.explaining import proven
from studyhall.engines.offline.quizzing.framing import CLOZE, TRUTH, WHICH, Frame, frame
from studyhall.engines.offline.quizzing.gaps import is_recalled
from studyhall.engines.offline.quizzing.manners import Manner
from studyhall.engines.offline.quizzing.notations import other_forms
from studyhall.engines.offline.quizzing.sorts import is_common
from studyhall.engines.offline.quizzing.statements import Statement
from studyhall.engines.offline.quizzing.surroundings import Surroundings
from studyhall.engines.offline.quizzing.targets import NAMED, Asked, Target
from studyhall.engines.offline.quizzing.tellers import according

_GIVE = {
    "day": N_("Give the day, month and year."),
    "month": N_("Give the month and the year."),
    "year": N_("Give the year."),
    Asked.NUMBER: N_("Give the number."),
    Asked.PERSON: N_("Give the person's name."),
    Asked.PLACE: N_("Give the name of the place."),
    Asked.NAME: N_("Give the name."),
    Asked.TERM: N_("Give one word."),
    Asked.PHRASE: N_("Give the missing words."),
}
_WHICH = {
    Asked.DATE: N_("Which date completes the sentence? “{sentence}”"),
    Asked.NUMBER: N_("Which number completes the sentence? “{sentence}”"),
    Asked.PERSON: N_("Which person completes the sentence? “{sentence}”"),
    Asked.PLACE: N_("Which place completes the sentence? “{sentence}”"),
    Asked.NAME: N_("Which name completes the sentence? “{sentence}”"),
    Asked.TERM: N_("Which word completes the sentence? “{sentence}”"),
    Asked.PHRASE: N_("Which words complete the sentence? “{sentence}”"),
}
_LEAST = 2
"""Wrong names that a choice has at least."""
_NAMES = (Asked.PERSON, Asked.PLACE, Asked.NAME)


@dataclass(frozen=True)
class Draft:
    """What a question is made of. `false` asks for a statement that is not true."""

    statement: Statement
    target: Target
    around: Surroundings
    manner: Manner
    false: bool = False

    @property
    def language(self) -> str:
        """The language to ask in."""
        return self.manner.language

    def wrong(self, least: int) -> list[str]:
        """Three answers that are not right, of names at `least` so many; or none."""
        least = least if self.target.asked in _NAMES else WRONG
        return wrong_answers(
            self.statement, self.target, self.around, self.manner.seed, self.manner.difficulty, least
        )

    @property
    def gapped(self) -> str:
        """The statement with a gap for what is asked."""
        return self.target.replaced(self.statement.whole, BLANK)

    @property
    def abroad(self) -> bool:
        """Whether the source is in another language."""
        return self.language != self.statement.language


def made(kind: Kind, draft: Draft) -> Question | None:
    """A question of this kind, its options in the order that they are kept in; None where there is none."""
    question = _MAKERS[kind](draft)
    return settled(question, draft.manner.seed) if question else None


def framed(draft: Draft, quoted: str, frame_: Frame) -> str:
    """A quotation as it is asked about."""
    return frame(draft.statement, quoted, frame_, draft.language, draft.target.text)


def _cloze(draft: Draft) -> Question | None:
    sentence, target = draft.gapped, draft.target
    if not is_recalled(draft.statement, target, draft.around):
        return None
    if draft.statement.is_excerpt:
        sentence = framed(draft, sentence, CLOZE)
    elif draft.abroad:
        sentence = say(
            draft.language, "Fill in the gap in this sentence of a source: “{sentence}”", sentence=sentence
        )
    prompt = f"{sentence} {say(draft.language, _hint(target))}"
    return _question(draft, Cloze(prompt), target.answer, _accepted(draft))


def _hint(target: Target) -> str:
    if target.asked is Asked.PHRASE and " " not in target.text:
        return _GIVE[Asked.TERM]
    if target.asked is not Asked.DATE:
        return _GIVE[target.asked]
    return _GIVE[{1: "year", 2: "month"}.get(sum(map(bool, target.day)), "day")]


def _accepted(draft: Draft) -> tuple[str, ...]:
    return other_forms(draft.target, draft.statement.language, draft.around.gazetteer)


def asked(draft: Draft) -> str | None:
    """The question that a draft's target answers, with whose account it is."""
    if draft.abroad or draft.statement.is_excerpt:
        return None
    statement = draft.statement
    asking = vietnamese_asking if statement.language == "vi" else english_asking
    prompt: str | None = asking.question(statement.clause, draft.target, draft.around.capitals)
    if not prompt or not statement.teller:
        return prompt if prompt and _is_tied(draft, prompt) else None
    named = statement.language != "en" and prompt.split()[0] in draft.around.capitals
    inner = prompt if named else f"{prompt[0].lower()}{prompt[1:]}"
    return f"{according(statement.teller, statement.language)}{inner}"


def _is_tied(draft: Draft, prompt: str) -> bool:
    """Whether a question for a number says enough of what it counts."""
    named = 1 if draft.statement.teller else 3
    told = re.search(r"\d{4}", prompt) or len(NAMED.findall(prompt)) >= named
    return draft.target.asked is not Asked.NUMBER or bool(told)


def _short(draft: Draft) -> Question | None:
    prompt = asked(draft)
    if prompt is None:
        return None
    return _question(draft, ShortAnswer(prompt), draft.target.answer, _accepted(draft))


def _choice(draft: Draft) -> Question | None:
    wrong = draft.wrong(_LEAST)
    if not wrong or _is_bound(draft):
        return None
    if draft.statement.is_excerpt:
        prompt = framed(draft, draft.gapped, WHICH[draft.target.asked])
    else:
        prompt = asked(draft) or say(draft.language, _WHICH[draft.target.asked], sentence=draft.gapped)
    return _question(draft, MultipleChoice(prompt, (draft.target.answer, *wrong)), 0)


def _truth(draft: Draft) -> Question | None:
    statement, right = draft.statement.whole, draft.target.text
    wrong = draft.wrong(1) if draft.false else []
    if draft.false and (not wrong or _is_bound(draft) or not _is_swapped(draft.target)):
        return None
    told = wrong[shuffled(len(wrong), draft.manner.seed, statement)[0]] if draft.false else right
    statement = draft.target.replaced(statement, told)
    if draft.statement.is_excerpt:
        statement = framed(draft, statement, TRUTH)
    elif draft.abroad:
        statement = say(draft.language, "Is this true, by the sources? “{sentence}”", sentence=statement)
    why = ""
    if draft.false:
        why = say(draft.language, "It is {right}, not {wrong}.", right=right, wrong=told)
    return _question(draft, TrueFalse(statement), not draft.false, why=why)


def _is_swapped(target: Target) -> bool:
    """Whether another in its place makes a statement false: of another term it may be as true."""
    return target.asked is not Asked.PHRASE and (target.asked is not Asked.TERM or is_common(target.text))


def true_of(statement: Statement, manner: Manner) -> Question:
    """Whether a quotation is right, where it is."""
    prompt = frame(statement, statement.whole, TRUTH, manner.language)
    return proven(statement, TrueFalse(prompt), manner, True)


def why(statement: Statement, around: Surroundings, manner: Manner) -> Question | None:
    """Why something happened, or what for, where a sentence says so."""
    found = cause(statement, around.capitals) if statement.language == manner.language else None
    return proven(statement, ShortAnswer(found.prompt), manner, found.key) if found else None


def _is_bound(draft: Draft) -> bool:
    """Whether what is told is only a bound: "after May 1994", "more than 200"; another may be as true."""
    (place,) = draft.target.places(draft.statement.whole)
    return is_bound(draft.statement.whole[: place.start()])


def _question(
    draft: Draft, task: Task, key: Given, accepted: tuple[str, ...] = (), why: str = ""
) -> Question:
    return proven(draft.statement, task, draft.manner, key, accepted, why)


_MAKERS: dict[Kind, Callable[[Draft], Question | None]] = {
    Kind.CLOZE: _cloze,
    Kind.SHORT: _short,
    Kind.MCQ: _choice,
    Kind.TRUE_FALSE: _truth,
}
