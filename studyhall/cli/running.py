"""Starting the pages: `run`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from studyhall import settings
from studyhall.cli.output import Json, print_json
from studyhall.domain.errors import Misconfigured
from studyhall.engines.llm.prompts import load_prompts

APP = Path(__file__).resolve().parents[2] / "app.py"


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(run)


def run(
    port: Annotated[int, typer.Option(min=1, max=65_535, help="The port that it answers on.")] = 8501,
    address: Annotated[
        str, typer.Option(help="Who can reach it: localhost, or 0.0.0.0 for everybody in the network.")
    ] = "localhost",
    json: Json = False,
) -> None:
    """Open Study Hall in the browser; Ctrl-C ends it."""
    load_prompts(settings.load().prompts)
    if not APP.is_file():
        raise Misconfigured("app.py is not there", "start this from a copy of the whole project")
    url = f"http://{'localhost' if address == '0.0.0.0' else address}:{port}"  # noqa: S104 - only compared
    if json:
        print_json({"url": url})
    else:
        print(f"Study Hall opens at {url} (Ctrl-C ends it).")
    sys.stdout.flush()
    command = [sys.executable, "-m", "streamlit", "run", str(APP)]
    command += ["--server.port", str(port), "--server.address", address]
    # Its settings stand in `.streamlit` beside app.py, which it looks for where it is started.
    os.chdir(APP.parent)
    os.environ["STREAMLIT_BROWSER_GATHER_USAGE_STATS"] = "false"
    if sys.platform == "win32":
        raise typer.Exit(subprocess.call(command))  # noqa: S603
    # In place of this process, so that whoever stops it stops the server, which then closes what it holds.
    os.execv(sys.executable, command)  # noqa: S606
