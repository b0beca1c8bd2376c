"""What is made ready before anyone asks for it, and not before the first page has been shown."""

from __future__ import annotations

from studyhall.ui import serving
from tests.fakes.engine import FakeEngine


def test_what_a_model_needs_is_imported_when_the_first_page_was_shown(hall, monkeypatch):
    done = []

    class FirstPage:
        def wait(self, seconds):
            done.append("shown")

    class Heavy(FakeEngine):
        def prepare(self):
            done.append("prepared")

    hall.engines["llm"] = Heavy()
    monkeypatch.setattr(serving, "_shown", FirstPage())
    serving._warm()
    assert done == ["shown", "prepared"]
