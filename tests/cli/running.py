"""Running the command line as a process, as anyone would."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

SECONDS = 60
# Importing is most of what a command takes. It is done once: each command is a process forked from that.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["studyhall.cli", "chromadb"])


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit status and what it printed."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON object on standard output; anything else there fails."""
        return json.loads(self.out)


@dataclass(frozen=True)
class CommandLine:
    """The command line on a data folder; the starter course is left out unless asked for."""

    home: Path
    starter: bool = False
    shown: dict[str, str] = field(default_factory=dict, compare=False)

    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("STUDYHALL_")}
        return kept | {
            "STUDYHALL_HOME": str(self.home),
            "STUDYHALL_STARTER": str(int(self.starter)),
            "PYTHONWARNINGS": "ignore",
        }

    def start(self, *words: str | Path, **options: Any) -> subprocess.Popen[str]:
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(
            [sys.executable, "-m", "studyhall", *map(str, words)],
            env=self.environment(),
            text=True,
            **streams | options,
        )

    def __call__(self, *words: str | Path, typed: str | None = None) -> Ran:
        """Run a command to its end; `typed` is what stands on its standard input."""
        if typed is None:
            return _forked(words, self.environment())
        process = self.start(*words, stdin=subprocess.PIPE)
        out, err = process.communicate(typed, timeout=SECONDS)
        return Ran(process.returncode, out, err)

    def text(self, document: str) -> str:
        """The text of a document as `show` tells it, asked for once: for folders that are only read."""
        if document not in self.shown:
            self.shown[document] = self("show", document, "--json").json["text"]
        return self.shown[document]


def _forked(words: Sequence[str | Path], environment: Mapping[str, str]) -> Ran:
    with tempfile.TemporaryFile("w+b") as out, tempfile.TemporaryFile("w+b") as err:
        streams = [_FORKS.reducer.DupFd(stream.fileno()) for stream in (out, err)]
        process = _FORKS.Process(target=_command, args=([*map(str, words)], dict(environment), streams))
        process.start()
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"a command did not end: {words[0]}")
        return Ran(process.exitcode, _read(out), _read(err))


def _read(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode()


def _command(words: list[str], environment: dict[str, str], streams: list[Any]) -> None:
    """What `python -m studyhall` does, in a process of its own."""
    os.environ.clear()
    os.environ.update(environment)
    for number, stream in enumerate(streams, start=1):
        os.dup2(stream.detach(), number)
    sys.argv = ["studyhall", *words]
    from studyhall.cli import main

    main()
