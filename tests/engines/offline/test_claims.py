"""Whose claim a sentence reports, and that claims that differ are all quoted."""

from __future__ import annotations

import pytest

from studyhall.domain.claims import claimant, side_named
from studyhall.domain.evidence import Evidence, Found, SearchMode, Status
from studyhall.domain.tokens import term, words
from studyhall.engines.offline.answering import QuotingWriter
from studyhall.ports import WriterRequest
from tests.making import passage


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Orlavia states that 40 people were killed at Kerrin.", "Orlavia"),
        ("According to Kerrinese officials, the town was empty.", "Kerrinese officials"),
        ("The Red Cross later wrote of 12 dead.", "Red Cross"),
        ("Theo phía Orlavia, thị trấn đã bị bỏ trống.", "Orlavia"),
        ("Hội Chữ thập đỏ ban đầu ghi 12 người chết.", "Hội Chữ thập đỏ"),
        ("On 3 May 1911 the storm reached Kerrin.", ""),
        ("The lighthouse was finished in 1887.", ""),
    ],
)
def test_who_says_it(sentence, who):
    assert claimant(sentence) == who


def test_a_claimant_belongs_to_a_side_by_name():
    assert side_named("Orlavian officials", {"orlavian", "kerrinese"}) == "orlavian"
    assert side_named("Red Cross", {"orlavian", "kerrinese"}) == ""


def ask(question: str, *told: tuple[str, str]):
    passages = [
        passage(text, key, document_id=f"d{key}", side=side, title="The storm of Kerrin")
        for key, (text, side) in enumerate(told, 1)
    ]
    evidence = tuple(Evidence(p, 0.6 - 0.01 * p.id, 0.6, 0.3) for p in passages)
    counts = {
        t: sum(t in {term(w.text) for w in words(p.text)} for p in passages)
        for t in {term(w.text) for w in words(question)}
    }
    found = Found(evidence, SearchMode.FULL, 40, len(passages), counts)
    return QuotingWriter().write(WriterRequest(question, "en", found))


QUESTION = "How many people were killed at Kerrin?"


def test_named_sources_that_give_two_figures_are_both_quoted():
    answer = ask(
        QUESTION,
        (
            "Orlavia states that 613 people were killed at Kerrin. "
            "The Red Cross wrote of 161 people killed at Kerrin.",
            "neutral",
        ),
    )
    assert answer.status is Status.DISPUTED
    assert [account.side for account in answer.accounts] == ["Orlavia", "Red Cross"]
    assert answer.text.index("[S1]") < answer.text.index("[S2]")
    assert "side's sources" not in answer.text, "a neutral source that reports a claim is not that side's"


def test_one_figure_told_by_two_is_not_disputed():
    answer = ask(
        QUESTION,
        ("Orlavia states that 613 people were killed at Kerrin.", "neutral"),
        ("Kerrinese officials also state that 613 people were killed at Kerrin.", "neutral"),
    )
    assert answer.status is Status.GROUNDED


def test_beside_one_sides_figure_a_neutral_one_is_heard():
    answer = ask(
        QUESTION,
        ("Orlavians hold that 613 people were killed at Kerrin.", "orlavian"),
        ("At Kerrin 32 people were killed.", "neutral"),
    )
    assert answer.status is Status.GROUNDED
    assert {citation.side for citation in answer.citations} == {"orlavian", "neutral"}
