"""What every keeper of attempts and grades keeps to: SQL in a real SQLite file, and the fake in memory."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from studyhall.domain.attempts import Ending
from studyhall.domain.errors import Refused
from studyhall.domain.grades import Grader, NewGrade
from studyhall.domain.tasks import Kind
from tests.contracts.desks import MINUTE, opened
from tests.drawing import givens, tasks
from tests.making import question


@pytest.fixture
def desk(storage, now):
    return opened(storage, now)


@pytest.fixture
def version(desk):
    return desk.published(question(), question(Kind.SHORT))[1]


def end(desk, attempt, at, ending=Ending.SUBMITTED):
    return desk.do(lambda work: work.attempts.end(attempt, ending, at))


def get(desk, attempt):
    return desk.see(lambda work: work.attempts.get(attempt))


def test_an_attempt_comes_back_as_it_was_begun(desk, version, now):
    seed, late = 2**63 - 1, now + 20 * MINUTE
    key = desk.do(lambda work: work.attempts.start(version, desk.pupil, 1, seed, now, late))
    held = get(desk, key)
    assert (held.version_id, held.course_id, held.person_id) == (version, desk.course, desk.pupil)
    assert held.quiz_id == desk.see(lambda work: work.versions.get(version)).quiz_id
    assert (held.number, held.seed, held.started_at, held.deadline) == (1, seed, now, late)
    assert (held.ended_at, held.ending, held.place, held.flagged) == (None, None, 0, frozenset())
    assert get(desk, key + 1) is None


@pytest.mark.parametrize("number", [1, 2])
def test_another_attempt_does_not_begin_while_one_runs(desk, version, number):
    running = desk.start(version)
    with desk.storage.begin(write=True) as work:
        with pytest.raises(Refused) as refused:
            work.attempts.start(version, desk.pupil, number, 7, desk.now, None)
        # The transaction goes on: whoever starts twice is given the attempt that runs.
        assert [held.id for held in work.attempts.running(desk.pupil, desk.course)] == [running]
    assert refused.value.code == "attempt_running"


def test_an_attempt_of_a_newer_version_does_not_begin_while_one_runs_either(desk, version, now):
    quiz = desk.see(lambda work: work.versions.get(version)).quiz_id
    running = desk.start(version)
    newer = desk.publish(quiz)
    with pytest.raises(Refused):
        desk.start(newer, number=2)
    end(desk, running, now)
    assert get(desk, desk.start(newer, number=2)).version_id == newer


def test_a_number_is_not_used_twice_at_a_quiz(desk, version, now):
    end(desk, desk.start(version), now)
    with pytest.raises(Refused) as refused:
        desk.start(version, number=1)
    assert refused.value.code == "attempt_running"
    assert get(desk, desk.start(version, number=2)).number == 2


def test_others_and_other_quizzes_are_not_in_the_way(desk, version):
    _, elsewhere = desk.published(course=desk.other)
    first = desk.start(version)
    theirs, other = desk.start(version, desk.second), desk.start(elsewhere)
    quiz = get(desk, first).quiz_id
    with desk.storage.begin() as work:
        assert [held.id for held in work.attempts.of(quiz)] == [first, theirs]
        assert [held.id for held in work.attempts.of(quiz, desk.second)] == [theirs]
        assert [held.id for held in work.attempts.running(desk.pupil, desk.course)] == [first]
        assert [held.id for held in work.attempts.running(desk.pupil, desk.other)] == [other]
        assert work.attempts.running(desk.second, desk.other) == []
        assert [held.id for held in work.attempts.running(desk.pupil)] == [first, other]


def test_an_attempt_ends_once(desk, version, now):
    first, other = desk.start(version), desk.start(version, desk.second)
    assert end(desk, first, now + MINUTE)
    assert not end(desk, first, now + 2 * MINUTE, Ending.TIME_OVER)
    assert (get(desk, first).ended_at, get(desk, first).ending) == (now + MINUTE, Ending.SUBMITTED)
    assert not get(desk, first).running
    assert get(desk, other).running
    assert not end(desk, other + 1, now)


def test_attempts_that_must_end_are_found_everywhere(desk, version, now):
    _, elsewhere = desk.published(course=desk.other)
    late, soon = desk.start(elsewhere, deadline=now + 2 * MINUTE), desk.start(version, deadline=now + MINUTE)
    desk.start(version, desk.second)

    def overdue(at):
        return [held.id for held in desk.see(lambda work: work.attempts.overdue(at))]

    assert [overdue(now + n * MINUTE) for n in range(3)] == [[], [soon], [soon, late]]
    end(desk, soon, now + MINUTE)
    assert overdue(now + 2 * MINUTE) == [late]
    desk.do(lambda work: work.attempts.postpone(late, now + 5 * MINUTE))
    assert (overdue(now + 2 * MINUTE), get(desk, late).deadline) == ([], now + 5 * MINUTE)
    desk.do(lambda work: work.attempts.postpone(late, None))
    assert overdue(now + 500 * MINUTE) == []


def test_an_attempt_that_has_ended_keeps_its_deadline(desk, version, now):
    attempt = desk.start(version, deadline=now + MINUTE)
    end(desk, attempt, now)
    desk.do(lambda work: work.attempts.postpone(attempt, now + 5 * MINUTE))
    assert get(desk, attempt).deadline == now + MINUTE


def test_where_somebody_is_is_kept(desk, version):
    attempt, other = desk.start(version), desk.start(version, desk.second)
    for place, flagged in ((1, [2, 1]), (0, [2])):
        desk.do(lambda work, at=place, on=flagged: work.attempts.keep_place(attempt, at, on))
        assert (get(desk, attempt).place, get(desk, attempt).flagged) == (place, frozenset(flagged))
    assert get(desk, other).flagged == frozenset()


@drawn(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_an_answer_comes_back_exactly_and_beside_the_earlier_ones(desk, data):
    answers = data.draw(st.lists(tasks().flatmap(givens), max_size=6))
    with desk.storage.begin(write=True) as work:
        quiz = work.quizzes.create(desk.course, "Any", desk.get(desk.quiz()).rules, desk.teacher, desk.now)
        version = work.versions.publish(quiz, desk.teacher, desk.now)
        attempt = work.attempts.start(version, desk.pupil, 1, 7, desk.now, None)
        keys = [
            work.attempts.respond(attempt, n % 3 + 1, answer, desk.now + n * MINUTE, final=n % 2 == 1)
            for n, answer in enumerate(answers)
        ]
        held = work.attempts.responses(attempt)
    assert [one.given for one in held] == answers
    assert [type(one.given) for one in held] == list(map(type, answers))
    assert [(one.id, one.attempt_id, one.number, one.at, one.final) for one in held] == [
        (key, attempt, n % 3 + 1, desk.now + n * MINUTE, n % 2 == 1) for n, key in enumerate(keys)
    ]


def test_the_answers_of_one_attempt_are_not_those_of_another(desk, version):
    first, other = desk.start(version), desk.start(version, desk.second)
    desk.do(lambda work: work.attempts.respond(first, 1, 0, desk.now))
    with desk.storage.begin() as work:
        assert (len(work.attempts.responses(first)), work.attempts.responses(other)) == (1, [])


def grade(attempt, number=1, **values):
    told = {"share": 1.0, "by": Grader.RULE, "released": True} | values
    return NewGrade(attempt, number, **told)


def test_every_grade_is_kept_oldest_first(desk, version, now):
    first, other = desk.start(version), desk.start(version, desk.second)
    given = [
        grade(first, 2, share=1 / 3, by=Grader.PROPOSAL, released=False, engine="llm", confidence=0.7),
        grade(other),
        grade(first, 2, share=None, by=Grader.PROPOSAL, released=False, reason="Not in the source."),
        grade(first, 2, share=0.5, by=Grader.TEACHER, person_id=desk.teacher, comment="Gần đúng."),
    ]
    keys = [
        desk.do(lambda work, one=one, n=n: work.grades.add(one, now + n * MINUTE))
        for n, one in enumerate(given)
    ]
    quiz = get(desk, first).quiz_id
    with desk.storage.begin() as work:
        every = work.grades.of_quiz(quiz)
        assert [(one.id, one.given) for one in every] == list(zip(keys, given, strict=True))
        assert [one.at for one in every] == [now + n * MINUTE for n in range(4)]
        assert work.grades.of(first) == [every[n] for n in (0, 2, 3)]
        assert work.grades.of_quiz(quiz + 1) == []


def test_an_ended_attempt_with_a_question_that_nobody_graded_is_found(desk, version, now):
    _, elsewhere = desk.published(course=desk.other)
    late, soon = desk.start(version), desk.start(elsewhere)
    running = desk.start(version, desk.second)

    def ungraded(limit=10):
        return desk.see(lambda work: work.grades.ungraded(limit))

    assert ungraded() == []
    end(desk, late, now + 2 * MINUTE)
    end(desk, soon, now + MINUTE)
    assert (ungraded(), ungraded(1), ungraded(0)) == ([soon, late], [soon], [])
    for graded, left in (
        (grade(soon), [late]),
        (grade(late, 1), [late]),
        (grade(running, 2), [late]),
        # Only that a teacher has to look is a grade, too.
        (grade(late, 2, share=None, by=Grader.PROPOSAL, released=False), []),
    ):
        desk.do(lambda work, one=graded: work.grades.add(one, now))
        assert ungraded() == left


def test_answers_of_ended_attempts_whose_newest_grade_is_a_proposal_wait(desk, version, now):
    _, elsewhere = desk.published(course=desk.other)
    ended, running, other = desk.start(version), desk.start(version, desk.second), desk.start(elsewhere)
    end(desk, ended, now)
    end(desk, other, now)
    course = get(desk, ended).course_id
    proposal = {"by": Grader.PROPOSAL, "released": False}
    for given, left in (
        (grade(ended), 0),
        (grade(running, **proposal), 0),
        (grade(other, **proposal), 0),
        (grade(ended, 2, **proposal), 1),
        (grade(ended, 1, share=None, **proposal), 2),
        (grade(ended, 2, **proposal), 2),
        (grade(ended, 2, by=Grader.TEACHER), 1),
    ):
        desk.do(lambda work, one=given: work.grades.add(one, now))
        assert desk.see(lambda work: work.grades.waiting(course)) == left


def test_what_is_a_pupils_goes_with_them_and_what_a_teacher_gave_stays(desk, version, now):
    gone, stays = desk.start(version), desk.start(version, desk.second)
    quiz = get(desk, gone).quiz_id
    with desk.storage.begin(write=True) as work:
        for attempt in (gone, stays):
            work.attempts.respond(attempt, 1, 0, now)
            work.grades.add(grade(attempt, by=Grader.TEACHER, person_id=desk.teacher), now)
        for person in (desk.pupil, desk.second):
            work.versions.allow(quiz, person, 5)
        work.people.remove(desk.pupil)
        work.people.remove(desk.teacher)
        work.commit()
    with desk.storage.begin() as work:
        assert [held.id for held in work.attempts.of(quiz)] == [stays]
        assert work.attempts.responses(gone) == work.grades.of(gone) == []
        assert len(work.attempts.responses(stays)) == 1
        (kept,) = work.grades.of_quiz(quiz)
        assert kept.given == replace(grade(stays, by=Grader.TEACHER), person_id=None)
        assert work.versions.allowances(quiz) == {desk.second: 5}
    assert desk.storage.problems() == []


def test_attempts_that_ended_long_ago_are_forgotten_and_those_that_run_are_not(desk, version, now):
    _, elsewhere = desk.published(course=desk.other)
    old, recent, running = desk.start(version), desk.start(elsewhere), desk.start(version, desk.second)
    desk.do(lambda work: work.grades.add(grade(old), now))
    end(desk, old, now)
    end(desk, recent, now + MINUTE)
    assert desk.do(lambda work: work.attempts.forget(now + MINUTE)) == 1
    assert [get(desk, attempt) is None for attempt in (old, recent, running)] == [True, False, False]
    with desk.storage.begin() as work:
        assert work.grades.of(old) == []
        assert work.grades.ungraded(10) == [recent]
    assert desk.do(lambda work: work.attempts.forget(now + MINUTE)) == 0


def test_of_a_forgotten_attempt_only_that_it_was_begun_is_known(desk, now):
    quiz, version = desk.published()
    elsewhere, _ = desk.published(course=desk.other)

    def begun(person=desk.pupil, at=quiz):
        return desk.see(lambda work: work.attempts.begun(at, person))

    assert begun() == 0
    for number in (1, 2, 3):
        end(desk, desk.start(version, number=number), now + number * MINUTE)
        assert begun() == number
    desk.start(version, desk.second)
    for minutes, left in ((3, [3]), (4, [])):
        desk.do(lambda work, minutes=minutes: work.attempts.forget(now + minutes * MINUTE))
        assert [held.number for held in desk.see(lambda work: work.attempts.of(quiz, desk.pupil))] == left
        assert (begun(), begun(desk.second), begun(at=elsewhere)) == (3, 1, 0)
    desk.start(version, number=4)
    assert begun() == 4
    desk.do(lambda work: work.people.remove(desk.pupil))
    assert begun() == 0


def test_nothing_is_kept_without_a_commit(desk, version, now):
    with desk.storage.begin(write=True) as work:
        attempt = work.attempts.start(version, desk.pupil, 1, 7, now, None)
        work.attempts.respond(attempt, 1, 0, now)
    assert get(desk, attempt) is None
