"""What kinds of questions are called, and in plain sentences what is not good about one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from studyhall.domain.flaws import Flaw
from studyhall.domain.questions import Difficulty
from studyhall.domain.quizzes import ItemState
from studyhall.domain.tasks import Fault, Kind
from studyhall.domain.wording import N_
from studyhall.ui.session import t

_KINDS = {
    Kind.MCQ: N_("multiple choice"),
    Kind.MULTI: N_("several right answers"),
    Kind.TRUE_FALSE: N_("true or false"),
    Kind.SHORT: N_("short answer"),
    Kind.CLOZE: N_("fill in the blank"),
    Kind.ORDER: N_("put in order"),
}
_DIFFICULTIES = {Difficulty.EASY: N_("easy"), Difficulty.MEDIUM: N_("medium"), Difficulty.HARD: N_("hard")}
_STATES = {
    ItemState.PROPOSED: (N_("not looked at yet"), "•"),
    ItemState.APPROVED: (N_("approved"), "✓"),
    ItemState.REJECTED: (N_("rejected"), "✕"),
}
_FLAWS = {
    Flaw.LONGEST_IS_RIGHT: N_(
        "The right option is much longer than the others. Pupils guess by length: make them alike."
    ),
    Flaw.CLUE_WORD: N_(
        "The right option repeats a word of the question that no other has: it can be guessed."
    ),
    Flaw.NEGATIVE: N_("It asks for what is not so. That is easily overread: ask for what is so."),
    Flaw.ABSOLUTE: N_(
        "An option says “always”, “never” or the like. Pupils rule such options out without knowing."
    ),
    Flaw.ALL_OR_NONE: N_(
        "An option is “all” or “none of these”. Knowing a part is enough then: name a fact."
    ),
    Flaw.GRAMMAR_CLUE: N_("By its grammar only the right option fits the question: it can be guessed."),
    Flaw.OVERLAPPING: N_("Two options overlap: whoever chose the other one could be right as well."),
    Flaw.UNEVEN: N_("The options are not of one form, so one stands out. Make them alike."),
    Flaw.VAGUE: N_("An option says “often”, “some” or the like, which everyone understands differently."),
    Flaw.ONE_SIDED: N_(
        "It asks for what one side alone says as if it were settled. Say whose account it is."
    ),
    Flaw.OTHER_LANGUAGE: N_("It is in another language than its source: check that it says the same."),
    Flaw.UNPROVEN: N_("The quoted words do not prove it. A teacher has checked it."),
}
_FAULTS = {
    Fault.BAD_SHAPE: N_("a part was missing"),
    Fault.OPTIONS_REPEAT: N_("two options said the same"),
    Fault.BAD_KEY: N_("what is right was not told"),
    Fault.NO_BLANK: N_("there was no blank to fill in"),
    Fault.TOO_LONG: N_("too long"),
    Fault.NOT_IN_SOURCE: N_("the quoted words do not stand in the source"),
    Fault.KEY_NOT_IN_EVIDENCE: N_("the quoted words do not prove the answer"),
    Fault.GIVEN_AWAY: N_("the question gave its answer away"),
    Fault.SECOND_RIGHT_ANSWER: N_("another option could be right as well"),
    Fault.LEANS: N_("not to be understood without the text around it"),
    Fault.WRONG_LANGUAGE: N_("in another language than you asked for"),
    Fault.REPEATED: N_("asked before"),
    Fault.UNREADABLE: N_("what the model wrote could not be read"),
}
_UNKNOWN = N_("for another reason")


def kind_name(kind: Kind) -> str:
    """What a kind of question is called."""
    return t(_KINDS[kind])


def difficulty_name(difficulty: Difficulty) -> str:
    """How hard that is, in a word."""
    return t(_DIFFICULTIES[difficulty])


def state_name(state: ItemState) -> str:
    """What a teacher thinks of a question, in a word or two."""
    return t(_STATES[state][0])


def state_mark(state: ItemState) -> str:
    """The same as one sign."""
    return _STATES[state][1]


def flaw_told(flaw: Flaw) -> str:
    """What is not good about a question, and what that means, in a sentence or two."""
    return t(_FLAWS[flaw])


def left_out(dropped: Sequence[str]) -> str:
    """How many questions were not kept, and why: the most frequent reasons first. Empty for none."""
    if not dropped:
        return ""
    faults = set(Fault)
    counted = Counter(_FAULTS[Fault(one)] if one in faults else _UNKNOWN for one in dropped)
    reasons = "; ".join(f"{t(reason)} ({count})" for reason, count in counted.most_common())
    if len(dropped) == 1:
        return t("One question was left out: {reasons}.", reasons=reasons)
    return t("{count} questions were left out: {reasons}.", count=len(dropped), reasons=reasons)
