"""The command line's entry: its commands, and what happens when one fails."""

from __future__ import annotations

import logging
import sys

import typer

from studyhall.cli import asking, evaluating, operating, sources
from studyhall.cli.output import show_error
from studyhall.domain.errors import StudyHallError

_log = logging.getLogger(__name__)

app = typer.Typer(
    name="studyhall",
    help="Study Hall: a teacher's own documents become a place to study.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
sources.register(app)
asking.register(app)
operating.register(app)
app.add_typer(evaluating.app, name="evaluate")


def main() -> None:
    """Run the command in `sys.argv`. Exit status: 0 done, 1 refused or failed, 2 usage."""
    json = "--json" in sys.argv
    try:
        app()
    except StudyHallError as error:
        show_error(error, json=json)
    except BrokenPipeError:
        # Whoever read our output has stopped reading, as `head` does.
        sys.stderr.close()
    except Exception:  # noqa: BLE001 - the last wall before a traceback on somebody's screen
        _log.exception("a command failed in a way nobody foresaw")
        unforeseen = StudyHallError(
            "something went wrong that Study Hall did not foresee",
            "run 'studyhall doctor', and look at studyhall.log in the data folder",
            code="internal",
        )
        show_error(unforeseen, json=json)
    else:
        return
    sys.exit(1)
