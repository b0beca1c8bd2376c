"""A field of a quiz question tells of answers that somebody gave, and of no others."""

from __future__ import annotations

import pytest

from studyhall.domain.tasks import Kind
from studyhall.services.sheets import ShownQuestion
from studyhall.ui.components.posed import changed


def told(shown, given):
    stored = []
    question = ShownQuestion(3, Kind.SHORT, "What burned?", (), 1, "en", given=shown)
    changed(question, lambda number, answer: stored.append((number, answer)), given)
    return stored


@pytest.mark.parametrize(("shown", "given"), [(None, "A barn"), ("A barn", "The barn"), ("A barn", "")])
def test_what_somebody_gave_is_stored(shown, given):
    assert told(shown, given) == [(3, given)]


@pytest.mark.parametrize(("shown", "given"), [(None, ""), ("", ""), ("A barn", "A barn"), (None, ())])
def test_a_field_that_nobody_touched_takes_nothing_back_that_was_answered_elsewhere(shown, given):
    assert told(shown, given) == []
