"""What came of an attempt, on its page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from studyhall.domain.quizzes import Feedback
from studyhall.ui.serving import now
from tests.publishing import AS_STORED
from tests.ui.conftest import html, told
from tests.ui.sitting import LATER, Sitting, opened, published

ANSWERS = {1: 0, 2: (0, 2), 3: False, 4: "Nobody knows <b>", 5: "vera lind", 6: (2, 1, 0)}


def details_of(shown):
    return re.findall(r"<details.*?</details>", shown, re.DOTALL)


@pytest.fixture
def sitting(school):
    made = Sitting(school, published(school))
    for number, given in ANSWERS.items():
        school.hall.taking.answer(made.pupil, made.attempt, number, given, now())
    school.hall.taking.submit(made.pupil, made.attempt, now())
    return made


def test_the_score_is_a_number_and_a_picture(sitting):
    shown = html(sitting.reopened())
    assert '<p class="score">3.33 of 6 points</p>' in shown
    signs = ["1 ✗", "2 ✓", "3 ✓", "4 …", "5 ✓", "6 ◐"]
    assert [sign for sign in signs if f"{sign}</a>" not in shown] == []


def test_each_answer_stands_beside_the_right_one_with_the_words_that_settle_it(sitting):
    app = sitting.reopened()
    shown = html(app)
    chosen = '<li class="chosen"><b aria-hidden="true">✗</b><span lang="en">Odo Sarn</span>'
    right = '<li class="right"><b aria-hidden="true">✓</b><span lang="en">Vera Lind</span>'
    assert chosen in shown
    assert right in shown
    assert "Nobody knows &lt;b&gt;" in shown
    assert "By a fire" in shown
    assert "The source says so." in shown
    assert '<mark id="cited-1">The bridge of Orla was built in 1897 by Vera Lind.</mark>' in shown
    links = [one.proto.label for one in app.get("page_link")]
    assert "Read on in “The bridge of Orla”" in [link.replace("\\", "") for link in links]


def test_passages_of_what_was_right_are_folded_and_the_others_open(sitting):
    shown = html(sitting.reopened())
    folded = [number for number in range(1, 7) if f'id="cited-{number}"' in "".join(details_of(shown))]
    assert folded == [2, 3, 5]
    assert all(f'<mark id="cited-{number}">' in shown for number in range(1, 7))
    links = [one for one in sitting.reopened().get("page_link") if "Read on in" in one.proto.label]
    assert len(links) == 6


def test_what_waits_for_the_teacher_is_told_and_what_they_wrote_is_shown(sitting):
    assert "Answers that wait for your teacher: 1." in " ".join(one.value for one in sitting.reopened().info)
    reviewing = sitting.school.hall.reviewing
    reviewing.grade(sitting.school.id("Mira"), sitting.attempt, 4, 0.5, now(), "Look at <i>May</i> again.")
    app = sitting.reopened()
    assert not app.info
    assert "Your teacher says" in html(app)
    assert "Look at &lt;i&gt;May&lt;/i&gt; again." in html(app)
    assert '<p class="score">3.83 of 6 points</p>' in html(app)


def test_a_source_that_was_removed_leaves_its_words(sitting):
    hall, teacher = sitting.school.hall, sitting.school.id("Mira")
    for source in hall.library.sources(teacher, sitting.school.course):
        hall.library.remove(teacher, source.document_id)
    shown = html(sitting.reopened())
    assert "This source was removed." in shown
    assert ">The bridge of Orla was built in 1897 by Vera Lind.</mark>" in shown


def test_before_it_is_due_it_only_says_when_it_comes(school):
    rules = replace(AS_STORED, feedback=Feedback.AFTER_CLOSING, closes_at=now() + LATER)
    sitting = Sitting(school, published(school, rules=rules))
    school.hall.taking.submit(sitting.pupil, sitting.attempt, now())
    app = sitting.reopened()
    assert "The result comes 20" in told(app)
    assert "Your answers are saved and handed in." in " ".join(one.value for one in app.success)
    assert "score" not in html(app).split("</style>")[-1]
    assert "Vera Lind" not in html(app)


def test_a_teacher_sees_whose_it_is(sitting):
    assert "Lan · Handed in" in told(opened(sitting.school, "Mira", "result", attempt=sitting.attempt))


def test_one_that_runs_is_gone_on_with(school):
    sitting = Sitting(school, published(school))
    app = opened(school, "Lan", "result", attempt=sitting.attempt)
    assert [one.proto.label for one in app.get("page_link")] == ["Go on"]


@pytest.mark.parametrize("attempt", ["", "7", "x"])
def test_a_result_that_is_not_there(school, attempt):
    assert len(opened(school, "Lan", "result", attempt=attempt).error) == 1
