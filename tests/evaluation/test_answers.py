"""The figures of `evaluate answers`, by hand."""

from __future__ import annotations

import pytest

from studyhall.domain.evidence import Answer, Citation, Reason, Status
from studyhall.evaluation.answers import left_out, measure, percentile
from studyhall.evaluation.squad import Question

ARTICLES = tuple((f"Title {number}", ("A paragraph.",)) for number in range(10))


def question(text: str, *answers: str, article: int = 0, impossible: bool = False) -> Question:
    return Question(text, text, frozenset({(article, 0)}), answers, impossible)


def answered(quote: str) -> Answer:
    citation = Citation("S1", "d", "v", "t", "", "en", 0, len(quote), quote)
    return Answer("“…” [S1]", Status.GROUNDED, "en", "fake", (citation,))


def refused() -> Answer:
    return Answer("Nothing.", Status.NOT_FOUND, "en", "fake", reason=Reason.NOTHING_NEAR)


def test_figures() -> None:
    told = {
        "right": answered("It opened  in\n1871 at Orsa."),
        "case": answered("It opened in ORSA."),
        "left": refused(),
        "trap": answered("It closed."),
        "caught": refused(),
        "absent": refused(),
        "absent but answered": answered("Something."),
    }
    asked = (
        question("right", "1870", "in 1871"),
        question("case", "Orsa"),
        question("left", "Orsa"),
        question("trap", impossible=True),
        question("caught", impossible=True),
        question("absent", "x", article=1),
        question("absent but answered", "Something", article=1),
    )
    figures = measure(asked, told.__getitem__, lambda c: c.quote != "It closed.", frozenset({1}))
    assert figures.n == 7
    assert figures.answered == pytest.approx(2 / 3)
    assert figures.answer_sentence_at_1 == pytest.approx(1 / 3)
    assert figures.citation_valid == pytest.approx(3 / 4)
    assert figures.abstain_precision == pytest.approx(1 / 2)
    assert figures.abstain_recall == pytest.approx(1 / 2)
    assert figures.left_out_refused == pytest.approx(1 / 2)
    assert 0 <= figures.ms_p50 <= figures.ms_p95
    assert list(figures.by_name()) == [
        "n", "answered", "answer_sentence@1", "citation_valid", "abstain_precision", "abstain_recall",
        "left_out_refused", "ms_p50", "ms_p95",
    ]  # fmt: skip


def test_diacritics_count_but_not_their_encoding() -> None:
    decomposed = "Nó mở cửa ở A\u0300 Tiên."
    figures = measure([question("q", "À Tiên")], lambda _: answered(decomposed), lambda _: True)
    assert figures.answer_sentence_at_1 == 1.0


def test_shares_of_nothing_are_none() -> None:
    figures = measure([question("q", "a")], lambda _: refused(), lambda _: True)
    assert (figures.citation_valid, figures.abstain_precision, figures.left_out_refused) == (None, None, None)
    assert measure([], lambda _: refused(), lambda _: True).ms_p95 == 0.0


def test_left_out_is_a_stable_share() -> None:
    assert left_out(ARTICLES, 0.0) == frozenset()
    assert left_out(ARTICLES, 1.0) == frozenset(range(10))
    some = left_out(ARTICLES, 0.3)
    assert len(some) == 3
    turned = left_out(ARTICLES[::-1], 0.3)
    assert {ARTICLES[n][0] for n in some} == {ARTICLES[::-1][n][0] for n in turned}
    assert some < left_out(ARTICLES, 0.5)
    assert len(left_out(ARTICLES, 0.01)) == 1
    with pytest.raises(ValueError, match="share"):
        left_out(ARTICLES, 1.5)


def test_percentile_is_the_nearest_rank() -> None:
    assert [percentile([1.0, 2.0, 3.0, 4.0], p) for p in (1, 25, 26, 50, 95, 100)] == [1, 1, 2, 2, 4, 4]
