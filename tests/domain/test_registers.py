"""Class lists: every name is there or its line is named; nothing is guessed."""

from __future__ import annotations

import csv
import io
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.domain.errors import Refused
from studyhall.domain.registers import MOST_NAMES, names_in
from studyhall.domain.text import visible_line

# The number before a name is no part of it.
NUMBERED = re.compile(r"\d{1,3}\s*[-–—.)]")
names = (
    st.text(st.characters(codec="utf-8"), max_size=20)
    .map(visible_line)
    .filter(lambda name: name and not NUMBERED.match(name))
)


def listed(text):
    return [name for _, name in names_in(text)]


def written(rows, delimiter):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


plain = names.map(lambda name: visible_line(name.translate({ord(c): " " for c in ",;"}))).filter(
    lambda name: name and not NUMBERED.match(name)
)


@given(st.lists(plain, min_size=1, max_size=8), st.sampled_from(",;\t"), st.sampled_from(["", "\ufeff"]))
def test_names_below_a_heading_are_all_there(found, delimiter, mark):
    rows = [["No", "a", "Họ và tên", "y", "z"], *(["1", "", name, "", ""] for name in found)]
    assert listed(mark + written(rows, delimiter)) == found


@given(st.lists(names, min_size=1, max_size=8), st.sampled_from(",;\t"))
def test_names_with_delimiters_in_them_are_all_there_or_the_list_is_refused(found, delimiter):
    with suppress(Refused):
        assert listed(written([["class", "name"], *(["7A", name] for name in found)], delimiter)) == found


@given(st.lists(plain, min_size=1, max_size=8))
def test_names_one_a_line_are_all_there_or_the_list_is_refused(found):
    with suppress(Refused):
        assert listed(written([["name"], *([name] for name in found)], ",")) == found


@given(st.text(max_size=200))
def test_any_text_is_a_list_or_refused_with_a_sentence(text):
    with suppress(Refused):
        assert all(name == visible_line(name) != "" for _, name in names_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "An\nBảo\n",
        "An\r\n\r\n  Bảo  ",
        "An\rBảo",
        "\ufeffTên\nAn\nBảo",
        "name,class\nAn,7A\nBảo,7A",
        "STT;Họ và tên;Lớp\n1;An;7A\n2;Bảo;7A\n",
        "Class\tNAME\n7A\tAn\n7A\tBảo",
        'Name\n"An"\n"Bảo"',
        "An,,\nBảo,,\n",
    ],
)
def test_lists_as_teachers_have_them(text):
    assert listed(text) == ["An", "Bảo"]


@pytest.mark.parametrize("number", ["1.", "1. ", "1)", "12) ", "1 - ", "1 – ", "3- ", "01 . ", "1 -"])
def test_the_number_before_a_name_is_dropped(number):
    assert listed(f"{number}Trần Văn Đức") == ["Trần Văn Đức"]
    assert listed(f"Lớp,Tên\n7A,{number}Trần Văn Đức") == ["Trần Văn Đức"]


@pytest.mark.parametrize("name", ["7A Minh", "2Pac", "1.5", "3-D", "Louis 14.", "1984. An", "1.", "12) 3"])
def test_a_number_that_may_be_of_the_name_stays(name):
    assert listed(name) == [name]


def test_a_comma_in_quotes_is_of_the_name():
    assert listed('name,class\n"Nguyễn, An",7A') == ["Nguyễn, An"]


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("", "no_names", "no names"),
        ("Tên\n\n", "no_names", "no names"),
        ("An\nNguyễn, Bảo", "wrong_line", "line 2 has several columns"),
        ("name\nAn\nNguyễn, Bảo", "wrong_line", "line 3 has several columns"),
        ("name,class\nAn,7A\n,7A", "wrong_line", "line 3 has no name"),
        ('An\n\n"Bảo\nChi', "wrong_line", "line 3 has a quotation mark"),
        ("An\n" * (MOST_NAMES + 1), "too_many_names", "501 names"),
    ],
)
def test_what_cannot_be_read_without_guessing_is_refused_with_its_line(text, code, told):
    with pytest.raises(Refused, match=told) as caught:
        names_in(text)
    assert caught.value.code == code


def test_the_line_of_a_name_is_told_also_below_one_that_spans_two():
    assert [line for line, _ in names_in('An\n"Bảo\nLê"\n\nChi')] == [1, 2, 5]
