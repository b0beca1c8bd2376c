"""Prompt files: what they say, and the variables that they declare, checked when the program starts."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studyhall.domain.errors import Misconfigured

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

ANSWER = ("fence", "language", "passages", "question")
REWRITE = ("fence", "history", "question")
QUESTIONS = ("difficulty", "existing", "fence", "kinds", "language", "number", "passages")
GRADE = ("answer", "evidence", "fence", "language", "question", "references", "rubric")
"""What the program fills in, by task."""
_FILE = re.compile(
    r"\A---\nvariables:(?P<declared>[^\n]*)\n---\n# System\n(?P<system>.*)\n# User\n(?P<user>.*)\Z", re.DOTALL
)
# Braces of JSON are no variables.
_VARIABLE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Prompt:
    """What is said to a model. `system` is the same every time, so that a provider can keep it."""

    system: str
    user: str

    def messages(self, **values: str) -> list[BaseMessage]:
        """The messages, with the variables filled in; nothing in a value is read as a variable."""
        from langchain_core.messages import HumanMessage, SystemMessage

        filled = _VARIABLE.sub(lambda found: values[found[1]], self.user)
        return [SystemMessage(self.system), HumanMessage(filled)]


@dataclass(frozen=True)
class Prompts:
    """What is said to the model, by task."""

    answer: Prompt
    rewrite: Prompt
    questions: Prompt
    grade: Prompt


def load_prompts(folder: Path) -> Prompts:
    """The prompts in a folder, checked. Raises Misconfigured with the name of the file that is wrong."""
    return Prompts(
        answer=load(folder / "answer.md", ANSWER),
        rewrite=load(folder / "rewrite.md", REWRITE),
        questions=load(folder / "questions.md", QUESTIONS),
        grade=load(folder / "grade.md", GRADE),
    )


def load(file: Path, given: Collection[str]) -> Prompt:
    """The prompt in a file, which declares the variables that the program gives it, and uses all of them.

    Raises Misconfigured with the name of the file.
    """
    try:
        found = _FILE.match(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise _wrong(file, "it cannot be read") from None
    if not found:
        raise _wrong(file, "it needs its variables between two lines of dashes, then # System and # User")
    declared = {name.strip() for name in found["declared"].split(",") if name.strip()}
    system, user = found["system"].strip(), found["user"].strip()
    used = set(_VARIABLE.findall(user))
    if fixed := set(_VARIABLE.findall(system)):
        raise _wrong(file, f"variables stand in # User only, not in # System: {_list(fixed)}")
    for what, names in (
        ("it does not declare", set(given) - declared),
        ("it declares what the program does not know:", declared - set(given)),
        ("it does not use", declared - used),
        ("it uses what it does not declare:", used - declared),
    ):
        if names:
            raise _wrong(file, f"{what} {_list(names)}")
    return Prompt(system, user)


def _list(names: Collection[str]) -> str:
    return ", ".join(sorted(names))


def _wrong(file: Path, why: str) -> Misconfigured:
    return Misconfigured(
        f"the prompt file {file.name} cannot be used: {why}",
        "correct it, or restore it from the program's own",
    )
