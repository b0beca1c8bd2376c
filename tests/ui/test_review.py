"""The teacher's desk, on its page: what waits, what is done about it, and what that changes."""

from __future__ import annotations

import pytest

from studyhall.domain.grades import Grader, NewGrade
from studyhall.ui import main
from studyhall.ui.serving import now
from tests.publishing import EVERY_KIND
from tests.ui.conftest import html, told
from tests.ui.sitting import opened, published

WORDS = EVERY_KIND[3:5]
ANSWERS = {
    "Lan": ("It was struck by lightning", "Vera Lund"),
    "Minh": ("it was struck by lightning.", "Nobody"),
}


@pytest.fixture
def quiz(school):
    """Lan and Minh have answered the two questions that ask for words."""
    code = school.hall.classes.join_code(school.id("Mira"), school.course.id)
    school.hall.accounts.join(code, "Minh", "a long sentence", "", now())
    made, taking = published(school, WORDS), school.hall.taking
    for name, given in ANSWERS.items():
        attempt = taking.start(school.id(name), made, now())
        for number, words in enumerate(given, 1):
            taking.answer(school.id(name), attempt, number, words, now())
        taking.submit(school.id(name), attempt, now())
    while school.hall.worker.turn():
        pass
    return made


def waiting(school):
    return school.hall.reviewing.desk(school.id("Mira"), school.course)


def test_the_menu_tells_how_many_wait(school, quiz, monkeypatch):
    titles = []
    made = main.st.Page
    monkeypatch.setattr(
        main.st, "Page", lambda view, **told: titles.append(told["title"]) or made(view, **told)
    )
    opened(school, "Mira", "review")
    assert "Review (4)" in titles
    titles.clear()
    school.arrive("Lan")
    assert not [title for title in titles if "Review" in title]


def test_an_answer_is_shown_with_all_that_settles_it(school, quiz):
    app = opened(school, "Mira", "review")
    shown = html(app)
    assert "<h2>Lan</h2>" in shown
    for words in ("How was the lighthouse", "It was struck by lightning", "By a fire", "It burned down",
                  "Says that it burned.", "The source says so."):  # fmt: skip
        assert words in shown
    assert '<mark id="cited-script">The lighthouse of Kerrin was destroyed' in shown


def test_names_are_hidden_on_request(school, quiz):
    app = opened(school, "Mira", "review")
    app.toggle(key="desk_names_hidden").set_value(True).run()
    shown = html(app) + told(app) + str(app.selectbox(key="desk_choice").options)
    assert "Pupil 1" in shown
    assert "Lan" not in shown
    assert "Minh" not in shown


def test_other_points_with_a_comment_and_a_reason_and_the_next_one_comes_up(school, quiz):
    app = opened(school, "Mira", "review")
    first = waiting(school)[0]
    key = f"{first.attempt_id}_{first.number}"
    app.number_input(key=f"points_{key}").set_value(0.5)
    app.text_area(key=f"comment_{key}").set_value("Where does it say so?")
    app.text_input(key=f"why_{key}").set_value("Half is right")
    next(one for one in app.button if one.label == "Give these points").click().run()
    assert not app.exception
    script = school.hall.reviewing.script(school.id("Mira"), first.attempt_id, first.number)
    counts = script.in_force
    assert (counts.share, counts.by, counts.comment, counts.reason) == (
        0.5, Grader.TEACHER, "Where does it say so?", "Half is right",
    )  # fmt: skip
    assert "<h2>Minh</h2>" in html(app)
    assert len(app.selectbox(key="desk_choice").options) == 3


def test_without_a_proposal_no_points_are_given_unless_some_are_typed(school, quiz):
    app = opened(school, "Mira", "review")
    first = waiting(school)[0]
    field = f"points_{first.attempt_id}_{first.number}"
    assert app.number_input(key=field).value is None
    next(one for one in app.button if one.label == "Give these points").click().run()
    assert [one.value for one in app.warning] == ["Fill in the points first."]
    assert len(waiting(school)) == 4
    app.number_input(key=field).set_value(0.0)
    next(one for one in app.button if one.label == "Give these points").click().run()
    assert len(waiting(school)) == 3


def test_a_proposal_is_accepted_as_it_is(school, quiz):
    first = waiting(school)[0]
    proposal = NewGrade(
        first.attempt_id, first.number, 0.5, Grader.PROPOSAL, released=False, engine="offline",
        confidence=0.62, reason="Half of it",
    )  # fmt: skip
    with school.hall.storage.begin(write=True) as work:
        work.grades.add(proposal, now())
        work.commit()
    app = opened(school, "Mira", "review")
    said = " ".join(one.value for one in app.info).replace("\\", "")
    assert "Proposed: 0.5 of 1 points · by comparing words · sure to 62 % · Half of it" in said
    app.button(key=f"accept_{first.attempt_id}_{first.number}").click().run()
    counts = school.hall.reviewing.script(school.id("Mira"), first.attempt_id, first.number).in_force
    assert (counts.share, counts.by, counts.name) == (0.5, Grader.TEACHER, "Mira")
    assert "<h2>Minh</h2>" in html(app)


def test_also_right_shows_whose_marks_move_before_they_do(school, quiz):
    app = opened(school, "Mira", "review")
    first = waiting(school)[0]
    key = f"{first.attempt_id}_{first.number}"
    app.session_state[f"also_{key}"] = True
    app.run()
    assert "<td>Lan</td><td>It was struck by lightning</td><td>–</td><td>1</td>" in html(app)
    assert "<td>Minh</td><td>it was struck by lightning.</td><td>–</td><td>1</td>" in html(app)
    assert len(waiting(school)) == 4
    app.button(key=f"yes_{key}").click().run()
    assert not app.exception
    assert [script.number for script in waiting(school)] == [2, 2]
    assert "What belongs" not in html(app)
    assert "The bridge of Orla was built by" in html(app)


@pytest.mark.parametrize(("language", "before"), [("en", "0.25 · by a teacher"), ("vi", "0,25 · giáo viên")])
def test_marks_that_a_teacher_gave_are_marked_where_they_are_to_move(school, quiz, language, before):
    first, second = waiting(school)[:2]
    school.hall.accounts.set_language(school.id("Mira"), language)
    school.hall.reviewing.grade(school.id("Mira"), second.attempt_id, second.number, 0.25, now())
    app = opened(school, "Mira", "review")
    app.session_state[f"also_{first.attempt_id}_{first.number}"] = True
    app.run()
    assert f"<td>Minh</td><td>it was struck by lightning.</td><td>{before}</td><td>1</td>" in html(app)
    assert "<td>Lan</td><td>It was struck by lightning</td><td>–</td><td>1</td>" in html(app)


def test_with_names_hidden_no_name_stands_among_the_marks(school, quiz):
    app = opened(school, "Mira", "review")
    first = waiting(school)[0]
    app.toggle(key="desk_names_hidden").set_value(True)
    app.session_state[f"also_{first.attempt_id}_{first.number}"] = True
    app.run()
    assert "<td>It was struck by lightning</td><td>–</td><td>1</td>" in html(app)
    assert "Minh" not in html(app)


def test_every_grade_is_kept_with_who_when_and_why(school, quiz):
    first, teacher = waiting(school)[0], school.id("Mira")
    place = (teacher, first.attempt_id, first.number)
    school.hall.reviewing.grade(*place, 0.25, now(), "A start.", "Lenient")
    school.hall.reviewing.grade(*place, 0.0, now(), "Read it again.", "Not lenient")
    app = opened(school, "Mira", "review")
    app.toggle(key="desk_settled").set_value(True).run()
    history = html(app).split('<table class="history">')[1]
    assert history.index("Not lenient") < history.index("Lenient")
    for words in ("by a teacher · Mira", "0.25 of 1 points", "told the pupil: A start."):
        assert words in history


def test_the_next_and_the_one_before(school, quiz):
    app = opened(school, "Mira", "review")
    app.button(key="desk_next").click().run()
    assert "<h2>Minh</h2>" in html(app)
    app.button(key="desk_back").click().run()
    assert "<h2>Lan</h2>" in html(app)
    app.button(key="desk_back").click().run()
    assert app.selectbox(key="desk_choice").value == 3


def test_by_student(school, quiz):
    app = opened(school, "Mira", "review")
    app.button_group(key="desk_sorting").set_value("student").run()
    labels = app.selectbox(key="desk_choice").options
    assert [label.split(" · ")[1] for label in labels] == ["Lan", "Lan", "Minh", "Minh"]


def test_nothing_waits(school):
    assert "No answer waits for you." in told(opened(school, "Mira", "review"))


def test_a_pupil_has_no_desk(school):
    app = school.arrive("Lan")
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        app.switch_page("views/review.py")
