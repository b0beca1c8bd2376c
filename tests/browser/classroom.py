"""A class with a small course and a quiz, made through the services before a server opens its data folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from studyhall.bootstrap import Hall, bootstrap
from studyhall.domain.courses import Course
from studyhall.domain.documents import Description
from studyhall.domain.jobs import NewUpload
from studyhall.settings import Settings
from studyhall.ui.serving import now
from tests.browser.driving import DESK, opened, signed_in
from tests.ui.conftest import NORTH, PASSWORD, SOUTH

TEACHER, PUPILS = "Mira Holm", ("Lan Anh", "Minh Đức")


@dataclass
class Classroom:
    """The hall as its services have it, with a teacher and pupils who sign in with `PASSWORD`."""

    hall: Hall
    course: Course
    teacher: int
    pupils: tuple[int, ...]


def furnished(home: Path) -> Classroom:
    """The class in a new data folder. Close its hall before a server opens the folder."""
    hall = bootstrap(Settings(home=home, starter=False))
    teacher = hall.accounts.set_up(TEACHER, PASSWORD, now()).person.id
    course = hall.classes.make(teacher, "The bridges of Orla", now())
    uploads = [
        NewUpload("north.md", NORTH.encode(), Description(side="north")),
        NewUpload("south.md", SOUTH.encode(), Description(side="south")),
    ]
    hall.adding.submit(teacher, course, uploads, now())
    while hall.worker.turn():
        pass
    code = hall.classes.open(teacher, course.id)
    pupils = tuple(hall.accounts.join(code, name, PASSWORD, "", now()).person.id for name in PUPILS)
    return Classroom(hall, course, teacher, pupils)


def entered(
    browser: Browser, url: str, who: str, size: tuple[int, int] = DESK, *, at: str = "", **looks: object
) -> Page:
    """A page on which somebody has signed in, at this address."""
    page = opened(browser, size, **looks)
    signed_in(page, url, who, PASSWORD)
    page.goto(f"{url}/{at}")
    page.locator(".st-key-person").wait_for()
    return page
