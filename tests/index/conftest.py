"""One small shelf, opened, with what it writes to the log."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from studyhall.index.shelf import FolderShelves
from tests.index.shelving import fill, shelf_of


@pytest.fixture
def folder(tmp_path) -> Path:
    fill(tmp_path / "index", 5)
    return tmp_path / "index"


@pytest.fixture
def home(folder) -> Path:
    """The shelf's own folder."""
    return next(folder.rglob("state.json")).parent


@pytest.fixture
def shelves(folder):
    made = FolderShelves(folder)
    yield made
    made.close()


@pytest.fixture
def shelf(shelves):
    return shelf_of(shelves)


@pytest.fixture
def distrust(caplog):
    """What was written to the log, when called."""
    caplog.set_level(logging.WARNING, "studyhall.index")
    return lambda: caplog.messages
