"""Single pages with services of fakes: what each control does, and what is refused."""

from __future__ import annotations

import pytest
from streamlit.proto.ChatInput_pb2 import ChatInput

from studyhall.domain.conversation import Complaint
from studyhall.domain.errors import StorageFailure
from studyhall.domain.people import Role
from studyhall.ui.components.answers import sentences
from tests.ui.conftest import button, html


def texts(app):
    return " ".join(element.value for kind in ("caption", "markdown", "header", "subheader", "warning")
                    for element in app.get(kind))  # fmt: skip


def test_somebody_in_no_class_joins_one(shown):
    house = shown.house
    stranger = house.person("Bao", house.course())
    house.classes.remove_member(house.teacher, house.course().id, stranger)
    code = house.classes.open(house.teacher, house.course().id)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("studyhall.ui.session.address", lambda: "")
        app = shown.page("account", stranger)
        app.text_input[0].set_value("WRONG-CODE")
        button(app, "Join a class").click().run()
        assert [one.value.replace("\\", "") for one in app.error] == [
            "No class has this code. Check it with your teacher."
        ]
        app.text_input[0].set_value(code)
        button(app, "Join a class").click().run()
    assert house.classes.role(stranger, house.course().id) is Role.STUDENT


def test_a_teacher_reads_a_conversation_and_that_is_noted_once(shown):
    house = shown.house
    asked = house.tutoring.begin(house.pupil, house.course(), "Is water <i>wet</i>?", house.now)
    house.tutoring.finish(house.pupil, house.course(), asked.exchange_id, house.now)
    house.conversing.mark(house.pupil, asked.exchange_id, Complaint.WRONG, "no ![x](http://x)", house.now)
    app = shown.page("questions", house.teacher)
    assert "Lan" in texts(app)
    button(app, "Is water").click().run()
    app.run()
    assert "Is water &lt;i&gt;wet&lt;/i&gt;?" in html(app)
    assert "![x]" not in texts(app)
    readings = house.conversing.open(house.pupil, asked.conversation_id, house.now).readings
    assert [name for name, _ in readings] == ["Mira"]


def test_the_reader_marks_the_words_and_finds_others_without_diacritics(shown):
    house = shown.house
    house.add("Hà Nội là thủ đô. <script>x</script> Đà Nẵng là thành phố biển.", "vn.txt", "History")
    source = next(s for s in house.library.sources(house.pupil, house.course()) if s.file == "vn.txt")
    text = house.library.read(house.pupil, source.document_id).body.text
    start = text.index("thủ đô")
    place = {"document": source.document_id, "start": str(start), "end": str(start + 6)}
    app = shown.page("reader", house.pupil, **place)
    assert '<mark id="cited">thủ đô</mark>' in html(app)
    assert "<script>" not in html(app)
    app.text_input[0].set_value("da nang").run()
    assert "<mark>Đà Nẵng</mark>" in html(app)


@pytest.mark.parametrize("document", ["", "0000000000000000", "../../etc/passwd", "%00"])
def test_a_source_that_is_not_there_is_told(shown, document):
    app = shown.page("reader", shown.house.pupil, document=document)
    assert len(app.error) == 1
    assert not app.header


@pytest.mark.parametrize(
    ("start", "end"), [("x", "5"), ("9" * 400, "5"), ("5", "5"), ("-1", "4"), ("0", "9" * 99)]
)
def test_a_place_that_is_none_is_not_marked_or_cut(shown, start, end):
    (source,) = shown.house.library.sources(shown.house.pupil, shown.house.course())
    app = shown.page("reader", shown.house.pupil, document=source.document_id, start=start, end=end)
    assert not app.exception
    assert not app.error
    assert "Stones are hard." in html(app).replace("</mark>", "")


def test_a_question_without_an_answer_can_be_asked_again(shown):
    house = shown.house
    asked = house.tutoring.begin(house.pupil, house.course(), "Is water wet?", house.now)
    app = shown.page("study", house.pupil, talk=str(asked.conversation_id))
    assert "has no answer" in texts(app)
    button(app, "Ask again").click().run()
    (exchange,) = house.conversing.open(house.pupil, asked.conversation_id, house.now).exchanges
    assert exchange.answer is not None


def test_a_failure_in_the_middle_keeps_the_question_and_says_what_to_do(shown):
    house = shown.house

    def failing():
        raise StorageFailure("the disk is full", "free some space", code="disk_full")

    house.engine.before = failing
    app = shown.page("study", house.pupil)
    app.chat_input[0].set_value("Is water wet?").run()
    assert [one.value.replace("\\", "") for one in app.error] == [
        "The disk is full. Tell your teacher; nothing that was saved is lost."
    ]
    (talk,) = house.conversing.mine(house.pupil, house.course())
    (exchange,) = house.conversing.open(house.pupil, talk.id, house.now).exchanges
    assert (exchange.question, exchange.answer) == ("Is water wet?", None)


def test_a_conversation_is_renamed_and_deleted(shown):
    house = shown.house
    asked = house.tutoring.begin(house.pupil, house.course(), "Is water wet?", house.now)
    talk = asked.conversation_id
    app = shown.page("study", house.pupil, talk=str(talk))
    app.session_state["manage_talk"] = True
    app.run()
    app.text_input(key=f"title_{talk}").set_value("Water")
    button(app, "Rename").click().run()
    assert house.conversing.mine(house.pupil, house.course())[0].title == "Water"
    app.session_state["manage_talk"] = True
    app.run()
    app.checkbox(key=f"sure_{talk}").check().run()
    app.button(key=f"delete_{talk}").click().run()
    assert house.conversing.mine(house.pupil, house.course()) == []


def test_a_thumb_down_reaches_the_teacher(shown):
    house = shown.house
    asked = house.tutoring.begin(house.pupil, house.course(), "Is water wet?", house.now)
    house.tutoring.finish(house.pupil, house.course(), asked.exchange_id, house.now)
    app = shown.page("study", house.pupil, talk=str(asked.conversation_id))
    app.session_state[f"down_{asked.exchange_id}"] = True
    app.run()
    app.radio(key=f"reason_{asked.exchange_id}").set_value(Complaint.ONE_SIDED)
    app.text_input(key=f"remark_{asked.exchange_id}").set_value("Where is the other?")
    button(app, "Tell the teacher").click().run()
    (exchange,) = house.conversing.open(house.pupil, asked.conversation_id, house.now).exchanges
    assert (exchange.mark.complaint, exchange.mark.remark) == (Complaint.ONE_SIDED, "Where is the other?")


def test_an_answer_is_there_as_text_to_copy(shown):
    house = shown.house
    asked = house.tutoring.begin(house.pupil, house.course(), "Is water wet?", house.now)
    house.tutoring.finish(house.pupil, house.course(), asked.exchange_id, house.now)
    app = shown.page("study", house.pupil, talk=str(asked.conversation_id))
    assert not app.get("code")
    app.session_state[f"copy_{asked.exchange_id}"] = True
    app.run()
    assert [one.value for one in app.get("code")] == ["As written [S1]\n\n[S1] water.txt"]


def test_a_new_answer_grows_sentence_by_sentence_up_to_the_whole():
    *grown, whole = sentences("One. [S1]\nTwo. [S2]\nThree.", ())
    assert ["Two" in shown for shown in (*grown, whole)] == [False, True, True]
    assert ["Three" in shown for shown in (*grown, whole)] == [False, False, True]


def test_while_an_answer_is_made_it_can_be_stopped(shown):
    app = shown.page("study", shown.house.pupil)
    assert app.chat_input[0].proto.submit_mode == ChatInput.SUBMIT_MODE_STOP
