"""The starter course: what a new data folder holds, so that the first question has an answer."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from studyhall.domain.courses import Course
from studyhall.domain.documents import NewSource
from studyhall.domain.errors import Misconfigured, Refused
from studyhall.ports import Storage
from studyhall.services.courses import teach
from studyhall.services.library import Library
from studyhall.services.policies import allowed

DESCRIPTION = "course.toml"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class StarterCourse:
    """A folder of documents with a `course.toml`; the folder's name is the course's slug.

    `questions` are good first ones; there is at least one.
    """

    slug: str
    title: str
    questions: tuple[str, ...]
    files: tuple[Path, ...]


def starter_course(folder: Path) -> StarterCourse:
    """The starter course in `folder`. Raises Misconfigured when its description cannot be read."""
    try:
        described = tomllib.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        title, (first, *others) = str(described["title"]), map(str, described["questions"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Misconfigured(
            f"the starter course in {folder.name} cannot be read",
            "restore the knowledge folder, or set STUDYHALL_STARTER=0",
        ) from error
    return StarterCourse(folder.name, title, (first, *others), tuple(sorted(folder.glob("*.md"))))


class Starter:
    """Puts the starter course into an empty data folder."""

    def __init__(self, storage: Storage, library: Library, folder: Path) -> None:
        self._storage = storage
        self._library = library
        self._folder = folder

    def course(self) -> StarterCourse:
        """What the starter course holds."""
        return starter_course(self._folder)

    def needed(self) -> bool:
        """Whether the data folder has no course yet."""
        with self._storage.begin() as work:
            return not work.courses.all()

    def prepare(self, actor: int, now: datetime, progress: Callable[[int, int], None]) -> Course | None:
        """Make the course with all its documents in one step, so that a killed start leaves none of it.

        `progress` is told how many of how many files are read. None when another process was first.
        """
        starter = self.course()
        prepared = []
        for done, path in enumerate(starter.files, start=1):
            source = NewSource(self._library.fetch(path), f"starter/{path.name}")
            prepared.append(self._library.prepare(source))
            progress(done, len(starter.files))
        try:
            with self._storage.begin(write=True) as work:
                person = allowed(work, actor, "make a course")
                course = work.courses.add(starter.slug, starter.title, now)
                teach(work, person, course, now)
                for document in prepared:
                    self._library.store(work, course, document, now)
                work.commit()
        except Refused:
            _log.info("another process has prepared the starter course")
            return None
        return course
