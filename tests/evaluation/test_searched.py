"""What is asked of a course, and again of one without the question's article."""

from __future__ import annotations

import json
from pathlib import Path

from studyhall.evaluation.searched import searches, share_of_title

TOWNS = ("Orsa", "Tarn", "Lund", "Vik", "Holm", "Berg", "Skara", "Falun")


def written(path: Path, asking: str) -> Path:
    """A file with an article of each town, and one question on each."""
    data = []
    for town in TOWNS:
        text = f"The mill at {town} was built of stone. Its wheel turned slowly."
        asked = {"id": town, "question": asking.format(town), "answers": [{"text": "stone"}]}
        data.append({"title": town, "paragraphs": [{"context": text, "qas": [asked]}]})
    path.write_text(json.dumps({"data": data}), encoding="utf-8")
    return path


def test_some_questions_are_asked_again_without_their_article(tmp_path: Path) -> None:
    file = written(tmp_path / "towns.json", "What was the mill at {} built of?")
    found = list(searches(str(file), 100))
    here = [search for search in found if search.here]
    assert {search.title for search in here} == set(TOWNS)
    assert all(search.in_place and search.told and search.source == "towns.json" for search in here)
    absent = [search for search in found if not search.here]
    assert len(absent) == 2
    assert not any(search.in_place for search in absent)


def test_a_parallel_file_gives_the_texts(tmp_path: Path) -> None:
    file = written(tmp_path / "towns.json", "What was the mill at {} built of?")
    other = written(tmp_path / "vi.json", "Cối xay ở {} xây bằng gì?")
    found = list(searches(f"{file}={other}", 3))
    assert len({search.question.id for search in found}) == 3
    assert all(search.question.text.startswith("Cối xay") for search in found)
    assert all(search.source == "towns.json=vi.json" for search in found)


def test_a_title_falls_into_the_same_share_always() -> None:
    assert [share_of_title("Orsa", 5) for _ in range(2)] == [share_of_title("Orsa", 5)] * 2
    assert {share_of_title(town, 2) for town in TOWNS} == {0, 1}
