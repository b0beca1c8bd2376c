"""A course copied for the next year: its sources and quizzes, and nobody who was in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from studyhall.bootstrap import bootstrap
from studyhall.domain.documents import NewSource, SourceFile
from studyhall.domain.errors import Absent, NotAllowed, Refused
from studyhall.domain.evidence import Status
from studyhall.domain.flaws import Flaw
from studyhall.domain.metering import Terms
from studyhall.domain.people import Role
from studyhall.domain.quizzes import ItemState, QuizState, Rules
from studyhall.domain.tasks import Kind
from studyhall.ports import StoredVector
from studyhall.settings import Settings
from tests.fakes.reader import reading_of
from tests.making import question

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def full(house):
    house.source = house.add("The lighthouse stands on Kerrin. It is high.", side="north").document_id
    house.add("Orla has a bridge.", "orla.txt")
    house.tom, house.ann = house.member("Tom", Role.TEACHER), house.member("Ann", Role.STUDENT)
    house.tutoring.ask(house.ann, house.course(), "Where is it?", house.now, "first")
    return house


def copied(house, title="Next year"):
    return house.copying.copy(house.tom, house.course(), title, house.now)


def sources(house, course):
    return {one.file: one for one in house.library.sources(house.tom, course)}


def test_the_copy_has_the_sources_their_passages_and_vectors(full):
    made = copied(full)
    assert (made.slug, made.title) == ("next-year", "Next year")
    ours, theirs = sources(full, full.course()), sources(full, made)
    assert ours.keys() == theirs.keys() == {"notes.txt", "orla.txt"}
    assert {one.document_id for one in ours.values()}.isdisjoint(one.document_id for one in theirs.values())
    with full.storage.begin() as work:
        for name in ours:
            old, new = (work.documents.get(one[name].document_id) for one in (ours, theirs))
            assert replace(old, id=new.id, course_id=made.id) == new
            passages = [work.passages.of(one.id) for one in (old, new)]
            places = [[(p.part, p.start, p.end, p.text, p.side) for p in held] for held in passages]
            assert places[0] == places[1]
            vectors = [
                [v.vector for v in work.passages.vectors([p.id for p in held], full.embedder.name)]
                for held in passages
            ]
            assert vectors[0] == vectors[1] != []


def test_nobody_but_who_copied_it_is_in_the_copy_and_nothing_that_was_asked(full):
    made = copied(full)
    assert [(one.person.name, one.role) for one in full.classes.members(full.tom, made.id)] == [
        ("Tom", Role.TEACHER)
    ]
    assert full.conversing.of_course(full.tom, made) == []
    with pytest.raises(Absent):
        full.library.sources(full.ann, made)
    assert full.classes.join_code(full.tom, made.id) is None


def test_a_model_has_to_be_agreed_to_anew_but_what_it_embedded_is_kept(full):
    with full.storage.begin(write=True) as work:
        work.terms.put(full.course().id, Terms("chat.example", 5, "meant.example", "openai:m", 2))
        for key in work.passages.ids(full.course().id):
            work.passages.put_vectors([StoredVector(key, [float(key), 1.0])], "openai:m")
        work.commit()
    made = copied(full)
    with full.storage.begin() as work:
        assert work.terms.get(made.id) == Terms()
        held = work.passages.vectors(work.passages.ids(made.id), "openai:m")
        ours = work.passages.vectors(work.passages.ids(full.course().id), "openai:m")
        assert sorted(one.vector for one in held) == sorted(one.vector for one in ours)
        assert len(held) == 2


def test_quizzes_are_drafts_with_the_same_questions_proven_by_the_copied_source(full):
    later = full.now + timedelta(days=1)
    rules = Rules(minutes=20, opens_at=full.now, closes_at=later, attempts=2)
    evidence = replace(question().solution.evidence, document_id=full.source)
    asked = [question(kind, evidence=evidence) for kind in (Kind.MCQ, Kind.SHORT, Kind.CLOZE)]
    with full.storage.begin(write=True) as work:
        first = work.quizzes.create(full.course().id, "First", rules, full.tom, full.now)
        keys = [work.quizzes.add_item(first, one, (Flaw.VAGUE,), full.now) for one in asked]
        work.quizzes.judge_item(keys[0], ItemState.APPROVED)
        work.quizzes.judge_item(keys[1], ItemState.REJECTED, "too long")
        work.quizzes.weigh_item(keys[0], 3)
        version = work.versions.publish(first, full.tom, full.now)
        work.attempts.start(version, full.ann, 1, 1, full.now, None)
        work.quizzes.create(full.course().id, "Second", Rules(), full.tom, full.now)
        work.commit()
    made = copied(full)
    source = sources(full, made)["notes.txt"].document_id
    with full.storage.begin() as work:
        second, first = work.quizzes.of(made.id)
        assert [one.title for one in (first, second)] == ["First", "Second"]
        assert (first.state, first.version_id, first.approved) == (QuizState.DRAFT, None, 1)
        assert first.rules == Rules(minutes=20, attempts=2)
        assert work.attempts.of(first.id) == work.versions.of(first.id) == []
        items = work.quizzes.items(first.id)
    told = [(one.state, one.reason, one.points, one.flaws) for one in items]
    assert told == [
        (ItemState.APPROVED, "", 3, (Flaw.VAGUE,)),
        (ItemState.REJECTED, "too long", 1, (Flaw.VAGUE,)),
        (ItemState.PROPOSED, "", 1, (Flaw.VAGUE,)),
    ]
    assert [one.question.task for one in items] == [one.task for one in asked]
    assert [one.question.solution.key for one in items] == [one.solution.key for one in asked]
    assert {one.question.solution.evidence.document_id for one in items} == {source}


def test_what_was_uploaded_is_replaced_in_the_copy_by_uploading_it_again(full):
    full.reader.readings["up.txt"] = reading_of("One thing.", title="up.txt")
    full.library.add(full.tom, "History", NewSource(SourceFile("up.txt", b"1"), "upload/up.txt"), full.now)
    made = copied(full)
    full.reader.readings["up.txt"] = reading_of("Another thing.", title="up.txt")
    full.library.add(full.tom, made.slug, NewSource(SourceFile("up.txt", b"2"), "upload/up.txt"), full.now)
    assert len(sources(full, made)) == 3
    text = full.library.read(full.tom, sources(full, made)["up.txt"].document_id).body.text
    assert text == "Another thing."


@pytest.mark.parametrize(("title", "code"), [("History", "course_exists"), ("  ", "bad_title")])
def test_a_copy_needs_a_title_of_its_own_and_else_nothing_is_made(full, title, code):
    with pytest.raises(Refused) as caught:
        copied(full, title)
    assert caught.value.code == code
    assert [course.title for course in full.courses.all(full.actor)] == ["History"]


def test_only_teachers_of_the_course_copy_it(full):
    other = full.classes.make(full.actor, "Other", full.now)
    stranger = full.person("Eve", other, Role.TEACHER)
    for actor, refused in ((full.ann, NotAllowed), (stranger, Absent)):
        with pytest.raises(refused):
            full.copying.copy(actor, full.course(), "Mine", full.now)


def test_a_copy_on_real_parts_is_searched_and_sound(tmp_path):
    hall = bootstrap(Settings(home=tmp_path, starter=False))
    actor = hall.accounts.operator(NOW).id
    text = "# Kerrin\n\nThe lighthouse of Kerrin was finished in 1887.\n"
    hall.library.add(actor, "History", NewSource(SourceFile("a.md", text.encode()), "a.md"), NOW)
    made = hall.copying.copy(actor, hall.courses.find(actor, "history"), "Next", NOW)
    hall.worker.turn()
    reply = hall.tutoring.ask(actor, made, "When was the lighthouse of Kerrin finished?", NOW, "offline")
    assert reply.answer.status is Status.GROUNDED
    assert hall.upkeep.check(actor) == []
    hall.close()
