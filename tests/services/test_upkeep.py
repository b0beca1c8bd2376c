"""Doctor: finds what is missing anywhere, mends it, and then finds nothing."""

from __future__ import annotations

from studyhall.domain.health import Problem


def test_all_is_well(house):
    house.add("Kerrin lies in the sea.")
    assert house.upkeep.check(house.actor) == []


def test_a_missing_vector_is_found_and_made(house):
    house.add("Kerrin lies in the sea.\n\nIt has a lighthouse.")
    house.indexing.catch_up(house.course())
    key = min(house.storage.memory.vectors)
    del house.storage.memory.vectors[key]
    told = [problem.what for problem in house.upkeep.check(house.actor)]
    assert "history: 1 passage has no vector" in told
    house.upkeep.repair(house.actor, house.now)
    assert key in house.storage.memory.vectors
    assert house.upkeep.check(house.actor) == []


def test_a_vector_of_another_length_is_made_anew(house):
    house.add("Kerrin lies in the sea.")
    (key,) = house.storage.memory.vectors
    whole = house.storage.memory.vectors[key]
    house.storage.memory.vectors[key] = [1.0]
    assert "history: 1 passage has no vector" in [p.what for p in house.upkeep.check(house.actor)]
    house.upkeep.repair(house.actor, house.now)
    assert house.storage.memory.vectors[key] == whole
    assert house.upkeep.check(house.actor) == []


def test_passages_that_strayed_are_cut_out_of_their_document_anew(house):
    added = house.add("Kerrin lies in the sea.\n\nIt has a lighthouse.")
    house.indexing.catch_up(house.course())
    house.storage.memory.passages.pop(min(house.storage.memory.passages))
    (problem, *_) = house.upkeep.check(house.actor)
    assert "“notes.txt”" in problem.what
    house.upkeep.repair(house.actor, house.now)
    assert house.upkeep.check(house.actor) == []
    with house.storage.begin() as work:
        told = [passage.text for passage in work.passages.of(added.document_id)]
    assert told == ["Kerrin lies in the sea.", "It has a lighthouse."]
    assert {told.text for told in house.shelf().passages.values()} == set(told)


def test_a_text_that_was_spoilt_is_named_until_its_file_is_added_again(house):
    added = house.add("Kerrin lies in the sea.")
    house.storage.memory.spoilt.add(added.document_id)
    house.upkeep.repair(house.actor, house.now)
    (problem,) = house.upkeep.check(house.actor)
    assert added.document_id in problem.what
    assert "add its file again" in problem.repair
    house.add("Kerrin lies in the sea.")
    assert house.upkeep.check(house.actor) == []


def test_a_grave_problem_is_told_alone_and_nothing_is_touched(house, monkeypatch):
    house.add("Kerrin lies in the sea.")
    grave = Problem("the database file is damaged", "restore it", grave=True)
    monkeypatch.setattr(house.storage, "problems", lambda: [grave])
    house.storage.memory.vectors.clear()
    house.upkeep.repair(house.actor, house.now)
    assert house.upkeep.check(house.actor) == [grave]
    assert house.storage.memory.vectors == {}


def test_indexes_that_nobody_can_own_are_told(house):
    house.add("Kerrin lies in the sea.")
    house.shelves.broken = "the folder of the search indexes cannot be used"
    (problem,) = house.upkeep.check(house.actor)
    assert problem.what == house.shelves.broken


def test_an_index_that_lost_a_passage_is_found_and_rebuilt(house):
    house.add("Kerrin lies in the sea.")
    house.indexing.catch_up(house.course())
    house.shelf().passages.clear()
    (problem,) = house.upkeep.check(house.actor)
    assert problem.what.startswith("history: ")
    house.upkeep.repair(house.actor, house.now)
    assert house.upkeep.check(house.actor) == []
    assert house.shelf().count() == 1


def test_beside_an_owner_the_indexes_are_left_alone(house):
    house.add("Kerrin lies in the sea.")
    house.shelves.owner = False
    assert house.upkeep.check(house.actor) == []
    house.upkeep.repair(house.actor, house.now)
    assert house.shelf().rebuilds == 0


def test_reindex_counts_passages(house):
    house.add("Kerrin lies in the sea.\n\nIt has a lighthouse.")
    assert house.upkeep.reindex(house.actor, house.course(), lambda _done, _all: None) == 2
