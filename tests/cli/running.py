"""Running the command line as a process, as anyone would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECONDS = 60


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
        process = self.start(*words) if typed is None else self.start(*words, stdin=subprocess.PIPE)
        out, err = process.communicate(typed, timeout=SECONDS)
        return Ran(process.returncode, out, err)

    def text(self, document: str) -> str:
        """The text of a document as `show` tells it, asked for once: for folders that are only read."""
        if document not in self.shown:
            self.shown[document] = self("show", document, "--json").json["text"]
        return self.shown[document]
