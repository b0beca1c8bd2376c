"""Sentences that are asked about in quotations: what leads to them, what is asked for, how it is put."""

from __future__ import annotations

import pytest

from studyhall.domain.leaning import begins_alone, carried
from studyhall.domain.proofs import prove
from studyhall.domain.questions import Difficulty, Question
from studyhall.domain.quizzes import Brief
from studyhall.domain.sentences import sentences
from studyhall.domain.tasks import BLANK, Fault, Kind, Unfit
from studyhall.engines.offline.quizzing import writing
from studyhall.engines.offline.quizzing.company import is_plural, names_at, nouns_at
from studyhall.engines.offline.quizzing.denying import plain_parts
from studyhall.engines.offline.quizzing.excerpts import LONGEST, excerpts
from studyhall.engines.offline.quizzing.framing import CLOZE, frame, is_title
from studyhall.engines.offline.quizzing.gaps import gaps, is_recalled
from studyhall.engines.offline.quizzing.sorts import are_alike, kind_of_name, others_of, singular, sort_of
from studyhall.engines.offline.quizzing.surroundings import Surroundings
from studyhall.engines.offline.quizzing.targets import Asked
from studyhall.engines.offline.quizzing.wholes import is_syllable
from studyhall.engines.offline.quizzing.writing import RuleQuestionWriter
from studyhall.ports import Dropped, QuestionRequest
from tests.making import passage

STORY = (
    "Once there was a miller who had a fox and a goose. The miller gave the fox a golden ring. "
    "The fox carried the ring over a bridge in the forest. The goose asked the fox for the ring. "
    "The miller found the goose beside the river. He took the ring from the goose and gave it to a farmer. "
    "The farmer put the ring into a box. The wolf stole the box from the farmer in the night."
)
ESSAY = (
    "Ada Morrow built the harbour of Kerrin with money of the Orlavian Trading Company. "
    "She paid 340 masons for the work, and most of them came from Durmont. "
    "The Sarnian fleet burned the harbour on 4 July. Ben Sorrel repaired it with masons from Vell. "
    "The Holmby Trading Company bought the harbour from Orlavia."
)


def whole(text: str, language: str = "en", **more: object) -> list[str]:
    return [one.whole for one in excerpts(passage(text, language=language, **more))]


def asked_for(text: str) -> dict[str, Asked]:
    own = passage(text, title="")
    around = Surroundings([own])
    return {target.text: target.asked for one in excerpts(own) for target in gaps(one, around)}


def written(*texts: str, title: str = "The harbour of the north", **brief) -> list[Question | Dropped]:
    own = [passage(text, n, document_id=f"d{n}", title=title) for n, text in enumerate(texts, 1)]
    return list(RuleQuestionWriter().write(QuestionRequest(Brief(**{"count": 20} | brief), own, own)))


def questions(*texts: str, **brief) -> list[Question]:
    return [one for one in written(*texts, **brief) if isinstance(one, Question)]


def test_a_pronoun_is_quoted_with_the_sentence_that_names_who_it_is():
    own = passage(ESSAY)
    one = next(one for one in excerpts(own) if one.sentence.startswith("She paid"))
    assert one.lead.startswith("Ada Morrow built")
    assert one.whole == own.text[one.first : one.end]


def test_nothing_is_led_to_from_another_paragraph():
    assert not any("She paid" in text for text in whole(ESSAY.replace(". She paid", ".\n\nShe paid")))


def test_a_pronoun_that_nothing_names_is_not_asked_about():
    assert whole("He sold forty wooden boats to the fishermen of Vell.") == []


def test_a_quotation_is_not_longer_than_it_may_be():
    assert (
        whole(f"Ada Morrow built {'a tall and narrow tower, ' * 14}and a wall. She sold them to Vell.") == []
    )
    assert all(len(text) <= LONGEST for text in whole(ESSAY))


@pytest.mark.parametrize(
    "sentence",
    [
        "Figure 3 shows the harbour of Kerrin in winter.",
        "See https://example.org for the harbour of Kerrin.",
        'The mayor said "no to the harbour of Kerrin.',
        "The harbour of Kerrin (built in stone was burned.",
    ],
)
def test_what_is_no_whole_prose_is_not_quoted(sentence):
    assert whole(sentence) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("vi", "Nghị viện Châu Âu họp ở thành phố Kerrin vào mùa đông."),
        ("vi", "Hải cảng Kerrin - nơi tàu bè qua lại - bị đốt vào mùa hè."),
        ("en", "The harbour of Kerrin had three masters: the mayor, the guild and the sea."),
        ("en", "Before the introduction of X.25 the harbour of Kerrin used flags."),
        ("en", "Although no ship came in winter, the masons of Kerrin sold their stone to Vell."),
    ],
)
def test_whole_prose_is_quoted(language, sentence):
    assert whole(sentence, language) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "The old harbour of Kerrin in 1911.",
        "A mural on a building in Kerrin in 2011.",
        "The masons of Kerrin sold stone in the spring of1911.",
    ],
)
def test_no_caption_and_no_broken_text_is_quoted(sentence):
    assert whole(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "asked", "kept"),
    [
        ("Although no ship came in 1752, the masons sold 340 stones to Vell.", "340", "1752"),
        ("The masons sold 340 stones to Vell, although no ship came in 1752.", "340", "1752"),
        ("The masons sold 340 stones to Vell, which had no money in 1752.", "340", "1752"),
    ],
)
def test_only_what_is_not_denied_is_asked_for(sentence, asked, kept):
    found = asked_for(sentence)
    assert asked in found
    assert kept not in found


def test_a_doubt_spoils_the_whole_sentence():
    assert not plain_parts("The masons sold 340 stones to Vell, although nobody knows it, by a rumour.")
    assert not plain_parts("The masons sold 340 stones to Vell, but it is not sure.")


def test_what_can_be_is_told_where_nothing_is_dated():
    assert plain_parts("The council may meet in Vell.")
    assert plain_parts("Hội đồng có thể họp ở Vell.")
    assert not plain_parts("The council may have met in Vell in 1752.")


@pytest.mark.parametrize(
    ("language", "sentence", "alone"),
    [
        ("en", "The miller sold his wheel to the farmer.", True),
        ("en", "Now when he had ridden a while he met a raven.", False),
        ("en", "Disappointed, she went home to Vell.", False),
        ("en", "The old man never did so.", False),
        ("en", "I walked to the harbour of Kerrin.", False),
        ("en", "Second, the harbour of Kerrin was too small.", False),
        ("en", "Before Morrow's death, its people did not differ from those of Vell.", False),
        ("en", "One summer evening he was sitting in the yard.", False),
        ("vi", "Hải cảng Kerrin cũng có kho thóc như đã đề cập.", False),
        ("vi", "Người thợ xay bán chiếc cối của mình cho một bác nông dân.", True),
        ("vi", "Động cơ mới của tàu chạy bằng than và loại động cơ này rất nặng.", True),
        ("vi", "Hải cảng mới ở Kerrin rất lớn và điều này làm cả thành phố vui.", False),
        ("vi", "Họ bán chiếc cối cho một bác nông dân ở Vell.", False),
    ],
)
def test_which_sentences_can_be_the_first_of_a_quotation(language, sentence, alone):
    assert begins_alone(sentence, language) is alone


def test_a_sentence_is_carried_by_one_that_names_somebody():
    assert carried("He sold the wheel.", "The miller had a wheel from Ben Sorrel.", "en")
    assert not carried("He sold the wheel.", "All was quiet in winter.", "en")
    assert not carried("The latter was sold.", "Ben Sorrel had a wheel and a saw.", "en")


def test_names_terms_and_numbers_are_asked_for():
    found = asked_for(ESSAY)
    assert found["340"] is Asked.NUMBER
    assert found["4 July"] is Asked.DATE
    assert "Orlavian Trading Company" in found
    assert asked_for(STORY)["bridge"] is Asked.TERM


def test_what_the_rest_hints_at_is_not_asked_for():
    told = "The boats of Vell were sold in the winter to Orlavia."
    assert "Orlavia" in asked_for(told)
    assert "Orlavia" not in asked_for(told.replace("The boats", "The Orlavian boats"))


def test_what_is_listed_with_others_is_not_asked_for():
    text = (
        "Ships came from many harbours, such as Kerrin. The ships of Kerrin were sold. Masons went to Kerrin."
    )
    own = passage(text)
    first = excerpts(own)[0]
    assert not any(target.text == "Kerrin" for target in gaps(first, Surroundings([own])))


def test_a_common_noun_is_recalled_only_where_the_text_is_about_it():
    parts = [passage(STORY, n) for n in (1, 2)]
    around = Surroundings(parts)
    pairs = [(one, target) for one in excerpts(parts[0]) for target in gaps(one, around)]
    recalled = {target.text for one, target in pairs if is_recalled(one, target, around)}
    assert "bridge" not in recalled


def test_every_quotation_is_proven_and_none_gives_another_away():
    for seed in range(6):
        made = questions(ESSAY, STORY, seed=seed)
        assert len(made) >= 4
        shown: list[tuple[str, range, range]] = []
        for index, question in enumerate(made):
            evidence = question.solution.evidence
            text = {"d1": ESSAY, "d2": STORY}[evidence.document_id]
            own = passage(text, int(evidence.document_id[1]), document_id=evidence.document_id,
                          title="The harbour of the north")  # fmt: skip
            prove(question, own, made[:index])
            last = sentences(evidence.quote)[-1].start + evidence.start
            shown.append(
                (evidence.document_id, range(evidence.start, evidence.end), range(last, evidence.end))
            )
        for one in shown:
            for other in shown:
                assert one is other or one[0] != other[0] or not set(one[1]) & set(other[2])


def test_the_title_and_the_account_stand_before_the_quotation():
    (one, *_) = excerpts(passage(STORY, title="The fox"))
    assert (
        frame(one, f"A {BLANK} came.", CLOZE, "en")
        == f"What fills the gap in this passage of “The fox”? “A(n) {BLANK} came.”"
    )
    assert "The fox" not in frame(one, f"A {BLANK} came.", CLOZE, "en", "fox")
    (sided, *_) = excerpts(passage(STORY, side="orlavian"))
    assert frame(sided, STORY, CLOZE, "en").startswith("According to the Orlavian account, what fills")


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("The harbour of the north", True),
        ("1973 oil crisis", True),
        ("the-fox", False),
        ("notes_03.txt", False),
        ("", False),
    ],
)
def test_a_file_name_is_no_title(title, is_one):
    assert is_title(title) is is_one


def test_wrong_terms_are_of_the_sort_and_the_number_of_the_right_one():
    for question in questions(
        STORY, STORY.replace("fox", "bear").replace("miller", "tailor"), kinds=(Kind.MCQ,)
    ):
        options = question.task.options
        if "Which word" in question.task.prompt:
            assert len({sort_of(option) for option in options}) == 1
            assert len({is_plural(option) for option in options}) == 1


def test_sorts_of_nouns():
    assert sort_of("wolves") == sort_of("fox") == "animal"
    assert sort_of("liberation") == "-ation"
    assert sort_of("harbinger") == ""
    assert singular("ladies") == "lady"
    assert "princes" in others_of("kings")
    assert "prince" in others_of("king")
    assert others_of("liberation") == []
    assert are_alike("hut", "cottages")
    assert not are_alike("fox", "bear")
    assert kind_of_name("Kerrin River") == kind_of_name("Lake Vell") == "water"


def test_nouns_stand_after_what_tells_so_and_no_verb_after_its_subject():
    assert [noun for *_, noun in nouns_at("They saw the bridge of Vell.")] == ["the"]
    assert not list(nouns_at("Their descendants rose to be masons."))


def test_no_contraction_is_a_name_and_a_plural_ends_as_it_must():
    assert not list(names_at("The giant told Finn's wife that I'll go."))[1:]
    assert "huntsmen" in others_of("farmers")
    assert singular("huntsmen") == "huntsman"
    assert sort_of("wives") != sort_of("husbands")


def test_syllables_of_vietnamese_are_told_with_and_without_tones():
    assert all(map(is_syllable, ("Quốc", "Quoc", "Rập", "minh", "Nghĩa")))
    assert not any(map(is_syllable, ("Kerrin", "Trent", "Harvard")))


def test_difficulty_is_told_and_kept_to():
    texts = (ESSAY, STORY)
    every = questions(*texts)
    assert len({question.difficulty for question in every}) > 1
    assert all(q.difficulty is Difficulty.EASY for q in every if q.kind is Kind.TRUE_FALSE)
    for difficulty in Difficulty:
        kept = questions(*texts, difficulty=difficulty)
        assert {question.difficulty for question in kept} <= {difficulty}
    assert questions(*texts, difficulty=Difficulty.EASY)


def test_one_bad_candidate_is_dropped_and_the_others_are_made(monkeypatch):
    real, failed = writing.made, []

    def made(kind, draft):
        if not failed:
            failed.append(kind)
            raise Unfit(Fault.TOO_LONG)
        return real(kind, draft)

    monkeypatch.setattr(writing, "made", made)
    results = written(ESSAY, STORY)
    assert Dropped(Fault.TOO_LONG) in results
    assert any(isinstance(one, Question) for one in results)


def test_vietnamese_without_tones_is_quoted_too():
    text = "Nguoi tho xay o Kerrin ban chiec coi cho bac nong dan."
    assert whole(text, "vi") == [text]
