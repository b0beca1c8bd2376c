"""Which vectors a course is searched with, and that both shelves are kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studyhall.domain.errors import ModelFailure, Trouble
from studyhall.domain.evidence import SearchMode
from studyhall.domain.metering import Terms
from studyhall.ports import StoredVector
from studyhall.services.shelving import Shelving
from tests.fakes.embedder import FakeMeaning
from tests.fakes.shelves import FakeShelves
from tests.fakes.storage import FakePassages
from tests.services.conftest import House

AGREED = Terms(embeddings_host="models.example", embedder="openai:letters", dimensions=26)
WORDS = "a pupil's secret"


@pytest.fixture
def house():
    """A course of two passages that is searched by meaning."""
    made = House(meaning=FakeMeaning())
    made.add("Kerrin lies in the sea.\n\nIt has a lighthouse.")
    fill(made)
    made.storage.memory.terms[made.course().id] = AGREED
    return made


def fill(house: House) -> None:
    """Give every passage its vector of meaning."""
    with house.storage.begin(write=True) as work:
        passages = work.passages.some(work.passages.ids(house.course().id))
        vectors = house.meaning.embed_passages([passage.text for passage in passages])
        stored = [StoredVector(p.id, vector) for p, vector in zip(passages, vectors, strict=True)]
        work.passages.put_vectors(stored, house.meaning.name)
        work.commit()
    house.meaning.calls.clear()


def meaning(house: House) -> bool:
    return house.shelving.in_use(house.course()).embedder is house.meaning


def meant(house: House):
    return house.shelves.shelf(house.course(), house.meaning.name, 26)


def test_a_course_is_searched_by_meaning_where_all_is_agreed_and_there(house):
    assert house.shelving.in_use(house.course()) == (house.meaning, 26)


@pytest.mark.parametrize(
    "terms",
    [
        Terms(),
        replace(AGREED, embeddings_host="elsewhere.example"),
        replace(AGREED, embeddings_host=""),
        replace(AGREED, embedder="openai:other"),
        replace(AGREED, dimensions=0),
    ],
)
def test_it_is_searched_by_spelling_where_that_was_not_agreed_to(house, terms):
    house.storage.memory.terms[house.course().id] = terms
    assert house.shelving.in_use(house.course()) == house.shelving.spelling


def test_it_is_searched_by_spelling_where_the_model_moved_to_another_host(house):
    moved = FakeMeaning(host="elsewhere.example")
    shelving = Shelving(house.storage, house.embedder, moved)
    assert shelving.in_use(house.course()) == shelving.spelling


def test_it_is_searched_by_spelling_while_no_embedder_or_one_without_a_host_is_set_up(house):
    assert Shelving(house.storage, house.embedder).in_use(house.course()).embedder is house.embedder
    house.storage.memory.terms[house.course().id] = replace(AGREED, embeddings_host="")
    house.meaning.model = None
    assert not meaning(house)


def test_one_passage_without_its_vector_and_spelling_is_searched_until_it_has_one(house):
    house.add("Orla has a bridge.", "orla.txt")
    assert not meaning(house)
    fill(house)
    assert meaning(house)


def test_what_lacks_a_vector_is_looked_up_once_a_revision(house, monkeypatch):
    looked = []
    lacking = FakePassages.lacking

    def counted(self, *asked):
        looked.append(asked)
        return lacking(self, *asked)

    monkeypatch.setattr(FakePassages, "lacking", counted)
    assert meaning(house)
    assert meaning(house)
    assert len(looked) == 1
    house.library.remove(house.actor, house.library.sources(house.actor, house.course())[0].document_id)
    assert meaning(house)
    assert len(looked) == 2


def test_both_shelves_are_kept_in_step(house):
    house.indexing.catch_up_all()
    assert (len(meant(house).passages), len(house.shelf().passages)) == (2, 2)
    house.add("Orla has a bridge.", "orla.txt")
    house.indexing.catch_up_all()
    assert (len(meant(house).passages), len(house.shelf().passages)) == (2, 3)
    fill(house)
    house.indexing.catch_up_all()
    assert (len(meant(house).passages), len(house.shelf().passages)) == (3, 3)
    assert (meant(house).rebuilds, house.shelf().rebuilds) == (1, 1)


def test_a_shelf_takes_over_no_revision_at_which_a_vector_is_missing(house):
    house.indexing.catch_up_all()
    using = house.shelving.in_use(house.course())
    before = meant(house).revision()
    # As if it came between the choice and the catching up.
    house.add("Orla has a bridge.", "orla.txt")
    assert house.indexing.catch_up(house.course(), using=using)
    assert meant(house).revision() == before
    fill(house)
    house.indexing.catch_up(house.course())
    assert {passage.text for passage in meant(house).passages.values()} >= {"Orla has a bridge."}


def test_a_vector_of_another_size_is_not_told_to_a_shelf(house):
    key = house.storage.memory.vectors
    odd = next(one for one in key if one[1] == house.meaning.name)
    key[odd] = [1.0]
    house.indexing.catch_up_all()
    assert len(meant(house).passages) == 1


def test_a_rebuild_keeps_the_shelves_that_are_searched_or_agreed_to(house):
    course = house.course()
    earlier = FakeShelves()
    for name, size in ((house.embedder.name, 26), (house.meaning.name, 26), ("openai:older", 26)):
        earlier.shelf(course, name, size)
    earlier.hand_over(house.shelves)
    house.indexing.rebuild(course, using=house.shelving.spelling)
    assert [key[2] for key in house.shelves.left] == [house.meaning.name]
    house.storage.memory.terms[course.id] = Terms()
    house.indexing.rebuild(course)
    assert house.shelves.left == {}


def test_a_rebuild_for_an_operator_builds_both(house):
    house.indexing.catch_up_all()
    assert house.upkeep.reindex(house.actor, house.course(), lambda done, every: None) == 2
    assert (meant(house).rebuilds, house.shelf().rebuilds) == (2, 2)
    assert house.meaning.calls == []


def test_doctor_looks_at_both_and_makes_nothing_anew_that_costs(house):
    house.indexing.catch_up_all()
    assert house.upkeep.check(house.actor) == []
    meant(house).passages.popitem()
    assert [problem.what for problem in house.upkeep.check(house.actor)] == ["history: passage 2 is missing"]
    house.upkeep.repair(house.actor, house.now)
    assert house.upkeep.check(house.actor) == []
    house.storage.memory.vectors[1, house.meaning.name] = [1.0]
    (vector, *_) = house.upkeep.check(house.actor)
    assert vector.what == "history: 1 passage has no vector of openai:letters"
    assert "start searching by meaning again" in vector.repair
    house.upkeep.repair(house.actor, house.now)
    assert house.meaning.calls == []


def test_what_a_person_asks_is_embedded_by_the_model_and_counted(house):
    found = house.retrieval.search(house.course(), "Kerrin", meter=house.meter)
    assert (found.mode, house.meaning.calls) == (SearchMode.FULL, [["Kerrin"]])
    assert [charge.purpose for charge in house.meter.charges] == ["search"]
    assert found.evidence[0].vectors > 0


def test_no_other_search_calls_a_model(house):
    found = house.retrieval.search(house.course(), "Kerrin")
    assert (found.mode, len(found.evidence)) == (SearchMode.WORDS, 1)
    house.suggesting.questions(house.course(), "en")
    house.indexing.catch_up_all()
    assert house.meaning.calls == []


def test_a_course_that_is_searched_by_spelling_calls_no_model_though_somebody_asks(house):
    house.storage.memory.terms.clear()
    assert house.retrieval.search(house.course(), "Kerrin", meter=house.meter).mode is SearchMode.FULL
    assert (house.meaning.calls, house.meter.charges) == ([], [])


def test_a_model_that_fails_leaves_the_words_of_the_same_shelf_and_one_line_in_the_log(house, caplog):
    house.meaning.failing = ModelFailure(Trouble.DOWN, WORDS, "try again")
    for _ in range(3):
        found = house.retrieval.search(house.course(), "Kerrin", meter=house.meter)
        assert (found.mode, found.evidence[0].passage.text) == (SearchMode.WORDS, "Kerrin lies in the sea.")
    assert caplog.text.count("words alone are searched") == 1
    assert "model_down" in caplog.text
    assert WORDS not in caplog.text
    house.meaning.failing = None
    assert house.retrieval.search(house.course(), "Kerrin", meter=house.meter).mode is SearchMode.FULL


def test_a_vector_of_another_size_leaves_the_words(house, caplog):
    house.meaning.size = 3
    house.meaning.embed_question = lambda text, meter=None: [1.0, 0.0, 0.0]
    found = house.retrieval.search(house.course(), "Kerrin", meter=house.meter)
    assert (found.mode, len(found.evidence)) == (SearchMode.WORDS, 1)
    assert "3 numbers, not 26" in caplog.text


def test_where_another_process_owns_the_shelves_no_model_is_called(house):
    house.indexing.catch_up_all()
    house.shelves.owner = False
    found = house.retrieval.search(house.course(), "Kerrin", meter=house.meter)
    assert (found.mode, house.meaning.calls) == (SearchMode.WORDS, [])
