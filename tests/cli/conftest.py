"""Data folders for the command line: one with the starter course, one with two small sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import CommandLine

LIGHTHOUSE = """\
---
title: The lighthouse of Kerrin
side: neutral
date: 1931
---

# The lighthouse of Kerrin

## Building

The lighthouse of Kerrin was finished on 4 May 1887 by the engineer Ada Morrow. It stands forty metres above
the sea. The keeper’s house burned down in 1902.

## The storm

In the storm of 1911 the keeper Tom Haily saved nineteen sailors.
"""
STORM = """\
Trận bão

Ngày 12 tháng 3 năm 1911, một trận bão lớn đánh vào đảo Kerrin. Mười chín thủy thủ được cứu sống.
"""


@pytest.fixture(scope="session")
def files(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    (folder / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    (folder / "bao.txt").write_text(STORM, encoding="utf-8")
    return folder


@pytest.fixture
def studyhall(tmp_path) -> CommandLine:
    """The command line on an empty data folder."""
    return CommandLine(tmp_path / "data")


@pytest.fixture(scope="session")
def filled(tmp_path_factory, files) -> CommandLine:
    """The command line on a data folder with one course of two sources; for tests that only read."""
    studyhall = CommandLine(tmp_path_factory.mktemp("filled"))
    ran = studyhall("ingest", files, "--course", "Kerrin", "--json")
    assert ran.status == 0, ran.err
    return studyhall


@pytest.fixture(scope="session")
def starter(tmp_path_factory) -> CommandLine:
    """The command line on a data folder with the starter course; for tests that only read."""
    studyhall = CommandLine(tmp_path_factory.mktemp("starter"), starter=True)
    assert studyhall("sources", "--json").status == 0
    return studyhall
