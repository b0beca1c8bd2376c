"""One question of a quiz, of any kind, with the fields that it is answered in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from studyhall.domain.questions import LONGEST_GIVEN, Given, is_empty
from studyhall.domain.tasks import BLANK, Kind
from studyhall.services.laying import as_kept
from studyhall.services.sheets import ShownQuestion
from studyhall.ui.components.figures import count
from studyhall.ui.components.resuming import press
from studyhall.ui.components.words import label, plain, worded
from studyhall.ui.session import t

Storing = Callable[[int, Given], None]
"""Is told the number of a question and what was answered, as soon as it was."""
_PAUSE = "1s"
"""After so long without another letter a word that is filled in counts as given."""


def show_posed(
    question: ShownQuestion, *, key: str, storing: Storing | None = None, held: bool = False
) -> Given | None:
    """The prompt, and below it the fields of its kind; gives what is answered.

    Without `storing` answers are kept in the session alone, as a preview needs it. `key` tells two attempts
    apart. What its fields hold by themselves is left to them where it is `held`.
    """
    key, stored = f"{key}_{question.number}", storing is not None
    if storing is None:
        tried = f"{key}_tried"
        question = replace(question, given=st.session_state.get(tried, question.given))
        storing = partial(_keep, tried)
    with st.container(key=f"posed_{key}"):
        st.html(prompt_of(question))
        if not held:
            _fill(question, key)
        _FIELDS[question.kind](question, key, partial(changed, question, storing))
        if stored and question.kind is Kind.SHORT:
            hint = t("It is saved whenever you pause.")
            st.html(f'<p class="hint">{escape(hint)}</p>')
    return question.given


def changed(question: ShownQuestion, storing: Storing, given: Given) -> None:
    """Store an answer that differs from the one that is shown.

    A field that nobody touched may be told of as well, when its page is left: what it held may be older than
    what was answered since on another page.
    """
    untouched = is_empty(given) and is_empty(question.given)
    if not untouched and given != question.given:
        storing(question.number, given)


def given_now(question: ShownQuestion, *, key: str) -> Given | None:
    """What stands in its fields at this moment, for an act that may be told of before they are."""
    key = f"{key}_{question.number}"
    if question.kind is Kind.ORDER:
        return question.given
    if question.kind is Kind.MULTI:
        return tuple(place for place, box in enumerate(_boxes(question, key)) if st.session_state.get(box))
    given: Given | None = st.session_state.get(key)
    return given


def _boxes(question: ShownQuestion, key: str) -> list[str]:
    return [f"{key}_{place}" for place in range(len(question.options))]


def _fill(question: ShownQuestion, key: str) -> None:
    """Have its fields show what is answered."""
    if question.kind is Kind.MULTI:
        for place, box in enumerate(_boxes(question, key)):
            st.session_state[box] = _is_chosen(question, place)
    elif question.kind in {Kind.SHORT, Kind.CLOZE}:
        _hold(key, str(question.given or ""))
    elif question.kind is not Kind.ORDER:
        st.session_state[key] = question.given


def _is_chosen(question: ShownQuestion, place: int) -> bool:
    return isinstance(question.given, tuple) and place in question.given


def _begin(key: str, given: Any) -> Any:
    """What a field shows that was not filled and holds nothing; Streamlit wants nothing for one that was."""
    return None if key in st.session_state else given


def _keep(tried: str, _number: int, given: Given) -> None:
    st.session_state[tried] = given


def prompt_of(question: ShownQuestion) -> str:
    """What is asked, as HTML; a blank is filled with what was given for it."""
    if question.kind is not Kind.CLOZE:
        return worded(question.prompt, language=question.language, kind="words prompt")
    before, _, after = question.prompt.partition(BLANK)
    label = t("blank")
    filled = escape(str(question.given)) if question.answered else f'<i class="unseen">{escape(label)}</i>'
    blank = f'<span class="blank">{filled}</span>'
    lang = escape(question.language)
    return f'<div class="words prompt" lang="{lang}">{escape(before)}{blank}{escape(after)}</div>'


Told = Callable[[Given], None]


def _asked(question: ShownQuestion, hint: str) -> str:
    """The question with what to do, which names its field to whoever listens: it is shown already.

    Whoever looks is shown the hint alone.
    """
    st.caption(hint)
    prompt = question.prompt.replace(BLANK, t("blank"))
    return label(f"{prompt} {hint}")


def _choice(question: ShownQuestion, key: str, told: Told) -> None:
    """One of the options; none is chosen before somebody chooses."""
    st.radio(
        _asked(question, t("Choose one answer.")),
        range(len(question.options)),
        index=_begin(key, question.given),
        format_func=lambda place: plain(question.options[place]),
        key=key,
        on_change=lambda: told(st.session_state[key]),
        label_visibility="collapsed",
    )


def _true_or_false(question: ShownQuestion, key: str, told: Told) -> None:
    st.radio(
        _asked(question, t("Is this true?")),
        (True, False),
        index=_begin(key, None if question.given is None else int(not question.given)),
        format_func=lambda true: t("True") if true else t("False"),
        key=key,
        on_change=lambda: told(st.session_state[key]),
        horizontal=True,
        label_visibility="collapsed",
    )


def _several(question: ShownQuestion, key: str, told: Told) -> None:
    boxes = _boxes(question, key)

    def changed() -> None:
        told(tuple(place for place, box in enumerate(boxes) if st.session_state[box]))

    st.caption(t("Choose all that are right; a wrong one costs as much as a right one brings."))
    for place, box in enumerate(boxes):
        begun = bool(_begin(box, _is_chosen(question, place)))
        st.checkbox(label(question.options[place]), begun, key=box, on_change=changed)


def _hold(key: str, words: str) -> None:
    """Have a field show these words.

    One that holds them is left alone, with the space that a pause between two words leaves behind: more may
    be typed while the page is on its way.
    """
    held = st.session_state.get(key)
    if held is None or words not in {held, as_kept(held)}:
        st.session_state[key] = words


def _in_words(question: ShownQuestion, key: str, told: Told) -> None:
    words = str(question.given or "")
    # No limit here: the browser would drop a longer paste without a word, where the service says it.
    st.text_area(
        _asked(question, t("Your answer")),
        _begin(key, words) or "",
        key=key,
        height="content",
        on_change=lambda: told(st.session_state[key]),
        label_visibility="collapsed",
    )
    told_length = t("{count} of {most} characters", count=count(len(words)), most=count(LONGEST_GIVEN))
    st.html(f'<p class="hint">{escape(told_length)}</p>')


def _filled_in(question: ShownQuestion, key: str, told: Told) -> None:
    st.text_input(
        _asked(question, t("What belongs in the gap?")),
        _begin(key, str(question.given or "")) or "",
        key=key,
        live=_PAUSE,
        autocomplete="off",
        on_change=lambda: told(st.session_state[key]),
        label_visibility="collapsed",
    )


def _in_order(question: ShownQuestion, key: str, told: Told) -> None:
    """A list with a way up and a way down for each; as it stands at first it is no answer yet."""
    given = question.given
    order = given if isinstance(given, tuple) else tuple(range(len(question.options)))
    st.caption(t("Move each to its place; the first one stands at the top."))
    for place, option in enumerate(order):
        words = question.options[option]
        with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_row_{option}"):
            text = f"**{place + 1}.** {plain(words)}"
            st.markdown(text, width="stretch")
            up, down = t("Up: {item}", item=words), t("Down: {item}", item=words)
            # The words are for whoever listens; the style sheet leaves the arrow to see.
            for step, arrow, about in ((-1, "upward", up), (1, "downward", down)):
                press(
                    plain(about),
                    key=f"{key}_{option}_{step}",
                    icon=f":material/arrow_{arrow}:",
                    act=partial(_move, order, place, step, told),
                )
    if given is None:
        press(t("Keep this order"), key=f"{key}_stands", act=partial(told, order))


def _move(order: tuple[int, ...], place: int, step: int, told: Told) -> None:
    """The first goes no further up and the last no further down; their buttons stay, to keep the focus."""
    moved = list(order)
    moved.insert(min(max(place + step, 0), len(order) - 1), moved.pop(place))
    told(tuple(moved))


_FIELDS: dict[Kind, Callable[[ShownQuestion, str, Told], None]] = {
    Kind.MCQ: _choice,
    Kind.MULTI: _several,
    Kind.TRUE_FALSE: _true_or_false,
    Kind.SHORT: _in_words,
    Kind.CLOZE: _filled_in,
    Kind.ORDER: _in_order,
}
