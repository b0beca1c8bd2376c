"""An answer while it grows: what is shown of it, and when somebody is told that it takes longer."""

from __future__ import annotations

import pytest

from studyhall.domain.evidence import Citation
from studyhall.ports import Draft
from studyhall.ui.components import answering
from studyhall.ui.components.answering import Growing

CITED = Citation("S1", "d1", "v1", "A <title>", "north", "vi", 0, 3, "One")


class Place:
    """Remembers what was shown in it."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def html(self, body: str) -> None:
        self.shown.append(body)


@pytest.fixture
def clock(monkeypatch):
    seconds = [0.0]
    monkeypatch.setattr(answering, "monotonic", lambda: seconds[0])
    return seconds


def test_a_wait_is_told_at_once_and_told_otherwise_only_after_a_second(clock):
    place = Place()
    growing = Growing(place)
    for moment in (0.5, 0.9, 1.0, 1.5):
        clock[0] = moment
        growing.tell(Draft("", ()))
    told = ["Looking" in shown for shown in place.shown]
    assert told == [True, True, True, False, False]
    assert "Writing an answer…" in place.shown[-1]
    assert not growing.begun


def test_what_is_written_so_far_is_shown_as_the_answer_will_be(clock):
    place = Place()
    growing = Growing(place)
    growing.tell(Draft("One <b>two</b>. [S1]\nThree.", (CITED,)))
    assert growing.begun
    assert '<p lang="vi">One &lt;b&gt;two&lt;/b&gt;. <span class="key">S1</span></p>' in place.shown[-1]
    assert "<p>Three.</p>" in place.shown[-1]


def test_it_is_shown_again_where_nothing_is_new_so_that_a_stop_is_noticed(clock):
    place = Place()
    growing = Growing(place)
    before = len(place.shown)
    for _ in range(3):
        growing.tell(Draft("One. [S1]", (CITED,)))
    assert len(place.shown) == before + 3
