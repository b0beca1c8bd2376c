"""Changing a question by hand: it passes the same proof, or carries what a teacher says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studyhall.domain.errors import Refused
from studyhall.domain.evidence import citation_of
from studyhall.domain.flaws import Flaw
from studyhall.domain.people import Role
from studyhall.domain.questions import Question, Solution
from studyhall.domain.quizzes import ItemState, Rules
from studyhall.domain.tasks import Cloze, MultipleChoice
from studyhall.services.editing import BY_HAND, Edited, Editing
from tests.conftest import NOW

SENTENCE = "The lighthouse of Kerrin was finished in 1887."
GOOD = Edited(
    "In which year was the lighthouse of Kerrin finished?",
    1,
    "The source says 1887.",
    ("1851", "1887", "1904"),
)


class Editor:
    def __init__(self, house):
        self.house = house
        self.document = house.add(SENTENCE).document_id
        self.teacher = house.member("Mira", Role.TEACHER)
        with house.storage.begin(write=True) as work:
            (passage,) = work.passages.of(self.document)
            solution = Solution(2, "So it says.", citation_of("S1", passage, 0, len(SENTENCE)))
            task = MultipleChoice("When was the lighthouse of Kerrin finished?", ("1801", "1850", "1887"))
            course = house.course().id
            self.quiz = work.quizzes.create(course, "Lights", Rules(), self.teacher, NOW)
            self.item = work.quizzes.add_item(self.quiz, Question(task, solution, "en"), (), NOW)
            work.commit()
        self.editing = Editing(house.storage)

    def edit(self, edited, **told):
        self.editing.edit(self.teacher, self.item, edited, NOW, **told)
        return self.held()

    def held(self):
        with self.house.storage.begin() as work:
            return work.quizzes.item(self.item)

    def refused(self, edited, **told):
        before = self.held()
        with pytest.raises(Refused) as caught:
            self.edit(edited, **told)
        assert self.held() == before
        return caught.value.code


@pytest.fixture
def editor(house):
    return Editor(house)


def test_what_a_teacher_wrote_is_approved_by_them(editor):
    item = editor.edit(GOOD)
    assert item.state is ItemState.APPROVED
    assert item.question.task == MultipleChoice(GOOD.prompt, GOOD.options)
    assert item.question.solution.key == 1
    assert item.question.engine == BY_HAND
    assert item.question.solution.evidence.quote == SENTENCE


@pytest.mark.parametrize(
    "edited",
    [
        Edited("", 1, "x", GOOD.options),
        Edited(GOOD.prompt, 3, "x", GOOD.options),
        Edited(GOOD.prompt, True, "x", GOOD.options),
        Edited(GOOD.prompt, 1, "x", ("1851", "1887")),
        Edited(GOOD.prompt, 1, "x", ("1851", "1887", " 1887 ")),
        Edited(GOOD.prompt, 1, "x" * 3_000, GOOD.options),
    ],
)
def test_what_can_be_no_question_is_refused_whoever_wrote_it(editor, edited):
    assert editor.refused(edited) == "unfit_question"
    assert editor.refused(edited, checked=True) == "unfit_question"


def test_a_key_that_the_words_do_not_prove_needs_somebody_who_checked_it(editor):
    wrong = Edited(GOOD.prompt, 0, "I know better.", GOOD.options)
    assert editor.refused(wrong) == "unproven_question"
    item = editor.edit(wrong, checked=True)
    assert Flaw.UNPROVEN in item.flaws
    assert item.state is ItemState.APPROVED


def test_where_the_source_has_gone_nothing_proves_it_any_more(editor):
    editor.house.library.remove(editor.teacher, editor.document)
    assert editor.refused(GOOD) == "unproven_question"
    assert Flaw.UNPROVEN in editor.edit(GOOD, checked=True).flaws


def test_other_words_of_the_source_may_prove_it(editor):
    added = editor.house.add(f"{SENTENCE} Ann Lee kept its lamp until 1904.")
    with editor.house.storage.begin(write=True) as work:
        passage = next(one for one in work.passages.of(added.document_id) if "Ann" in one.text)
        held = work.quizzes.item(editor.item)
        moved = replace(held.question.solution, evidence=citation_of("S1", passage, 0, 10))
        work.quizzes.edit_item(editor.item, replace(held.question, solution=moved), (), NOW)
        work.commit()
    quote = "ann lee kept  its lamp until 1904"
    until = Edited("Until when did Ann Lee keep the lamp?", 2, "So it says.", GOOD.options, quote=quote)
    item = editor.edit(until)
    evidence = item.question.solution.evidence
    assert evidence.quote.startswith("Ann Lee kept its lamp until 1904")
    with editor.house.storage.begin() as work:
        assert work.documents.quoted(evidence) == evidence.quote
    assert editor.refused(replace(GOOD, quote="words that stand nowhere in it")) == "quote_not_found"


def test_a_gap_question_needs_a_gap(editor):
    with editor.house.storage.begin(write=True) as work:
        held = work.quizzes.item(editor.item).question
        solution = replace(held.solution, key="1887")
        gap = Question(Cloze("The lighthouse was finished in ____."), solution, "en")
        work.quizzes.edit_item(editor.item, gap, (), NOW)
        work.commit()
    assert editor.refused(Edited("The lighthouse was finished.", "1887", "x")) == "no_blank"
