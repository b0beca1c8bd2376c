"""The child process that reads one file: an order and the content come in, a packed reading goes out."""

from __future__ import annotations

import json
import os
import sys
import threading

from studyhall.domain.errors import BadFile
from studyhall.readers.kinds import Kind
from studyhall.readers.parsing import parse
from studyhall.readers.wire import packed, packed_crash, packed_refusal

_GRACE = 2
"""Seconds of computing beyond the parent's patience, after which the system itself ends this process."""


def _limit(memory_bytes: int, seconds: float) -> None:
    try:
        import resource
    except ImportError:
        return  # not on this system; the parent's clock still counts
    wanted = (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, int(seconds) + _GRACE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    )
    for what, most in wanted:
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue  # macOS knows no limit of address space


def _end_with_parent() -> None:
    """Wait for the input to close, which it does when the parent is gone."""
    while os.read(0, 1):
        pass
    os._exit(1)


def _answer(order: dict[str, object], content: bytes) -> bytes:
    name = str(order["name"])
    try:
        return packed(parse(content, Kind(str(order["kind"])), name, int(str(order["characters"]))))
    except BadFile as refusal:
        return packed_refusal(refusal)
    except (MemoryError, RecursionError):
        return packed_refusal(
            BadFile(
                f"“{name}” is too complex to read",
                "split it into parts, or save its text as a new document, and add that",
                code="too_complex",
            )
        )
    except Exception as error:  # noqa: BLE001 - the outermost: the parent logs what happened
        return packed_crash(error)


def main() -> None:
    """Read the order and the content from the input, and write the answer."""
    with os.fdopen(0, "rb", closefd=False) as source:
        order = json.loads(source.readline())
        _limit(order["memory_bytes"], order["seconds"])
        content = source.read(order["size"])
    threading.Thread(target=_end_with_parent, daemon=True).start()
    answer = _answer(order, content)
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing to tidy up, and freeing a large tree takes a while


if __name__ == "__main__":
    main()
