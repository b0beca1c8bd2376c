"""Questions made by rules: each proven, none twice, evenly over sources, keys in no telling place."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyhall.domain.claims import names_teller
from studyhall.domain.documents import Passage
from studyhall.domain.flaws import Flaw, flaws_of
from studyhall.domain.proofs import prove
from studyhall.domain.questions import Question
from studyhall.domain.quizzes import Brief
from studyhall.domain.tasks import BLANK, Kind
from studyhall.engines.offline.quizzing import english_asking, vietnamese_asking
from studyhall.engines.offline.quizzing.statements import statements
from studyhall.engines.offline.quizzing.surroundings import Surroundings
from studyhall.engines.offline.quizzing.targets import targets
from studyhall.engines.offline.quizzing.writing import RuleQuestionWriter
from studyhall.ports import Dropped, QuestionRequest
from tests.making import passage

ENGLISH = (
    "On 12 March 1911 the storm of Kerrin sank 19 ships of the Orlavian fleet. "
    "On 4 May 1887 Ada Morrow opened the lighthouse of Kerrin. "
    "The Council of Orlavia adopted resolution 822 on 30 April 1893. "
    "On 7 June 1902 Ben Sorrel was elected mayor of Durmont. "
    "He was a friend of hers. It had been a bad year. "
    "In July 1905 a school opened in Vell. On 1 August 1908 the first train from Vell arrived in Sarno."
)
VIETNAMESE = (
    "Ngày 12 tháng 3 năm 1911, trận bão Kerrin đánh chìm 19 con tàu của Orlavia. "
    "Ngày 4 tháng 5 năm 1887, Ada Morrow khánh thành ngọn hải đăng Kerrin. "
    "Hội đồng Orlavia thông qua nghị quyết 822 ngày 30 tháng 4 năm 1893. "
    "Ngày 7 tháng 6 năm 1902, Ben Sorrel đắc cử thị trưởng Durmont. "
    "Tháng 7 năm 1905, một trường học mở cửa tại Vell."
)
SIDED = (
    "The harbour of Kerrin was burned on 3 March 1911 by Sarnian ships. "
    "Orlavian officials say that 613 people died at Kerrin on 12 March 1911."
)
CORPUS = (
    passage(ENGLISH, 1, document_id="d1"),
    passage(VIETNAMESE, 2, document_id="d2", language="vi"),
    passage(SIDED, 3, document_id="d3", side="orlavian"),
)


def written(passages=CORPUS, existing=(), **brief) -> list[Question]:
    made = RuleQuestionWriter().write(
        QuestionRequest(Brief(**{"count": 20} | brief), passages, passages, existing)
    )
    return [one for one in made if not isinstance(one, Dropped)]


def of(question: Question, passages=CORPUS) -> Passage:
    evidence = question.solution.evidence
    return next(p for p in passages if p.document_id == evidence.document_id)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["", "en", "vi"]), st.integers(1, 12))
def test_every_question_is_proven_and_no_sentence_is_used_twice(seed, language, count):
    questions = written(seed=seed, language=language, count=count)
    assert len(questions) <= count
    spans: list[range] = []
    for index, question in enumerate(questions):
        prove(question, of(question), questions[:index])
        evidence = question.solution.evidence
        assert of(question).text[evidence.start : evidence.end] == evidence.quote
        span = range(evidence.start, evidence.end)
        place = of(question).id * 100_000
        if question.kind not in (Kind.ORDER, Kind.MULTI):
            assert not any(place + at in used for used in spans for at in span)
            spans.append(range(place + span.start, place + span.stop))
        assert question.language == (language or evidence.language)
        assert question.engine == "offline"
        assert question.solution.explanation


def test_the_same_seed_makes_the_same_and_another_makes_others():
    assert written(seed=3) == written(seed=3)
    assert written(seed=3) != written(seed=4)


def test_what_exists_is_not_asked_again():
    first = written(seed=3)
    prompts = [question.task.prompt for question in first]
    again = written(existing=prompts, seed=3)
    assert not {q.task.prompt for q in again if q.kind not in (Kind.ORDER, Kind.MULTI)} & set(prompts)


def test_sentences_that_lean_are_not_asked_about():
    told = " ".join(statement.sentence for statement in statements(CORPUS[0]))
    assert "friend" not in told
    assert "bad year" not in told


def test_documents_take_turns():
    kinds = (Kind.CLOZE,)
    documents = [q.solution.evidence.document_id for q in written(kinds=kinds, count=3)]
    assert sorted(documents) == ["d1", "d2", "d3"]


def test_only_the_kinds_asked_for_are_made():
    for kind in Kind:
        assert {question.kind for question in written(kinds=(kind,), seed=2)} <= {kind}
    assert {question.kind for question in written(count=30)} >= {
        Kind.CLOZE, Kind.SHORT, Kind.TRUE_FALSE, Kind.ORDER,
    }  # fmt: skip


def test_whose_account_it_is_is_told():
    questions = written(passages=(CORPUS[2],))
    assert questions
    for question in questions:
        told = question.task.prompt.split("“")[-1]
        assert names_teller(told, "orlavian"), question.task.prompt
        assert Flaw.ONE_SIDED not in flaws_of(question)


def test_half_of_the_statements_are_false_and_none_by_a_not():
    many = [passage(ENGLISH.replace("Kerrin", name), n, document_id=f"d{n}")
            for n, name in enumerate(("Kerrin", "Falun", "Holmby", "Skara"), 1)]  # fmt: skip
    truths = written(many, kinds=(Kind.TRUE_FALSE,), count=12)
    false = [q for q in truths if q.solution.key is False]
    assert abs(len(truths) - 2 * len(false)) <= 1
    for question in truths:
        told = question.task.prompt.rpartition("“")[2].removesuffix("”")
        assert (told in question.solution.evidence.quote) == question.solution.key
        assert " not " not in question.task.prompt


def test_events_to_be_ordered_do_not_tell_their_dates():
    (question,) = written((CORPUS[0],), kinds=(Kind.ORDER,))
    assert 3 <= len(question.task.options) <= 5
    assert not any(year in option for option in question.task.options for year in ("18", "190", "1911"))
    assert list(question.solution.key) != sorted(question.solution.key)


def test_a_quiz_in_another_language_quotes_the_source_and_says_so():
    questions = written((CORPUS[1],), language="en", kinds=(Kind.CLOZE, Kind.MCQ, Kind.TRUE_FALSE))
    assert questions
    for question in questions:
        assert question.language == "en"
        assert "“" in question.task.prompt
        assert Flaw.OTHER_LANGUAGE in flaws_of(question)


def test_sources_in_the_language_come_first():
    kinds = (Kind.CLOZE,)
    languages = [q.solution.evidence.language for q in written(language="vi", kinds=kinds, count=6)]
    assert languages[0] == "vi"
    assert languages == sorted(languages, reverse=True)


def prompts(text: str, language: str = "en") -> set[str]:
    """The questions that all targets of a sentence make."""
    own = passage(text, language=language)
    around = Surroundings([own, *CORPUS])
    asking = vietnamese_asking if language == "vi" else english_asking
    (statement,) = statements(own)
    found = (
        asking.question(statement.clause, t, around.capitals) for t in targets(statement, around.gazetteer)
    )
    return {prompt for prompt in found if prompt}


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("en", "On 7 June 1902 Ben Sorrel was elected mayor of Durmont.",
         {"On what date was Ben Sorrel elected mayor of Durmont?"}),
        ("en", "On 12 March 1911 the storm of Kerrin sank 19 ships of Orlavia.",
         {"On what date did the storm of Kerrin sink 19 ships of Orlavia?"}),
        ("en", "In 1911 a storm killed 1,250 people at Kerrin.",
         {"How many people did a storm kill at Kerrin in 1911?"}),
        ("en", "The parliament of Orlavia adopted resolution 822 on 30 April 1893.",
         {"On what date did the parliament of Orlavia adopt resolution 822?"}),
        ("vi", "Ngày 4 tháng 5 năm 1887, Ada Morrow khánh thành ngọn hải đăng Kerrin.",
         {"Ada Morrow khánh thành ngọn hải đăng Kerrin vào ngày tháng năm nào?"}),
        ("vi", "Ngày 12 tháng 3 năm 1911, trận bão Kerrin đánh chìm 19 con tàu của Orlavia.",
         {"Ngày 12 tháng 3 năm 1911, trận bão Kerrin đánh chìm bao nhiêu con tàu của Orlavia?"}),
    ],
)  # fmt: skip
def test_questions_read_as_a_teacher_asks(language, text, asked):
    assert asked <= prompts(text, language)


TOWNS = [f"{head}{tail}" for head, tail in product(
    ("Ker", "Dur", "Sar", "Vel", "Mor", "Tal", "Bren", "Hol", "Lor", "Pen"),
    ("rin", "mont", "no", "lund", "by", "wick", "ford", "stad", "heim", "gard"))]  # fmt: skip


def bank() -> list[Question]:
    """A bank of questions over many sources that tell of a hundred towns."""
    sources = []
    for number, town in enumerate(TOWNS):
        other = TOWNS[(number * 7 + 3) % len(TOWNS)]
        year = 1700 + (number * 37) % 250
        text = (
            f"The bridge of {town} was opened on {1 + number % 28} May {year}. "
            f"In {year + 3} a flood drowned {120 + number * 13} sheep near {town}. "
            f"The charter of {town} was written in {year - 40}. "
            f"In {year + 9} a treaty with Orlavia was signed in {other}. "
            f"A market with {230 + number * 11} stalls opened in {town} in {year + 20}."
        )
        sources.append(passage(text, number + 1, document_id=f"d{number}", title=town))
    found: list[Question] = []
    for seed in range(4):
        for start in range(0, len(sources), 10):
            some = sources[start : start + 10]
            found += written(some, kinds=(Kind.MCQ,), count=50, seed=seed)
    return found


def test_over_a_thousand_questions_the_key_stands_in_each_place_as_often():
    """Chi-square over four places stays below 16.27: by chance it is more once in a thousand (3 degrees)."""
    questions = bank()
    assert len(questions) >= 1_000
    places = Counter(question.solution.key for question in questions)
    expected = len(questions) / 4
    assert sum((places[place] - expected) ** 2 / expected for place in range(4)) < 16.27, places
    # The longest option is the right one no more often than one of four is.
    longest = [q for q in questions if len({len(option) for option in q.task.options}) > 1]
    right = [q for q in longest if len(q.task.options[q.solution.key]) == max(map(len, q.task.options))]
    several = sum(
        sum(len(option) == max(map(len, q.task.options)) for option in q.task.options) / 4 for q in longest
    )
    assert len(right) <= several + 3 * len(longest) ** 0.5 / 2
    assert all(BLANK not in option for question in questions for option in question.task.options)


def test_where_no_statement_can_be_made_false_one_that_is_true_is_asked_and_no_more():
    plain = passage(
        "The mason keeps a goose beside the mill. The wheel turns slowly in the summer. "
        "The miller sings an old song to the geese.\n\nThe farmers sell their barley to a stranger.",
        title="Mills",
    )
    for seed in range(6):
        truths = written((plain,), kinds=(Kind.TRUE_FALSE,), count=8, seed=seed)
        true = sum(question.solution.key is True for question in truths)
        assert true <= 1 + len(truths) - true
        assert truths
