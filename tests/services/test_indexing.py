"""Keeping indexes in step with SQL, with every doubt ending in a rebuild."""

from __future__ import annotations

import pytest

from studyhall.domain.errors import IndexFailure
from tests.fakes.shelves import FakeShelves


def test_the_first_time_everything_is_built(house):
    house.add("Kerrin lies in the sea.\n\nIt has a lighthouse.")
    seen = []
    assert house.indexing.catch_up(house.course(), lambda done, every: seen.append((done, every)))
    assert house.shelf().rebuilds == 1
    assert house.shelf().count() == 2
    assert seen == [(2, 2)]


def test_afterwards_only_what_changed_is_told(house):
    house.add("Kerrin lies in the sea.")
    house.indexing.catch_up(house.course())
    added = house.add("Orla has a bridge.", "orla.txt")
    house.indexing.catch_up(house.course())
    house.library.remove(house.actor, added.document_id)
    house.add("Kerrin lies in the ocean.")
    house.indexing.catch_up(house.course())
    assert house.shelf().rebuilds == 1
    assert {told.text for told in house.shelf().passages.values()} == {"Kerrin lies in the ocean."}
    assert house.shelf().revision() == house.course().revision


def test_a_new_title_reaches_the_index(house):
    house.add("Kerrin lies in the sea.")
    house.indexing.catch_up(house.course())
    house.add("Kerrin lies in the sea.", title="The island")
    house.indexing.catch_up(house.course())
    assert [told.context for told in house.shelf().passages.values()] == ["The island"]


def test_nothing_is_embedded_again_for_a_rebuild(house):
    house.add("Kerrin lies in the sea.")
    house.indexing.catch_up(house.course())
    house.embedder.asked.clear()
    assert house.indexing.rebuild(house.course()) == 1
    assert house.embedder.asked == []
    assert house.upkeep.check(house.actor) == []


def test_a_write_that_breaks_off_ends_in_a_rebuild(house):
    house.add("Kerrin lies in the sea.")
    house.indexing.catch_up(house.course())
    house.add("Orla has a bridge.", "orla.txt")
    house.shelf().failing = True
    assert house.indexing.catch_up(house.course())
    assert house.shelf().rebuilds == 2
    assert house.shelf().count() == 2


def test_a_database_from_a_backup_is_older_than_its_index_which_is_rebuilt(house):
    house.add("Kerrin lies in the sea.")
    backup = house.storage.memory
    house.add("Orla has a bridge.", "orla.txt")
    house.indexing.catch_up(house.course())
    house.storage.memory = backup
    house.indexing.catch_up(house.course())
    assert house.shelf().rebuilds == 2
    assert house.shelf().count() == 1


def test_who_does_not_own_the_indexes_writes_none(house):
    house.add("Kerrin lies in the sea.")
    house.shelves.owner = False
    assert not house.indexing.catch_up(house.course())
    assert house.shelf().count() == 0
    with pytest.raises(IndexFailure, match="another Study Hall process"):
        house.indexing.rebuild(house.course())


def test_nobody_can_own_indexes_whose_folder_is_broken(house):
    house.add("Kerrin lies in the sea.")
    house.shelves.broken = "the folder of the search indexes cannot be used"
    with pytest.raises(IndexFailure, match="folder of the search indexes"):
        house.indexing.rebuild(house.course())


def test_a_rebuild_leaves_no_shelf_of_another_cutting_or_embedder_behind(house):
    house.add("Kerrin lies in the sea.")
    earlier = FakeShelves()
    earlier.shelf(house.course(), "another embedder", 2)
    earlier.hand_over(house.shelves)
    house.indexing.rebuild(house.course())
    assert house.shelves.left == {}
