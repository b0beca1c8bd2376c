"""The sources page on real parts: adding, describing, finding and removing."""

from __future__ import annotations

import pytest

from studyhall.domain.documents import Description
from studyhall.domain.jobs import NewUpload
from studyhall.domain.wording import say
from studyhall.ui.components.words import plain
from studyhall.ui.serving import now
from tests.ui.conftest import NORTH, button, told


def on_sources(school, name):
    app = school.arrive(name)
    return app.switch_page("views/sources.py").run()


def test_a_source_is_removed_and_the_index_follows(school):
    mira = school.id("Mira")
    (north,) = (s for s in school.hall.library.sources(mira, school.course) if s.file == "north.md")
    app = on_sources(school, "Mira")
    assert not [one for one in app.button if one.label == "Remove this source"]
    app.session_state[f"remove_{north.document_id}"] = True
    app.run()
    app.button(key=f"sure_remove_{north.document_id}").click().run()
    assert not app.exception
    assert [one.value for one in app.toast] == ["“The bridge of Orla” is removed\\."]
    assert [s.file for s in school.hall.library.sources(mira, school.course)] == ["south.md"]
    assert (
        school.hall.retrieval.search(school.course, "Who built the bridge in 1897?").evidence[0].passage.side
        == "south"
    )


def test_a_pupil_sees_the_sources_and_no_way_to_change_them(school):
    app = on_sources(school, "Lan")
    assert [link.proto.label for link in app.get("page_link")] == [
        "**A letter from the south bank**",
        "**The bridge of Orla**",
    ]
    assert not app.get("popover")
    assert not app.get("file_uploader")


def test_a_source_is_found_by_its_title(school):
    app = on_sources(school, "Lan")
    app.text_input[0].set_value("LETTER").run()
    assert [link.proto.label for link in app.get("page_link")] == ["**A letter from the south bank**"]
    app.text_input[0].set_value("fire").run()
    assert not app.get("page_link")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_what_became_of_files_is_told_in_the_readers_language(school, language):
    school.hall.accounts.set_language(school.id("Mira"), language)
    school.hall.adding.submit(
        school.id("Mira"), school.course, [NewUpload("a_b.pdf", b"%PDF-1.7 none")], now()
    )
    while school.hall.worker.turn():
        pass
    app = on_sources(school, "Mira")
    (told,) = (one.value for one in app.markdown if "b\\.pdf" in one.value)
    broken = "The file is damaged. Save it again in the program that made it, and add the new copy."
    assert ("is damaged" in told) == (language == "en")
    assert (plain(say("vi", broken)) in told) == (language == "vi")


def source(school, file):
    found = school.hall.library.sources(school.id("Mira"), school.course)
    return next(one for one in found if one.file == file)


def work(school, *uploads):
    school.hall.adding.submit(school.id("Mira"), school.course, uploads, now())
    while school.hall.worker.turn():
        pass


def test_a_source_is_described_anew_in_a_form_that_holds_what_is_known(school):
    document = source(school, "north.md").document_id
    app = on_sources(school, "Mira")
    shut = len(app.text_input)
    app.session_state[f"change_{document}"] = True
    app.run()
    assert app.text_input(key=f"title_{document}").value == "The bridge of Orla"
    assert app.selectbox(key=f"side_{document}").value == "north"
    assert app.selectbox(key=f"language_{document}").value == "en"
    app.text_input(key=f"title_{document}").set_value("Orla")
    app.text_input(key=f"author_{document}").set_value("Vera Lind")
    app.selectbox(key=f"side_{document}").set_value("South")
    button(app, "Save").click().run()
    assert not app.exception
    assert [one.value for one in app.toast] == ["“Orla” is changed\\."]
    assert len(app.text_input) == shut
    assert source(school, "north.md").description == Description("Orla", "Vera Lind", "south", "en")
    found = school.hall.retrieval.search(school.course, "Who built the bridge in 1897?").evidence[0].passage
    assert (found.title, found.side) == ("Orla", "south")


def test_a_source_keeps_a_title(school):
    document = source(school, "north.md").document_id
    app = on_sources(school, "Mira")
    app.session_state[f"change_{document}"] = True
    app.run()
    app.text_input(key=f"title_{document}").set_value(" ")
    button(app, "Save").click().run()
    assert len(app.error) == 1
    assert app.text_input(key=f"title_{document}")
    assert source(school, "north.md").description.title == "The bridge of Orla"


def test_the_popovers_of_a_card_say_which_source_they_are_for(school):
    app = on_sources(school, "Mira")
    helps = {one.proto.popover.help for one in app.get("popover")}
    assert helps == {
        plain(f"{what} “{title}”")
        for what in ("Change what is told of", "Remove")
        for title in ("The bridge of Orla", "A letter from the south bank")
    }


def test_one_file_has_a_title_and_several_share_what_is_told(school):
    app = on_sources(school, "Mira")
    labels = lambda: [one.label for one in app.text_input]  # noqa: E731
    assert "Title" not in labels()
    one, two = (f"{name}.md" for name in ("one", "two"))
    app.file_uploader[0].set_value((one, b"# One\n\nThe quay is of stone.\n", "text/markdown")).run()
    assert "Title" in labels()
    assert "told of all" not in told(app)
    app.file_uploader[0].set_value(
        [(one, b"# One\n\nThe quay is of stone.\n", ""), (two, b"# Two\n\nThe mole is of wood.\n", "")]
    ).run()
    assert "Title" not in labels()
    assert "told of all 2 files" in told(app)
    app.selectbox(key="side_adding_0").set_value("North")
    button(app, "Add").click().run()
    while school.hall.worker.turn():
        pass
    assert [source(school, name).description.side for name in (one, two)] == ["north", "north"]


def test_a_title_that_is_told_is_the_sources(school):
    app = on_sources(school, "Mira")
    app.file_uploader[0].set_value(("one.md", b"# One\n\nThe quay is of stone.\n", "text/markdown")).run()
    app.text_input(key="title_adding_0").set_value("The quay")
    button(app, "Add").click().run()
    while school.hall.worker.turn():
        pass
    assert source(school, "one.md").description.title == "The quay"


def test_the_sides_of_the_course_are_offered(school):
    app = on_sources(school, "Mira")
    assert app.selectbox(key="side_adding_0").options == ["neutral", "North", "South"]


def test_what_was_refused_is_told_of_the_newest_job_until_it_is_hidden(school):
    torn = lambda name: NewUpload(name, b"%PDF-1.7 none")  # noqa: E731
    work(school, torn("first.pdf"))
    work(school, torn("second.pdf"))
    app = on_sources(school, "Mira")
    assert "first.pdf" not in told(app)
    assert "second.pdf" in told(app)
    button(app, "Hide").click().run()
    assert "second.pdf" not in told(app)
    app.run()
    assert "second.pdf" not in told(app)
    work(school, torn("third.pdf"))
    app.run()
    assert "third.pdf" in told(app)
    work(school, NewUpload("north.md", NORTH.encode()))
    app.run()
    assert "pdf could not" not in told(app)
