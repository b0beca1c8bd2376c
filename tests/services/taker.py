"""Pupils who take a quiz in a process of their own: each answer is told on standard output once it is stored.

Called with the address of a database, the id of a quiz, the ids of pupils with commas between, and how many
threads. Each line says: a pupil, their attempt, a question's number, and what they answered.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from studyhall.domain.errors import Refused
from studyhall.engines.offline.engine import OfflineEngine
from studyhall.services.grading import Grading
from studyhall.services.taking import Taking
from studyhall.storage.unit_of_work import SqlStorage


def take(taking: Taking, pupil: int, quiz: int) -> None:
    """Answer every question as `answer_of` says, telling each when it is stored; then submit."""
    try:
        attempt = taking.start(pupil, quiz, datetime.now(UTC))
    except Refused as error:
        if error.code == "no_attempts_left":
            # Submitted before a kill.
            return
        raise
    for question in taking.sheet(pupil, attempt, datetime.now(UTC)).questions:
        given = answer_of(pupil, question.number)
        taking.answer(pupil, attempt, question.number, given, datetime.now(UTC))
        told(f"{pupil} {attempt} {question.number} {given}")
    taking.submit(pupil, attempt, datetime.now(UTC))
    told(f"{pupil} {attempt} submitted")


def answer_of(pupil: int, number: int) -> str:
    return f"answer-{pupil}-{number}"


def told(line: str) -> None:
    # In one write, so that the lines of two threads are never mixed, and a kill leaves no half of one behind.
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    url, quiz, pupils, threads = sys.argv[1:]
    storage = SqlStorage(url)
    offline = OfflineEngine()
    taking = Taking(storage, Grading(storage, {offline.name: offline}))
    with ThreadPoolExecutor(int(threads)) as pool:
        list(pool.map(lambda pupil: take(taking, int(pupil), int(quiz)), pupils.split(",")))
    storage.close()


if __name__ == "__main__":
    main()
