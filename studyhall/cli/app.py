"""The command line's entry: its commands, and what happens when one fails."""

from __future__ import annotations

import errno
import signal
import sys
from types import FrameType

import typer

from studyhall.cli import asking, evaluating, ingesting, operating, people, quizzing, running, sources
from studyhall.cli.output import finish, set_up_streams, show_error
from studyhall.domain.errors import StudyHallError

# What typer ends with where somebody pressed Ctrl-C.
_INTERRUPTED = 130
_FULL = (errno.ENOSPC, errno.EDQUOT)

app = typer.Typer(
    name="studyhall",
    help="Study Hall: a teacher's own documents become a place to study.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
ingesting.register(app)
sources.register(app)
asking.register(app)
quizzing.register(app)
operating.register(app)
running.register(app)
people.register(app)
app.add_typer(evaluating.app, name="evaluate")


def main() -> None:
    """Run the command in `sys.argv`. Exit status: 0 done, 1 refused or failed, 2 usage."""
    set_up_streams()
    signal.signal(signal.SIGTERM, _stop)
    json = "--json" in sys.argv
    status = 1
    try:
        status = _run()
    except StudyHallError as error:
        show_error(error, json=json)
    except KeyboardInterrupt:
        show_error(_stopped(), json=json)
    except BrokenPipeError:
        # Whoever read our output has stopped reading, as `head` does: there is nobody to tell.
        pass
    except Exception as error:  # noqa: BLE001 - the last wall before a traceback on somebody's screen
        show_error(_unforeseen(error), json=json)
    sys.exit(status if finish() else 1)


def _run() -> int:
    try:
        app()
    except SystemExit as ended:
        if ended.code == _INTERRUPTED:
            raise KeyboardInterrupt from None
        return ended.code if isinstance(ended.code, int) else 0
    return 0


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _stopped() -> StudyHallError:
    return StudyHallError(
        "this was stopped before its end", "run it again, and it goes on with what is left", code="stopped"
    )


def _unforeseen(error: Exception) -> StudyHallError:
    if isinstance(error, OSError) and error.errno in _FULL:
        return StudyHallError("the disk is full", "free some space and try again", code="disk_full")
    return StudyHallError(
        f"something went wrong that Study Hall did not foresee ({type(error).__name__})",
        "run 'studyhall doctor', and look at studyhall.log in the data folder",
        code="internal",
    )
