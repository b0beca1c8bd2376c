"""For admins: what is set here from outside, whether the models that are set can be called, and people."""

from __future__ import annotations

from html import escape

import streamlit as st

from studyhall.domain.errors import StudyHallError
from studyhall.domain.metering import Model
from studyhall.domain.wording import N_
from studyhall.services.trying import Part, Trial
from studyhall.ui.components.erasing import show_people
from studyhall.ui.components.figures import count
from studyhall.ui.components.frame import show_person
from studyhall.ui.components.modelled import model_name
from studyhall.ui.components.notices import show_error
from studyhall.ui.components.setting_up import show_how_to_set_up, show_how_to_set_up_meaning
from studyhall.ui.components.words import plain
from studyhall.ui.problems import told
from studyhall.ui.session import Here, here, t
from studyhall.ui.turns import paused

_PARTS = {Part.ANSWERS: N_("Answers by a language model"), Part.MEANING: N_("Searching by meaning")}
MEANT = {
    "STUDYHALL_HOME": N_("Data folder"),
    "STUDYHALL_DATABASE": N_("Database, where it is not in the data folder"),
    "STUDYHALL_STARTER": N_("A starter course in an empty data folder"),
    "STUDYHALL_STARTER_COURSE": N_("Folder of the starter course"),
    "STUDYHALL_PROMPTS": N_("Folder with what is said to the language model"),
    "STUDYHALL_UPLOAD_MEGABYTES": N_("Largest file that is taken in, in MB"),
    "STUDYHALL_RETENTION_DAYS": N_("Days that unused conversations and ended attempts are kept; 0 for ever"),
    "STUDYHALL_MODEL": N_("Language model"),
    "STUDYHALL_BASE_URL": N_("Address of its server, where it is not OpenAI's"),
    "OPENAI_API_KEY": N_("Key for that server"),
    "STUDYHALL_MODEL_CONTEXT": N_("Tokens that the model takes at once"),
    "STUDYHALL_PRICE_INPUT": N_("Price of a million tokens that it reads, in US dollars"),
    "STUDYHALL_PRICE_OUTPUT": N_("Price of a million tokens that it writes, in US dollars"),
    "STUDYHALL_EMBEDDINGS": N_("Model to search by meaning"),
    "STUDYHALL_EMBEDDINGS_BASE_URL": N_("Address of its server, where it is another one"),
    "STUDYHALL_EMBEDDINGS_KEY": N_("Key for that server, where it is another one"),
    "STUDYHALL_EMBEDDINGS_PRICE": N_("Price of a million tokens that it reads, in US dollars"),
    "STUDYHALL_PROXY": N_("Proxy between here and these servers"),
}
_VALUES = {"": N_("not set"), "set": N_("set"), "yes": N_("yes"), "no": N_("no"), "offline": N_("none")}


def render(here: Here) -> None:
    """Show the models, the way to try them, all that is set, and everybody."""
    show_person(here)
    st.title(t("Settings"), anchor=False)
    consenting = here.hall.consenting
    models = {Part.ANSWERS: consenting.chat, Part.MEANING: consenting.embeddings}
    for part, model in models.items():
        if model:
            st.markdown(_about(part, model))
    if any(models.values()):
        _try_out(here)
    if consenting.chat is None:
        show_how_to_set_up(here)
    if consenting.embeddings is None:
        show_how_to_set_up_meaning()
    st.header(t("What is set"), anchor=False)
    st.caption(t("It is set by variables where Study Hall is started, and read anew at every start."))
    st.html(_table(here.hall.told))
    show_people(here)


def _about(part: Part, model: Model) -> str:
    return f"**{t(_PARTS[part])}**: {plain(model_name(model))}, {plain(model.host)}"


def _try_out(here: Here) -> None:
    st.caption(t("Trying asks each model that is set up for one word. It sends nothing of any course."))
    if not st.button(t("Try it"), type="primary", key="try_out"):
        return
    try:
        with st.spinner(t("Asking…")), paused():
            trials = here.hall.trying.try_out(here.person.id)
    except StudyHallError as error:
        show_error(error)
        return
    for trial in trials:
        _show_trial(trial)


def _show_trial(trial: Trial) -> None:
    part = t(_PARTS[trial.part])
    if trial.failure:
        st.error(f"**{part}**: {plain(told(trial.failure))}")
    else:
        works = t("It works, in {count} ms.", count=count(trial.milliseconds))
        st.success(f"**{part}**: {works}")


def _table(settings: tuple[tuple[str, str], ...]) -> str:
    order = list(MEANT)
    heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in (t("Setting"), t("Value")))
    rows = "".join(
        f'<tr><th scope="row">{escape(t(MEANT[name]))}<br><code>{escape(name)}</code></th>'
        f"<td>{escape(t(_VALUES[value]) if value in _VALUES else value)}</td></tr>"
        for name, value in sorted(settings, key=lambda one: order.index(one[0]))
    )
    return f'<table class="settings"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


if __name__ == "__main__":
    render(here())
