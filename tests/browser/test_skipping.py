"""Without a browser its tests say so in one line, and fail where they are required."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.browser.conftest import NOT_TRIED
from tests.serving import ROOT


@pytest.mark.parametrize(("required", "status", "lines"), [("", 0, 1), ("required", 1, 0)])
def test_a_machine_without_chromium(tmp_path, required, status, lines):
    environment = os.environ | {"PATH": str(tmp_path), "STUDYHALL_BROWSER": required}
    command = [sys.executable, "-m", "pytest", "tests/browser/test_journeys.py"]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == status, ran.stdout
    assert ran.stdout.count(NOT_TRIED) == lines
    assert "passed" not in ran.stdout
