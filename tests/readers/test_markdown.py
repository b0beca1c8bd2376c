"""Markdown: structure found, syntax gone, the way back kept."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyhall.domain.documents import Body
from studyhall.readers.cleaning import clean
from studyhall.readers.frontmatter import front_matter
from studyhall.readers.markdown import read


def cleaned(text: str) -> Body:
    return clean(read(text))


def headings(text: str) -> list[tuple[int, str]]:
    body = cleaned(text)
    return [(section.level, body.text[section.start : section.end]) for section in body.sections]


def test_headings_of_both_kinds_outside_code() -> None:
    text = "# One *two* #\r\n\r\nText.\r\n\r\nThree\r\n-----\r\nMore.\n\n"
    text += "```\n# not this\n```\n### Four ###\n#no\n"
    assert headings(text) == [(1, "One two"), (2, "Three"), (3, "Four")]
    assert "# not this" in cleaned(text).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some **bold**, _it_, ***both***, ~~gone~~.", "Some bold, it, both, gone."),
        ("A snake_case_name stays.", "A snake_case_name stays."),
        ("2 * 3 * 4 and \\*not\\* this", "2 * 3 * 4 and *not* this"),
        ("A [link](http://a.b/c_(d) \"t\") and [two][ref] and <https://x.y>.", "A link and two and https://x.y."),
        ("Call `f(*a, **b)` or ``a ` b``.", "Call f(*a, **b) or a ` b."),
        ("Keep $a_1 * b_2 * c$ and $$x_1$$.", "Keep $a_1 * b_2 * c$ and $$x_1$$."),
        ("From $5 to *some* $10.", "From $5 to some $10."),
        ("Tom &amp; Ann&nbsp;&lt;3<br>end <b>now</b>. <!-- no -->", "Tom & Ann <3 end now."),
        ("See :numref:`fig_a` and :cite:`Some.One.1999`.", "See :numref:`fig_a` and :cite:`Some.One.1999`."),
        ("> Quoted *here*\n> and there.", "Quoted here\nand there."),
        ("- one\n- [x] two\n  goes on\n+ three", "one\n\ntwo\ngoes on\n\nthree"),
        ("Steps:\n1. First\n2. Second", "Steps:\n\n1. First\n\n2. Second"),
        ("It was in\n1994. That year was cold.", "It was in\n1994. That year was cold."),
        ("One.\n\n---\n\nTwo.\n\n[ref]: http://x.y \"t\"", "One.\n\nTwo."),
        ("| A | B |\n|---|:-:|\n| 1 | `x` |\n| | |\n| 3 | 4\\|5 |", "A | B\n1 | x\n3 | 4|5"),
        ("Anh nói [Ngược lại] và x[1].", "Anh nói [Ngược lại] và x[1]."),
    ],
)  # fmt: skip
def test_syntax_goes_and_text_stays(text: str, expected: str) -> None:
    assert cleaned(text).text == expected


def test_code_keeps_its_lines_and_its_indexes() -> None:
    code = "def f(a):\n    if a:\n        return a[1]  # [2]"
    assert cleaned(f"Look.[1]\n\n```python\n{code}\n```\nDone.").text == f"Look.\n\n{code}\n\nDone."


def test_a_picture_leaves_its_text_as_a_caption() -> None:
    body = cleaned('Before ![the *old* quay](a.png "t") after. [![badge](b.svg)](http://c.d)')
    assert body.text == "Before after."
    assert [(aside.kind, aside.text) for aside in body.asides] == [
        ("caption", "the *old* quay"),
        ("caption", "badge"),
    ]


def test_an_emphasised_figure_line_is_a_caption() -> None:
    body = cleaned("# T\n\n*Figure: The quay. (credit: A. Writer)*\n\nThe text goes on here.")
    assert body.text == "T\n\nThe text goes on here."
    assert body.asides[0].text == "Figure: The quay. (credit: A. Writer)"


def test_every_word_leads_back_to_where_it_was_written() -> None:
    text = "\ufeff---\ntitle: T\n---\n# A *b*\r\n\r\n- [word](http://x) **strong** `code`\r\n\r\n> quo_te\r\n"
    body = clean(read(text, front_matter(text).end))
    for word in ("b", "word", "strong", "code", "quo_te"):
        at = body.text.index(word)
        start, end = body.alignment.to_original(at, at + len(word))
        assert body.original[start:end] == word
    assert body.original == text


def test_front_matter_is_told_and_left_out() -> None:
    text = "---\ntitle: The Quay\nauthor: Ann\nside: northern\n"
    text += "date: 2020-01-02\nlicense: CC0\ntags: [a, b]\n---\nText."
    told, end = front_matter(text)
    assert (told.title, told.author, told.side, told.date, told.licence) == (
        "The Quay",
        "Ann",
        "northern",
        "2020-01-02",
        "CC0",
    )
    assert text[end:] == "Text."


@pytest.mark.parametrize(
    "value", ["12:30", "010", "yes", "1_000", "2020-1-2", "0x1F", "1e3", "null", "~", ".5"]
)
def test_front_matter_is_text_as_it_is_written(value: str) -> None:
    told = front_matter(f"---\ntitle: {value}\ndate: {value}\n---\nText.").description
    assert (told.title, told.date) == (value, value)


def test_front_matter_takes_no_aliases() -> None:
    text = "---\ntitle: The Quay\na: &a [x]\nb: [*a, *a]\nauthor: *a\n---\nText."
    told = front_matter(text).description
    assert told.title == "The Quay"
    assert told.author in ("", "*a")


def test_a_picture_takes_all_that_stands_in_it() -> None:
    body = cleaned("One ![a `b` ![c *d*](e) <i>f</i>](g) two ![*h*](i) *three*.")
    assert body.text == "One two three."
    assert [aside.text for aside in body.asides] == ["a `b` ![c *d*](e) <i>f</i>", "*h*"]


def test_front_matter_that_is_no_yaml_is_read_line_by_line() -> None:
    assert front_matter("---\ntitle: War: a history\n---\nText.").description.title == "War: a history"


def test_front_matter_that_tells_nothing_known_is_left_out_too() -> None:
    told, end = front_matter("---\nlayout: post\ntags: [a, b]\n---\nText.")
    assert (told.title, end) == ("", 34)


@pytest.mark.parametrize(
    "text",
    [
        "---\nNot front matter.\n\n---\nText.",
        "---\ntitle: x\nno end",
        "Text.\n---\ntitle: x\n---",
        "---\n- a\n---\n",
    ],
)
def test_what_only_looks_like_front_matter_is_text(text: str) -> None:
    assert front_matter(text).end == 0


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='ab .\n#*_`[]()!<>|-$\\&;:"1\xa0İ', max_size=120))
def test_any_mess_is_read(text: str) -> None:
    body = cleaned(text)
    assert all(text[r.origin_start : r.origin_end] or r.start < r.end for r in body.alignment.runs)
