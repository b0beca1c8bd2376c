"""Why an answer was graded as it was: one English sentence that can be said in the reader's language."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from studyhall.domain.wording import N_, say

LONGEST_SAID = 80


class Because(Enum):
    """The reasons that a rule gives; `{said}` are words of the answer, `{meant}` those of an accepted one."""

    SAME = N_("It is the accepted answer “{meant}”.")
    EMPTY = N_("It answers nothing.")
    ECHO = N_("It only repeats the question.")
    OTHER = N_("It says “{said}” where the source has “{meant}”.")
    RIGHT_FACT = N_("It says “{said}”, as the source does.")
    PARTLY = N_("It says “{said}”; the source has “{meant}”. Somebody has to decide whether that is enough.")
    SEVERAL = N_("It names more than one; the source has “{meant}”.")
    BESIDE = N_("It does not say plainly whether it means “{meant}”.")
    LIKE = N_("It says what the accepted answer “{meant}” says.")
    UNLIKE = N_("It has hardly anything of what the accepted answers say.")
    UNSURE = N_("It is like the accepted answers in part. Somebody has to read it.")
    DENIES = N_("It has the words of an accepted answer, but may deny what they say.")
    ADDS = N_("It has the words of an accepted answer and adds what none of them says.")
    DISORDERED = N_("It has the words of an accepted answer in another order or connection.")
    OTHER_LANGUAGE = N_("It is in another language than the accepted answers.")


def reason(because: Because, *, said: str = "", meant: str = "") -> str:
    """The sentence in English, as it is stored; what it quotes is cut to a few words."""
    return because.value.format(said=_cut(said), meant=_cut(meant))


def reason_in(language: str, sentence: str) -> str:
    """A stored reason in a language; as it is where it is no sentence of a rule's."""
    for because in Because:
        if told := _pattern(because).fullmatch(sentence):
            return say(language, because.value, **told.groupdict())
    return sentence


@lru_cache(maxsize=len(Because))
def _pattern(because: Because) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", because.value)
    named = (rf"(?P<{part}>.*)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile("".join(named), re.DOTALL)


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_SAID else line[: LONGEST_SAID - 1].rstrip() + "…"
