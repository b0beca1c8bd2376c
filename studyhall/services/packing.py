"""Taking along what is one's own: everything as JSON, and as files to read, in one archive."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from studyhall.domain.errors import Absent
from studyhall.domain.people import Person
from studyhall.domain.text import file_stem
from studyhall.ports import Storage, UnitOfWork
from studyhall.services.belongings import Belongings, belongings_of
from studyhall.services.exporting import markdown
from studyhall.services.policies import allowed
from studyhall.services.reporting import report


class Packed(NamedTuple):
    """An archive, and whose it is."""

    name: str
    content: bytes


class Packing:
    """Makes archives; they are handed out, and never written to the disk here."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def pack(self, actor: int, person_id: int, now: datetime, language: str = "en") -> Packed:
        """All that is a person's as a ZIP archive, for themselves, or for an admin.

        Whoever packs what others asked has read it, and they see that. Raises Absent for anybody else.
        """
        with self._storage.begin(write=actor != person_id) as work:
            if actor == person_id:
                person = allowed(work, actor, "take own data along")
            else:
                person = _of_anybody(work, actor, person_id)
            held = belongings_of(work, person, now)
            if actor != person_id:
                for talk in held.talks:
                    work.conversations.note_reading(talk.conversation.id, actor, now)
                work.commit()
        return Packed(person.name, _archive(held, now, language))


def _of_anybody(work: UnitOfWork, actor: int, person_id: int) -> Person:
    allowed(work, actor, "take anybody's data along")
    person = work.people.get(person_id)
    if person is None:
        raise Absent("there is no such person", "see who is there", code="no_person")
    return person


def _archive(held: Belongings, now: datetime, language: str) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, text in _files(held, language):
            about = ZipInfo(name, now.timetuple()[:6])
            about.compress_type = ZIP_DEFLATED
            archive.writestr(about, text)
    return file.getvalue()


def _files(held: Belongings, language: str) -> Iterator[tuple[str, str]]:
    yield "data.json", json.dumps(held.values, ensure_ascii=False, indent=1)
    for number, talk in enumerate(held.talks, 1):
        name = f"conversations/{number:03}-{file_stem(talk.conversation.title)}.md"
        yield name, markdown(talk.conversation, talk.exchanges, language)
    for number, tried in enumerate(held.tried, 1):
        name = f"results/{number:03}-{file_stem(tried.result.title)}.md"
        yield name, report(tried.result, language)
