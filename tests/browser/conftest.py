"""A browser for the tests that need one; without Chromium they are skipped, or fail where it is required."""

from __future__ import annotations

import os

import pytest

pytest.importorskip("playwright")

from tests.browser.driving import CHROMIUM, chromium, opened
from tests.serving import served

REQUIRED = os.environ.get("STUDYHALL_BROWSER") == "required"
NOT_TRIED = "Chromium is not installed: the pages were not tried in a browser"


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        if REQUIRED:
            pytest.fail("Chromium is not installed, and these tests are required here")
        pytest.skip(NOT_TRIED)
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def site(browser, tmp_path_factory):
    """The server on a new data folder with the starter course."""
    with served(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture
def page(browser):
    """A page of a visitor who has no cookie yet."""
    made = opened(browser)
    yield made
    made.context.close()
