"""Runs a parser in a process of its own, with limits, so that no file can harm or hold up this one."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass

from studyhall.domain.documents import Reading
from studyhall.domain.errors import BadFile
from studyhall.readers.kinds import Kind
from studyhall.readers.wire import CrashedError, unpacked

_log = logging.getLogger(__name__)

_START = ("-m", "studyhall.readers")
_PASSED_ON = ("LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")
"""What of the environment the child is given: nothing that could be a secret."""
_OUTPUT_PER_CHARACTER = 40
_LEAST_OUTPUT = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Bytes of a file and of a child's memory, seconds of its time, characters of a document's text."""

    file_bytes: int = 25 * 1024 * 1024
    seconds: float = 60.0
    memory_bytes: int = 1024 * 1024 * 1024
    characters: int = 5_000_000


@dataclass(frozen=True)
class Order:
    """What the child is told before it gets `size` bytes of content."""

    name: str
    kind: str
    size: int
    seconds: float
    memory_bytes: int
    characters: int

    def line(self) -> bytes:
        """The order as one line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"


def parse_apart(content: bytes, kind: Kind, name: str, limits: Limits) -> Reading:
    """The reading of `content`, made by a child process that ends before this returns.

    Raises BadFile when the file is refused, or its parser crashed, took too long or too much.
    """
    order = Order(name, kind.value, len(content), limits.seconds, limits.memory_bytes, limits.characters)
    most = max(_LEAST_OUTPUT, limits.characters * _OUTPUT_PER_CHARACTER)
    output, late, status = _run(order, content, limits.seconds, most)
    if late or status == -_signal("SIGXCPU"):
        raise _refusal(name, "takes too long to read", "too_slow")
    if len(output) > most:
        raise _refusal(name, "is too complex to read", "too_complex")
    try:
        return unpacked(output)
    except CrashedError as error:
        _log.warning("a reader failed on a file of kind %s: %s", kind.value, error)
    except (ValueError, TypeError, KeyError):
        _log.warning("the reader of a file of kind %s ended with status %s", kind.value, status)
    if status == -_signal("SIGKILL"):
        raise _refusal(name, "needs more memory than there is", "too_complex")
    raise BadFile(
        f"“{name}” is damaged and cannot be read",
        "open it in the program that made it, save it again and add the new copy",
        code="broken",
    )


def _refusal(name: str, what: str, code: str) -> BadFile:
    return BadFile(
        f"“{name}” {what}", "split it into parts, or save its text as a new document, and add that", code=code
    )


def _signal(name: str) -> int:
    """The number of a signal; one that no status equals where the system has no such signal."""
    import signal

    return int(getattr(signal, name, 0)) or 1 << 30


def _run(order: Order, content: bytes, seconds: float, most: int) -> tuple[bytes, bool, int]:
    """The child's output (at most one byte more than `most`), whether it was late, and its exit status."""
    process = subprocess.Popen(  # noqa: S603 - this interpreter, this package, no shell
        [sys.executable, "-I", *_START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        bufsize=0,
    )
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        output = _talk(process, order.line() + content, most)
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
    return output, late.is_set(), process.returncode


def _talk(process: subprocess.Popen[bytes], sent: bytes, most: int) -> bytes:
    """Send everything, then read the answer.

    The child's input stays open meanwhile: should this process die, it closes, and the child ends too.
    """
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the child was started without pipes")
    with contextlib.suppress(BrokenPipeError):
        view = memoryview(sent)
        while view:
            view = view[process.stdin.write(view) :]
    pieces: list[bytes] = []
    left = most + 1
    while left and (piece := process.stdout.read(min(left, 1 << 20))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
