"""What every test stands on: no network but loopback, short or long trials, no trace in the home folder."""

from __future__ import annotations

import ipaddress
import os
import socket
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "short", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "soak", max_examples=3_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run the long form of the long trials")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("soak" if config.getoption("--soak") else "short")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was not tried, in one line each, and what tests have to tell: `record_property("told", line)`."""
    skipped = {str(report.longrepr[-1]) for report in terminalreporter.stats.get("skipped", ())}
    for reason in sorted(skipped):
        terminalreporter.write_line(reason.removeprefix("Skipped: "))
    for report in terminalreporter.stats.get("passed", ()):
        for name, line in report.user_properties:
            if name == "told":
                terminalreporter.write_line(line)


@pytest.fixture
def rounds(request: pytest.FixtureRequest):
    """How many rounds a long trial takes: `rounds(short, long)`."""
    soak = request.config.getoption("--soak")
    return lambda short, long: long if soak else short


def _is_loopback(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return address[0] == "localhost"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections leave this machine nowhere."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        assert _is_loopback(address), f"a test tried to reach {address}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the data folder of whoever runs it, nor sees their settings."""
    for name in [name for name in os.environ if name.startswith(("STUDYHALL_", "OPENAI_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("STUDYHALL_HOME", str(tmp_path_factory.mktemp("home") / "data"))


@pytest.fixture
def now() -> datetime:
    return NOW
