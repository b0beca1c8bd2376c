"""What a language model has to do with answers here, in a line: that it helps, wrote one, or failed to."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from studyhall.domain.conversation import KeptAnswer
from studyhall.domain.errors import Trouble
from studyhall.domain.evidence import Status
from studyhall.domain.metering import Model
from studyhall.domain.wording import N_
from studyhall.services.engines import MODEL
from studyhall.ui.session import Here, t

_AWAY = N_("The language model did not answer this time.")
_BROKE_OFF = N_("The language model broke off in the middle of its answer.")
_OTHER_WORDS = N_("The language model had no answer that could be shown. Asking in other words may help.")
_TOMORROW = N_("The language model has done all that it may in this course today. It helps again tomorrow.")
_OUT_OF_ORDER = N_("The language model is out of order here. Your teacher can look at it.")
_OFF = N_("The language model is switched off in this course.")
_TROUBLED = {
    Trouble.KEY: _OUT_OF_ORDER,
    Trouble.QUOTA: _OUT_OF_ORDER,
    Trouble.MISSING: _OUT_OF_ORDER,
    Trouble.REQUEST: _OUT_OF_ORDER,
    Trouble.TOO_LONG: _OUT_OF_ORDER,
    Trouble.BUSY: _AWAY,
    Trouble.DOWN: _AWAY,
    Trouble.SLOW: _AWAY,
    Trouble.CUT: _BROKE_OFF,
    Trouble.GARBLED: _AWAY,
    Trouble.FILTERED: _OTHER_WORDS,
    Trouble.UNPROVEN: _OTHER_WORDS,
    Trouble.LIMIT: _TOMORROW,
    Trouble.OFF: _OFF,
}


class InUse(NamedTuple):
    """The models that a course uses: one that answers, and one that it is searched by meaning with.

    `moved` where one was agreed to that runs on another host now, and so is used no more.
    """

    chat: Model | None = None
    meaning: Model | None = None
    moved: bool = False


def models_in_use(here: Here) -> InUse:
    """Those that are set up, and switched on by a teacher."""
    chat, meaning = here.hall.consenting.chat, here.hall.consenting.embeddings
    if chat is None and meaning is None:
        # Nothing is looked up where nothing can be on: this is asked at every page of every pupil.
        return InUse()
    terms = here.hall.consenting.terms(here.person.id, here.at)
    answers, searches = terms.allows_chat(chat), terms.allows_embeddings(meaning)
    moved = bool((chat and terms.chat_host and not answers) or (meaning and terms.embedder and not searches))
    return InUse(chat if answers else None, meaning if searches else None, moved)


def model_name(model: Model) -> str:
    """What people are told that it is called: its name without the protocol that it is spoken to in."""
    return model.name.partition(":")[2] or model.name


def told_at_first(models: InUse) -> str:
    """What somebody reads before their first question, as HTML: what goes where. Empty where nothing does."""
    lines = []
    if models.chat:
        lines.append(
            t(
                "A language model at {host} helps to answer here. Your questions go to it, with the answers "
                "before them and passages of the sources; your name does not. Write nothing about yourself.",
                host=models.chat.host,
            )
        )
    return _hint(*lines, *_searched(models))


def told_on_the_way(models: InUse) -> str:
    """The same in short, for a conversation."""
    lines = []
    if models.chat:
        told = t(
            "What you ask goes to a language model at {host}, with the questions and answers before it. "
            "Write nothing about yourself.",
            host=models.chat.host,
        )
        lines.append(told)
    return _hint(*lines, *_searched(models))


def _searched(models: InUse) -> list[str]:
    """What is said of searching by meaning, unless it was said of the same host already."""
    if models.meaning is None or (models.chat and models.chat.host == models.meaning.host):
        return []
    host = models.meaning.host
    return [t("Your questions go to {host} to search by meaning, your name does not.", host=host)]


def _hint(*lines: str) -> str:
    return f'<p class="hint">{escape(" ".join(lines))}</p>' if lines else ""


def told_before(answer: KeptAnswer) -> str:
    """What is said above an answer, as HTML: why no model wrote it, and how the question was understood."""
    lines = []
    if answer.trouble:
        found = answer.status is not Status.NOT_FOUND
        then = t("Here are the sources' own words.") if found else t("Without it there is only this to say.")
        trouble = _trouble(answer)
        why = t(_TROUBLED[trouble] if trouble else _AWAY)
        lines.append(f'<p class="trouble" role="note">{escape(f"{why} {then}")}</p>')
    if answer.understood:
        understood = t("Understood as: “{question}”", question=answer.understood)
        lines.append(f'<p class="hint understood">{escape(understood)}</p>')
    return "".join(lines)


def told_after(answer: KeptAnswer) -> str:
    """What is said below it: how it was made, where not every answer here is made in the same way."""
    if answer.trouble and answer.citations:
        made = t("Quoted from the sources, without the language model.")
    elif answer.engine == MODEL and answer.citations:
        made = t(
            "Written by a language model. The words that it points to stand in the sources; whether it tells "
            "them rightly, see for yourself: open them."
        )
    elif answer.engine == MODEL:
        made = t("So says a language model, which looked at the nearest passages.")
    else:
        return ""
    return _hint(made)


def _trouble(answer: KeptAnswer) -> Trouble | None:
    """None for an answer without, and for a code of another version of this program."""
    return Trouble(answer.trouble) if answer.trouble in set(Trouble) else None
