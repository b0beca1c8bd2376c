"""The offline grader: what is plain is settled, what is gamed is never called right, the rest is left."""

from __future__ import annotations

import random

import pytest

from studyhall.domain.reasons import Because, reason
from studyhall.domain.tasks import Kind
from studyhall.engines.offline.grading.overlap import LONGEST, OverlapGrader
from studyhall.ports import GradingRequest

STATEMENTS = [
    (
        "Why does the sea rise and fall twice a day?",
        "The gravity of the Moon pulls the water of the oceans towards it.",
    ),
    (
        "Why do leaves look green?",
        "Chlorophyll in the leaf reflects green light and absorbs red and blue light.",
    ),
    ("What happens to water when it evaporates?", "Liquid water turns into a gas and rises into the air."),
    (
        "Why did the army leave the town?",
        "The army had lost its supply road and was running out of ammunition.",
    ),
    (
        "How does a vaccine protect the body?",
        "It trains the immune system to recognise a germ before the germ causes a disease.",
    ),
    ("Why does ice float?", "Ice is less dense than liquid water because its molecules are farther apart."),
    (
        "Does a heavy ball fall faster than a light ball without air?",
        "No, both balls fall at the same speed because gravity accelerates all objects equally.",
    ),
    (
        "Why was the railway important for the north?",
        "The railway connected the mines in the north with the port in the south.",
    ),
    (
        "What does a tariff do to imported goods?",
        "A tariff makes imported goods more expensive, so people buy fewer of them.",
    ),
    (
        "How do plants make food?",
        "Plants use sunlight to turn carbon dioxide and water into sugar and oxygen.",
    ),
    ("Why does the Earth move around the Sun?", "The Sun attracts the Earth with its gravity."),
    (
        "Vì sao quân đội rút khỏi thị trấn?",
        "Quân đội mất đường tiếp tế lương thực và sắp hết đạn cho các khẩu pháo.",
    ),
]
FRAMES = (
    "It is not true that {}", "{} is wrong", "It is false that {}", "Nobody thinks that {}",
    "{}, but that is a myth", "I do not think {}", "{} or the opposite", "maybe {} or not",
    "Either {} or not", "Some say {} while others say the contrary", "Hardly: {}", "If only {}",
    "Unless {}", "People used to believe {}", "I doubt that {}", "without {}", "{}. No, that is incorrect.",
    "không phải là {}", "{} là sai",
)  # fmt: skip


_GRAMMAR = frozenset("with into towards them both because before".split())


def graded(prompt, references, given, language="en", evidence="", kind=Kind.SHORT):
    listed = (references,) if isinstance(references, str) else references
    return OverlapGrader().grade(GradingRequest(kind, prompt, listed, given, language, "", evidence))


def language_of(prompt: str) -> str:
    return "vi" if prompt.startswith("Vì") else "en"


def is_right(prompt: str, reference: str, given: str) -> bool:
    return graded(prompt, reference, given, language_of(prompt)).share == 1.0


def content(reference: str) -> list[str]:
    return [
        word
        for word in reference.rstrip(".").replace(",", "").split()
        if len(word) > 3 and word not in _GRAMMAR
    ]


@pytest.mark.parametrize(("prompt", "reference"), STATEMENTS)
@pytest.mark.parametrize("seed", range(6))
def test_a_heap_of_the_right_words_is_not_right(prompt, reference, seed):
    whole, kept = reference.rstrip(".").split(), content(reference)
    for heap in (whole, kept):
        shuffled = heap[:]
        random.Random(seed).shuffle(shuffled)
        # A few words that happen to stand in order still say it.
        if [word for word in shuffled if word in kept] != kept:
            for joint in (" ", ", "):
                assert not is_right(prompt, reference, joint.join(shuffled))


@pytest.mark.parametrize(("prompt", "reference"), STATEMENTS)
def test_a_question_pasted_is_not_right(prompt, reference):
    for given in (prompt, f"{prompt} {prompt}", f"{prompt} {' '.join(sorted(content(reference)))}"):
        assert not is_right(prompt, reference, given)


@pytest.mark.parametrize(("prompt", "reference"), STATEMENTS)
def test_a_denial_put_in_is_not_right(prompt, reference):
    words = reference.rstrip(".").split()
    denial = "không" if language_of(prompt) == "vi" else "not"
    for at in range(1, len(words)):
        assert not is_right(prompt, reference, " ".join([*words[:at], denial, *words[at:]]))


@pytest.mark.parametrize(("prompt", "reference"), STATEMENTS)
@pytest.mark.parametrize("frame", FRAMES)
def test_what_is_taken_back_or_left_open_is_not_right(prompt, reference, frame):
    assert not is_right(prompt, reference, frame.format(reference.rstrip(".")))


@pytest.mark.parametrize(("prompt", "reference"), STATEMENTS)
def test_two_words_that_change_places_are_not_right(prompt, reference):
    words = reference.rstrip(".").split()
    first, last = words.index(content(reference)[0]), words.index(content(reference)[-1])
    words[first], words[last] = words[last], words[first]
    assert not is_right(prompt, reference, " ".join(words))


@pytest.mark.parametrize(("prompt", "reference"), STATEMENTS)
def test_all_answers_at_once_are_not_right(prompt, reference):
    assert not is_right(prompt, reference, " ".join(other for _, other in STATEMENTS))


@pytest.mark.parametrize(
    ("prompt", "reference", "given"),
    [
        (
            "Which side, the red or the blue one, opened fire first?",
            "The red side opened fire first.",
            "red, blue",
        ),
        (
            "Did Norland or Sudland attack the port first?",
            "Norland attacked the port first.",
            "Sudland attacked the port first.",
        ),
        (
            "Which of Norland and Sudland attacked the port in spring?",
            "In the spring of that year the fleet of Norland attacked the port.",
            "In the spring of that year the fleet of Sudland attacked the port.",
        ),
        (
            "Why does one of the bulbs stay lit when the switch is opened?",
            "Bulb C is still contained in a closed path with the battery.",
            "Bulb A is still contained in a closed path with the battery.",
        ),
        ("Is air a solid or a gas?", "Air is a gas.", "Air is a solid and a gas."),
        (
            "What happens to a gas that is heated?",
            "The volume of the gas increases.",
            "The volume of the gas decreases.",
        ),
        (
            "How did the war end?",
            "Two states signed a peace treaty in 1994.",
            "Two states signed a peace treaty in 1992.",
        ),
        ("What do plants take in?", "carbon dioxide", "nitrogen and carbon dioxide"),
        ("Which bulb goes out?", "Bulb A goes out.", "Bulb A and bulb B goes out."),
        ("Which bulb goes out?", "Bulb A goes out.", "Bulb B goes out."),
    ],
)
def test_the_right_words_about_something_else_are_not_right(prompt, reference, given):
    assert graded(prompt, reference, given).share != 1.0


@pytest.mark.parametrize(
    ("prompt", "reference", "given"),
    [
        (
            "Why does the sea rise and fall twice a day?",
            "The gravity of the Moon pulls the water of the oceans towards it.",
            "Because the gravity of the moon pulls the water in the oceans",
        ),
        (
            "Why did the army leave the town?",
            "The army had lost its supply road and was running out of ammunition.",
            "The army lost its supply road and was running out of amunition",
        ),
        (
            "Why was the railway important for the north?",
            "The railway connected the mines in the north with the port in the south.",
            "It connected the mines of the north with the port of the south",
        ),
    ],
)
def test_what_says_the_same_plainly_is_right(prompt, reference, given):
    verdict = graded(prompt, reference, given)
    assert verdict.share == 1.0
    assert not verdict.same
    assert 0.8 < verdict.confidence < 1
    assert verdict.quoted
    assert verdict.quoted in given
    assert verdict.reason == reason(Because.LIKE, meant=reference)


def test_what_is_quoted_stands_in_the_answer_as_it_was_typed():
    given = "The army  lost its SUPPLY road, and was running out of ammunition"
    verdict = graded(STATEMENTS[3][0], STATEMENTS[3][1], given)
    assert verdict.quoted == given.removeprefix("The ")


@pytest.mark.parametrize("given", ["Sure.", "I know", ">", "no"])
def test_a_short_answer_is_no_giving_up(given):
    assert graded("Is the sea salty?", ("Yes", "≥"), given).reason != reason(Because.EMPTY)


def test_what_says_nothing_of_it_is_wrong():
    verdict = graded(STATEMENTS[3][0], STATEMENTS[3][1], "It was raining")
    assert verdict.share == 0.0
    assert verdict.reason == reason(Because.UNLIKE)


@pytest.mark.parametrize("given", ["", " . ", "I don't know", "idk", "no idea", "không biết", "em ko biet a"])
def test_who_gives_up_answers_nothing(given):
    for references in ("5 May 1994", "Bishkek", STATEMENTS[0][1]):
        verdict = graded("When, and where?", references, given)
        assert (verdict.share, verdict.reason) == (0.0, reason(Because.EMPTY))


def test_the_question_again_earns_nothing():
    verdict = graded("Why did the army leave the town?", STATEMENTS[3][1], "the army did leave the town")
    assert (verdict.share, verdict.reason) == (0.0, reason(Because.ECHO))
    assert (
        graded("Is it true that the army left?", "It is true.", "it is true that the army left").share != 0.0
    )


@pytest.mark.parametrize(
    ("reference", "given"),
    [
        ("Ashby defeated Pell", "Ashby was defeated by Pell"),
        ("Ashby defeated Pell", "Ashby, defeated by Pell"),
        ("Ashby defeated Pell", "Ashby defeated Pell's brother"),
        ("The French fleet sank the Spanish fleet", "The French fleet was sunk by the Spanish fleet"),
        ("Because the army refused to support him", "Because the army refused to stop supporting him"),
        ("Because the army refused to support him", "The army was refused support by him"),
        ("Because the supplies ran out and winter came", "Because the supplies ran in and winter came"),
        ("It abolished slavery in the colonies", "It abolished slavery outside the colonies"),
        ("No, only men voted", "Not only men voted"),
        ("By a fire", "By a fire / flood"),
        ("By a fire", "By a fire or a flood"),
    ],
)
def test_the_contrary_in_the_same_words_is_left(reference, given):
    evidence = f"{reference.rstrip('.')}."
    assert graded("What happened there?", reference, given, evidence=evidence).share is None


def test_few_words_that_may_say_the_same_in_others_are_left():
    for given in ("hunger", "because of famine"):
        assert graded("Why did they leave?", "They had no food", given).share is None
    given = "Because the food was exhausted and it got cold"
    assert graded("Why did they leave?", "Because the supplies ran out and winter came", given).share is None


@pytest.mark.parametrize(
    ("key", "given"),
    [
        *(("12,000", f"{bound} 12,000") for bound in (
            "less than", "under", "fewer than", "at most", "more than", "at least", "nearly", "about", "hơn",
            "dưới", "ít nhất", "gần", "khoảng", "around", "up to", "no more than",
        )),
        *(("12,000", f"12,000 {rest}") for rest in (
            "horses", "guns", "years", "dead", "or more", "or fewer", "more",
        )),
        ("56 days", "less than 56 days"),
        ("56 days", "almost 56 days"),
        ("Three", "more than 3"),
        ("40 percent", "less than 40%"),
        ("more than 12,000", "at least 12,000"),
        ("1945", "since 1945"),
        ("1945", "by 1945"),
        ("1945", "the 1945s"),
        ("5", "- 5"),
    ],
)  # fmt: skip
def test_a_bound_or_another_thing_counted_is_left(key, given):
    evidence = f"{key} soldiers crossed the river."
    assert graded("How many soldiers crossed?", key, given, evidence=evidence).share is None


@pytest.mark.parametrize(
    ("key", "given", "evidence"),
    [
        ("12,000", "about 12,000", "Around 12,000 soldiers crossed."),
        ("12,000", "12,000 men", "An army of 12,000 men crossed."),
        ("12,000", "12,000 soldiers", ""),
        ("about 12,000", "12,000", ""),
        ("over 12,000", "more than 12,000", ""),
        ("Half a million", "500,000", ""),
        ("một nửa triệu", "500.000", ""),
        ("25 percent", "0.25", ""),
        ("19th century", "the 1800s", ""),
        ("thế kỷ 19", "thế kỷ XIX", ""),
        ("-5", "- 5", ""),
        ("World War II", "WWII", ""),
        ("World War II", "WW2", ""),
        ("Liên hợp quốc", "LHQ", ""),
        ("the United Nations", "UN", "The United Nations (UN) met."),
        ("Union of Soviet Socialist Republics", "U.S.S.R.", ""),
    ],
)
def test_the_same_amount_or_name_in_another_form_is_the_same(key, given, evidence):
    verdict = graded("How many soldiers crossed?", key, given, evidence=evidence)
    assert (verdict.share, verdict.same) == (1.0, True)


@pytest.mark.parametrize(
    ("key", "given"), [("World War II", "WWI"), ("United Nations", "UN"), ("USSR", "USA")]
)
def test_other_initials_or_too_few_are_not_the_same(key, given):
    assert graded("Which was it?", key, given, evidence=f"It was {key}.").share != 1.0


SIGNED = "The Orsa Treaty was signed on 5 May 1994 in Kerrin, the capital of Norland."


@pytest.mark.parametrize(
    ("given", "share"),
    [
        ("May 5, 1994", 1.0),
        ("5/5/1994", 1.0),
        ("ngày 5 tháng 5 năm 1994", 1.0),
        ("It was signed on 5 May 1994", 1.0),
        ("1992", 0.0),
        ("5 May 1992", 0.0),
        ("In 1992, I think", 0.0),
        ("1994", None),
        ("May 1994", None),
        ("6 May 1994", None),
        ("not 5 May 1994", None),
        ("5 May 1994 or 1992", None),
        ("1992, 1993, 1994", None),
        ("before 5 May 1994", None),
        ("5 May 1994 is a lie", None),
        ("in the nineties", None),
    ],
)
def test_a_date_is_graded_by_what_it_says(given, share):
    verdict = graded("When was the Orsa Treaty signed?", "5 May 1994", given, evidence=SIGNED)
    assert verdict.share == share
    if given == "1992":
        assert verdict.reason == "It says “1992” where the source has “5 May 1994”."
        assert verdict.confidence > 0.9


@pytest.mark.parametrize(
    ("given", "share"),
    [
        ("30.000", 1.0),
        ("thirty thousand people", 1.0),
        ("30 thousand people fled", 1.0),
        ("about 30 thousand people fled", None),
        ("3,000", 0.0),
        ("3 million people", 0.0),
        ("29,500", None),
        ("under 30,000", None),
        ("30,000 tents", None),
        ("30,000 or 3,000", None),
        ("between 20,000 and 30,000", None),
        ("many", None),
    ],
)
def test_a_number_is_graded_by_what_it_says(given, share):
    assert graded("How many people fled?", "30,000 people", given).share == share


@pytest.mark.parametrize(
    ("given", "share"),
    [
        ("ada holm", 1.0),
        ("Ada Holme", None),
        ("It was signed by Ada Holm", 1.0),
        ("Ivo Brandt", 0.0),
        ("Holm", None),
        ("AH", None),
        ("the President of Norland", None),
        ("Norland", None),
        ("a politician", None),
        ("not Ada Holm", None),
        ("Not Ivo Brandt", None),
        ("Ada Holm or Ivo Brandt", None),
        ("Ada Holm, Ivo Brandt, Lea Sand", None),
    ],
)
def test_a_name_is_graded_by_whom_it_names(given, share):
    evidence = "The treaty was signed for Norland by Ada Holm and for Sudland by Ivo Brandt."
    assert graded("Who signed the treaty for Norland?", "Ada Holm", given, evidence=evidence).share == share


@pytest.mark.parametrize(
    ("given", "share"),
    [("in Kerrin", 1.0), ("Orsa", None), ("Vellin", 0.0), ("Norland", None), ("Kerrin and Vellin", None)],
)
def test_a_place_is_graded_by_its_name_and_a_larger_one_is_left(given, share):
    verdict = graded("Where was the Orsa Treaty signed?", "Kerrin", given, evidence=SIGNED)
    assert verdict.share == share


@pytest.mark.parametrize("given", ["oxygen", "CO2", "a gas", "carbon"])
def test_another_term_than_the_accepted_one_is_left(given):
    assert graded("What do plants take in? ____", "carbon dioxide", given, kind=Kind.CLOZE).share is None


REASON_VI = "Quân đội mất đường tiếp tế và sắp hết đạn."


@pytest.mark.parametrize(
    ("prompt", "reference", "given", "share"),
    [
        ("Hiệp ước được ký khi nào?", "ngày 5 tháng 5 năm 1994", "5/5/1994", 1.0),
        ("Hiệp ước được ký khi nào?", "ngày 5 tháng 5 năm 1994", "ngay 5 thang 5 nam 1994", 1.0),
        ("Hiệp ước được ký khi nào?", "ngày 5 tháng 5 năm 1994", "May 5, 1994", 1.0),
        ("Hiệp ước được ký khi nào?", "ngày 5 tháng 5 năm 1994", "năm 1992", 0.0),
        ("Hiệp ước được ký khi nào?", "ngày 5 tháng 5 năm 1994", "năm 1994", None),
        ("Hiệp ước được ký khi nào?", "ngày 5 tháng 5 năm 1994", "không phải ngày 5 tháng 5 năm 1994", None),
        ("Hiệp ước được ký khi nào?", "ngày 5 tháng 5 năm 1994", "sau ngày 5 tháng 5 năm 1994", None),
        ("Hiệp ước được ký khi nào?", "ngày 5 tháng 5 năm 1994", "ngày 5/5/1994 hoặc năm 1992", None),
        ("Bao nhiêu người đã rời đi?", "30.000 người", "ba mươi nghìn", 1.0),
        ("Bao nhiêu người đã rời đi?", "30.000 người", "30 nghìn người", 1.0),
        ("Bao nhiêu người đã rời đi?", "30.000 người", "3 nghìn", 0.0),
        ("Bao nhiêu người đã rời đi?", "30.000 người", "hơn 30.000 người", None),
        ("Thủ đô của Việt Nam là thành phố nào?", "Hà Nội", "ha noi", 1.0),
        ("Thủ đô của Việt Nam là thành phố nào?", "Hà Nội", "Hanoi", 1.0),
        ("Thủ đô của Việt Nam là thành phố nào?", "Hà Nội", "Huế", 0.0),
        ("Ai lãnh đạo chiến dịch Điện Biên Phủ?", "Võ Nguyên Giáp", "vo nguyen giap", 1.0),
        ("Ai lãnh đạo chiến dịch Điện Biên Phủ?", "Võ Nguyên Giáp", "Hoàng Văn Thái", 0.0),
        ("Ai lãnh đạo chiến dịch Điện Biên Phủ?", "Võ Nguyên Giáp", "tướng Giáp", None),
        ("Sông nào chảy qua Hà Nội?", "sông Hồng", "song hong", 1.0),
        ("Sông nào chảy qua Hà Nội?", "sông Hồng", "sông Đà", None),
        ("Vì sao quân đội rút khỏi thị trấn?", REASON_VI, "quan doi mat duong tiep te va sap het dan", 1.0),
        ("Vì sao quân đội rút khỏi thị trấn?", REASON_VI, "Vì trời mưa", 0.0),
        ("Vì sao quân đội rút khỏi thị trấn?", REASON_VI, "Vì sao quân đội rút khỏi thị trấn", 0.0),
        ("Vì sao quân đội rút khỏi thị trấn?", REASON_VI, "Vì họ mất đường tiếp tế", None),
        ("Vì sao quân đội rút khỏi thị trấn?", REASON_VI, "đường tiếp tế, đạn, quân đội", None),
        ("Vì sao quân đội rút khỏi thị trấn?", REASON_VI, "Because of the lost supply road", None),
    ],
)
def test_vietnamese_is_graded_by_the_same_rules(prompt, reference, given, share):
    assert graded(prompt, reference, given, "vi").share == share


def test_an_answer_in_another_language_is_left():
    given = "Mặt trăng kéo nước của các đại dương về phía nó"
    verdict = graded(*STATEMENTS[0], given)
    assert (verdict.share, verdict.reason) == (None, reason(Because.OTHER_LANGUAGE))
    assert graded("Pourquoi ?", "Parce que le pont est fermé", "Le pont est tombé", "fr").share is None


def test_a_very_long_answer_is_left():
    assert graded(*STATEMENTS[0], "The Moon pulls the water. " * (LONGEST // 20)).share is None
