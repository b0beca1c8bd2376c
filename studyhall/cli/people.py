"""People: `users add`, `users list`, and `demo`, which makes sample people to look around as."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from studyhall.cli.opening import Session, now, opened
from studyhall.cli.output import Json, print_json
from studyhall.cli.sources import OnlyCourse
from studyhall.domain.people import Role
from studyhall.services.enrolling import Place

users = typer.Typer(help="The people who sign in.", no_args_is_help=True)


class Rank(StrEnum):
    """What somebody is: in one course, or an admin of all."""

    STUDENT = "student"
    TEACHER = "teacher"
    ADMIN = "admin"


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(users, name="users")
    app.command()(demo)


@users.callback()
def _group() -> None:
    """The people who sign in."""


@users.command()
def add(
    name: Annotated[str, typer.Argument(help="What they sign in with.")],
    role: Annotated[Rank, typer.Option("--role", help="What they are; an admin acts in every course.")],
    course: OnlyCourse = None,
    password_stdin: Annotated[
        bool,
        typer.Option(
            "--password-stdin", help="Read the password from standard input; else a one-time one is made."
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Add somebody who signs in."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    with opened() as session:
        place, slug = _place(session, role, course)
        given = session.hall.enrolling.add(session.actor, name, password, place, now())
    values = {"name": given.name, "role": role.value, "course": slug}
    if json:
        # A password that was typed is not repeated.
        print_json(values if password is not None else values | {"one_time_password": given.password})
        return
    print(f"{given.name} can sign in now ({f'{role.value}, {slug}' if slug else role.value}).")
    if password is None:
        print(f"One-time password: {given.password}")


@users.command(name="list")
def list_users(json: Json = False) -> None:
    """List everybody who can sign in, and the sample people."""
    with opened() as session:
        everybody = session.hall.enrolling.everybody(session.actor)
    values = [
        {
            "name": person.name,
            "admin": person.admin,
            "sample": person.sample,
            "courses": [{"course": course.slug, "role": role.value} for course, role in courses],
        }
        for person, courses in everybody
    ]
    if json:
        print_json({"users": values})
        return
    for person, courses in everybody:
        marks = ["admin"] * person.admin + ["sample"] * person.sample
        places = [f"{role.value} of {course.slug}" for course, role in courses]
        print(f"{person.name} ({', '.join(marks + places) or 'in no course'})")


def demo(
    remove: Annotated[
        bool, typer.Option("--remove", help="Remove the sample people with all that is theirs.")
    ] = False,
    json: Json = False,
) -> None:
    """Make sample people in every course; whoever opens the pages can act as them, without a password."""
    with opened() as session:
        accounts = session.hall.accounts
        if remove:
            count = accounts.remove_samples(session.actor)
        else:
            names = [person.name for person in accounts.look_around(now(), session.actor)]
    if json:
        print_json({"removed": count} if remove else {"people": names})
    elif remove:
        print("1 sample person removed." if count == 1 else f"{count} sample people removed.")
    else:
        print(f"To look around as: {', '.join(names)}.")


def _place(session: Session, role: Rank, course: str | None) -> tuple[Place | None, str | None]:
    """Where somebody of this rank belongs, and its slug; an admin belongs nowhere."""
    if role is Rank.ADMIN:
        return None, None
    found = session.hall.courses.find(session.actor, course)
    return Place(found.id, Role(role.value)), found.slug
