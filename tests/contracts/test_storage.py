"""What every storage keeps to: SQL in a real SQLite file, and the fake in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from studyhall.domain.courses import Course
from studyhall.domain.documents import Aside, Description, PageStart, Section, Span
from studyhall.domain.errors import Refused
from studyhall.domain.evidence import Citation, citation_of
from studyhall.ports import Storage, StoredVector
from tests.making import document

TEXT = "The first sentence. The second one."


def add_course(storage: Storage, now: datetime, slug: str = "history") -> Course:
    with storage.begin(write=True) as work:
        course = work.courses.add(slug, slug.title(), now)
        work.commit()
    return course


def add_document(storage: Storage, course: Course, now: datetime, text: str = TEXT, **told: str) -> str:
    made, reading = document(course.id, text, **told)
    with storage.begin(write=True) as work:
        vectors = [[float(part), 1.0] for part in range(len(reading.spans))]
        work.documents.put(made, reading.spans, vectors, "two", now)
        work.commit()
    return made.id


def test_leaving_without_commit_undoes_everything(storage, now):
    with storage.begin(write=True) as work:
        work.courses.add("history", "History", now)
    with storage.begin() as work:
        assert work.courses.all() == []


def test_an_error_inside_undoes_everything(storage, now):
    def break_off():
        with storage.begin(write=True) as work:
            work.courses.add("history", "History", now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    with storage.begin() as work:
        assert work.courses.all() == []


def test_the_operator_is_made_once(storage, now):
    with storage.begin(write=True) as work:
        assert work.people.find_operator() is None
        first = work.people.operator(now)
        assert work.people.operator(now) == first
        work.commit()
    with storage.begin() as work:
        assert work.people.get(first.id) == first
        assert work.people.get(first.id + 1) is None


def test_a_course_is_found_by_slug_or_title_without_case(storage, now):
    course = add_course(storage, now)
    with storage.begin() as work:
        assert work.courses.find("history") == work.courses.find(" HISTORY ") == course
        assert work.courses.find("geography") is None


def test_a_slug_is_taken_once(storage, now):
    add_course(storage, now)
    with pytest.raises(Refused, match="course"):
        add_course(storage, now)


def test_a_document_comes_back_whole(storage, now):
    course = add_course(storage, now)
    made, _ = document(course.id, TEXT, title="Sides", side="armenian", language="en")
    body = replace(
        made.body,
        sections=(Section(1, 0, 3),),
        pages=(PageStart(1, 0), PageStart(2, 20)),
        asides=(Aside("caption", "A mosque", 20, 20, 28),),
    )
    made = replace(made, body=body)
    spans = (Span(0, 19, 1, ("The",)), Span(20, 35, 2, ("The", "Second")))
    with storage.begin(write=True) as work:
        work.documents.put(made, spans, [[1.0, 0.0], [0.0, 1.0]], "two", now)
        work.commit()
    with storage.begin() as work:
        assert work.documents.get(made.id) == made
        assert work.documents.with_version(course.id, made.version) == made.id
        passages = work.passages.of(made.id)
        assert work.documents.counts(course.id) == (1, 2)
        assert [work.passages.vectors([p.id], "two")[0].vector for p in passages] == [[1, 0], [0, 1]]
    assert [p.text for p in passages] == ["The first sentence.", "The second one."]
    assert [(p.page, p.heading, p.side, p.title) for p in passages] == [
        (1, ("The",), "armenian", "Sides"),
        (2, ("The", "Second"), "armenian", "Sides"),
    ]


def test_a_new_version_replaces_the_old_in_one_step(storage, now):
    course = add_course(storage, now)
    first = add_document(storage, course, now)
    with storage.begin() as work:
        old = work.passages.ids(course.id)
        before = work.passages.changes(course.id, -1)
    assert add_document(storage, course, now, "Only this one now.") == first
    with storage.begin() as work:
        new = work.passages.ids(course.id)
        changes = work.passages.changes(course.id, before.revision)
        assert work.passages.some(old) == []
        assert work.passages.vectors(old, "two") == []
    assert len(new) == 1
    assert not set(new) & set(old), "an id is never used twice"
    assert (changes.added, changes.removed) == (tuple(new), tuple(old))
    assert changes.revision > before.revision


def test_removing_takes_passages_and_vectors_along(storage, now):
    course = add_course(storage, now)
    key = add_document(storage, course, now)
    with storage.begin(write=True) as work:
        ids = work.passages.ids(course.id)
        before = work.passages.revision(course.id)
        assert work.documents.remove(key)
        assert not work.documents.remove(key)
        work.commit()
    with storage.begin() as work:
        assert work.documents.get(key) is None
        assert work.documents.summaries(course.id) == []
        assert work.passages.ids(course.id) == work.passages.vectors(ids, "two") == []
        assert work.passages.changes(course.id, before).removed == tuple(ids)
        assert work.passages.revision(course.id) > before


def test_describing_tells_the_indexes_again(storage, now):
    course = add_course(storage, now)
    key = add_document(storage, course, now)
    with storage.begin(write=True) as work:
        before = work.passages.changes(course.id, -1)
        work.documents.describe(key, Description(title="A new title", side="azerbaijani", language="en"))
        work.commit()
    with storage.begin() as work:
        changes = work.passages.changes(course.id, before.revision)
        assert changes.added == before.added
        assert changes.removed == ()
        assert {told.context for told in work.passages.indexed(changes.added, "two")} == {"A new title"}
        (summary,) = work.documents.summaries(course.id)
    assert (summary.description.side, summary.passages) == ("azerbaijani", 2)


def test_changes_of_one_course_are_not_another_ones(storage, now):
    one, other = add_course(storage, now), add_course(storage, now, "geography")
    add_document(storage, one, now)
    with storage.begin() as work:
        assert work.passages.changes(other.id, -1) == (0, (), ())
        assert work.documents.with_version(other.id, work.documents.summaries(one.id)[0].version) is None


def test_only_what_has_a_vector_is_indexed(storage, now):
    course = add_course(storage, now)
    add_document(storage, course, now)
    with storage.begin(write=True) as work:
        ids = work.passages.ids(course.id)
        assert work.passages.indexed(ids, "three") == []
        work.passages.put_vectors([StoredVector(ids[0], [1.0, 2.0, 3.0])], "three")
        assert [told.id for told in work.passages.indexed(ids, "three")] == ids[:1]
        assert work.passages.vectors(ids, "three") == [StoredVector(ids[0], [1.0, 2.0, 3.0])]


def test_passages_that_lack_a_vector_are_told_a_few_at_a_time(storage, now):
    course, other = add_course(storage, now), add_course(storage, now, "geography")
    add_document(storage, course, now, "One. Two. Three. Four.")
    add_document(storage, other, now, "Five.")
    with storage.begin(write=True) as work:
        ids = work.passages.ids(course.id)
        assert work.passages.lacking(course.id, "two", 10) == []
        assert work.passages.lacking(course.id, "three", 10) == ids
        work.passages.put_vectors([StoredVector(ids[1], [1.0, 2.0, 3.0])], "three")
        assert work.passages.lacking(course.id, "three", 2) == [ids[0], ids[2]]
        assert work.passages.lacking(course.id, "three", 0) == []
        assert work.passages.lacking(999, "three", 10) == []


def citation(document: str, version: str) -> Citation:
    quote = "The first sentence."
    return Citation("S1", document, version, "A title", "armenian", "en", 0, len(quote), quote, 3, ("A", "B"))


def test_a_quotation_is_checked_against_its_version(storage, now):
    course = add_course(storage, now)
    key = add_document(storage, course, now)
    with storage.begin() as work:
        version = work.documents.summaries(course.id)[0].version
        assert work.documents.quoted(citation(key, version)) == "The first sentence."
        assert work.documents.quoted(citation(key, "another")) is None
        assert work.documents.quoted(citation("nowhere", version)) is None


def test_the_passage_that_holds_a_citation_is_found_in_its_version(storage, now):
    course = add_course(storage, now)
    add_document(storage, course, now, "The first one. Two.")
    key = add_document(storage, course, now)
    with storage.begin() as work:
        text = work.documents.get(key).body.text
        first, second = work.passages.of(key)
        for passage in (first, second):
            whole = citation_of("S1", passage, 0, len(passage.text))
            part = citation_of("S1", passage, 1, len(passage.text) - 1)
            assert work.passages.holding(whole) == work.passages.holding(part) == passage
            assert work.passages.holding(replace(part, version="another")) is None
            assert work.passages.holding(replace(part, document_id="nowhere")) is None
        between = text[first.end - 1 : second.start + 1]
        across = replace(
            citation_of("S1", first, 0, 1), start=first.end - 1, end=second.start + 1, quote=between
        )
        assert work.passages.holding(across) is None


def test_quoted_counts_characters_not_bytes(storage, now):
    course = add_course(storage, now)
    key = add_document(storage, course, now, "👩‍👩‍👧 đèo Omar ở İzmir. Thế là hết.")
    with storage.begin() as work:
        version = work.documents.summaries(course.id)[0].version
        text = work.documents.get(key).body.text
        start = text.index("đèo")
        cited = Citation("S1", key, version, "", "", "vi", start, start + 8, "đèo Omar")
        assert work.documents.quoted(cited) == "đèo Omar"


def test_a_sound_storage_has_no_problems(storage, now):
    add_document(storage, add_course(storage, now), now)
    assert storage.problems() == []
    storage.repair()
    assert storage.problems() == []
