"""Pages as AppTest shows them: the whole app on real parts, or one page on fakes."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from studyhall.bootstrap import Hall, bootstrap
from studyhall.domain.courses import Course
from studyhall.domain.documents import Description
from studyhall.domain.jobs import NewUpload
from studyhall.domain.people import Role
from studyhall.services.tutoring import Tutoring
from studyhall.settings import Settings
from studyhall.ui import serving, session
from studyhall.ui.serving import now
from studyhall.ui.session import Here
from tests.fakes.people import FakeHasher
from tests.services.conftest import House

MAIN = Path(__file__).resolve().parents[2] / "studyhall" / "ui" / "main.py"
PASSWORD = "a long sentence"
PATIENCE = 60
NORTH = (
    "# The bridge of Orla\n\nThe bridge of Orla was built in 1897 by Vera Lind. "
    "The lighthouse of Kerrin was destroyed by a fire on 4 May 1902.\n"
)
SOUTH = "# A letter from the south bank\n\nThe second bridge of Orla was opened on 9 June 1910.\n"


@dataclass
class School:
    """A hall on real parts with one small course, its teacher Mira and the pupil Lan."""

    hall: Hall
    course: Course
    monkeypatch: pytest.MonkeyPatch

    def arrive(self, name: str | None = None, **query: str) -> AppTest:
        """The app as somebody sees it who opens it with this address; None for whoever is not signed in."""
        token = self.hall.accounts.sign_in(name, PASSWORD, "", now()).token if name else ""
        # AppTest has no browser, so none of what a browser brings along.
        self.monkeypatch.setattr(session, "token", lambda: token)
        self.monkeypatch.setattr(session, "address", lambda: "127.0.0.1")
        self.monkeypatch.setattr(session, "is_local", lambda: True)
        app = AppTest.from_file(str(MAIN), default_timeout=PATIENCE)
        for key, value in query.items():
            app.query_params[key] = value
        return app.run()

    def id(self, name: str) -> int:
        with self.hall.storage.begin() as work:
            return work.people.credentials(name).person.id


@contextmanager
def opened(home, **parts):
    """A hall on real parts but for these, served to the pages; settings go by their names."""
    settings = Settings(home=home, starter=False, **parts.pop("settings", {}))
    hall = bootstrap(settings, hasher=FakeHasher(), **parts)
    serving.use(hall)
    yield hall
    serving.use(None)
    hall.close()


@pytest.fixture
def hall(tmp_path):
    with opened(tmp_path / "home") as hall:
        yield hall


@pytest.fixture
def school(hall, monkeypatch):
    return founded(hall, monkeypatch)


def founded(hall, monkeypatch) -> School:
    """The school in a new hall."""
    teacher = hall.accounts.set_up("Mira", PASSWORD, now()).person.id
    course = hall.classes.make(teacher, "The bridge", now())
    uploads = [
        NewUpload("north.md", NORTH.encode(), Description(side="north")),
        NewUpload("south.md", SOUTH.encode(), Description(side="south")),
    ]
    hall.adding.submit(teacher, course, uploads, now())
    while hall.worker.turn():
        pass
    hall.accounts.join(hall.classes.open(teacher, course.id), "Lan", PASSWORD, "", now())
    return School(hall, course, monkeypatch)


@dataclass
class Shown:
    """One page on a house of fakes."""

    house: House

    def __post_init__(self) -> None:
        house = self.house
        house.tutoring = Tutoring(house.storage, house.retrieval, {"offline": house.engine})

    def here(self, actor: int) -> Here:
        classes = self.house.classes.of(actor)
        course, role = classes[0] if classes else (None, None)
        with self.house.storage.begin() as work:
            return Here(self.house, work.people.get(actor), classes, course, role)

    def page(self, view: str, actor: int, **query: str) -> AppTest:
        """The page, run once for this person."""

        def script(view, here):
            import importlib

            importlib.import_module(f"studyhall.ui.views.{view}").render(here)

        app = AppTest.from_function(
            script, default_timeout=PATIENCE, kwargs={"view": view, "here": self.here(actor)}
        )
        for key, value in query.items():
            app.query_params[key] = value
        return app.run()


@pytest.fixture
def shown():
    """A page on fakes, where a course has a teacher and two pupils."""
    house = House()
    house.add("Water is wet. Stones are hard.", "water.txt", "History")
    house.indexing.catch_up(house.course())
    house.teacher = house.member("Mira", Role.TEACHER)
    house.pupil = house.member("Lan", Role.STUDENT)
    house.other = house.member("Minh", Role.STUDENT)
    return Shown(house)


def html(app: AppTest) -> str:
    """All HTML of a page."""
    return "\n".join(element.proto.body for element in app.get("html"))


def button(app: AppTest, label: str):
    """The first button whose label begins so."""
    return next(one for one in app.button if one.label.startswith(label))


def told(app: AppTest) -> str:
    """What a page says as Markdown, as it is read."""
    found = " ".join(
        element.value for kind in ("markdown", "caption", "warning") for element in app.get(kind)
    )
    return found.replace("\\", "").replace("\u2060", "")


def awaited(coroutine):
    """What a coroutine gives; in a thread of its own, since a browser's tests keep a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()
