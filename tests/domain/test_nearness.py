"""How near words come to a quiz's question: in other words, in the other language, among others."""

from __future__ import annotations

import pytest

from studyhall.domain.nearness import Secret, concepts, near, rarity, tells, terms_of

SECRET = Secret(
    "On which date did the cease-fire of Bishkek come into force?",
    ("12 May 1994",),
    "On 12 May 1994 the cease-fire came into force.",
)
STATEMENT = Secret("A helicopter crashed near Karakend.", (), "The helicopter crashed near Karakend in 1991.")


def alike(_concept) -> float:
    return 1.0


def terms(text):
    return [concept.terms for concept in concepts(text)]


def test_words_that_only_carry_grammar_are_no_concepts():
    assert set(terms("When did the helicopters crash near it?")) == {("helicopter",), ("crash",), ("near",)}
    assert concepts("When was it?") == concepts("Khi nào?") == ()


def test_a_concept_is_known_in_both_languages():
    (english,), (vietnamese,) = concepts("the cease-fire"), concepts("ngừng bắn")
    assert english.forms & vietnamese.forms


@pytest.mark.parametrize(
    "question",
    [
        SECRET.prompt,
        "When did the cease-fire of Bishkek begin?",
        "Lệnh ngừng bắn Bishkek có từ ngày nào?",
        "Tell me of football, of the weather and by the way when the Bishkek cease-fire came into force",
        "What happened on 12 May 1994?",
        "Is 12 May 1994 the date of the cease-fire?",
    ],
)
def test_a_question_in_other_words_is_near(question):
    assert near(question, SECRET, alike)


@pytest.mark.parametrize(
    "question",
    ["Who led the mutiny in Ganja?", "Why did the president resign?", "Ai nổi dậy ở Ganja?", "And why?", ""],
)
def test_another_question_is_not_near(question):
    assert not near(question, SECRET, alike)


def test_what_every_passage_says_makes_nothing_near():
    frequencies = {"force": 90, "forc": 90, "may": 90, "1994": 90, "12": 90}
    assert not near("Which forces?", SECRET, rarity(frequencies, 100))
    assert near("Which cease-fire?", SECRET, rarity(frequencies | {"ceas": 2, "fir": 3}, 100))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It rained. The cease-fire of Bishkek came into force on 12 May 1994.", True),
        ("Lệnh ngừng bắn Bishkek có hiệu lực từ ngày 12 tháng 5 năm 1994.", True),
        ("The cease-fire of Bishkek came into force late.", False),
        ("On 12 May 1994 the shops were open.", False),
        ("Nothing is told here.", False),
    ],
)
def test_a_sentence_tells_an_answer_when_it_has_the_key_and_what_is_asked(text, told):
    assert tells(text, SECRET, alike) is told


def test_a_key_in_words_is_told_by_most_of_them():
    secret = Secret("Who headed the special administration?", ("Arkady Volsky",), "x")
    assert tells("Arkady Volsky headed the special administration.", secret, alike)
    assert not tells("Surat Huseynov headed the special administration.", secret, alike)


def test_a_statement_is_told_by_what_says_most_of_it():
    assert tells("Near Karakend a helicopter fell.", STATEMENT, alike)
    assert not tells("A helicopter fell.", STATEMENT, alike)


def test_what_is_in_few_passages_weighs_most():
    weigh = rarity({"ganja": 1, "armenian": 50, "mutiny": 10}, 100)
    weights = [weigh(concepts(word)[0]) for word in ("Ganja", "mutiny", "Armenian", "unheard")]
    assert weights[0] == 1.0
    assert weights[0] > weights[1] > weights[2] > 0
    assert weights[3] == 0.2


def test_without_any_passages_everything_weighs_the_same():
    assert rarity({}, 0)(concepts("Ganja")[0]) == 1.0


def test_all_terms_of_a_question_and_of_what_is_secret_are_asked_for():
    asked = terms_of([SECRET], "What do the sources say about Ganja?")
    assert {"ganja", "bishkek", "1994", "ngung", "ban"} <= set(asked)
    assert len(asked) == len(set(asked))
