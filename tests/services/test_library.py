"""Adding, describing and removing sources."""

from __future__ import annotations

import pytest

from studyhall.domain.documents import Description, NewSource, SourceFile
from studyhall.domain.errors import Absent, BadFile, NotAllowed, Refused
from studyhall.domain.people import Role
from studyhall.services.library import Outcome
from tests.fakes.reader import reading_of


def test_the_first_source_makes_its_course(house):
    added = house.add("Kerrin lies in the sea.\n\nIt has a lighthouse.", course="The island of Kerrin")
    assert (added.course.slug, added.outcome, added.passages) == ("the-island-of-kerrin", Outcome.ADDED, 2)
    assert [course.title for course in house.courses.all(house.actor)] == ["The island of Kerrin"]


def test_the_same_bytes_again_do_nothing_and_are_not_even_read(house):
    first = house.add("Kerrin lies in the sea.")
    house.reader.asked.clear()
    before = house.course().revision
    again = house.add("Kerrin lies in the sea.")
    assert (again.document_id, again.outcome) == (first.document_id, Outcome.UNCHANGED)
    assert house.reader.asked == []
    assert house.course().revision == before


def test_the_same_bytes_under_another_name_are_the_same_source(house):
    first = house.add("Kerrin lies in the sea.")
    assert house.add("Kerrin lies in the sea.", "copy.txt").document_id == first.document_id


def test_new_bytes_of_one_origin_replace_the_old(house):
    first = house.add("Kerrin lies in the sea.")
    second = house.add("Kerrin lies in the ocean.")
    assert (second.document_id, second.outcome) == (first.document_id, Outcome.REPLACED)
    assert len(house.library.sources(house.actor, house.course())) == 1
    assert house.library.read(house.actor, first.document_id).body.text == "Kerrin lies in the ocean."


def test_what_is_told_goes_before_what_the_file_says_and_can_be_told_later(house):
    added = house.add("Kerrin lies in the sea.", side="neutral")
    document = house.library.read(house.actor, added.document_id)
    assert (document.description.title, document.description.side) == ("notes.txt", "neutral")
    again = house.add("Kerrin lies in the sea.", title="Kerrin")
    assert again.outcome is Outcome.DESCRIBED
    described = house.library.read(house.actor, added.document_id).description
    assert (described.title, described.side) == ("Kerrin", "neutral")


def test_a_source_is_described_anew_without_reading_its_file_again(house):
    added = house.add("Kerrin lies in the sea.", author="Vera", side="north", licence="CC0")
    house.indexing.catch_up(house.course())
    house.reader.asked.clear()
    told = Description(title=" The isle\nof Kerrin ", side="south", language="vi", date="1902")
    course = house.library.describe(house.actor, added.document_id, told)
    assert (course.slug, house.reader.asked) == ("history", [])
    document = house.library.read(house.actor, added.document_id)
    # What was emptied is empty; the licence is nobody's to take away here.
    assert document.description == Description(
        "The isle of Kerrin", side="south", language="vi", date="1902", licence="CC0"
    )
    house.indexing.catch_up(course)
    (found,) = house.retrieval.search(house.course(), "Kerrin").evidence
    assert (found.passage.title, found.passage.side, found.passage.text) == (
        "The isle of Kerrin", "south", "Kerrin lies in the sea.",
    )  # fmt: skip
    assert house.shelf().revision() == house.course().revision


def test_a_description_that_says_the_same_moves_no_index(house):
    added = house.add("Kerrin lies in the sea.")
    before = house.course().revision
    known = house.library.read(house.actor, added.document_id).description
    assert house.library.describe(house.actor, added.document_id, known).revision == before


def test_a_source_keeps_a_title_and_a_language(house):
    added = house.add("Hòn đảo này nằm ở giữa biển và có một ngọn hải đăng cũ.", language="en")
    with pytest.raises(Refused) as caught:
        house.library.describe(house.actor, added.document_id, Description(title=" \u200b "))
    assert caught.value.code == "empty_title"
    assert house.library.read(house.actor, added.document_id).description.title == "notes.txt"
    house.library.describe(house.actor, added.document_id, Description(title="Kerrin"))
    assert house.library.read(house.actor, added.document_id).description.language == "vi"


def sides(house):
    return {s.file: s.description.side for s in house.library.sources(house.actor, house.course())}


def test_a_side_is_spelled_as_the_course_spells_it(house):
    house.add("Kerrin lies in the sea.", "one.txt", side="Đông Á")
    two = house.add("Orla has a bridge.", "two.txt", side=" đông  á")
    three = house.add("The quay is old.", "three.txt", side="NEUTRAL")
    assert sides(house) == {"one.txt": "Đông Á", "two.txt": "Đông Á", "three.txt": "neutral"}
    house.library.describe(house.actor, three.document_id, Description("Quay", side="ĐÔNG Á"))
    assert house.add("Orla has a bridge.", "two.txt", side="dong a").outcome is Outcome.UNCHANGED
    assert set(sides(house).values()) == {"Đông Á"}
    house.library.describe(house.actor, two.document_id, Description("Bridge", side=""))
    assert sides(house)["two.txt"] == ""


def test_the_only_source_of_a_side_can_be_spelled_anew(house):
    added = house.add("Kerrin lies in the sea.", side="việt nam")
    house.library.describe(house.actor, added.document_id, Description("Kerrin", side="Việt Nam"))
    assert sides(house) == {"notes.txt": "Việt Nam"}


def test_a_bad_file_changes_nothing_not_even_by_making_its_course(house):
    with pytest.raises(BadFile):
        house.library.add(
            house.actor, "New", NewSource(SourceFile("unknown.txt", b"x"), "unknown.txt"), house.now
        )
    assert house.courses.all(house.actor) == []


def test_a_course_title_without_letters_is_refused_before_anything_is_read(house):
    with pytest.raises(Refused):
        house.add("Kerrin lies in the sea.", course="…")
    assert house.reader.asked == []


def test_a_file_without_sentences_is_refused(house):
    reading = house.reader.readings
    house.add("Kerrin lies in the sea.")
    reading["empty.txt"] = reading["notes.txt"].__class__(
        "v", "text/plain", reading["notes.txt"].description, reading["notes.txt"].body, ()
    )
    with pytest.raises(BadFile, match="no sentences"):
        house.library.prepare(NewSource(SourceFile("empty.txt", b"x"), "empty.txt"))


def test_a_source_that_two_processes_add_at_once_is_there_once(house):
    house.add("Kerrin lies in the sea.")
    prepared = house.library.prepare(
        NewSource(SourceFile("notes.txt", b"Kerrin lies in the sea."), "elsewhere/notes.txt")
    )
    with house.storage.begin(write=True) as work:
        added = house.library.store(work, house.course(), prepared, house.now)
        work.commit()
    assert added.outcome is Outcome.UNCHANGED
    assert len(house.library.sources(house.actor, house.course())) == 1


def test_removing_gives_the_course_and_what_is_gone_is_absent(house):
    added = house.add("Kerrin lies in the sea.")
    assert house.library.remove(house.actor, added.document_id).slug == "history"
    for act in (house.library.remove, house.library.read):
        with pytest.raises(Absent, match="no document"):
            act(house.actor, added.document_id)


def test_a_course_that_is_not_there_is_named_with_those_that_are(house):
    house.add("Kerrin lies in the sea.")
    house.add("Orla has a bridge.", "orla.txt", course="Orla")
    with pytest.raises(Absent, match="history, orla"):
        house.courses.find(house.actor, "nowhere")
    with pytest.raises(Absent, match="no course was named"):
        house.courses.find(house.actor, None)


def test_the_only_course_needs_no_name(house):
    house.add("Kerrin lies in the sea.")
    assert house.courses.find(house.actor, None).slug == "history"


@pytest.fixture
def school(house):
    """Two courses with a source each: a teacher and a pupil of the first."""
    house.mine = house.add("Kerrin lies in the sea.").document_id
    house.theirs = house.add("Orla has a bridge.", "orla.txt", course="Orla").document_id
    house.teacher = house.person("Mai", house.course(), Role.TEACHER)
    house.pupil = house.person("An", house.course())
    return house


def test_what_is_of_another_course_looks_absent(school):
    for person in (school.teacher, school.pupil):
        describe = lambda actor, key: school.library.describe(actor, key, Description("Mine"))  # noqa: E731
        for act in (school.library.read, school.library.remove, describe):
            with pytest.raises(Absent) as theirs:
                act(person, school.theirs)
            with pytest.raises(Absent) as nobodys:
                act(person, "nothing")
            assert str(theirs.value) == str(nobodys.value).replace("nothing", school.theirs)
            assert theirs.value.code == nobodys.value.code
        with pytest.raises(Absent):
            school.library.sources(person, school.course("Orla"))
        assert [course.slug for course in school.courses.all(person)] == ["history"]
        for name in ("Orla", "nowhere"):
            with pytest.raises(Absent, match=f"called '{name}'; name one of these: history"):
                school.courses.find(person, name)
    assert school.library.read(school.actor, school.theirs).id == school.theirs


def test_a_pupil_reads_and_changes_nothing(school):
    assert school.library.read(school.pupil, school.mine).id == school.mine
    file = SourceFile("new.txt", b"x")
    for act in (
        lambda: school.library.remove(school.pupil, school.mine),
        lambda: school.library.describe(school.pupil, school.mine, Description("Mine")),
        lambda: school.library.add(school.pupil, "History", NewSource(file, "new.txt"), school.now),
        lambda: school.library.add(school.pupil, "Mine", NewSource(file, "new.txt"), school.now),
        lambda: school.library.read(999, school.mine),
        lambda: school.library.read(999, "nothing"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_whose_first_source_makes_a_course_teaches_it(school):
    school.reader.readings["new.txt"] = reading_of("A text of one's own.")
    source = NewSource(SourceFile("new.txt", b"x"), "new.txt")
    added = school.library.add(school.teacher, "Orla", source, school.now)
    assert (added.course.slug, added.course.title) == ("orla-2", "Orla")
    assert school.classes.role(school.teacher, added.course.id) is Role.TEACHER
    assert school.library.add(school.teacher, "Orla", source, school.now).outcome is Outcome.UNCHANGED
    assert len(school.library.sources(school.actor, school.course("orla"))) == 1
    assert school.classes.members(school.actor, school.course("orla").id) == []
