"""Which words are a whole name, what bears it, and that wrong options are of what bears the right one."""

from __future__ import annotations

import pytest

from studyhall.engines.offline.quizzing.alternatives import is_partly_told
from studyhall.engines.offline.quizzing.bearers import bearer_of
from studyhall.engines.offline.quizzing.capitals import extents
from studyhall.engines.offline.quizzing.company import Usage
from studyhall.engines.offline.quizzing.compounds import is_compound
from studyhall.engines.offline.quizzing.excerpts import excerpts
from studyhall.engines.offline.quizzing.gaps import gaps
from studyhall.engines.offline.quizzing.names import Gazetteer
from studyhall.engines.offline.quizzing.surroundings import Surroundings
from studyhall.engines.offline.quizzing.wholes import is_broken
from tests.making import passage

NOBODY = Gazetteer(frozenset({"Ada Morrow"}), frozenset({"Durmont"}))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Theo Hiệp ước của Liên minh châu Âu", ["Hiệp ước", "Liên minh châu Âu"]),
        ("Tại Tòa án Công lý Châu Âu, họ thắng kiện", ["Tòa án Công lý Châu Âu"]),
        ("Hội đồng Bảo an họp ở Ba Lan và Ả Rập", ["Hội đồng Bảo", "Ba Lan", "Ả Rập"]),
        ("Ba người thợ đến Kerrin", ["Kerrin"]),
        ("The mayor of Kerrin met Ada Morrow", ["Kerrin", "Ada Morrow"]),
    ],
)
def test_a_vietnamese_name_goes_on_in_small_letters(text, names):
    assert [text[start:end] for start, end in extents(text)] == names


def test_a_kind_of_thing_alone_is_no_name():
    assert is_compound("Hiệp ước")
    assert not is_compound("Hiệp ước Kerrin")


@pytest.mark.parametrize(
    ("name", "before", "after", "broken"),
    [
        ("Salle", "led by Gadifer de la ", " in spring", True),
        ("Soon", "the case of Van Dreel en ", " of 1752", True),
        ("Trypanosoma", "the parasite ", " brucei of cattle", True),
        ("Kerrin", "the harbour of ", " in spring", False),
    ],
)
def test_a_part_of_a_name_is_not_asked_for(name, before, after, broken):
    assert is_broken(name, before, after, "en") is broken


@pytest.mark.parametrize(
    "text",
    [
        "The masons read Van Dreel en Soon in the winter at Kerrin.",
        "The Kerrin Workers' Party met in the winter.",
        "Ben Sorrel wrote of KerrinDurmont in the winter.",
    ],
)
def test_no_gap_cuts_a_name(text):
    others = "They met in Van Dreel. They met Kerrin Workers. They came to KerrinDurmont."
    own = passage(f"{text}\n\n{others}", title="")
    around = Surroundings([own])
    found = [target.text for one in excerpts(own) if one.start == 0 for target in gaps(one, around)]
    assert not {"Van Dreel", "Kerrin Workers", "KerrinDurmont"} & set(found)


@pytest.mark.parametrize(
    ("name", "bearer"),
    [
        ("Ada Morrow", "person"),
        ("Morrow", "person"),
        ("Johann Keller", "person"),
        ("Durmont", "place"),
        ("Poland", "country"),
        ("Africa", "continent"),
        ("Kerrin River", "water"),
        ("Hội đồng Kerrin", "body"),
        ("Hiệp ước Kerrin", "event"),
        ("Kestrel", ""),
    ],
)
def test_what_bears_a_name(name, bearer):
    assert bearer_of(name, Usage(), NOBODY) == bearer


def test_the_company_of_a_name_tells_what_bears_it():
    place, person = Usage(), Usage()
    for _ in range(3):
        place.add("in", "was", 1, "d")
        person.add("named", "said", 1, "d")
    assert (bearer_of("Vell", place, NOBODY), bearer_of("Vell", person, NOBODY)) == ("place", "person")


def test_nobody_takes_for_another_who_stands_in_the_question():
    assert is_partly_told("Ada Morrow", "He was a pupil of Morrow in Kerrin.")
    assert not is_partly_told("Ada Morrow", "He was a pupil of Sorrel in Kerrin.")
