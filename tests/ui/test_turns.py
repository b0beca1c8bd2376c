"""Pages in turn: one after another, none for ever."""

from __future__ import annotations

import threading

import pytest

from studyhall.ui import turns
from studyhall.ui.turns import paused, turn


def beside(act):
    """Run something in a thread of its own, to its end."""
    thread = threading.Thread(target=act)
    thread.start()
    thread.join()


def held():
    return not turns._turn.acquire(blocking=False) or turns._turn.release()


def test_a_turn_is_held_and_given_back_even_when_the_page_fails():
    def page():
        with turn():
            assert held()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        page()
    assert not held()


def test_others_run_while_a_page_waits_for_something():
    ran = []

    def other():
        with turn():
            ran.append(held())

    with turn():
        with paused():
            beside(other)
        assert held()
    assert ran == [True]
    assert not held()


def test_a_page_that_is_held_up_does_not_hold_up_the_others(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST", 0.01)
    ran = []

    def other():
        with turn():
            ran.append(True)

    with turn():
        beside(other)
        assert held()
    assert ran == [True]
    assert not held()


def test_a_pause_outside_a_turn_neither_gives_nor_takes_one():
    def other():
        with paused():
            pass

    with turn():
        beside(other)
        assert held()
    beside(other)
    assert not held()
