"""Prompt files: a variable that is missing or unknown is named with its file."""

from __future__ import annotations

import pytest

from studyhall.bootstrap import bootstrap
from studyhall.domain.errors import Misconfigured
from studyhall.engines.llm.prompts import ANSWER, GRADE, QUESTIONS, REWRITE, load, load_prompts
from studyhall.settings import PROMPTS, Settings

GOOD = '---\nvariables: one, two\n---\n# System\n\nSay {"a": 1}.\n\n# User\n\n{one} and {two}, {one}\n'

GIVEN = {"answer": ANSWER, "rewrite": REWRITE, "questions": QUESTIONS, "grade": GRADE}


def read(tmp_path, text, given=("one", "two")):
    file = tmp_path / "greet.md"
    file.write_text(text, encoding="utf-8")
    return load(file, given)


def test_variables_are_filled_in_once_and_nothing_in_them_is(tmp_path):
    system, user = read(tmp_path, GOOD).messages(one="{two}", two="\\1 {one}")
    assert system.content == 'Say {"a": 1}.'
    assert user.content == "{two} and \\1 {one}, {two}"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("one, two", "one"), "does not declare two"),
        (("one, two", "one, two, three"), "what the program does not know: three"),
        (("{two}", "2"), "does not use two"),
        (("{two}", "{two} {four}"), "uses what it does not declare: four"),
        (("Say", "Say {one}"), "not in # System: one"),
        (("# User", "# Pupil"), "needs its variables"),
        (("---\nvariables", "variables"), "needs its variables"),
    ],
)
def test_what_is_wrong_is_told_with_the_name_of_the_file(tmp_path, change, told):
    with pytest.raises(Misconfigured) as caught:
        read(tmp_path, GOOD.replace(*change))
    assert "greet.md" in str(caught.value)
    assert told in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Misconfigured, match=r"greet\.md cannot be used: it cannot be read"):
        load(tmp_path / "greet.md", ())


@pytest.mark.parametrize("task", GIVEN)
def test_the_prompts_that_come_with_the_program_are_good(task):
    prompt = getattr(load_prompts(PROMPTS), task)
    system, user = prompt.messages(**dict.fromkeys(GIVEN[task], "x"))
    assert len(system.content) > 400
    assert "{" not in user.content


def test_a_wrong_prompt_stops_the_start_with_its_name(tmp_path):
    for file in PROMPTS.glob("*.md"):
        (tmp_path / file.name).write_text(file.read_text().replace("{question}", "{pupil}"))
    with pytest.raises(Misconfigured, match=r"answer\.md"):
        bootstrap(Settings(home=tmp_path / "home", prompts=tmp_path))
