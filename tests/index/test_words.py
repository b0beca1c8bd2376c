"""The index of words: what is corrected, translated and scored, and how lists are joined."""

from __future__ import annotations

import pytest

from studyhall.index.analysis import fields, grams
from studyhall.index.fusion import fuse
from studyhall.index.lexical import LexicalIndex
from studyhall.index.querying import one_slip
from studyhall.ports import IndexedPassage

TEXTS = [
    "The cease-fire was signed in Bishkek. Snow fell all night.",
    "The cease-fire was broken by both armies. It was signed by nobody in Bishkek that year.",
    "Lệnh ngừng bắn được ký ở Bishkek.",
    "Shusha was taken at dawn; the defenders left by the western road.",
    "Sheep farming feeds the valley of the river Terter.",
]


@pytest.fixture
def index(tmp_path):
    made = LexicalIndex(tmp_path, create=True)
    with made.writing() as writer:
        writer.put([IndexedPassage(key, text, "Notes on Karabakh", ()) for key, text in enumerate(TEXTS)])
    return made


def best(index: LexicalIndex, question: str) -> int:
    found = index.search(question, 5)
    return max(found, key=found.__getitem__)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who took Shusha at dawn?", 3),
        ("Who took Shushi at dawn?", 3),
        ("What do shepherds feed in the vallley of the Tetrer?", 4),
        ("Where does the farmnig of sheep feed people?", 4),
        ("lenh ngung ban duoc ky o dau", 2),
        ("Thung lũng sông Terter nuôi cừu", 4),
        ("Which agreement was made in Bishkek after fighting by nobody?", 1),
        ("Ai chiếm Shusha lúc bình minh?", 3),
    ],
)
def test_what_is_found(index, question, expected):
    assert best(index, question) == expected


def test_words_in_one_sentence_count_more_than_scattered_ones(index):
    scores = index.search("cease-fire signed in Bishkek", 5)
    assert scores[0] > scores[1] > 0


def test_scores_are_shares(index):
    for question in [*TEXTS, "Bishkek Bishkek Bishkek", "the", "nothing known zzzz"]:
        assert all(0 <= score <= 1 for score in index.search(question, 5).values())
    assert index.search(TEXTS[3], 5)[3] > 0.4
    assert index.search("Bishkek and eleven unknown quarrelsome jugglers", 5)[0] < 0.3


def test_passages_asked_for_are_scored_too(index):
    few = index.search("cease-fire Bishkek", 1, also=[0, 1, 4])
    many = index.search("cease-fire Bishkek", 5, also=[4])
    assert few == pytest.approx(many | {2: many[2]} if 2 in few else {k: many[k] for k in few})
    assert few[4] == 0
    assert index.search("", 5, also=[3]) == {3: 0.0}


def test_headings_are_searched(index):
    assert set(index.search("Karabakh", 5)) == set(range(len(TEXTS)))


def test_removed_passages_are_gone(index):
    with index.writing() as writer:
        writer.remove([3, 99])
    assert index.ids() == {0, 1, 2, 4}
    assert 3 not in index.search("Shusha at dawn", 5)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("treaty", "treaty", True),
        ("treaty", "treeaty", True),
        ("treaty", "traty", True),
        ("treaty", "treatx", True),
        ("treaty", "terbaty", False),
        ("treaty", "rteaty", True),
        ("treaty", "trxxty", False),
        ("treaty", "trea", False),
        ("ab", "", False),
    ],
)
def test_one_slip(one, other, near):
    assert one_slip(one, other) is near
    assert one_slip(other, one) is near


def test_fields_of_a_passage():
    found = fields("Captured cities. Đèo Lachin!", "A title")
    assert found.words == ["captured", "cities", "đèo", "lachin"]
    assert found.terms == ["captur", "citi", "deo", "lachin", "captur_citi", "citi_deo", "deo_lachin"]
    assert found.sentences == [["captur", "citi"], ["deo", "lachin"]]
    assert found.context == ["a", "titl"]
    assert grams("Đèo") == ["^deo", "deo$", "^deo$"]
    assert fields("", "").sentences == []


def test_fusion():
    joined = fuse({1: 0.8, 2: 0.4}, {2: 0.9, 3: 0.5}, weight=0.5)
    assert [(hit.passage_id, hit.score) for hit in joined] == [
        (1, pytest.approx(0.65)),  # as near as the farthest vector, 0.5
        (2, pytest.approx(0.65)),
        (3, pytest.approx(0.25)),
    ]
    assert [hit.passage_id for hit in fuse({2: 0.4, 1: 0.4}, {}, 0.5)] == [1, 2]
    assert fuse({}, {}, 0.5) == []
