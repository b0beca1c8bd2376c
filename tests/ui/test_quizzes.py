"""Making, looking over, publishing and following quizzes on their pages, on real parts."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from studyhall.domain.flaws import Flaw
from studyhall.domain.jobs import JobState, NewUpload
from studyhall.domain.questions import Difficulty
from studyhall.domain.quizzes import Brief, Feedback, ItemState, QuizState, Rules
from studyhall.domain.tasks import Kind
from studyhall.domain.wording import say
from studyhall.ui.components import approving, local_time, question_words
from studyhall.ui.components.answer_fields import mixed
from studyhall.ui.components.figures import count
from studyhall.ui.serving import now
from tests.publishing import EVERY_KIND, drafted, publish
from tests.ui.conftest import button, html, told
from tests.ui.sitting import opened

PLAIN = [Kind.MCQ, Kind.TRUE_FALSE, Kind.SHORT, Kind.CLOZE]
LIGHTS = "# The lights of Sarn\n\n" + "\n\n".join(
    f"The lighthouse of {place} was finished in {year} by {keeper}. It stands on the coast of Sarn."
    for place, year, keeper in (
        ("Kerrin", 1851, "Ann Lee"),
        ("Odo", 1863, "Jon Marsh"),
        ("Mira", 1877, "Ida Holm"),
        ("Belm", 1889, "Per Dahl"),
        ("Tarn", 1892, "Eva Lund"),
        ("Vessel", 1904, "Olof Berg"),
    )
)


class Desk:
    """Mira at her quiz: six questions, one of each kind, that wait."""

    def __init__(self, school, asked=EVERY_KIND):
        self.school = school
        self.mira = school.id("Mira")
        self.approving = school.hall.approving
        with school.hall.storage.begin(write=True) as work:
            self.quiz = drafted(work, school.course, self.mira, asked, now())
            work.commit()

    def open(self, **query):
        return opened(self.school, "Mira", "quiz", quiz=self.quiz, **query)

    @property
    def draft(self):
        return self.approving.draft(self.mira, self.quiz)

    @property
    def items(self):
        return self.draft.items

    def states(self):
        return "".join(item.state.value[0] for item in self.items)

    def item(self, kind):
        return next(item for item in self.items if item.question.kind is kind)

    def approve_all(self):
        for item in self.items:
            self.approving.approve(self.mira, item.id)


@pytest.fixture
def desk(school):
    return Desk(school)


def today():
    return now().astimezone(local_time.zone()).strftime("%Y-%m-%d")


def work_off(school):
    while school.hall.worker.turn():
        pass


def headings(app):
    return [element.value for kind in ("title", "header", "subheader") for element in app.get(kind)]


def labels(app):
    return [one.label for one in app.button]


@pytest.fixture
def lit(school):
    """The school with more to ask about."""
    school.hall.adding.submit(
        school.id("Mira"), school.course, [NewUpload("lights.md", LIGHTS.encode())], now()
    )
    work_off(school)
    return school


def asked_for(school, number=4, **query):
    """The page after somebody asked for so many questions of the plain kinds."""
    app = opened(school, "Mira", "quizzes", **query)
    app.number_input(key="count_new_0").set_value(number)
    app.button_group(key="kinds_new_0").set_value(PLAIN)
    button(app, "Make questions").click().run()
    assert not app.exception
    return app


def only_quiz(school):
    (quiz,) = school.hall.approving.quizzes(school.id("Mira"), school.course)
    return quiz


def test_a_quiz_is_made_in_the_background_and_looked_at_as_it_comes(lit):
    app = opened(lit, "Mira", "quizzes")
    assert "Nothing is sent anywhere." in told(app)
    assert app.text_input(key="title_new_0").placeholder == f"Quiz of {today()}"
    asked_for(lit)
    quiz = only_quiz(lit)
    app = opened(lit, "Mira", "quiz", quiz=quiz.id)
    assert [one.proto.text for one in app.get("progress")] == ["0 of 4 questions are there"]
    work_off(lit)
    app = opened(lit, "Mira", "quiz", quiz=quiz.id)
    assert not app.get("progress")
    assert "Question 1 of 4" in headings(app)
    assert "fewer" not in told(app)
    card = opened(lit, "Mira", "quizzes")
    assert [link.proto.label for link in card.get("page_link")] == [
        f"**Quiz of {today()}**".replace("-", "\\-")
    ]
    assert "not looked at yet: 4 · approved: 0" in told(card)


def test_what_was_asked_for_is_what_is_made(lit):
    app = opened(lit, "Mira", "quizzes")
    (lights,) = (s for s in lit.hall.library.sources(lit.id("Mira"), lit.course) if s.file == "lights.md")
    app.text_input(key="topic_new_0").set_value("lighthouses").run()
    assert app.text_input(key="title_new_0").placeholder == "lighthouses"
    assert not [one for one in app.multiselect if one.label == "Sections"]
    app.multiselect(key="documents_new_0").set_value([lights.document_id]).run()
    app.number_input(key="count_new_0").set_value(2)
    app.button_group(key="kinds_new_0").set_value([Kind.SHORT])
    app.button_group(key="difficulty_new_0").set_value(Difficulty.EASY)
    app.selectbox(key="quiz_language_new_0_en").set_value("vi")
    app.checkbox(key="different_new_0").uncheck()
    button(app, "Make questions").click().run()
    ((_, making),) = lit.hall.quizzing.makings(lit.id("Mira"), only_quiz(lit).id)
    brief = making.brief
    assert (brief.count, brief.kinds, brief.language, brief.topic) == (2, (Kind.SHORT,), "vi", "lighthouses")
    assert (brief.documents, brief.difficulty, brief.different) == (
        (lights.document_id,),
        Difficulty.EASY,
        False,
    )
    assert only_quiz(lit).title == "lighthouses"


def test_sections_are_those_of_the_chosen_sources(school):
    text = "# Two banks\n\n## North\n\nThe quay is of stone.\n\n## South\n\nThe mole is of wood.\n"
    school.hall.adding.submit(school.id("Mira"), school.course, [NewUpload("b.md", text.encode())], now())
    work_off(school)
    (banks,) = (s for s in school.hall.library.sources(school.id("Mira"), school.course) if s.file == "b.md")
    app = opened(school, "Mira", "quizzes")
    app.multiselect(key="documents_new_0").set_value([banks.document_id]).run()
    assert app.multiselect(key="sections_new_0").options == ["North", "South"]


def test_fewer_than_asked_for_is_said_with_what_to_do(lit):
    asked_for(lit, number=90)
    work_off(lit)
    quiz = only_quiz(lit)
    app = opened(lit, "Mira", "quiz", quiz=quiz.id)
    said = f"You asked for 90 questions, and {quiz.waiting} were made. The sources have no more to ask:"
    assert said in told(app)
    button(app, "Hide").click().run()
    assert "You asked for" not in told(app)


def test_making_is_stopped_and_what_is_there_stays(lit):
    asked_for(lit)
    quiz = only_quiz(lit)
    app = opened(lit, "Mira", "quiz", quiz=quiz.id)
    button(app, "Stop").click().run()
    work_off(lit)
    ((job, _),) = lit.hall.quizzing.makings(lit.id("Mira"), quiz.id)
    assert job.state is JobState.STOPPED
    assert "You stopped it; ask for more below." in told(opened(lit, "Mira", "quiz", quiz=quiz.id))


def test_more_is_added_to_a_quiz_unless_that_is_being_done(lit):
    asked_for(lit)
    quiz = only_quiz(lit)
    app = opened(lit, "Mira", "quiz", quiz=quiz.id)
    button(app, "Make questions").click().run()
    assert [one.value for one in app.error] == [
        "Questions are being made for this quiz already\\. Wait, or stop that first\\."
    ]
    work_off(lit)
    app = opened(lit, "Mira", "quiz", quiz=quiz.id)
    app.number_input(key=f"count_more_{quiz.id}_0").set_value(1)
    app.button_group(key=f"kinds_more_{quiz.id}_0").set_value([Kind.TRUE_FALSE])
    button(app, "Make questions").click().run()
    work_off(lit)
    app = opened(lit, "Mira", "quiz", quiz=quiz.id)
    assert "Question 1 of 5" in headings(app)
    assert [one.value for one in app.info] == ["1 new question waits to be looked at."]
    button(app, "Look at the first").click().run()
    assert "Question 5 of 5" in headings(app)
    assert not app.info


def test_what_was_left_out_is_told_with_its_reasons(lit, monkeypatch):
    monkeypatch.setattr("studyhall.ui.session._run.language", "en", raising=False)
    assert not question_words.left_out(())
    assert question_words.left_out(("repeated",)) == "One question was left out: asked before (1)."
    several = ("leans_on_context", "given_away", "given_away", "of another version")
    assert question_words.left_out(several) == (
        "4 questions were left out: the question gave its answer away (2); "
        "not to be understood without the text around it (1); for another reason (1)."
    )


def test_a_course_without_sources_is_led_to_adding_some(school):
    other = school.hall.classes.make(school.id("Mira"), "Empty", now())
    app = opened(school, "Mira", "quizzes", course=other.slug)
    assert "there are none yet" in told(app)
    assert "Make questions" not in labels(app)


def test_a_question_is_read_with_what_settles_it_and_what_proves_it(desk):
    app = desk.open()
    assert "Question 1 of 6" in headings(app)
    assert "• not looked at yet: 6 · ✓ approved: 0 · ✕ rejected: 0" in told(app)
    shown = html(app)
    assert "Who built the bridge of Orla?" in shown
    assert '<li>Vera Lind <span class="right">✓ right</span></li>' in shown
    assert shown.count("✓ right") == 1
    assert '<mark id="cited">The bridge of Orla was built in 1897 by Vera Lind.</mark>' in shown
    (link,) = (one for one in app.get("page_link") if one.proto.label == "Open the whole document")
    assert "start=" in link.proto.query_string
    assert [at.value for at in app.subheader] == ["What proves it"]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.TRUE_FALSE, "Right answer:</b> False"),
        (Kind.SHORT, "Also accepted:</b> It burned down"),
        (Kind.SHORT, "What an answer has to say:</b> Says that it burned."),
        (Kind.CLOZE, "Right answer:</b> Vera Lind"),
        (Kind.ORDER, "<ol><li>The bridge of Orla is built</li><li>The fire of Kerrin</li>"),
        (Kind.MULTI, '<li>The second bridge of Orla <span class="right">'),
    ],
)
def test_what_is_right_is_told_by_kind(desk, kind, words):
    assert words in html(desk.open(item=desk.item(kind).id))


def test_approving_goes_on_to_the_next_that_waits(desk):
    app = desk.open(item=desk.items[4].id)
    for expected in ("Question 6 of 6", "Question 1 of 6", "Question 2 of 6"):
        button(app, "Approve").click().run()
        assert expected in headings(app)
    assert desk.states() == "apppaa"
    # A click for a question that is not shown any more is nobody's.
    assert f"approve_{desk.items[0].id}" not in [one.key for one in app.button]


def test_questions_are_leafed_through_and_jumped_to(desk):
    app = desk.open()
    assert button(app, "Previous").disabled
    button(app, "Next").click().run()
    assert "Question 2 of 6" in headings(app)
    overview = app.button_group(key="jump")
    assert overview.options == [f"{number} •" for number in range(1, 7)]
    overview.set_value(desk.items[5].id).run()
    assert "Question 6 of 6" in headings(app)
    assert button(app, "Next").disabled
    assert app.query_params["item"] in (str(desk.items[5].id), [str(desk.items[5].id)])


def test_a_question_is_rejected_with_a_reason_and_taken_back(desk):
    first = desk.items[0]
    app = desk.open()
    button(app, "Reject").click().run()
    app.text_input(key=f"reason_{first.id}").set_value("too *easy*")
    button(app, "Reject it").click().run()
    assert "Question 1 of 5" in headings(app)
    assert (desk.items[0].state, desk.items[0].reason) == (ItemState.REJECTED, "too *easy*")
    assert app.button_group(key="jump").options == ["1 •", "2 •", "3 •", "4 •", "5 •", "✕ 1"]
    app.button_group(key="jump").set_value(first.id).run()
    assert "A rejected question" in headings(app)
    assert "Rejected because: too *easy*" in html(app)
    assert "Reject" not in labels(app)
    button(app, "Consider it again").click().run()
    assert desk.states() == "pppppp"


def test_rejecting_is_thought_better_of(desk):
    app = desk.open()
    button(app, "Reject").click().run()
    button(app, "Cancel").click().run()
    assert "Reject it" not in labels(app)
    assert desk.states() == "pppppp"


@pytest.fixture
def lit_desk(lit, monkeypatch):
    """Mira at her quiz, where every draw of lots gives 0."""
    monkeypatch.setattr(approving, "_SEEDS", 1)
    return Desk(lit)


def replacing(desk, item):
    """The page after another question was asked for in the place of this one."""
    app = desk.open(item=item.id)
    button(app, "Reject").click().run()
    button(app, "Reject it, and make another").click().run()
    return app


def test_another_is_made_in_the_place_of_one_that_is_rejected(lit_desk):
    desk, lit = lit_desk, lit_desk.school
    cloze = desk.item(Kind.CLOZE)
    app = replacing(desk, cloze)
    ((_, making),) = lit.hall.quizzing.makings(desk.mira, desk.quiz)
    assert (making.replaces, making.brief.count, making.brief.kinds) == (cloze.id, 1, (Kind.CLOZE,))
    assert desk.states() == "pppprp"
    assert "Question 5 of 6" in headings(app)
    assert "Another question is being made in the place of this one." in [one.value for one in app.info]
    assert [one.proto.text for one in app.get("progress")] == ["Another question is being made"]
    work_off(lit)
    app.run()
    assert desk.states() == "pppprpp"
    assert "Question 5 of 6" in headings(app)
    assert desk.items[5].question.task.prompt in html(app)
    assert not app.get("progress")


def test_a_rejected_question_stays_open_where_no_other_can_be_made(lit_desk):
    app = replacing(lit_desk, lit_desk.item(Kind.SHORT))
    work_off(lit_desk.school)
    app.run()
    assert lit_desk.states() == "ppprpp"
    assert "A rejected question" in headings(app)
    assert "You asked for 1 question, and none was made. There is no other of its kind" in told(app)


def test_how_far_the_making_is_stands_there_also_beside_the_questions_that_are_there(lit):
    desk = Desk(lit)
    brief = Brief(3, (Kind.CLOZE,), "en")
    lit.hall.quizzing.more(desk.mira, desk.quiz, brief, now())
    app = desk.open()
    assert [one.proto.text for one in app.get("progress")] == ["0 of 3 questions are there"]
    assert "This goes on when you leave the page." in told(app)
    assert "Question 1 of 6" in headings(app)


def edited(desk, kind):
    item = desk.item(kind)
    app = desk.open(item=item.id)
    button(app, "Edit").click().run()
    return app, item, f"{item.id}_{item.question_id}"


def save(app, key):
    """Save what was typed, and where the source does not prove it say that it was checked."""
    button(app, "Save and approve").click().run()
    if f"checked_{key}" in [one.key for one in app.checkbox]:
        app.checkbox(key=f"checked_{key}").check()
        button(app, "Save and approve").click().run()


def test_a_question_is_changed_and_approved(desk):
    app, item, key = edited(desk, Kind.MCQ)
    assert "<mark" in html(app)
    app.text_area(key=f"prompt_{key}").set_value("Who built the first bridge of Orla?")
    app.text_input(key=f"option_0_{key}").set_value("Ida Sarn")
    app.text_input(key=f"option_3_{key}").set_value("Per Dahl")
    app.text_area(key=f"explanation_{key}").set_value("It says so.")
    app.button_group(key=f"difficulty_{key}").set_value(Difficulty.HARD)
    button(app, "Save and approve").click().run()
    assert not app.exception
    assert not app.error
    changed = desk.item(Kind.MCQ)
    assert changed.id == item.id
    assert changed.state is ItemState.APPROVED
    assert changed.question.task.options == ("Ida Sarn", "Vera Lind", "Mira Holm", "Per Dahl")
    assert changed.question.solution.key == 1
    assert changed.question.solution.explanation == "It says so."
    assert changed.question.difficulty is Difficulty.HARD
    assert "Save and approve" not in labels(app)


def test_what_cannot_be_a_question_is_refused_and_stays_typed(desk):
    app, _, key = edited(desk, Kind.MCQ)
    app.text_input(key=f"option_1_{key}").set_value("")
    button(app, "Save and approve").click().run()
    assert "This cannot be a question of its kind" in app.error[0].value
    assert app.text_input(key=f"option_1_{key}").value == ""
    assert desk.states() == "pppppp"


def test_what_the_source_does_not_prove_is_kept_when_a_teacher_has_checked_it(desk):
    app, _, key = edited(desk, Kind.CLOZE)
    assert not [one for one in app.checkbox if "checked" in one.label]
    app.text_input(key=f"right_{key}").set_value("Ida Holm")
    button(app, "Save and approve").click().run()
    assert "The quoted words do not prove this question." in told(app)
    assert app.text_input(key=f"right_{key}").value == "Ida Holm"
    app.checkbox(key=f"checked_{key}").check()
    button(app, "Save and approve").click().run()
    changed = desk.item(Kind.CLOZE)
    assert (changed.question.solution.key, changed.flaws[0]) == ("Ida Holm", Flaw.UNPROVEN)
    assert "A teacher has checked it." in told(desk.open(item=changed.id))


@pytest.mark.parametrize(
    ("kind", "field", "typed"),
    [
        (Kind.MCQ, "text_area:prompt", "Who was it?"),
        (Kind.MCQ, "text_input:option_0", "Ida Sarn"),
        (Kind.MULTI, "button_group:right", [1]),
        (Kind.TRUE_FALSE, "radio:right", True),
        (Kind.CLOZE, "text_input:right", "Ida Holm"),
        (Kind.SHORT, "text_area:rubric", "Names it."),
        (Kind.ORDER, "text_area:order", "One\nTwo"),
        (Kind.SHORT, "button_group:difficulty", Difficulty.HARD),
    ],
)
def test_what_was_refused_stays_typed_while_one_looks_at_another_question(desk, kind, field, typed):
    app, item, key = edited(desk, kind)
    widget, name = field.split(":")
    getattr(app, widget)(key=f"{name}_{key}").set_value(typed)
    app.text_area(key=f"quote_{key}").set_value("Nobody has ever written this.")
    button(app, "Save and approve").click().run()
    assert "These words do not stand in this source" in app.error[0].value
    app.button_group(key="jump").set_value(next(one.id for one in desk.items if one.id != item.id)).run()
    assert "Save and approve" not in labels(app)
    app.button_group(key="jump").set_value(item.id).run()
    assert getattr(app, widget)(key=f"{name}_{key}").value == typed
    assert app.text_area(key=f"quote_{key}").value == "Nobody has ever written this."
    button(app, "Cancel").click().run()
    button(app, "Edit").click().run()
    assert getattr(app, widget)(key=f"{name}_{key}").value != typed
    assert desk.states() == "pppppp"


def test_other_words_of_the_source_can_prove_a_question(desk):
    app, item, key = edited(desk, Kind.CLOZE)
    before = item.question.solution.evidence.quote
    assert app.text_area(key=f"quote_{key}").value == before
    app.text_area(key=f"quote_{key}").set_value("built in 1897 by Vera Lind")
    save(app, key)
    assert desk.item(Kind.CLOZE).question.solution.evidence.quote == "built in 1897 by Vera Lind"


def test_a_blank_that_is_missing_is_asked_for(desk):
    app, _, key = edited(desk, Kind.CLOZE)
    app.text_area(key=f"prompt_{key}").set_value("The bridge of Orla was built by whom?")
    button(app, "Save and approve").click().run()
    assert "needs four underscores" in app.error[0].value


def test_every_kind_has_its_fields(desk):
    app, _, key = edited(desk, Kind.MULTI)
    assert app.button_group(key=f"right_{key}").value == [0, 2]
    assert app.text_input(key=f"option_5_{key}").value == ""
    app, _, key = edited(desk, Kind.TRUE_FALSE)
    assert app.radio(key=f"right_{key}").value is False
    assert "Statement" in [one.label for one in app.text_area]
    app, _, key = edited(desk, Kind.SHORT)
    app.text_area(key=f"accepted_{key}").set_value("It burned down\n\n Fire \n")
    app.text_area(key=f"rubric_{key}").set_value("Names the fire.")
    button(app, "Save and approve").click().run()
    solution = desk.item(Kind.SHORT).question.solution
    assert (solution.accepted, solution.rubric) == (("It burned down", "Fire"), "Names the fire.")


def test_what_is_right_moves_along_when_an_option_before_it_goes(desk):
    app, _, key = edited(desk, Kind.MULTI)
    app.text_input(key=f"option_1_{key}").set_value("")
    app.text_input(key=f"option_5_{key}").set_value("A ferry")
    save(app, key)
    changed = desk.item(Kind.MULTI).question
    assert changed.task.options == (
        "The first bridge of Orla",
        "The second bridge of Orla",
        "A tunnel",
        "A ferry",
    )
    assert changed.solution.key == (0, 1)


def test_an_order_is_typed_as_it_is_right_and_kept_as_it_was(desk):
    app, item, key = edited(desk, Kind.ORDER)
    lines = app.text_area(key=f"order_{key}")
    assert lines.value.splitlines()[0] == "The bridge of Orla is built"
    lines.set_value("The fire of Kerrin\nThe bridge of Orla is built\nThe second bridge is opened")
    app.text_area(key=f"prompt_{key}").set_value("Put these into order.")
    save(app, key)
    changed = desk.item(Kind.ORDER).question
    assert changed.task.options == item.question.task.options
    assert changed.solution.key == (0, 2, 1)


def test_new_things_to_be_put_in_order_are_not_kept_in_it():
    assert mixed(("b", "c", "a")) == ("a", "b", "c")
    assert mixed(("a", "b", "c")) == ("b", "c", "a")


def test_a_change_is_thought_better_of(desk):
    app, _, key = edited(desk, Kind.MCQ)
    app.text_area(key=f"prompt_{key}").set_value("Something else?")
    button(app, "Cancel").click().run()
    assert "Save and approve" not in labels(app)
    assert desk.item(Kind.MCQ).question.task.prompt == "Who built the bridge of Orla?"


def test_remarks_are_told_as_sentences_and_such_questions_are_not_approved_unseen(school):
    flawed = EVERY_KIND[0]._replace(flaws=(Flaw.NEGATIVE, Flaw.ONE_SIDED))
    desk = Desk(school, (flawed, *EVERY_KIND[1:4]))
    app = desk.open()
    assert "It asks for what is not so." in told(app)
    assert "Say whose account it is." in told(app)
    app.session_state["approve_all"] = True
    app.run()
    assert "That approves 3 questions that you have not looked at." in told(app)
    button(app, "Approve 3 questions").click().run()
    assert desk.states() == "paaa"


def test_a_question_has_points_and_a_place(desk):
    first = desk.items[0]
    app = desk.open()
    app.number_input(key=f"points_{first.id}").set_value(3).run()
    assert "3 points" in html(app)
    assert button(app, "Move up").disabled
    button(app, "Move down").click().run()
    assert [item.id for item in desk.items].index(first.id) == 1
    assert "Question 2 of 6" in headings(app)
    assert desk.items[1].points == 3


def test_words_whose_source_is_gone_are_told_to_be_so(desk):
    for source in desk.school.hall.library.sources(desk.mira, desk.school.course):
        desk.school.hall.library.remove(desk.mira, source.document_id)
    app = desk.open()
    assert "This source was removed." in html(app)
    assert not [one for one in app.get("page_link") if "whole document" in one.proto.label]


def test_rules_are_told_in_the_teachers_own_time(desk, monkeypatch):
    monkeypatch.setattr(local_time, "zone", lambda: ZoneInfo("Asia/Ho_Chi_Minh"))
    app = desk.open(part="rules")
    assert "Your time zone: Asia/Ho Chi Minh (UTC+07:00)." in told(app)
    key = desk.quiz
    app.text_input(key=f"quiz_title_{key}").set_value("Bridges")
    app.number_input(key=f"minutes_{key}").set_value(20)
    app.datetime_input(key=f"opens_{key}").set_value(datetime.fromisoformat("2027-01-11T08:00"))
    app.datetime_input(key=f"closes_{key}").set_value(datetime.fromisoformat("2027-01-12T08:00"))
    app.selectbox(key=f"attempts_{key}").set_value(0)
    app.radio(key=f"feedback_{key}").set_value(Feedback.AFTER_CLOSING)
    app.radio(key=f"paged_{key}").set_value(False)
    app.checkbox(key=f"mix_{key}").check()
    app.selectbox(key=f"release_{key}").set_value("0.9")
    button(app, "Save").click().run()
    assert not app.error
    assert desk.draft.quiz.title == "Bridges"
    opens = datetime(2027, 1, 11, 1, 0, tzinfo=UTC)
    assert desk.draft.quiz.rules == Rules(
        20, opens, opens + timedelta(days=1), 0, Feedback.AFTER_CLOSING, True, False, 0.9
    )
    app = desk.open(part="rules")
    assert app.datetime_input(key=f"opens_{key}").value == datetime.fromisoformat("2027-01-11T08:00")
    app.number_input(key=f"minutes_{key}").set_value(None)
    app.datetime_input(key=f"opens_{key}").set_value(None)
    button(app, "Save").click().run()
    assert (desk.draft.quiz.rules.minutes, desk.draft.quiz.rules.opens_at) == (None, None)


@pytest.mark.parametrize(
    ("attempts", "feedback", "copied"),
    [
        (1, Feedback.AT_ONCE, False),
        (2, Feedback.AT_ONCE, True),
        (0, Feedback.AFTER_SUBMISSION, True),
        (2, Feedback.AFTER_CLOSING, False),
    ],
)
def test_who_may_try_again_after_the_feedback_is_said_to_be_able_to_copy(desk, attempts, feedback, copied):
    app = desk.open(part="rules")
    app.selectbox(key=f"attempts_{desk.quiz}").set_value(attempts)
    app.radio(key=f"feedback_{desk.quiz}").set_value(feedback).run()
    assert ("has been shown what is right, and can copy it" in told(app)) == copied


def test_a_moment_told_to_the_second_is_left_alone(desk):
    closes = datetime(2027, 1, 11, 8, 0, 30, tzinfo=UTC)
    desk.approving.describe(desk.mira, desk.quiz, "Bridges", Rules(closes_at=closes))
    desk.approve_all()
    desk.approving.publish(desk.mira, desk.quiz, now())
    assert "Publish the changes" not in labels(desk.open(part="rules"))


def test_rules_that_nobody_could_take_it_by_are_refused_in_words(desk):
    app = desk.open(part="rules")
    app.radio(key=f"feedback_{desk.quiz}").set_value(Feedback.AFTER_CLOSING)
    button(app, "Save").click().run()
    assert "the quiz has no closing time" in app.error[0].value.replace("\\", "")


def test_a_quiz_is_published_with_what_is_typed_and_changed_and_closed(desk):
    app = desk.open(part="rules")
    assert button(app, "Publish").disabled
    assert "No question is approved yet." in told(app)
    for item in desk.items[:2]:
        desk.approving.approve(desk.mira, item.id)
    desk.approving.weigh(desk.mira, desk.items[0].id, 4)
    app = desk.open(part="rules")
    assert "To be published: 2 questions, 5 points." in told(app)
    assert "Not looked at yet, and so left out: 4." in told(app)
    app.number_input(key=f"minutes_{desk.quiz}").set_value(15)
    button(app, "Publish").click().run()
    assert not app.error
    assert desk.draft.versions[0].rules.minutes == 15
    assert "as it stands here" in told(app)
    assert not {"Publish", "Publish the changes"} & set(labels(app))
    desk.approving.approve(desk.mira, desk.items[2].id)
    app = desk.open(part="rules")
    assert "Changed since version 1 was published." in app.info[0].value
    button(app, "Publish the changes").click().run()
    assert [version.number for version in desk.draft.versions] == [2, 1]
    app.session_state[f"close_{desk.quiz}"] = True
    app.run()
    button(app, "Close the quiz").click().run()
    assert desk.draft.quiz.state is QuizState.CLOSED
    assert "closed" in told(app)
    button(app, "Open again").click().run()
    assert desk.draft.quiz.state is QuizState.PUBLISHED


def test_a_quiz_is_removed_unless_somebody_has_begun_it(desk):
    app = desk.open(part="rules")
    app.session_state[f"remove_quiz_{desk.quiz}"] = True
    app.run()
    button(app, "Remove this quiz").click().run()
    assert not desk.approving.quizzes(desk.mira, desk.school.course)
    quiz = publish(desk.school.hall.storage, desk.school.course, desk.mira, EVERY_KIND, now())
    desk.school.hall.taking.start(desk.school.id("Lan"), quiz, now())
    app = opened(desk.school, "Mira", "quiz", quiz=quiz, part="rules")
    assert not [one for one in app.get("popover") if one.proto.popover.label == "Remove"]


def test_more_time_is_given_to_a_pupil_and_taken_back(desk):
    app = desk.open(part="rules")
    lan, key = desk.school.id("Lan"), f"extra_{desk.quiz}"
    button(app, "Give more time").click().run()
    assert "Choose a pupil first." in told(app)
    app.selectbox(key=f"{key}_person").set_value(lan)
    app.number_input(key=f"{key}_minutes").set_value(12)
    button(app, "Give more time").click().run()
    assert [(one.person_id, one.minutes) for one in desk.draft.allowances] == [(lan, 12)]
    app = desk.open(part="rules")
    assert "Lan: 12 minutes more" in told(app)
    app.selectbox(key=f"{key}_person").set_value(lan)
    app.number_input(key=f"{key}_minutes").set_value(0)
    button(app, "Give more time").click().run()
    assert not desk.draft.allowances


def test_the_preview_is_what_a_pupil_sees(desk):
    desk.approving.reject(desk.mira, desk.items[0].id, "")
    app = desk.open(part="preview")
    assert headings(app).count("Question 1 of 5") == 1
    assert "Who built the bridge of Orla?" not in html(app)
    assert "How was the lighthouse of Kerrin destroyed?" in html(app)
    everything = html(app) + told(app) + str([one.label for one in app.radio])
    assert "The source says so." not in everything
    assert "It burned down" not in everything


def test_results_tell_pupils_and_questions(desk):
    school, mira = desk.school, desk.mira
    quiz = publish(school.hall.storage, school.course, mira, EVERY_KIND, now())
    assert "Nobody has begun this quiz yet." in told(
        opened(school, "Mira", "quiz", quiz=quiz, part="results")
    )
    lan = school.id("Lan")
    attempt = school.hall.taking.start(lan, quiz, now())
    school.hall.taking.answer(lan, attempt, 1, 1, now())
    school.hall.taking.answer(lan, attempt, 4, "Nobody knows, there may have been a storm", now())
    app = opened(school, "Mira", "quiz", quiz=quiz, part="results")
    assert "in the middle: 2 answered" in html(app)
    school.hall.taking.submit(lan, attempt, now())
    app = opened(school, "Mira", "quiz", quiz=quiz, part="results")
    assert '<th scope="row">Lan</th>' in html(app)
    assert "1 of 6" in html(app)
    assert re.search(r"1\. Who built the bridge of Orla\?</th><td>100 %<div class=\"scale\"", html(app))
    assert re.search(
        r"2\. Which of these stood by 1911\?</th><td>0 %<.*?</div></div></td><td>1</td>", html(app)
    )
    assert '<th scope="col">Share of points</th><th scope="col">Answers graded</th>' in html(app)
    waiting = school.hall.reviewing.waiting(mira, school.course)
    assert (f"Answers that wait for you: {count(1)}" in str([one.value for one in app.info])) == bool(waiting)
    assert "attempts: 1" in told(opened(school, "Mira", "quizzes"))


def test_pupils_get_no_page_for_teachers(desk):
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        opened(desk.school, "Lan", "quiz", quiz=desk.quiz)
    app = opened(desk.school, "Lan", "quizzes")
    assert "Make questions" not in labels(app)
    assert "The bridges of Orla" not in html(app) + told(app)


def test_a_quiz_that_is_not_there_is_told_to_be_so(school):
    for number in ("999", "x", ""):
        app = opened(school, "Mira", "quiz", quiz=number)
        assert "This quiz is not there any more" in app.error[0].value


@pytest.mark.parametrize("part", ["questions", "rules", "preview", "results"])
def test_every_part_is_there_in_vietnamese(desk, part):
    desk.school.hall.accounts.set_language(desk.mira, "vi")
    app = desk.open(part=part)
    parts = app.button_group(key="quiz_part")
    assert parts.options == [say("vi", name) for name in ("Questions", "Rules", "Preview", "Results")]
    expected = {
        "questions": "What proves it",
        "rules": "How it is taken",
        "preview": "There is no question that pupils could get. Make some under “Questions”.",
        "results": "Pupils",
    }
    assert say("vi", expected[part]) != expected[part]
    if part != "preview":
        assert say("vi", expected[part]) in headings(app)
