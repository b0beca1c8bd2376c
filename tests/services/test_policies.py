"""Every act of every service has its line in the policies, and is refused to whoever may not do it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import studyhall.services
from studyhall.domain.errors import NotAllowed
from studyhall.domain.people import Person, Role
from studyhall.services.policies import POLICIES, allowed
from tests.fakes.storage import FakeStorage

SERVICES = Path(studyhall.services.__path__[0])
ENTITLED = {
    "make a course": {"teacher", "admin"},
    "list courses": {"student", "teacher", "admin"},
    "add a source": {"teacher", "admin"},
    "remove a source": {"teacher", "admin"},
    "list sources": {"student", "teacher", "admin"},
    "read a source": {"student", "teacher", "admin"},
    "ask": {"student", "teacher", "admin"},
    "read own questions": {"student", "teacher", "admin"},
    "check the data": {"admin"},
    "repair the data": {"admin"},
}


def acts_asked_for() -> set[str]:
    """The acts named in the services' own code."""
    names = set()
    for path in SERVICES.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "allowed":
                names |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    return names


def test_every_act_has_its_line_and_every_line_its_act():
    assert acts_asked_for() == set(POLICIES) == set(ENTITLED)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", POLICIES)
def test_who_may_do_what(act, role):
    storage = FakeStorage()
    storage.memory.people[7] = Person(7, "Somebody", role)
    with storage.begin() as work:
        if role in ENTITLED[act]:
            assert allowed(work, 7, act).id == 7
        else:
            with pytest.raises(NotAllowed):
                allowed(work, 7, act)


def test_a_person_who_is_not_there_may_do_nothing():
    with FakeStorage().begin() as work, pytest.raises(NotAllowed):
        allowed(work, 1, "ask")
