"""Times answers: offline ones over the starter course, and what surrounds a model at 10,000 passages.

`make bench` prints p50 and p95.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import streaming

from studyhall.bootstrap import Hall, bootstrap
from studyhall.domain.courses import Course
from studyhall.settings import Settings

QUESTIONS = (
    "When did the cease-fire come into force?",
    "Who signed the cease-fire for Azerbaijan?",
    "What happened in Khojaly in February 1992?",
    "How many people were displaced from Kelbajar?",
    "Why did Azerbaijan lose ground in 1993?",
    "Where was the Bishkek Protocol signed?",
    "What do Armenian accounts say about Shushi?",
    "Lệnh ngừng bắn có hiệu lực khi nào?",
    "Ai ký lệnh ngưng bắn thay mặt Azerbaijan?",
    "Bao nhiêu người phải rời bỏ nhà cửa?",
    "Vì sao Azerbaijan mất đất năm 1993?",
    "What is the capital of Australia?",
)


def prepared(home: Path) -> tuple[Hall, Course, int]:
    """A hall with the starter course, the course, and the id of its operator."""
    hall = bootstrap(Settings(home=home))
    now = datetime.now(UTC)
    actor = hall.accounts.operator(now).id
    course = hall.starter.prepare(actor, now, lambda _done, _all: None)
    assert course is not None
    hall.indexing.catch_up(course)
    return hall, course, actor


def timed(hall: Hall, course: Course, actor: int, rounds: int) -> list[float]:
    """The milliseconds of each answer, kept as any answer is; the first round warms up and is not counted."""
    times = []
    for number in range(rounds + 1):
        for question in QUESTIONS:
            started = perf_counter()
            hall.tutoring.ask(actor, course, question, datetime.now(UTC), "offline")
            if number:
                times.append((perf_counter() - started) * 1000)
    return times


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        started = perf_counter()
        hall, course, actor = prepared(Path(folder))
        print(f"preparing the starter course: {perf_counter() - started:.1f} s")
        times = timed(hall, course, actor, rounds)
        hall.close()
    cuts = statistics.quantiles(times, n=100)
    print(f"{len(times)} answers: p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms, max {max(times):.1f} ms")
    streaming.main()


if __name__ == "__main__":
    main()
