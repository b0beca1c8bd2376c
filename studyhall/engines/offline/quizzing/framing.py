"""How a quotation is put to a pupil: what is asked of it, of which source it is, and whose account."""

from __future__ import annotations

import re
from typing import NamedTuple

from studyhall.domain.sameness import stands
from studyhall.domain.tokens import fold
from studyhall.domain.wording import N_, say
from studyhall.engines.offline.quizzing.statements import Statement
from studyhall.engines.offline.quizzing.targets import Asked
from studyhall.engines.offline.quizzing.tellers import according


class Frame(NamedTuple):
    """What is asked of a quotation: of a source with a title that helps, and of one without."""

    titled: str
    plain: str


CLOZE = Frame(
    N_("What fills the gap in this passage of “{title}”? “{passage}”"),
    N_("What fills the gap in this passage? “{passage}”"),
)
TRUTH = Frame(
    N_("Is this passage true to “{title}”? “{passage}”"),
    N_("Is this passage true to the source? “{passage}”"),
)
WHICH = {
    Asked.DATE: Frame(
        N_("Which date completes this passage of “{title}”? “{passage}”"),
        N_("Which date completes this passage? “{passage}”"),
    ),
    Asked.NUMBER: Frame(
        N_("Which number completes this passage of “{title}”? “{passage}”"),
        N_("Which number completes this passage? “{passage}”"),
    ),
    Asked.PERSON: Frame(
        N_("Which person completes this passage of “{title}”? “{passage}”"),
        N_("Which person completes this passage? “{passage}”"),
    ),
    Asked.PLACE: Frame(
        N_("Which place completes this passage of “{title}”? “{passage}”"),
        N_("Which place completes this passage? “{passage}”"),
    ),
    Asked.NAME: Frame(
        N_("Which name completes this passage of “{title}”? “{passage}”"),
        N_("Which name completes this passage? “{passage}”"),
    ),
    Asked.TERM: Frame(
        N_("Which word completes this passage of “{title}”? “{passage}”"),
        N_("Which word completes this passage? “{passage}”"),
    ),
    Asked.PHRASE: Frame(
        N_("Which words complete this passage of “{title}”? “{passage}”"),
        N_("Which words complete this passage? “{passage}”"),
    ),
}
_LONGEST_TITLE = 80
_NO_TITLE = re.compile(r"[_{}\[\]<>“”]|\d{3,}[a-z]|[a-z]\d{3,}|\.\w{2,4}$")
_ARTICLE = re.compile(r"\b(?:an?|An?) (?=____)")


def frame(statement: Statement, quoted: str, asking: Frame, language: str, hidden: str = "") -> str:
    """The prompt that asks about a quotation; `hidden` is what no title may tell."""
    title = " ".join(statement.passage.title.split())
    passage = _ARTICLE.sub(lambda found: f"{found[0][0]}(n) ", _inside(quoted))
    telling = stands(hidden, title) or not is_title(title)
    prompt = say(language, asking.plain if telling else asking.titled, title=title, passage=passage)
    if not statement.teller:
        return prompt
    return f"{according(statement.teller, language)}{prompt[0].lower()}{prompt[1:]}"


def is_title(title: str) -> bool:
    """Whether a title is in words, and no file's name."""
    tidy = title[:1] != title[:1].lower() or title[:1].isdigit()
    tidy = tidy and 0 < len(title) <= _LONGEST_TITLE and not _NO_TITLE.search(title)
    return tidy and any(len(word) > 2 and word.isalpha() for word in fold(title).split())


def _inside(quoted: str) -> str:
    """A quotation with the quotations in it marked as such."""
    return quoted.replace("“", "‘").replace("”", "’")
