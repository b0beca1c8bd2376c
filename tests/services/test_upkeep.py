"""Doctor: finds what is missing anywhere, mends it, and then finds nothing."""

from __future__ import annotations


def test_all_is_well(house):
    house.add("Kerrin lies in the sea.")
    assert house.upkeep.check(house.actor) == []


def test_a_missing_vector_is_found_and_made(house):
    house.add("Kerrin lies in the sea.\n\nIt has a lighthouse.")
    house.indexing.catch_up(house.course())
    key = min(house.storage.memory.vectors)
    del house.storage.memory.vectors[key]
    told = [problem.what for problem in house.upkeep.check(house.actor)]
    assert "1 passages of history have no vector" in told
    house.upkeep.repair(house.actor)
    assert key in house.storage.memory.vectors
    assert house.upkeep.check(house.actor) == []


def test_an_index_that_lost_a_passage_is_found_and_rebuilt(house):
    house.add("Kerrin lies in the sea.")
    house.indexing.catch_up(house.course())
    house.shelf().passages.clear()
    (problem,) = house.upkeep.check(house.actor)
    assert problem.what.startswith("history: ")
    house.upkeep.repair(house.actor)
    assert house.upkeep.check(house.actor) == []
    assert house.shelf().count() == 1


def test_beside_an_owner_the_indexes_are_left_alone(house):
    house.add("Kerrin lies in the sea.")
    house.shelves.owner = False
    assert house.upkeep.check(house.actor) == []
    house.upkeep.repair(house.actor)
    assert house.shelf().rebuilds == 0


def test_reindex_counts_passages(house):
    house.add("Kerrin lies in the sea.\n\nIt has a lighthouse.")
    assert house.upkeep.reindex(house.actor, house.course(), lambda _done, _all: None) == 2
