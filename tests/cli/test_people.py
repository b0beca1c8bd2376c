"""The people's commands as processes: users add, users list, demo."""

from __future__ import annotations

import pytest


@pytest.fixture
def hall(studyhall, files):
    """The command line on a data folder with one course."""
    assert studyhall("ingest", files / "bao.txt", "--course", "Kerrin").status == 0
    return studyhall


def test_people_are_added_and_listed(hall):
    ran = hall(
        "users", "add", "Mai Lê", "--role", "teacher", "--course", "kerrin", "--password-stdin", "--json",
        typed="a password\n",
    )  # fmt: skip
    assert (ran.status, ran.json) == (0, {"name": "Mai Lê", "role": "teacher", "course": "kerrin"}), ran.err
    pupil = hall("users", "add", "An", "--role", "student", "--json").json
    assert len(pupil.pop("one_time_password")) == 11
    assert pupil == {"name": "An", "role": "student", "course": "kerrin"}
    assert "(admin)" in hall("users", "add", "Root", "--role", "admin", "--password-stdin", typed="x" * 8).out
    assert hall("users", "list", "--json").json == {
        "users": [
            {
                "name": "An",
                "admin": False,
                "sample": False,
                "courses": [{"course": "kerrin", "role": "student"}],
            },
            {
                "name": "Mai Lê",
                "admin": False,
                "sample": False,
                "courses": [{"course": "kerrin", "role": "teacher"}],
            },
            {"name": "Root", "admin": True, "sample": False, "courses": []},
        ]
    }
    assert "Mai Lê (teacher of kerrin)" in hall("users", "list").out
    again = hall("users", "add", "mai le", "--role", "student", "--json")
    assert (again.status, again.json["error"]["code"]) == (1, "name_taken")


def test_what_cannot_be_added_is_said_in_a_sentence(hall):
    short = hall("users", "add", "Mai", "--role", "teacher", "--password-stdin", typed="short\n")
    assert (short.status, short.out) == (1, "")
    assert short.err == "The password is shorter than 8 characters; choose a longer one.\n"
    nowhere = hall("users", "add", "Mai", "--role", "student", "--course", "nowhere", "--json")
    assert nowhere.json["error"]["code"] == "no_course"
    assert hall("users", "add", "Mai", "--role", "king").status == 2
    assert hall("users", "list", "--json").json == {"users": []}


def test_sample_people_come_and_go(hall):
    made = hall("demo", "--json").json["people"]
    assert len(made) == 3
    assert hall("demo", "--json").json["people"] == made
    listed = hall("users", "list", "--json").json["users"]
    assert [person["sample"] for person in listed] == [True] * 3
    assert hall("demo", "--remove", "--json").json == {"removed": 3}
    assert "0 sample people removed" in hall("demo", "--remove").out
