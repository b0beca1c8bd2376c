"""No question passes that its source does not prove, or that could not be fair to whoever reads it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.documents import Passage
from studyhall.domain.evidence import Citation
from studyhall.domain.flaws import Flaw, flaws_of
from studyhall.domain.hinting import alike
from studyhall.domain.leaning import leans
from studyhall.domain.proofs import prove
from studyhall.domain.questions import Question, Solution
from studyhall.domain.supporting import supports
from studyhall.domain.tasks import Fault, Kind, Unfit, task_of
from tests.making import passage

TEXT = (
    "The Council of Orlavia adopted resolution 822 on 30 April 1993. On 4 May 1911 Ada Morrow and Tom Haily "
    "opened the lighthouse of Kerrin in Durmont. The storm of 1911 killed 1,250 people at Kerrin."
)
SOURCE = passage(TEXT, title="The storm of Kerrin", start=100)


def asked(
    kind: Kind,
    prompt: str,
    key,
    *options: str,
    quote: str = TEXT,
    source: Passage = SOURCE,
    language: str = "en",
) -> Question:
    """A question on a stretch of the source."""
    start = source.start + source.text.index(quote)
    evidence = Citation(
        "S1", source.document_id, source.version, source.title, source.side, source.language,
        start, start + len(quote), quote,
    )  # fmt: skip
    return Question(task_of(kind, prompt, options), Solution(key, "", evidence), language)


def fault(question: Question, source: Passage = SOURCE, others=(), prompts=()) -> Fault | None:
    try:
        prove(question, source, others, prompts)
    except Unfit as unfit:
        return unfit.fault
    return None


WHEN = "On what date did Orlavia adopt resolution 822?"
DATES = ("30 April 1993", "4 June 1993", "12 November 1993")
GOOD = asked(Kind.MCQ, WHEN, 0, *DATES)


def test_a_proven_question_passes():
    assert fault(GOOD) is None
    assert fault(asked(Kind.SHORT, "How many people did the storm of 1911 kill at Kerrin?", "1250")) is None
    assert fault(asked(Kind.CLOZE, "The storm of ____ killed 1,250 people at Kerrin.", "1911")) is None
    assert fault(asked(Kind.TRUE_FALSE, "The storm of 1911 killed 1,250 people at Kerrin.", True)) is None
    assert fault(asked(Kind.TRUE_FALSE, "The storm of 1911 killed 900 people at Kerrin.", False)) is None


@pytest.mark.parametrize("change", [{"version": "v2"}, {"document_id": "d2"}])
def test_the_evidence_is_of_the_very_text(change):
    solution = replace(GOOD.solution, evidence=replace(GOOD.solution.evidence, **change))
    assert fault(replace(GOOD, solution=solution)) is Fault.NOT_IN_SOURCE


@given(st.integers(-120, 400))
def test_evidence_that_is_moved_by_any_number_of_characters_is_not_in_the_source(step):
    moved = replace(
        GOOD.solution.evidence,
        start=GOOD.solution.evidence.start + step,
        end=GOOD.solution.evidence.end + step,
    )
    moved_question = replace(GOOD, solution=replace(GOOD.solution, evidence=moved))
    assert fault(moved_question) is (None if step == 0 else Fault.NOT_IN_SOURCE)


@pytest.mark.parametrize(
    ("kind", "key", "options"),
    [
        (Kind.MCQ, 1, DATES),
        (Kind.SHORT, "29 April 1993", ()),
        (Kind.SHORT, "The king of Sarno", ()),
        (Kind.SHORT, "A famous explorer who came from afar", ()),
        (Kind.MULTI, (0, 1), ("Ada Morrow", "Ben Sorrel", "Cy Vance", "Di Lund")),
    ],
)
def test_a_key_that_its_evidence_does_not_tell(kind, key, options):
    assert fault(asked(kind, "Which of the answers is right about Orlavia?", key, *options)) is (
        Fault.KEY_NOT_IN_EVIDENCE
    )


def test_a_statement_called_true_has_its_names_and_figures_in_the_evidence():
    for statement in ("The storm of 1911 killed 900 people at Kerrin.", "The storm of 1911 hit Sarno hard."):
        assert fault(asked(Kind.TRUE_FALSE, statement, True)) is Fault.KEY_NOT_IN_EVIDENCE


def test_a_statement_called_false_does_not_stand_in_the_evidence():
    statement = "The storm of 1911 killed 1,250 people at Kerrin"
    assert fault(asked(Kind.TRUE_FALSE, statement, False)) is Fault.BAD_KEY


@pytest.mark.parametrize(
    "statement",
    [
        "The storm of 1911 killed 2,250 people at Kerrin.",
        "The storm of 1911 did not kill 1,250 people at Kerrin.",
        "On 4 May 1911 Ada Morrow and Tom Haily opened the lighthouse of Sarno in Durmont.",
        "On 4 June 1911 Ada Morrow and Tom Haily opened the lighthouse of Kerrin.",
        "The storm of 1911 saved 1,250 people at Kerrin.",
        "Ada Morrow and Tom Haily opened the harbour of Kerrin in Durmont.",
        "Is this true, by the sources? “Durmont slept. The storm of 1912 killed 1,250 people at Kerrin.”",
    ],
)
def test_a_statement_called_false_tells_something_else_in_place_of_what_its_evidence_tells(statement):
    assert fault(asked(Kind.TRUE_FALSE, statement, False)) is None


@pytest.mark.parametrize(
    "statement",
    [
        "The sea at Kerrin is never green in winter.",
        "The storm of 1911 killed 1,250 people at Kerrin, most of them at night.",
        "The storm killed 1,250 people at Kerrin.",
        "Ada Morrow and Tom Haily opened the lighthouse of Kerrin in Durmont with Ben Sorrel.",
        "Is this true, by the sources? “The storm of 1911 killed 1,250 people.”",
        "The storm of 1911 killed 1,250 people before 1912 at Kerrin.",
        "Ada Morrow and Tom Haily opened the lighthouse of Kerrin in Durmont before 1912.",
        "The storm of 1911 killed more than 1,000 people at Kerrin.",
        "The storm of 1911 did not kill 1,250 horses at Kerrin.",
    ],
)
def test_what_the_evidence_tells_or_is_silent_about_is_not_false(statement):
    assert fault(asked(Kind.TRUE_FALSE, statement, False)) is Fault.BAD_KEY


def test_in_another_language_a_false_statement_has_another_date_number_or_name():
    told = {
        "Trận bão năm 1911 làm 1.250 người chết ở Kerrin.": Fault.BAD_KEY,
        "Trận bão năm 1911 làm 1.350 người chết ở Kerrin.": None,
        # What is denied is told by its words, which are not compared.
        "Trận bão năm 1911 không làm 1.250 người chết ở Kerrin.": Fault.BAD_KEY,
    }
    for statement, expected in told.items():
        assert fault(asked(Kind.TRUE_FALSE, statement, False, language="vi")) is expected


@pytest.mark.parametrize(
    ("text", "statement", "expected"),
    [
        ("The Council never adopted resolution 900.", "The Council adopted resolution 900.", False),
        ("The Council never adopted resolution 900.", "The Council never adopted resolution 900.", True),
        ("Hội đồng chưa từng thông qua nghị quyết 900.", "Hội đồng từng thông qua nghị quyết 900.", False),
        ("The Council planned to adopt resolution 900.", "The Council adopted resolution 900.", False),
        ("It is a myth that the Council adopted resolution 9.", "The Council adopted resolution 9.", False),
        ("Hội đồng suýt thông qua nghị quyết 900.", "Hội đồng thông qua nghị quyết 900.", False),
        ("Prices in Kerrin rose in May 1992.", "Prices in Kerrin fell in May 1992.", False),
        ("Odo Sarn lost the vote to Vera Lind.", "Vera Lind lost the vote to Odo Sarn.", False),
        ("The bridge was built before the lighthouse.", "The bridge was built after the lighthouse.", False),
        ("Prices in Kerrin rose in May 1992.", "In May 1992 prices in Kerrin rose.", True),
        ("Armenia attacked Azerbaijan in 1992.", "Azerbaijan attacked Armenia in 1992.", False),
        ("Armenia attacked Azerbaijan in 1992.", "In 1992 Armenia attacked Azerbaijan.", True),
        ("Quân Nguyên thua quân Trần năm 1288.", "Quân Trần thua quân Nguyên năm 1288.", False),
        ("Some of the prisoners were released.", "All of the prisoners were released.", False),
        ("Few of the people of Kerrin survived.", "The people of Kerrin survived.", False),
        ("The storm killed fewer than 50 people.", "The storm killed 50 people.", False),
        ("If Vera Lind built the bridge, it stands.", "Vera Lind built the bridge.", False),
        (
            "Nobody sat in Durmont. The Council adopted resolution 900.",
            "The Council adopted resolution 900.",
            True,
        ),
    ],
)
def test_a_true_statement_drops_no_denial_or_doubt_and_exchanges_nothing(text, statement, expected):
    language = "vi" if text.startswith(("Hội", "Quân")) else "en"
    source = replace(passage(text, title="The Council"), language=language)
    question = asked(Kind.TRUE_FALSE, statement, True, quote=text, source=source, language=language)
    assert (fault(question, source) is None) is expected


def test_in_another_language_figures_dates_and_names_still_stand_in_the_evidence():
    prompt = "Orlavia thông qua nghị quyết 822 vào ngày nào?"
    assert fault(asked(Kind.SHORT, prompt, "ngày 30 tháng 4 năm 1993", language="vi")) is None
    assert fault(asked(Kind.SHORT, prompt, "ngày 29 tháng 4 năm 1993", language="vi")) is (
        Fault.KEY_NOT_IN_EVIDENCE
    )
    who = "Ai khánh thành ngọn hải đăng ở Durmont?"
    assert fault(asked(Kind.SHORT, who, "nhà hàng hải Ben Sorrel", language="vi")) is (
        Fault.KEY_NOT_IN_EVIDENCE
    )


@pytest.mark.parametrize(
    ("prompt", "key"),
    [
        ("When was resolution 822 of 30 April 1993 adopted in Orlavia?", "30 April 1993"),
        ("When was resolution 822 of April 30, 1993 adopted in Orlavia?", "30 April 1993"),
        ("In which year did the storm of 4 May 1911 come to Kerrin?", "1911"),
        ("Who opened the lighthouse that Morrow built at Kerrin?", "Ada Morrow"),
        ("How many of the 1,250 people died at Kerrin?", "1,250"),
    ],
)
def test_a_prompt_that_tells_the_answer(prompt, key):
    assert fault(asked(Kind.SHORT, prompt, key)) is Fault.GIVEN_AWAY


def test_a_prompt_that_names_the_options_gives_nothing_away():
    question = asked(
        Kind.MCQ, "Did Orlavia, Sarno or Vell adopt resolution 822?", 0, "Orlavia", "Sarno", "Vell"
    )
    assert fault(question) is None


@pytest.mark.parametrize(
    ("prompt", "options"),
    [
        (WHEN, ("30 April 1993", "April 1993", "12 November 1993")),
        (WHEN, ("30 April 1993", "1993", "1994")),
        ("Who opened the lighthouse of Kerrin?", ("Ada Morrow", "Tom Haily", "Ben Sorrel")),
        ("Where did somebody open a lighthouse?", ("Durmont", "the town of Durmont", "Sarno")),
    ],
)
def test_a_second_right_answer(prompt, options):
    assert fault(asked(Kind.MCQ, prompt, 0, *options)) is Fault.SECOND_RIGHT_ANSWER


def test_several_right_answers_leave_no_wrong_one_in_the_evidence():
    names = ("Ada Morrow", "Tom Haily", "Durmont", "Ben Sorrel")
    question = asked(Kind.MULTI, "Which of these people opened a lighthouse?", (0, 1), *names)
    assert fault(question) is Fault.SECOND_RIGHT_ANSWER


@pytest.mark.parametrize(
    "options", [("30 April 1993", "4 June 1993", "June 4, 1993"), ("30 April 1993", "1,250", "1250")]
)
def test_options_that_are_the_same_amount(options):
    assert fault(asked(Kind.MCQ, WHEN, 0, *options)) is Fault.OPTIONS_REPEAT


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("When did he open the lighthouse?", "en"),
        ("What happened after this?", "en"),
        ("What does the passage say of Kerrin?", "en"),
        ("According to the text, who opened the lighthouse of Kerrin?", "en"),
        ("In Graz he studied the stars.", "en"),
        ("First shown in 1973, it was sold in Kerrin.", "en"),
        ("Three years later Ada Morrow died.", "en"),
        ("The Council replaced him in 1911.", "en"),
        ("Ông ấy mất năm nào?", "vi"),
        ("Điều này xảy ra khi nào?", "vi"),
        ("Theo đoạn văn trên, ai xây hải đăng?", "vi"),
        ("Nó bị phá hủy vào năm nào?", "vi"),
    ],
)
def test_a_text_that_leans_on_what_is_not_there(text, language):
    assert leans(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Orlavia declared the restoration of its independence on 30 August 1991.", "en"),
        ("Why did Ada Morrow leave her post?", "en"),
        ("Who was the first keeper that lived in Kerrin?", "en"),
        ("A king had three sons, and he loved them.", "en"),
        ("Ông Nguyễn Trãi viết Bình Ngô đại cáo năm nào?", "vi"),
        ("Người Armenia còn sống ở Baku và gia đình của họ bỏ đi năm nào?", "vi"),
    ],
)
def test_a_text_that_names_what_it_is_about(text, language):
    assert not leans(text, language)


def test_a_prompt_that_leans_is_not_kept():
    assert fault(asked(Kind.SHORT, "When did it adopt resolution 822?", "30 April 1993")) is Fault.LEANS


def test_a_prompt_in_another_language_than_it_says():
    question = asked(Kind.SHORT, "Nghị quyết 822 của Orlavia được thông qua vào ngày nào?", "30 April 1993")
    assert fault(question) is Fault.WRONG_LANGUAGE


def test_a_question_asked_before_is_not_asked_again():
    again = replace(
        GOOD, task=replace(GOOD.task, prompt="On what date did Orlavia adopt the resolution 822?")
    )
    assert fault(again, others=[GOOD]) is Fault.REPEATED
    assert fault(GOOD, prompts=[WHEN.upper()]) is Fault.REPEATED
    same_key = asked(Kind.CLOZE, "Resolution 822 of Orlavia is of ____.", "April 30, 1993")
    assert fault(same_key, others=[GOOD]) is None
    same_words = asked(Kind.CLOZE, "Resolution 822 of Orlavia is of ____.", "30 April 1993")
    assert fault(same_words, others=[GOOD]) is Fault.REPEATED


def test_prompts_about_other_names_or_numbers_are_not_alike():
    assert not alike("When did Orlavia adopt resolution 822?", "When did Orlavia adopt resolution 853?")
    assert not alike("When was the mill of Kerrin built?", "When was the mill of Sarno built?")


def test_events_are_in_the_order_of_their_dates():
    events = ("Ada Morrow opened the lighthouse of Kerrin", "The Council of Orlavia adopted resolution 822",
              "The parliament of Orlavia chose Kerrin")  # fmt: skip
    text = (
        "On 4 May 1911 Ada Morrow opened the lighthouse of Kerrin. The Council of Orlavia adopted "
        "resolution 822 on 30 April 1993. On 1 June 2001 the parliament of Orlavia chose Kerrin."
    )
    source = passage(text)
    prompt = "Put these events in order, from the earliest to the latest."
    right = asked(Kind.ORDER, prompt, (0, 1, 2), *events, quote=text, source=source)
    wrong = asked(Kind.ORDER, prompt, (1, 0, 2), *events, quote=text, source=source)
    assert fault(right, source) is None
    assert fault(wrong, source) is Fault.BAD_KEY


@pytest.mark.parametrize(
    ("kind", "prompt", "key", "options", "flaw"),
    [
        (Kind.MCQ, "Who?", 0, ("Ada Morrow, keeper of the light at Kerrin", "Ben Sorrel", "Cy Vance"),
         Flaw.LONGEST_IS_RIGHT),
        (Kind.MCQ, "Which tower has a light?", 0, ("The tower", "The church", "The mill"), Flaw.CLUE_WORD),
        (Kind.MCQ, "Which was not there?", 0, ("Ada", "Ben", "Cy"), Flaw.NEGATIVE),
        (Kind.TRUE_FALSE, "All sailors were saved.", True, (), Flaw.ABSOLUTE),
        (Kind.MCQ, "Who?", 0, ("Ada", "Ben", "All of the above"), Flaw.ALL_OR_NONE),
        (Kind.MCQ, "She was an", 0, ("engineer", "painter", "singer"), Flaw.GRAMMAR_CLUE),
        (Kind.MCQ, "When?", 0, ("1911", "1902", "May 1902"), Flaw.OVERLAPPING),
        (Kind.MCQ, "When?", 0, ("4 May 1911", "1902", "1904"), Flaw.UNEVEN),
        (Kind.TRUE_FALSE, "Storms often came.", True, (), Flaw.VAGUE),
    ],
)  # fmt: skip
def test_flaws_are_seen(kind, prompt, key, options, flaw):
    assert flaw in flaws_of(asked(kind, prompt, key, *options))


def test_a_good_question_has_no_flaws():
    assert flaws_of(GOOD) == ()


def test_one_sides_word_is_told_as_its_own():
    source = replace(SOURCE, side="orlavian")
    plain = asked(Kind.SHORT, "How many people did the storm kill?", "1250", source=source)
    told = asked(Kind.SHORT, "According to the Orlavian account, how many died?", "1250", source=source)
    mentioned = asked(Kind.SHORT, "How many Orlavian forces came?", "1250", source=source)
    assert Flaw.ONE_SIDED in flaws_of(plain)
    assert Flaw.ONE_SIDED in flaws_of(mentioned)
    assert Flaw.ONE_SIDED not in flaws_of(told)


def test_a_source_in_another_language_is_said():
    assert Flaw.OTHER_LANGUAGE in flaws_of(replace(GOOD, language="vi"))


@pytest.mark.parametrize(
    ("language", "statement"),
    [
        ("en", "The storm of 1911 did not kill 1,250 people at Kerrin."),
        ("en", "The storm of 1911 never killed 1,250 people at Kerrin."),
        ("vi", "Trận bão năm 1911 không giết 1.250 người ở Kerrin."),
    ],
)
def test_a_true_statement_denies_only_what_its_evidence_denies(language, statement):
    question = asked(Kind.TRUE_FALSE, statement, True, language=language)
    assert fault(question) is Fault.KEY_NOT_IN_EVIDENCE


@pytest.mark.parametrize("hidden", ["\u200b", "\u200c", "\u200d", "\u00ad", "\u2060"])
def test_options_that_differ_by_what_cannot_be_seen_repeat(hidden):
    with pytest.raises(Unfit, match="options_repeat"):
        task_of(Kind.MCQ, "Who opened the lighthouse?", ("Ada", f"A{hidden}da", "Tom"))


def test_a_prompt_does_not_tell_the_answer_of_another_question():
    gap = asked(Kind.CLOZE, "The storm of ____ killed people at Kerrin.", "1911")
    number = asked(Kind.SHORT, "How many people did the storm of 1911 kill at Kerrin?", "1,250")
    assert fault(number, others=[gap]) is Fault.GIVEN_AWAY
    assert fault(gap, others=[number]) is Fault.GIVEN_AWAY
    assert fault(number, others=[GOOD]) is None


@pytest.mark.parametrize(
    ("quote", "said", "expected"),
    [
        ("It killed 30 people.", "30 metres", False),
        ("It killed 30 people.", "30%", False),
        ("It killed 30 people.", "thirty people", True),
        ("About 30 % voted.", "30 per cent", True),
        ("It killed fewer than 30 people.", "more than 30", False),
        ("It killed fewer than 30 people.", "fewer than 30 people", True),
        ("It killed about 25,000 people in 1988.", "about 25.000 people", True),
        ("It has 3 hồ lớn.", "3 hộ lớn", False),
        ("It has 3 hồ lớn.", "3 hồ", True),
        ("It burned two small towns.", "two towns", True),
        ("Ngọn đồi phía đông.", "đồng", False),
        ("Họ bán lúa ở chợ.", "lụa", False),
        ("Họ bán lúa ở chợ.", "lua", True),
        ("Hai nước kí hiệp ước.", "ký hiệp ước", True),
    ],
)
def test_a_number_counts_the_same_there_and_a_vietnamese_word_has_the_same_marks(quote, said, expected):
    assert supports(quote, said) is expected


def test_vietnamese_options_that_differ_by_their_marks_do_not_repeat():
    source = replace(passage("Người dân bán lúa ở chợ Kerrin.", title="Kerrin"), language="vi")
    prompt, options = "Người dân bán gì ở chợ Kerrin?", ("lúa", "lụa", "cá")
    question = asked(Kind.MCQ, prompt, 0, *options, quote=source.text, source=source, language="vi")
    assert fault(question, source) is None
