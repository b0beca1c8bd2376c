"""What others wrote is shown as text, whatever it looks like."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyhall.ui.components.words import answered, label, plain, worded

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=200) | st.sampled_from(
    [
        "![x](https://example.com/a.png)",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        ":red[x] :material/home: $x^2$ `code` **b** ~~s~~ https://example.com www.example.com",
        "# head\n- item\n1. one\n> quote\n| a | b |",
    ]
)


class Seen(HTMLParser):
    """The tags and the text that a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(ANY)
def test_a_text_comes_out_as_it_went_in_and_with_no_tag_of_its_own(text):
    seen = Seen(worded(text, language='vi"><b>', kind="source"))
    assert seen.tags == ["div"]
    assert seen.text == text


@given(ANY)
def test_in_an_answer_only_its_own_marks_become_labels(text):
    seen = Seen(answered([text], {"S1": "en"}))
    assert set(seen.tags) <= {"div", "p", "span"}
    assert seen.tags.count("span") == text.count("[S1]")
    assert seen.text == text.replace("[S1]", "S1")


@given(ANY)
def test_plain_text_has_no_sign_that_markdown_reads(text):
    told = plain(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_{}\[\]()#+\-.!|<>~$:&^]", told)
    assert "\n" not in told
    # But for what breaks up what Streamlit would make something of, unseen.
    assert unbroken(re.sub(r"\\(.)", r"\1", told)) == unbroken(" ".join(text.split()))


def unbroken(text: str) -> str:
    return text.replace("\u2060", "")


@pytest.mark.parametrize(
    "text",
    ["https://example.com/a.png", "www.example.com", "a@example.com", "Eve :material/verified:",
     ":streamlit:", ":smile:", "a -> b", "a <- b", "a -- b", ">= 3"],
)  # fmt: skip
def test_what_is_left_is_no_link_and_no_icon_nor_arrow(text):
    left = plain(text).replace("\\", "")
    assert not re.search(r"https?://|www\.|\w@\w|:\w+[:/]|->|<-|--", left)
    assert unbroken(left) == text


def test_a_label_that_is_read_aloud_has_no_signs_that_nobody_needs():
    for told in ("Nagorno-Karabakh (in part).", "In 1897 (or 1988-1994): room #5, 3 + 4!", "a 5. b - c > d"):
        assert label(told) == told
    assert label("1. *one* [a](b)") == "1\\. \\*one\\* \\[a\\](b)"
    assert label("- item") == "\\- item"
    assert label("# head - ing") == "\\# head - ing"
    assert unbroken(label("![x](https://example.com) :red[y]")).startswith("\\!\\[x\\](https\\:")
