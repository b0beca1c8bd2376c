"""What the documentation promises is held against the tree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from studyhall.cli.app import app
from studyhall.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
DEPENDENCIES = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
MODULES = sorted(
    path.relative_to(ROOT / "studyhall").as_posix()
    for path in (ROOT / "studyhall").rglob("*.py")
    if path.name != "__init__.py" and "versions" not in path.parts
)


def test_the_readme_is_short():
    assert len(README.splitlines()) <= 150


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_is_named_is_there(page):
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`((?:studyhall|tests|docs|knowledge|bench|prompts)/[\w./-]*)`", text)
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if not link.startswith("http")]
    for name in named:
        assert (ROOT / name).exists(), f"{page.name} names {name}"
    for link in links:
        assert (page.parent / link).exists(), f"{page.name} links to {link}"


def test_every_make_target_that_is_named_is_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in PAGES:
        for target in re.findall(r"\bmake ([a-z]+)\b`", page.read_text(encoding="utf-8")):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{page.name}: make {target}"


def test_every_command_is_told_and_every_told_command_is_there():
    group = typer.main.get_command(app)
    there = set()
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        there |= {f"{name} {child}" for child in inner} if inner else {name}
    told = set(re.findall(r"^\| `studyhall ((?:(?:evaluate|users) )?[a-z]+)", README, re.MULTILINE))
    assert told == there


def test_every_setting_is_told():
    rows = re.findall(r"^\| (`(?:STUDYHALL|OPENAI)_.*?) \|", SETTINGS, re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    set_by = {
        field.validation_alias or f"STUDYHALL_{name.upper()}" for name, field in Settings.model_fields.items()
    }
    assert told == set_by


def test_the_floors_of_the_readme_are_the_floors_that_are_checked():
    checked = re.search(r"^layers =\n((?:    .+\n)+)", (ROOT / ".importlinter").read_text(), re.MULTILINE)
    floors = [re.findall(r"\w+", line) for line in checked.group(1).splitlines()]
    drawing = README.split("```")[README.count("```", 0, README.index("services │")) + 0]
    for floor in floors:
        for room in floor:
            if room != "__main__":
                assert re.search(rf"\b{room}\b", drawing), room


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_its_line_in_the_architecture(module):
    folder, _, name = module.rpartition("/")
    section = ARCHITECTURE
    if folder:
        found = re.search(rf"^### `studyhall/{re.escape(folder)}/`.*?(?=^##|\Z)", ARCHITECTURE, re.M | re.S)
        assert found, f"the architecture has no room for {folder}"
        section = found.group()
    assert f"`{name}`" in section, f"{module} is not in the architecture"


def test_the_architecture_names_no_module_that_is_gone():
    for folder, body in re.findall(r"^### `studyhall/([\w/]*)/?`(.*?)(?=^##|\Z)", ARCHITECTURE, re.M | re.S):
        for name in re.findall(r"^\| `(\w+\.py)`", body, re.M):
            assert (ROOT / "studyhall" / folder / name).exists(), f"{folder}/{name}"


def test_every_dependency_has_its_line():
    declared = re.search(r"^dependencies = \[(.*?)^\]", (ROOT / "pyproject.toml").read_text(), re.M | re.S)
    for name in re.findall(r'"([\w-]+)', declared.group(1)):
        assert re.search(rf"^\|[^|]*\b{name}\b", DEPENDENCIES, re.M), name


def test_the_locks_pin_with_hashes_and_name_no_index():
    for lock in (ROOT / "requirements.lock", ROOT / "requirements-dev.lock"):
        text = lock.read_text()
        pins = [line for line in text.splitlines() if not line.startswith(" ")]
        assert len(pins) > 100
        # A pinned version and its hashes: there is no line that could hold an address or an option.
        pin = r"[\w.-]+(?:\[[\w,-]+\])?==[\w.+!-]+(?: ; [\w.'<>=! ()]+)?"
        assert re.fullmatch(rf"(?:{pin}(?: \\\n +--hash=sha256:[0-9a-f]{{64}})+\n)+", text)
        assert not re.search(
            r"^(?:torch|langchain-community|langchain-classic|kubernetes|onnxruntime)==", text, re.M
        )
