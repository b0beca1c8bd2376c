"""The way back: every edit, and every two edits after each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.alignment import Alignment, Edit, Run, apply_edits


@st.composite
def edited(draw: st.DrawFn, text: str | None = None) -> tuple[str, list[Edit]]:
    text = draw(st.text(alphabet="abcİ👨\u0301 ", max_size=20)) if text is None else text
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = zip(cuts[::2], cuts[1::2], strict=False)
    return text, [Edit(start, end, draw(st.text(alphabet="xyz", max_size=3))) for start, end in spans]


def kept(edits: list[Edit], offset: int) -> bool:
    return not any(edit.start <= offset < edit.end for edit in edits)


@given(edited())
def test_runs_cover_the_edited_text_in_order(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    after, alignment = apply_edits(text, edits)
    reached = 0
    for run in alignment.runs:
        assert run.start == reached < run.end
        reached = run.end
    assert reached == len(after)


@given(edited())
def test_a_kept_character_goes_there_and_back(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    after, alignment = apply_edits(text, edits)
    for offset, character in enumerate(text):
        if kept(edits, offset):
            at = alignment.to_edited(offset)
            assert after[at] == character
            assert alignment.to_original(at, at + 1) == (offset, offset + 1)


@given(edited())
def test_a_removed_character_is_where_the_next_kept_one_is(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    removals = [edit._replace(replacement="") for edit in edits]
    after, alignment = apply_edits(text, removals)
    for offset in range(len(text) + 1):
        before = sum(kept(removals, earlier) for earlier in range(offset))
        assert alignment.to_edited(offset) == before <= len(after)


@given(st.data())
def test_two_steps_lead_back_as_one(data: st.DataObject) -> None:
    text, first = data.draw(edited())
    middle, to_text = apply_edits(text, first)
    _, second = data.draw(edited(middle))
    after, to_middle = apply_edits(middle, second)
    whole = to_text.then(to_middle)
    assert (whole.runs[-1].end if whole.runs else 0) == len(after)
    for at in range(len(after)):
        start, end = to_middle.to_original(at, at + 1)
        if start < end:
            first_start, first_end = to_text.to_original(start, end)
            whole_start, whole_end = whole.to_original(at, at + 1)
            assert first_start <= whole_start <= whole_end <= first_end


def test_a_replacement_maps_as_a_whole() -> None:
    after, alignment = apply_edits("cafe\u0301 noir", [Edit(3, 5, "é")])
    assert after == "café noir"
    assert alignment.to_original(3, 4) == (3, 5)
    assert alignment.to_original(0, 9) == (0, 10)
    assert alignment.to_edited(4) == 3


def test_identity_and_empty() -> None:
    assert Alignment.identity(3).runs == (Run(0, 3, 0, 3),)
    assert Alignment.identity(0).runs == ()
    assert Alignment.identity(0).to_edited(0) == 0


@pytest.mark.parametrize(("start", "end"), [(1, 1), (-1, 1), (2, 4)])
def test_spans_outside_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        Alignment.identity(3).to_original(start, end)


@pytest.mark.parametrize("edits", [[Edit(0, 2), Edit(1, 3)], [Edit(2, 9)], [Edit(2, 1)]])
def test_edits_that_overlap_or_lie_outside_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps another or is outside"):
        apply_edits("abc", edits)


def test_many_offsets_of_many_runs_are_found_at_once() -> None:
    text = "ab" * 50_000
    _, alignment = apply_edits(text, [Edit(at, at + 1) for at in range(0, len(text), 2)])
    assert [alignment.to_edited(at) for at in range(0, len(text), 2)] == list(range(50_000))
