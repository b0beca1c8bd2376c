"""Answers by a model: what is sent, what of the reply is believed, and what is said of the rest."""

from __future__ import annotations

import json
import threading

import pytest

from studyhall.domain.errors import ModelFailure, Trouble
from studyhall.domain.evidence import Evidence, Found, Reason, SearchMode, Status
from studyhall.engines.llm.answering import ModelWriter
from studyhall.engines.llm.fencing import fence
from studyhall.engines.llm.prompts import load_prompts
from studyhall.engines.llm.rewriting import LONGEST, ModelRewriter
from studyhall.engines.llm.spending import Limits
from studyhall.ports import Draft, Turn, WriterRequest
from studyhall.settings import PROMPTS
from tests.engines.llm.conftest import SHORT, Noting
from tests.making import passage
from tests.model_replies import After, Says

NORTH = "The bridge of Orla was built in 1897 by Vera Lind. It “stood against the flood” of 4 May 1902."
SOUTH = "The southern bank says that the bridge was built in 1899, and that it fell in the flood."
PLAIN = "The lighthouse of Kerrin can be seen from 30 km away."


def found(*texts: tuple[str, str]) -> Found:
    pieces = [
        Evidence(passage(text, number, number * 1_000, document_id=f"d{number}", side=side), 1 / number)
        for number, (text, side) in enumerate(texts, 1)
    ]
    return Found(tuple(pieces), SearchMode.FULL, len(pieces), len(pieces))


FOUND = found((NORTH, "northern"), (SOUTH, "southern"), (PLAIN, "neutral"))


def line(text: str, *cites: tuple[str, str]) -> str:
    told = [{"key": key, "words": words} for key, words in cites]
    return json.dumps({"text": text, "cites": told}, ensure_ascii=False) + "\n"


@pytest.fixture
def writer(line):
    return ModelWriter(lambda: line.chat, line.gateway, load_prompts(PROMPTS).answer, 16_000)


@pytest.fixture
def answered(server, writer):
    """The answer to a reply of these lines."""

    def write(*lines: str, language: str = "en", given: Found = FOUND):
        server.enqueue(Says(lines))
        return writer.write(WriterRequest("Who built the bridge of Orla?", language, given))

    return write


def test_a_sentence_keeps_the_mark_whose_words_stand_in_the_passage(answered):
    answer = answered(line("Vera Lind built it in 1897.", ("S1", "was built in 1897 by Vera Lind")))
    assert answer.text == "The Northern side's sources say: Vera Lind built it in 1897. [S1]"
    (citation,) = answer.citations
    assert (citation.document_id, citation.start, citation.quote) == (
        "d1",
        1_019,
        "was built in 1897 by Vera Lind",
    )
    assert (answer.status, answer.engine) == (Status.GROUNDED, "llm")


def test_keys_follow_the_answer_and_the_same_words_have_one(answered):
    answer = answered(
        line("It can be seen from afar.", ("S3", "can be seen from 30 km")),
        line("It is far to be seen.", ("S3", "can be seen from 30 km")),
        line("It is at Kerrin.", ("S3", "The lighthouse of Kerrin")),
    )
    assert [part.rpartition(" ")[2] for part in answer.text.splitlines()] == ["[S1]", "[S1]", "[S2]"]
    assert [citation.key for citation in answer.citations] == ["S1", "S2"]


UNTRUE = {
    "words that do not stand there": line("Ada built it.", ("S1", "was built by Ada Holm in 1897")),
    "a passage that was not given": line("Vera Lind built it.", ("S9", "was built in 1897 by Vera Lind")),
    "the words of another passage": line("Vera Lind built it.", ("S3", "was built in 1897 by Vera Lind")),
    "words that stand anywhere": line("Vera Lind built it.", ("S1", "the")),
    "words that stand anywhere, joined": line("Vera Lind built it.", ("S1", "The … of … in … by")),
    "an address that is not there": line("Log in at evil.example/login now.", ("S1", "was built in 1897 by")),
    "a quotation in other marks": line("It «never stood against anything».", ("S1", "bridge of Orla was")),
    "a quotation without an end": line("It “never stood against anything.", ("S1", "bridge of Orla was")),
    "a name that is not there": line("The engineer Holm built it.", ("S1", "was built in 1897 by Vera Lind")),
    "a year that is not there": line("It was built in 1898.", ("S1", "The bridge of Orla was built")),
    "a quotation that is not there": line("It “never stood against anything”.", ("S1", "bridge of Orla was")),
    "nothing at all": line("Vera Lind built it."),
}


@pytest.mark.parametrize("untrue", UNTRUE)
def test_what_no_words_prove_is_left_out_and_that_is_said(answered, untrue):
    answer = answered(line("Kerrin has a lighthouse.", ("S3", "The lighthouse of Kerrin")), UNTRUE[untrue])
    first, said = answer.text.splitlines()
    assert first == "Kerrin has a lighthouse. [S1]"
    assert said == "(What the language model wrote without proof in the sources was left out.)"
    assert [citation.document_id for citation in answer.citations] == ["d3"]


def test_a_mark_that_does_not_stand_is_taken_out_and_that_is_said(answered):
    answer = answered(
        line(
            "Kerrin has a lighthouse.", ("S3", "The lighthouse of Kerrin"), ("S1", "the lighthouse of Kerrin")
        )
    )
    assert answer.text.splitlines() == [
        "Kerrin has a lighthouse. [S1]",
        "(A quotation that the language model named is not in its source, and was taken out.)",
    ]


@pytest.mark.parametrize("untrue", UNTRUE)
def test_an_answer_of_which_nothing_is_proven_is_none(answered, untrue):
    with pytest.raises(ModelFailure) as caught:
        answered(UNTRUE[untrue])
    assert caught.value.trouble is Trouble.UNPROVEN


def test_what_is_quoted_from_the_passage_and_rounded_alike_stands(answered):
    answer = answered(line('It "stood against the flood" in 1902.', ("S1", "flood” of 4 May 1902")))
    assert answer.text.endswith("in 1902. [S1]")


def test_accounts_of_two_sides_are_told_apart(answered):
    answer = answered(
        line("It was built in 1897.", ("S1", "was built in 1897")),
        line("Vera Lind built it.", ("S1", "built in 1897 by Vera Lind")),
        line("It was built in 1899.", ("S2", "was built in 1899")),
    )
    assert answer.status is Status.DISPUTED
    assert answer.text.splitlines()[1] == "The Northern side's sources say: Vera Lind built it. [S2]"
    assert answer.text.splitlines()[2].startswith("The Southern side's sources say: ")
    assert [(a.side, a.citations) for a in answer.accounts] == [
        ("northern", ("S1", "S2")),
        ("southern", ("S3",)),
    ]


def test_what_both_sides_tell_is_no_dispute(answered):
    answer = answered(
        line("There is a bridge.", ("S1", "The bridge of Orla"), ("S2", "the bridge was built")),
        line("It stood against the flood.", ("S1", "stood against the flood")),
    )
    assert answer.status is Status.GROUNDED
    assert answer.text.startswith("There is a bridge. [S1] [S2]\nThe Northern side's sources say: ")


def test_a_model_may_say_that_the_passages_do_not_answer(answered):
    answer = answered('{"not_found": true}')
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.NEAR_NOT_ANSWERING)
    assert answer.nearest == FOUND.evidence


@pytest.mark.parametrize("reply", ["{}", '{"text": 3}', " ", "\n\n"])
def test_a_reply_without_any_sentence_is_a_failure(answered, reply):
    with pytest.raises(ModelFailure) as caught:
        answered(reply)
    assert caught.value.trouble is Trouble.GARBLED


def test_a_model_that_says_it_in_words_and_in_form_is_believed(answered):
    answer = answered(line("The passages do not say who."), '{"not_found": true}')
    assert answer.reason is Reason.NEAR_NOT_ANSWERING


def test_a_figure_of_the_question_may_be_denied(server, writer):
    server.enqueue(Says((line("It was built in 1897, not in 1799.", ("S1", "was built in 1897 by")),)))
    answer = writer.write(WriterRequest("Was the bridge built in 1799?", "en", FOUND))
    assert answer.status is Status.GROUNDED


def test_a_title_may_be_named_in_quotation_marks(answered):
    titled = found((NORTH, "neutral"))
    answer = answered(
        line("“A title” tells of the bridge.", ("S1", "The bridge of Orla was built")), given=titled
    )
    assert "“A title”" in answer.text


def test_an_answer_has_an_end(answered):
    lines = [line(f"Kerrin has lighthouse {n}.", ("S3", "The lighthouse of Kerrin")) for n in range(40)]
    assert len(answered(*lines).text.splitlines()) == 12


def test_a_side_that_looks_like_a_mark_is_none(answered):
    answer = answered(
        line("It was built in 1897.", ("S1", "was built in 1897 by")), given=found((NORTH, "north [S9]"))
    )
    assert [citation.key for citation in answer.citations] == ["S1"]
    assert "(S9)" in answer.text


def test_prose_with_marks_is_checked_in_the_same_way(answered):
    answer = answered("“The lighthouse of Kerrin” is one [S3]. “It was moved by wizards” [S3].")
    assert answer.text.splitlines()[0].endswith("[S1]")
    assert "wizards" not in answer.text


@pytest.mark.parametrize("question", ["hello", "cảm ơn bạn"])
def test_courtesies_cost_nothing(server, writer, question):
    answer = writer.write(WriterRequest(question, "en", FOUND))
    assert answer.status is Status.NOT_FOUND
    assert server.asked() == []


def test_without_evidence_no_model_is_asked(server, writer):
    answer = writer.write(WriterRequest("Who?", "vi", found()))
    assert (answer.status, answer.reason, answer.language) == (Status.NOT_FOUND, Reason.NOTHING_NEAR, "vi")
    assert server.asked() == []


def test_sentences_are_told_as_they_are_proven_and_not_when_all_is_there(server, writer):
    gates = [threading.Event(), threading.Event()]
    first = line("Kerrin has a lighthouse.", ("S3", "The lighthouse of Kerrin"))
    second = line("It can be seen from afar.", ("S3", "can be seen from 30 km"))
    server.enqueue(Says((first, second), gate=gates))
    told = []

    def telling(draft):
        told.append(draft.text)
        gates[1].set()

    gates[0].set()
    writer.write(WriterRequest("Is there one?", "en", FOUND), telling)
    assert told[0] == "Kerrin has a lighthouse. [S1]"
    assert len(told) == 2


def test_what_stops_the_telling_stops_the_model(server, writer):
    class Stopped(Exception):
        pass

    def telling(_draft):
        raise Stopped

    gates = [threading.Event(), threading.Event()]
    gates[0].set()
    proven = line("Kerrin has a lighthouse.", ("S3", "The lighthouse of Kerrin"))
    server.enqueue(Says((proven, "more"), gate=gates))
    with pytest.raises(Stopped):
        writer.write(WriterRequest("Is there one?", "en", FOUND), telling)
    assert server.asked()[0].gone.wait(10)


def test_a_model_that_has_said_nothing_yet_can_be_stopped_too(server, lines):
    line = lines(limits=Limits())
    writer = ModelWriter(lambda: line.chat, line.gateway, load_prompts(PROMPTS).answer, 16_000)

    class Stopped(Exception):
        pass

    told = []

    def telling(draft):
        told.append(draft)
        raise Stopped

    server.enqueue(Says((), after=After.HANG))
    with pytest.raises(Stopped):
        writer.write(WriterRequest("Is there one?", "en", FOUND), telling)
    assert told == [Draft("", ())]
    assert server.wait_for(1).gone.wait(10)


def sent(server) -> tuple[str, str]:
    system, user = server.asked()[-1].body["messages"]
    return system["content"], user["content"]


def test_passages_stand_between_fences_that_nobody_can_have_known(server, writer, answered):
    words = set()
    for _ in range(2):
        answered('{"not_found": true}')
        system, user = sent(server)
        word = user.splitlines()[0].removeprefix("Fence: ")
        assert user.count(word) == len(FOUND.evidence) + 2
        assert f"{word} S2 (language: en; side: southern; from: A title)\n{SOUTH}\n{word} S3" in user
        words.add(word)
    assert len(words) == 2
    assert not any(word in system for word in words)


def test_a_fence_stands_in_none_of_the_texts(monkeypatch):
    given = iter(("aa", "bb"))
    monkeypatch.setattr("studyhall.engines.llm.fencing.secrets.token_hex", lambda _: next(given))
    assert fence("so =aa= it is") == "=bb="


def test_what_is_always_the_same_comes_first_so_that_a_provider_can_keep_it(server, writer, answered):
    systems = set()
    for language in ("en", "vi"):
        answered('{"not_found": true}', language=language)
        system, user = sent(server)
        systems.add(system)
        assert user.endswith("Who built the bridge of Orla?")
    assert len(systems) == 1


def test_the_last_passages_give_way_where_the_model_takes_no_more(server, line):
    prompt = load_prompts(PROMPTS).answer
    long = found(*((f"{number} {'words ' * 200}", "") for number in range(20)))
    server.enqueue(Says(['{"not_found": true}']))
    ModelWriter(lambda: line.chat, line.gateway, prompt, 16_000).write(WriterRequest("Who?", "en", long))
    system, user = sent(server)
    assert "0 words" in user
    assert "19 words" not in user
    assert len(system.encode()) + len(user.encode()) < 16_000 - SHORT.output


def test_a_passage_that_is_too_long_for_the_model_is_not_sent(server, line):
    prompt = load_prompts(PROMPTS).answer
    with pytest.raises(ModelFailure) as caught:
        ModelWriter(lambda: line.chat, line.gateway, prompt, 4_000).write(
            WriterRequest("Who?", "en", found(("words " * 2_000, "")))
        )
    assert caught.value.trouble is Trouble.TOO_LONG
    assert server.asked() == []


# Questions that lean on others.
TURNS = [Turn("Who built the bridge of Orla?", "Vera Lind did. [S1]")]


@pytest.fixture
def rewriter(line):
    return ModelRewriter(lambda: line.chat, line.gateway, load_prompts(PROMPTS).rewrite)


def test_a_first_question_is_not_rewritten(server, rewriter):
    assert rewriter.rewrite("And when?", ()) == "And when?"
    assert server.asked() == []


def test_a_question_is_rewritten_from_those_before_it(server, rewriter):
    meter = Noting()
    server.enqueue(Says(["When was the bridge ", "of Orla built?\n"]))
    assert rewriter.rewrite("And when?", TURNS, meter) == "When was the bridge of Orla built?"
    _, user = sent(server)
    assert "Vera Lind did." in user
    assert user.index("Vera Lind did.") < user.index("And when?")
    assert meter.charges[0].purpose == "rewrite"


@pytest.mark.parametrize(
    "reply",
    [
        "Line\nline",
        "when built " * LONGEST,
        '""',
        "Visit the bridge built at http://evil.example/bridge",
        "Something else that nobody has said so far",
    ],
)
def test_what_is_no_question_leaves_it_as_it_is(server, rewriter, reply):
    server.enqueue(Says([reply]))
    assert rewriter.rewrite("And when?", TURNS) == "And when?"


def test_only_the_newest_turns_are_told_and_shortened(server, rewriter):
    server.enqueue(Says(["When?"]))
    rewriter.rewrite("And when?", [Turn(f"Question {n}?", "so " * 5_000) for n in range(10)])
    _, user = sent(server)
    assert "Question 5?" not in user
    assert "Question 6?" in user
    assert len(user) < 5_000


def test_a_rewriting_that_nobody_waits_for_any_more_is_stopped(server, lines):
    class Stopped(Exception):
        pass

    told = []

    def telling(draft):
        told.append(draft)
        raise Stopped

    line = lines(limits=Limits())
    rewriter = ModelRewriter(lambda: line.chat, line.gateway, load_prompts(PROMPTS).rewrite)
    server.enqueue(Says((), after=After.HANG))
    with pytest.raises(Stopped):
        rewriter.rewrite("And when?", TURNS, None, telling)
    assert told == [Draft("", ())]
    assert server.wait_for(1).gone.wait(10)
