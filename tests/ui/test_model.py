"""A language model on the pages: agreed to, asked, failing, asked again, limited, tried; on real parts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studyhall.domain.errors import ModelFailure, Trouble
from studyhall.domain.jobs import NewUpload
from studyhall.domain.metering import DAILY_TOKENS, Model, Terms
from studyhall.domain.people import Role
from studyhall.domain.wording import say
from studyhall.ui.serving import now
from tests.fakes.embedder import FakeMeaning
from tests.model_minds import quoting
from tests.model_replies import BROKEN, NO_MODEL, WRONG_KEY, Says
from tests.model_server import ModelServer
from tests.ui.conftest import PASSWORD, button, founded, html, opened, told

QUESTION = "When was the second bridge of Orla opened?"
BY_MODEL = "Written by a language model."
MOVED = "The language model runs elsewhere now"
FAILED = "The language model did not answer this time."
OUT_OF_ORDER = "The language model is out of order here."
AGAIN = "Ask the model again"


@pytest.fixture
def server():
    with ModelServer() as running:
        running.always(quoting)
        yield running


@pytest.fixture
def school(server, tmp_path, monkeypatch):
    """A school with a model set up and switched on nowhere; its owner Mira and the pupil Lan."""
    settings = {
        "model": "openai:test-model",
        "base_url": server.url,
        "key": "sk-canary",
        "price_input": 1.0,
        "price_output": 4.0,
    }
    with opened(tmp_path / "home", settings=settings) as hall:
        yield founded(hall, monkeypatch)


@pytest.fixture
def agreed(school):
    """The same, switched on."""
    hall = school.hall
    hall.consenting.switch_on(school.id("Mira"), school.course, hall.consenting.chat.host, 50_000, now())
    return school


def page(school, view, name="Mira"):
    return school.arrive(name).switch_page(f"views/{view}.py").run()


def asked(school, question=QUESTION, name="Lan"):
    app = school.arrive(name)
    app.chat_input[0].set_value(question).run()
    assert not app.exception
    return app


def labels(app):
    return [one.label for one in app.button]


def terms(school) -> Terms:
    return school.hall.consenting.terms(school.id("Mira"), school.course)


def answers(school):
    lan = school.id("Lan")
    (talk,) = school.hall.conversing.mine(lan, school.course)
    return [one.answer for one in school.hall.conversing.open(lan, talk.id, now()).exchanges]


def test_before_switching_on_it_is_told_what_goes_where_and_what_it_costs(school, server):
    app = page(school, "model")
    host = school.hall.consenting.chat.host
    assert f"**test-model** runs on **{host}**" in told(app)
    for line in (
        "pupils' questions, as they type them",
        "in the same conversation",
        "passages of this course",
    ):
        assert line in told(app)
    assert "500,000 tokens are enough for about 125 answers. They cost at most $2.00." in told(app)
    app.number_input[0].set_value(40_000).run()
    assert "40,000 tokens are enough for about 10 answers. They cost at most $0.16." in told(app).replace(
        "0.1600", "0.16"
    )
    assert terms(school) == Terms()
    assert server.requests == []


def test_a_teacher_switches_it_on_with_a_limit_changes_that_and_switches_it_off(school):
    app = page(school, "model")
    app.number_input[0].set_value(40_000).run()
    button(app, "Switch it on").click().run()
    assert (terms(school).chat_host, terms(school).daily_tokens) == (school.hall.consenting.chat.host, 40_000)
    assert "Decided last by Mira" in told(app)
    assert button(app, "Change the limit").disabled
    app.number_input[0].set_value(60_000).run()
    button(app, "Change the limit").click().run()
    assert terms(school).daily_tokens == 60_000
    button(app, "Switch it off").click().run()
    assert terms(school).chat_host == ""
    assert "Switch it on" in labels(app)


def test_without_a_price_it_is_told_where_one_is_set(school):
    consenting = school.hall.consenting
    consenting.chat = replace(consenting.chat, price=None)
    app = page(school, "model")
    assert "can set STUDYHALL_PRICE_INPUT, STUDYHALL_PRICE_OUTPUT" in told(app)
    assert "$" not in told(app)


def test_an_agreement_to_another_host_is_asked_for_anew_and_sends_nothing(agreed, server):
    consenting, old = agreed.hall.consenting, agreed.hall.consenting.chat.host
    with agreed.hall.storage.begin(write=True) as work:
        work.terms.put(agreed.course.id, replace(terms(agreed), chat_host="old.example"))
        work.commit()
    pupil = asked(agreed)
    assert BY_MODEL not in html(pupil)
    assert MOVED not in told(pupil)
    assert server.requests == []
    assert MOVED in told(agreed.arrive("Mira"))
    app = page(agreed, "model")
    assert f"It was switched on for old.example, but the model runs on {old} now." in told(app)
    button(app, "Switch it on").click().run()
    assert terms(agreed).allows_chat(consenting.chat)
    assert MOVED not in told(agreed.arrive("Mira"))


def test_a_click_meant_for_another_host_agrees_to_nothing(school):
    app = page(school, "model")
    consenting = school.hall.consenting
    consenting.chat = Model("openai:test-model", "elsewhere.example")
    button(app, "Switch it on").click().run()
    assert terms(school) == Terms()
    assert "elsewhere.example" in told(app)


def test_where_it_is_off_a_pupil_is_answered_in_quotations_and_told_nothing(school, server):
    app = asked(school)
    assert "9 June 1910" in html(app)
    assert "language model" not in html(app)
    assert server.requests == []


def test_where_it_is_on_a_pupil_is_told_so_and_answered_by_it(agreed, server):
    host = agreed.hall.consenting.chat.host
    app = agreed.arrive("Lan")
    assert f"A language model at {host} helps to answer here." in html(app)
    app.chat_input[0].set_value(QUESTION).run()
    assert "9 June 1910" in html(app)
    assert BY_MODEL in html(app)
    assert f"What you ask goes to a language model at {host}," in html(app)
    assert "Lan" not in str(server.requests)
    assert answers(agreed)[0].engine == "llm"


def test_a_question_that_leans_on_another_is_shown_as_it_was_understood(agreed, server):
    app = asked(agreed)
    understood = "When was the *second* bridge of Orla <b>opened</b>?"
    server.enqueue(Says((understood,)))
    app.chat_input[0].set_value("And when was it opened?").run()
    assert "Understood as: “When was the *second* bridge of Orla &lt;b&gt;opened&lt;/b&gt;?”" in html(app)


def test_a_model_that_fails_is_told_in_a_sentence_and_can_be_asked_again(agreed, server):
    server.always(BROKEN)
    app = asked(agreed)
    assert f"{FAILED} Here are the sources&#x27; own words." in html(app)
    assert "9 June 1910" in html(app)
    assert "Quoted from the sources, without the language model." in html(app)
    server.always(quoting)
    button(app, AGAIN).click().run()
    assert FAILED not in html(app)
    assert BY_MODEL in html(app)
    assert AGAIN not in labels(app)
    assert [(one.engine, one.trouble) for one in answers(agreed)] == [("llm", "")]


def test_a_teacher_reads_the_same_without_the_button(agreed, server):
    server.always(BROKEN)
    asked(agreed)
    app = page(agreed, "questions")
    button(app, QUESTION[:10]).click().run()
    assert FAILED in html(app)
    assert AGAIN not in labels(app)


def test_where_it_is_switched_off_meanwhile_it_is_not_asked_again(agreed, server):
    server.always(BROKEN)
    asked(agreed)
    agreed.hall.consenting.switch_off(agreed.id("Mira"), agreed.course, now())
    app = agreed.arrive("Lan", talk=str(agreed.hall.conversing.mine(agreed.id("Lan"), agreed.course)[0].id))
    assert FAILED in html(app)
    assert AGAIN not in labels(app)


@pytest.mark.parametrize("reply", [WRONG_KEY, NO_MODEL])
def test_what_only_a_teacher_can_mend_is_told_so(agreed, server, reply):
    server.always(reply)
    app = asked(agreed)
    assert OUT_OF_ORDER in html(app)
    # By then it may be mended.
    server.always(quoting)
    button(app, AGAIN).click().run()
    assert OUT_OF_ORDER not in html(app)
    assert BY_MODEL in html(app)


def test_a_course_at_its_limit_is_told_when_it_goes_on(agreed, server):
    agreed.hall.consenting.set_limit(agreed.id("Mira"), agreed.course, 1_000)
    app = asked(agreed)
    assert "It helps again tomorrow. Here are the sources&#x27; own words." in html(app)
    assert "9 June 1910" in html(app)
    assert server.requests == []


@pytest.mark.parametrize("trouble", list(Trouble))
@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_trouble_has_its_words(agreed, monkeypatch, trouble, language):
    lan = agreed.id("Lan")
    agreed.hall.accounts.set_language(lan, language)
    model = agreed.hall.engines["llm"]

    def failing(*_):
        raise ModelFailure(trouble, "it failed", "try again")

    monkeypatch.setattr(model.answers, "write", failing)
    app = asked(agreed, "Who was the captain of the whale ship?")
    assert 'class="trouble"' in html(app)
    assert say(language, "Without it there is only this to say.") in html(app)
    assert labels(app).count(say(language, AGAIN)) == 1


def test_what_was_used_is_shown_by_day_and_against_the_limit(agreed):
    assert "Nothing yet in the last 14 days." in told(page(agreed, "model"))
    asked(agreed)
    app = page(agreed, "model")
    assert [one.proto.text for one in app.get("progress")] == ["Today: 1,060 of 50,000 tokens"]
    assert f'<th scope="row">{now().date().isoformat()}</th><td>1,060' in html(app)
    assert "<td>$0.0012</td><td>1</td>" in html(app)


def test_what_failed_is_counted(agreed, server):
    server.always(WRONG_KEY)
    asked(agreed)
    assert "<td>1, 1 failed</td>" in html(page(agreed, "model"))


def test_who_may_open_the_pages_of_the_model(school):
    hall, mira = school.hall, school.id("Mira")
    code = hall.classes.join_code(mira, school.course.id)
    ada = hall.accounts.join(code, "Ada", PASSWORD, "", now()).person.id
    hall.classes.set_role(mira, school.course.id, ada, Role.TEACHER, now())
    assert [one.value for one in page(school, "model", "Ada").title] == ["Language model"]
    for name, view in (("Lan", "model"), ("Lan", "settings"), ("Ada", "settings")):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            page(school, view, name)
    hall.consenting.chat = None
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        page(school, "model", "Ada")
    # Whoever runs it here is told how to set one up.
    app = page(school, "model")
    assert "STUDYHALL_MODEL=openai:" in app.get("code")[0].value


def test_an_admin_tries_what_is_set_up_and_reads_what_is_wrong(school, server):
    app = page(school, "settings")
    button(app, "Try it").click().run()
    (works,) = app.success
    assert "Answers by a language model" in works.value
    assert "It works, in " in works.value
    server.always(WRONG_KEY)
    button(app, "Try it").click().run()
    (wrong,) = app.error
    assert "refused the key; check the key in the settings." in wrong.value.replace("\\", "")
    assert not app.success


def test_what_is_set_is_shown_without_the_key(school):
    shown = html(page(school, "settings"))
    assert "openai:test-model" in shown
    assert "<code>OPENAI_API_KEY</code></th><td>set</td>" in shown
    assert "<code>STUDYHALL_EMBEDDINGS_KEY</code></th><td>not set</td>" in shown
    assert "canary" not in shown


@pytest.fixture
def meant(tmp_path, monkeypatch):
    """A school with a model to search by meaning set up, and no other."""
    with opened(tmp_path / "home", meaning=FakeMeaning()) as hall:
        yield founded(hall, monkeypatch)


def work_off(school):
    while school.hall.worker.turn():
        pass


def test_a_teacher_has_a_course_searched_by_meaning_and_by_spelling_again(meant):
    app = page(meant, "model")
    assert "**letters** runs on **models.example**" in told(app)
    assert "all passages of this course's sources" in told(app)
    assert "To be read: " in told(app)
    assert "at most $0.00" in told(app)
    button(app, "Search by meaning").click().run()
    assert "Spelling is searched until all passages are read." in told(app)
    assert not {"Back to spelling", "Give it up"} & set(labels(app))
    work_off(meant)
    app = page(meant, "model")
    assert [one.value for one in app.success] == ["This course is searched by meaning."]
    assert meant.hall.shelving.in_use(meant.course).embedder is meant.hall.shelving.meaning
    assert "<td>" in html(app)
    button(app, "Back to spelling").click().run()
    assert meant.hall.shelving.in_use(meant.course) == meant.hall.shelving.spelling
    assert "Search by meaning" in labels(app)


def test_pupils_are_told_where_their_questions_go_to_be_searched_by_meaning(meant):
    line = "Your questions go to models.example to search by meaning, your name does not."
    assert line not in html(meant.arrive("Lan"))
    meant.hall.embedding.start(meant.id("Mira"), meant.course, "models.example", now())
    app = meant.arrive("Lan")
    assert line in html(app)
    app.chat_input[0].set_value(QUESTION).run()
    assert line in html(app)


def test_passages_that_were_read_are_not_estimated_again(meant):
    button(page(meant, "model"), "Search by meaning").click().run()
    work_off(meant)
    app = page(meant, "model")
    button(app, "Back to spelling").click().run()
    assert "There is no passage that was not read before: none is sent." in told(app)


def test_reading_for_meaning_is_stopped_and_gone_on_with(meant):
    app = page(meant, "model")
    button(app, "Search by meaning").click().run()
    button(app, "Stop").click().run()
    work_off(meant)
    app = page(meant, "model")
    assert "Stopped. What is read stays read" in app.info[0].value
    button(app, "Go on").click().run()
    work_off(meant)
    assert page(meant, "model").success


def test_reading_that_failed_says_why_and_is_gone_on_with(meant):
    meaning = meant.hall.shelving.meaning
    meaning.failing = ModelFailure(Trouble.KEY, "the key was refused", "check it")
    app = page(meant, "model")
    button(app, "Search by meaning").click().run()
    work_off(meant)
    app = page(meant, "model")
    assert "The key was refused; check it." in app.error[0].value.replace("\\", "")
    meaning.failing = None
    button(app, "Go on").click().run()
    work_off(meant)
    assert page(meant, "model").success


def test_a_course_with_more_text_than_its_limit_is_told_so(meant):
    meant.hall.consenting.set_limit(meant.id("Mira"), meant.course, 1_000)
    assert "more than the limit of a day" not in told(page(meant, "model"))
    big = "The lighthouse of Kerrin was destroyed by a fire on 4 May 1902. " * 60
    meant.hall.adding.submit(meant.id("Mira"), meant.course, [NewUpload("b.txt", big.encode())], now())
    work_off(meant)
    app = page(meant, "model")
    assert "more than the limit of a day" in told(app)
    app.number_input[0].set_value(DAILY_TOKENS).run()
    button(app, "Change the limit").click().run()
    assert "more than the limit of a day" not in told(app)


def test_reading_agreed_to_for_another_host_is_asked_for_anew(meant):
    hall = meant.hall
    hall.embedding.start(meant.id("Mira"), meant.course, "models.example", now())
    work_off(meant)
    hall.shelving.meaning.name += "@elsewhere.example"
    hall.shelving.meaning.model = hall.consenting.embeddings = Model("letters", "elsewhere.example")
    app = page(meant, "model")
    assert "It was started for models.example, but the model runs on elsewhere.example now." in told(app)
    assert "Search by meaning" in labels(app)
    assert "can set STUDYHALL_EMBEDDINGS_PRICE" in told(app)


def test_both_models_are_tried_even_where_one_fails(meant):
    meant.hall.shelving.meaning.failing = ModelFailure(Trouble.DOWN, "it does not answer", "wait")
    app = page(meant, "settings")
    button(app, "Try it").click().run()
    (wrong,) = app.error
    assert "It does not answer; wait." in wrong.value.replace("\\", "")
