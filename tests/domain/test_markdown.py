"""Other people's words inside Markdown: a reader of Markdown shows them, and finds nothing else in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from studyhall.domain.markdown import plain, plain_lines
from studyhall.domain.text import visible_line

READER = MarkdownIt("gfm-like", {"html": True, "linkify": False})
HOSTILE = st.text(
    st.sampled_from("[]()<>!*_`#~|\\&;:/@=+-.1aw \n\t\"'$") | st.characters(codec="utf-8"), max_size=60
)


def kinds(text: str) -> set[str]:
    found = set()
    for token in READER.parse(text):
        found |= {token.type} | {child.type for child in token.children or ()}
    return found


@given(HOSTILE)
def test_a_reader_of_markdown_shows_exactly_the_visible_words(text):
    line = plain(text)
    assert kinds(line) <= {"paragraph_open", "inline", "text", "text_special", "paragraph_close"}
    shown = "".join(
        child.content for token in READER.parse(line) if token.type == "inline" for child in token.children
    )
    assert shown == visible_line(text)


@given(HOSTILE)
def test_inside_headings_quotations_and_emphasis_it_stays_words(text):
    if line := plain(text):
        for shape in ("# {}", "> {}", "**{}** · x"):
            assert not kinds(shape.format(line)) & {"link_open", "image", "html_inline", "html_block", "hr"}


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("[here](https://x.org)", r"\[here\](https\://x.org)"),
        ("![](x)", r"\!\[\](x)"),
        ("<b>&lt;", "&lt;b&gt;&amp;lt;"),
        ("1. May 1994", r"1\. May 1994"),
        ("- no", r"\- no"),
        ("see www.x.org or a@b.org", r"see www\.x.org or a\@b.org"),
        ("In 1994 (12-5) it ended.", "In 1994 (12-5) it ended."),
    ],
)
def test_only_what_means_something_is_escaped(text, escaped):
    assert plain(text) == escaped


def test_lines_with_nothing_to_see_are_left_out():
    assert plain_lines("One\n\u200b\n\r\n# Two") == ["One", r"\# Two"]
