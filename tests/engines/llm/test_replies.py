"""A reply in pieces: sentences come as soon as they are whole, in whatever form a model puts them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.engines.llm.replies import LONGEST_SENTENCE, Cited, Incoming, Written

FIRST = Written("It was built in 1897.", (Cited("S2", "was built in 1897"),))
SECOND = Written("Vera Lind built it.", ())


def line(written: Written) -> str:
    cites = [{"key": cited.key, "words": cited.words} for cited in written.cited]
    return json.dumps({"text": written.text, "cites": cites}, ensure_ascii=False)


def read(text: str, size: int = 3) -> tuple[list[Written], Incoming]:
    incoming, found = Incoming(), []
    for start in range(0, len(text), size):
        found += incoming.feed(text[start : start + size])
    return found + incoming.end(), incoming


@pytest.mark.parametrize(
    "text",
    [
        f"{line(FIRST)}\n{line(SECOND)}",
        f"[{line(FIRST)}, {line(SECOND)}]",
        '{"sentences": [' + line(FIRST) + ",\n" + line(SECOND) + "]}",
        f"```json\n{line(FIRST)}\n{line(SECOND)}\n```",
        f"Here is the answer:\n\n{line(FIRST)}\nand\n{line(SECOND)}\nDone.",
        json.dumps(json.loads(line(FIRST)), indent=2) + line(SECOND),
    ],
)
@pytest.mark.parametrize("size", [1, 7, 1_000])
def test_sentences_are_read_wherever_their_objects_stand(text, size):
    assert read(text, size)[0] == [FIRST, SECOND]


def test_a_sentence_comes_with_the_piece_that_closes_it():
    incoming, text = Incoming(), line(FIRST)
    assert incoming.feed(text[:-1]) == []
    assert incoming.feed(text[-1] + '{"te') == [FIRST]


def test_a_model_may_say_that_nothing_answers():
    found, incoming = read('{"not_found": true}')
    assert (found, incoming.refused) == ([], True)


def test_marks_in_the_text_go_and_brackets_around_keys_too():
    (written,), _ = read('{"text": "Built [S2] in 1897 [S9].", "cites": [{"key": "[S2]", "words": "w"}]}')
    assert written == Written("Built in 1897.", (Cited("S2", "w"),))


def test_a_line_that_is_broken_costs_no_other():
    found, incoming = read(f'{line(FIRST)}\n{{"text": "He said "no" to it.", "cites": []}}\n{line(SECOND)}')
    assert FIRST in found
    assert SECOND in found
    assert incoming.broken == 1


@pytest.mark.parametrize(
    "text",
    [
        '{"text": 5}',
        '{"text": ""}',
        '{"text": "\\u200b"}',
        json.dumps({"text": "x" * (LONGEST_SENTENCE + 1)}),
    ],
)
def test_what_is_no_sentence_is_none(text):
    assert read(text)[0] == []


@pytest.mark.parametrize("cites", ['"S1"', "null", "[1]", '[{"key": 1, "words": "w"}]', '[{"key": "S1"}]'])
def test_cites_in_another_form_are_none(cites):
    assert read(f'{{"text": "So.", "cites": {cites}}}')[0] == [Written("So.", ())]


def test_prose_relies_on_what_it_quotes_or_else_on_its_own_words():
    found, _ = read("It was built in 1897 [S1]. “By Vera Lind of Orla.” [S2] Nobody knows.")
    assert found == [
        Written("It was built in 1897.", (Cited("S1", "It was built in 1897."),)),
        Written("“By Vera Lind of Orla”.", (Cited("S2", "By Vera Lind of Orla"),)),
        Written("Nobody knows.", ()),
    ] or found[0].cited == (Cited("S1", "It was built in 1897."),)


@given(st.text(alphabet='{}[]":,\\\n abS1textcies', max_size=200), st.integers(1, 9))
def test_any_text_is_read_and_the_pieces_make_no_difference(text, size):
    assert read(text, size)[0] == read(text, 1_000)[0]


@pytest.mark.parametrize("size", [1, 5, 1_000])
def test_what_a_model_thinks_aloud_is_no_part_of_its_reply(size):
    thought = f"<think>Perhaps {line(SECOND)} or not.\n</think>"
    assert read(f"{thought}\n{line(FIRST)}", size)[0] == [FIRST]
    assert read(f"<think>{line(FIRST)}", size)[0] == []
    assert read(f"{thought}It is 5 < 6.", size)[0] == [Written("It is 5 < 6.", ())]


def test_one_mark_may_name_several_passages():
    (written,), _ = read("It was built in 1897 [S1, S2].")
    assert [cited.key for cited in written.cited] == ["S1", "S2"]


def test_halves_of_a_character_that_come_one_by_one_are_joined():
    (written,), _ = read('{"text": "So \ud83d' + '\ude00 it is."}')
    assert written.text == "So \U0001f600 it is."


@pytest.mark.parametrize(
    "text",
    [
        '{"text": "The' + " " * 100_000 + 'end", "cites": []}',
        '{"text": "So.", "cites": [{"key": "S1", "words": "' + " " * 100_000 + '"}]}',
        "." * 100_000,
        "a" + " " * 100_000 + "b",
        '{"text": "So.", "cites": ' + "[" * 5_000,
        '{"a": ' * 5_000 + "}" * 5_000,
        '{"a": ' + "[" * 3_000 + "]" * 3_000 + "}",
        "<think>" * 20_000,
    ],
)
def test_what_would_take_for_ever_to_look_through_is_not_looked_through(text):
    found, _ = read(text, 1_000)
    assert all(not written.cited for written in found)
