"""The decision to answer, at home and across languages."""

from __future__ import annotations

import pytest

from studyhall.domain.evidence import Evidence
from studyhall.engines.offline.deciding import LEVEL, abroad, answering, confidence, signs
from studyhall.engines.offline.questions import Asked, read
from studyhall.engines.offline.sentences import Candidate, candidates
from studyhall.engines.offline.weights import THRESHOLD
from tests.making import passage

MILL = "Ada Holm built the mill at Orsa in 1871. The weather was cold in that winter."
HERD = "The school of the valley had two teachers. People kept sheep in the hills."


def found(question: str, language: str, *texts: str, of: str = "en") -> tuple[Asked, list[Candidate]]:
    """The question read, and the sentences of texts that are found less and less well."""
    evidence = [
        Evidence(passage(text, key=number, document_id=f"d{number}", language=of), score, score)
        for number, (text, score) in enumerate(zip(texts, (0.4, 0.1, 0.05), strict=False), 1)
    ]
    asked = read(question, {}, 40, language)
    return asked, candidates(asked, evidence)


def test_a_word_without_rendering_does_not_count_against_a_foreign_passage() -> None:
    asked, ranked = found("Ada Holm zzyzx năm 1871 ở Orsa?", "vi", MILL, HERD)
    assert abroad(asked, ranked[0])
    told = signs(asked, ranked)
    assert told.passage == pytest.approx(1.0)
    assert 0.0 < told.unread < 1.0
    assert told.unread == pytest.approx(told.unknown)


def test_at_home_every_word_counts() -> None:
    asked, ranked = found("Did Ada Holm zzyzx the mill at Orsa in 1871?", "en", MILL, HERD)
    told = signs(asked, ranked)
    assert not abroad(asked, ranked[0])
    assert told.unread == 0.0
    assert told.passage == ranked[0].traits.passage < 1.0


def test_the_lead_is_over_the_best_other_passage() -> None:
    asked, ranked = found("Who built the mill at Orsa?", "en", MILL, HERD)
    assert signs(asked, ranked).lead == pytest.approx(0.3)
    second = next(c for c in ranked if c.evidence is not ranked[0].evidence)
    assert signs(asked, [second, *ranked]).lead == pytest.approx(-0.3)
    asked, alone = found("Who built the mill at Orsa?", "en", MILL)
    assert signs(asked, alone).lead == pytest.approx(0.4)


def test_names_and_numbers_answer_across_languages() -> None:
    asked, ranked = found("Ada Holm xây nhà máy ở Orsa năm 1871?", "vi", MILL, HERD)
    assert answering(asked, ranked)[0].quote.startswith("Ada Holm")


def test_other_names_do_not_answer_across_languages() -> None:
    asked, ranked = found("Vua Henry sinh ở Windsor năm 1421?", "vi", MILL, HERD)
    assert answering(asked, ranked) == []


def test_a_sentence_stands_where_one_level_with_it_answers() -> None:
    asked, ranked = found("Who built the mill at Orsa in 1871?", "en", MILL, HERD)
    best = ranked[0]
    other = next(c for c in ranked if c.evidence is best.evidence and c is not best)
    assert confidence(asked, ranked) >= THRESHOLD
    weak = other._replace(rank=best.rank + LEVEL / 2, held=(0.0,) * len(asked.concepts))
    assert answering(asked, [weak, *ranked])[0] is weak
