"""Both storages, for every contract that a storage keeps."""

from __future__ import annotations

import pytest

from studyhall.storage.unit_of_work import SqlStorage
from tests.fakes.storage import FakeStorage


@pytest.fixture(params=["sqlite", "fake"])
def storage(request, tmp_path):
    made = SqlStorage(f"sqlite:///{tmp_path / 'study.db'}") if request.param == "sqlite" else FakeStorage()
    yield made
    made.close()
