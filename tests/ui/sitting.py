"""Pupils who take a quiz, and teachers who review it, as AppTest shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.runtime.state.common import TESTING_KEY
from streamlit.testing.v1 import AppTest

from studyhall.domain.quizzes import Rules
from studyhall.services.sheets import Sheet
from studyhall.ui.serving import now
from tests.publishing import AS_STORED, EVERY_KIND, Asked, publish
from tests.ui.conftest import School

LATER = timedelta(hours=3)


def published(
    school: School, asked: Iterable[Asked] = EVERY_KIND, rules: Rules = AS_STORED, **told: Any
) -> int:
    """A published quiz in the school's course; gives its id."""
    return publish(school.hall.storage, school.course, school.id("Mira"), asked, now(), rules, **told)


def opened(school: School, name: str, view: str, **query: object) -> AppTest:
    """The page as somebody sees it who opens it with this address."""
    app = school.arrive(name, **{key: str(value) for key, value in query.items()})
    # Switching to another page leaves the address of the one before.
    app.switch_page(f"views/{view}.py")
    for key, value in query.items():
        app.query_params[key] = str(value)
    app.run()
    assert not app.exception
    return app


class Sitting:
    """Lan takes a quiz."""

    def __init__(self, school: School, quiz: int) -> None:
        self.school = school
        self.quiz = quiz
        self.pupil = school.id("Lan")
        self.attempt = school.hall.taking.start(self.pupil, quiz, now())
        self.app = self.reopened()

    def reopened(self) -> AppTest:
        """The page in another browser, or after a refresh."""
        return opened(self.school, "Lan", "attempt", attempt=self.attempt)

    def send_anew(self) -> None:
        """Send what was set or pressed to a new session, as when the server was started anew meanwhile.

        AppTest has no such act: it reads what all fields hold from the session, so it is read before.
        """
        app = self.app
        sent = app._tree.get_widget_states()
        forgotten, new = app._session_state, SessionState()
        # What AppTest itself notes of the fields is no part of the session.
        new[TESTING_KEY] = forgotten[TESTING_KEY]
        app._session_state = SafeSessionState(new, lambda: None)
        app.session_state = type(app.session_state)(app._session_state)
        app._run(sent)
        assert not app.exception

    @property
    def sheet(self) -> Sheet:
        """The attempt as it is stored."""
        return self.school.hall.taking.sheet(self.pupil, self.attempt, now())

    def given(self, number: int) -> object:
        """What is stored as the answer to a question."""
        return next(one.given for one in self.sheet.questions if one.number == number)

    def go(self, place: int) -> None:
        """Open the question at a place, from 0, by the overview."""
        self.app.button_group(key=f"overview_{self.attempt}").set_value(place).run()
        assert not self.app.exception

    def press(self, key: str) -> None:
        """Press the button with this key."""
        self.app.button(key=key).click().run()
        assert not self.app.exception

    def field(self, number: int) -> str:
        """The key of a question's field."""
        return f"attempt_{self.attempt}_{number}"
