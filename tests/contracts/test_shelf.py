"""What every shelf keeps to: real Chroma and tantivy in a folder, and the fake in memory."""

from __future__ import annotations

import pytest

from studyhall.domain.courses import Course
from studyhall.domain.errors import IndexFailure
from studyhall.domain.evidence import SearchMode
from studyhall.domain.tokens import term
from studyhall.index.shelf import FolderShelves
from studyhall.ports import IndexedPassage
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.shelves import FakeShelves

EMBEDDER = FakeEmbedder()
COURSE = Course(1, "history", "History")
TEXTS = {
    1: "The cease-fire was signed in Bishkek in May 1994.",
    2: "Shushi was captured on the ninth of May 1992.",
    3: "The corridor of Lachin was opened ten days later.",
    4: "Kelbajar was captured in April 1993, before the snow had melted.",
}


def passage(key: int, text: str = "") -> IndexedPassage:
    text = text or TEXTS[key]
    return IndexedPassage(key, text, "A chronology", EMBEDDER.embed_question(text))


def vectors(*keys: int) -> dict[int, list[float]]:
    return {key: EMBEDDER.embed_question(TEXTS[key]) for key in keys}


@pytest.fixture(params=["folder", "fake"])
def shelves(request, tmp_path):
    made = FolderShelves(tmp_path / "index") if request.param == "folder" else FakeShelves()
    yield made
    made.close()


@pytest.fixture(params=["folder", "fake"])
def again(request, tmp_path):
    """Lets go of the shelves, if there are any, and gives those that another process would see."""
    made: list[FolderShelves | FakeShelves] = []

    def open_them():
        for old in made:
            old.close()
        if request.param == "folder":
            made.append(FolderShelves(tmp_path / "index"))
        else:
            fresh = FakeShelves()
            for old in made[-1:]:
                old.hand_over(fresh)
            made.append(fresh)
        return made[-1]

    yield open_them
    for old in made:
        old.close()


@pytest.fixture
def shelf(shelves):
    return shelves.shelf(COURSE, EMBEDDER.name, EMBEDDER.dimensions)


@pytest.fixture
def full(shelf):
    shelf.rebuild(iter([[passage(1), passage(2)], [passage(3)]]), 3)
    return shelf


def ids(shelf, question: str, limit: int = 5) -> list[int]:
    return [hit.passage_id for hit in shelf.search(question, EMBEDDER.embed_question(question), limit).hits]


def test_a_new_shelf_holds_nothing(shelf):
    assert shelf.revision() == -1
    assert shelf.count() == 0
    assert shelf.frequencies(["fire"]) == {"fire": 0}
    assert shelf.check({})


def test_a_shelf_that_was_never_built_cannot_be_searched(shelf):
    for vector in (None, EMBEDDER.embed_question("cease-fire")):
        for limit in (5, 0):
            with pytest.raises(IndexFailure, match="not indexed yet; try again in a moment") as failed:
                shelf.search("cease-fire", vector, limit)
            assert failed.value.code == "not_indexed"
    shelf.rebuild(iter([]), 0)
    assert ids(shelf, "cease-fire") == []


def test_changes_need_a_trusted_shelf(shelf):
    with pytest.raises(IndexFailure):
        shelf.apply([passage(1)], [], 1)


def test_the_same_shelf_for_the_same_question(shelves, shelf):
    assert shelves.shelf(COURSE, EMBEDDER.name, EMBEDDER.dimensions) is shelf
    assert shelves.shelf(COURSE, "another", EMBEDDER.dimensions) is not shelf
    assert shelves.shelf(Course(2, "b", "B"), EMBEDDER.name, EMBEDDER.dimensions) is not shelf


def test_rebuild_holds_exactly_what_it_was_given(full):
    assert full.revision() == 3
    assert full.count() == 3
    assert full.check(vectors(1, 2, 3)) == []
    full.rebuild(iter([[passage(4)]]), 9)
    assert (full.revision(), full.count()) == (9, 1)
    assert full.check(vectors(4)) == []
    assert ids(full, "Who captured Kelbajar?") == [4]


def test_an_empty_course_can_be_trusted(shelf):
    shelf.rebuild(iter([]), 0)
    assert (shelf.revision(), shelf.count(), shelf.check({})) == (0, 0, [])
    shelf.apply([passage(1)], [], 1)
    assert ids(shelf, "cease-fire") == [1]


def test_apply_adds_removes_and_replaces(full):
    full.apply([passage(4), passage(2, "Nothing but rain.")], [1, 77], 4)
    assert (full.revision(), full.count()) == (4, 3)
    expected = vectors(3, 4) | {2: EMBEDDER.embed_question("Nothing but rain.")}
    assert full.check(expected) == []
    assert ids(full, "Bishkek cease-fire signed", 1) != [1]
    assert full.frequencies(["bishkek", "rain", "april"]) == {"bishkek": 0, "rain": 1, "april": 1}


def test_repeating_an_apply_changes_nothing(full):
    for _ in range(2):
        full.apply([passage(4)], [2], 4)
        assert (full.revision(), full.count()) == (4, 3)
        assert full.check(vectors(1, 3, 4)) == []


def test_an_apply_of_nothing_moves_the_revision(full):
    full.apply([], [], 12)
    assert (full.revision(), full.count()) == (12, 3)


def test_check_tells_what_differs(full):
    assert full.check(vectors(1, 2, 3, 4))
    assert full.check(vectors(1, 2))
    assert full.check(vectors(1, 2) | {3: EMBEDDER.embed_question("something else")})


def test_search_ranks_the_right_passage_first(full):
    assert ids(full, "When was Shushi captured?")[0] == 2
    found = full.search("When was Shushi captured?", EMBEDDER.embed_question("Shushi captured"), 2)
    assert found.mode is SearchMode.FULL
    assert len(found.hits) == 2
    assert found.hits[0].score >= found.hits[1].score
    for hit in found.hits:
        assert 0 <= hit.words <= 1
        assert 0 <= hit.vectors <= 1
        assert 0 <= hit.score <= 1


def test_words_alone_without_a_vector(full):
    found = full.search("When was Shushi captured?", None, 5)
    assert found.mode is SearchMode.WORDS
    assert found.hits[0].passage_id == 2
    assert found.hits[0].score == found.hits[0].words


def test_a_limit_is_kept(full):
    assert len(ids(full, "May 1994 1992", 1)) == 1
    assert ids(full, "May", 0) == []


@pytest.mark.parametrize(
    "question", ["", "?!", "🙂", 'a" OR b:c', "x" * 5_000, "và của là", "May 1994 " * 3_000]
)
def test_any_question_can_be_asked(full, question):
    full.search(question, EMBEDDER.embed_question(question), 5)
    full.search(question, None, 5)


def test_frequencies_count_passages(full):
    asked = [term("May"), term("captured"), "absent"]
    assert full.frequencies(asked) == {asked[0]: 2, asked[1]: 1, "absent": 0}


def test_a_rebuild_that_fails_leaves_what_was_there(full):
    def broken():
        yield [passage(4)]
        raise IndexFailure("the source went away", "try again")

    with pytest.raises(IndexFailure):
        full.rebuild(broken(), 8)
    assert full.revision() == 3
    assert full.check(vectors(1, 2, 3)) == []


def test_who_does_not_own_may_not_write(shelves, full):
    shelves.close()
    assert not shelves.owned
    with pytest.raises(IndexFailure):
        full.apply([passage(4)], [], 4)
    with pytest.raises(IndexFailure):
        full.rebuild(iter([]), 4)
    assert full.check(vectors(1, 2, 3))


def test_who_owns_is_in_no_trouble(shelves):
    assert shelves.owned
    assert shelves.trouble == ""


def test_others_are_forgotten_but_not_what_is_kept_or_was_asked_for(again):
    other, course = Course(2, "b", "B", key="b"), Course(1, "history", "History", key="drawn")
    told = [(course, "x", 26), (COURSE, "x", 26), (course, "y", 26), (course, "x", 27), (other, "x", 26)]
    before = again()
    for one in told:
        before.shelf(*one).rebuild(iter([[passage(1)]]), 1)
    shelves = again()
    shelves.shelf(*told[4])
    assert shelves.forget_others([told[0]]) == 3
    assert shelves.forget_others([told[0]]) == 0
    assert [shelves.shelf(*one).revision() for one in told] == [1, -1, -1, -1, 1]
    assert shelves.forget_others([]) == 0
    assert shelves.shelf(*told[0]).revision() == 1


def test_who_does_not_own_forgets_nothing(again):
    again().shelf(COURSE, "x", 26).rebuild(iter([[passage(1)]]), 1)
    shelves = again()
    shelves.close()
    assert shelves.forget_others([]) == 0
    assert again().shelf(COURSE, "x", 26).revision() == 1
