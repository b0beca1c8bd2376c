"""A server of the pages, started as `make run` starts it, on a data folder of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Site:
    """Where the server is, and its data folder."""

    url: str
    home: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(home: Path, *, starter: bool = True, port: int = 0, **variables: str) -> Iterator[Site]:
    """The server, started as `make run` starts it, ready to answer; stopped at the end.

    `variables` are set in its environment too. It listens on a free port where none is given.
    """
    port = port or free_port()
    ours = ("STUDYHALL_", "STREAMLIT_", "OPENAI_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment = kept | {
        "STUDYHALL_HOME": str(home),
        "STUDYHALL_STARTER": str(int(starter)),
        "STREAMLIT_SERVER_HEADLESS": "true",
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(ROOT),
        **variables,
    }
    command = [sys.executable, "-m", "studyhall", "run", "--port", str(port), "--json"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    said = []
    try:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            if "Uvicorn server started" in line or "You can now view" in line:
                break
        else:
            raise AssertionError("".join(said))
        yield Site(f"http://localhost:{port}", home)
    finally:
        process.terminate()
        process.communicate(timeout=30)
