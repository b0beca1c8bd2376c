"""HTML: the text of the page, and what frames it kept apart."""

from __future__ import annotations

import pytest

from studyhall.domain.documents import Body
from studyhall.domain.errors import BadFile
from studyhall.readers.cleaning import clean
from studyhall.readers.kinds import Kind
from studyhall.readers.markup import charset
from studyhall.readers.parsing import parse
from studyhall.readers.web import read
from tests.readers.made import html


def cleaned(body: str) -> Body:
    return clean(read(html(body).decode(), "a.html").draft)


def test_headings_paragraphs_lists_and_quotations_are_text() -> None:
    body = cleaned(
        "<h1>The <em>Quay</em></h1><p>One\n two.</p><ul><li>a</li><li>b</li></ul>"
        "<blockquote>Said.</blockquote>"
    )
    assert body.text == "The Quay\n\nOne two.\n\na\n\nb\n\nSaid."
    assert body.heading_path(len(body.text)) == ("The Quay",)


def test_tables_have_a_line_for_each_row() -> None:
    body = cleaned(
        "<table><tr><th>Year</th><th>Ships</th></tr><tr><td><p>1902</p></td><td>7</td><td></td></tr></table>"
    )
    assert body.text == "Year | Ships\n1902 | 7"


def test_tables_that_lay_out_a_page_are_prose() -> None:
    body = cleaned("<table><tr><td><h2>Menu</h2><p>One.</p><p>Two.</p></td></tr></table>")
    assert body.text == "Menu\n\nOne.\n\nTwo."


def test_what_is_no_prose_is_kept_apart_or_dropped() -> None:
    body = cleaned(
        "<script>x()</script><style>p{}</style><nav>Home</nav><header>Site</header>"
        "<p>Text.<sup><a href='#cite_note-1'>[1]</a></sup> More<sup>[note 2]</sup>.</p>"
        "<figure><img alt='A boat'><figcaption>The boat.</figcaption></figure>"
        "<footer>2020 <img alt=logo></footer>"
    )
    assert body.text == "Text. More."
    assert sorted((aside.kind, aside.text) for aside in body.asides) == [
        ("caption", "A boat"),
        ("caption", "The boat."),
        ("furniture", "2020 logo"),
        ("furniture", "Home"),
        ("furniture", "Site"),
        ("marker", "[1]"),
        ("marker", "[note 2]"),
    ]


def test_a_header_or_form_that_holds_the_text_is_read() -> None:
    assert cleaned("<form><header><h1>T</h1></header><p>Text.</p></form>").text == "T\n\nText."


def test_superscripts_that_say_something_stay() -> None:
    assert (
        cleaned("<p>10<sup>6</sup> m<sup>2</sup>, the 1<sup>st</sup>.<sup>3</sup></p>").text
        == "10^6 m^2, the 1st."
    )


def test_the_main_part_is_preferred() -> None:
    text = "A long text about the quay. " * 10
    assert cleaned(f"<div>Links</div><main><p>{text}</p></main>").text == text.strip()
    assert cleaned("<p>All of it.</p><main></main>").text == "All of it."


def test_code_keeps_its_lines() -> None:
    assert (
        cleaned("<pre>a = b[1]\n    c</pre><p>See <code>b[2]</code>.</p>").text
        == "a = b[1]\n    c\n\nSee b[2]."
    )


def test_the_page_tells_of_itself() -> None:
    content = html(
        "<p>Xin chào các bạn, đây là một bài viết.</p>",
        "<title>Bài  viết</title><meta name=author content='A. B.'>"
        "<meta property='article:published_time' content='2020'>",
        "vi-VN",
    )
    told = parse(content, Kind.HTML, "a.html", 1000).description
    assert (told.title, told.author, told.date, told.language) == ("Bài viết", "A. B.", "2020", "vi")


def test_a_language_that_the_program_made_up_is_not_believed() -> None:
    content = html("<p>Xin chào các bạn, đây là một bài viết.</p>", lang="en")
    assert parse(content, Kind.HTML, "a.html", 1000).description.language == "vi"


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16", "utf-8"])
def test_the_encoding_is_told_by_mark_or_meta(encoding: str) -> None:
    page = f"<html><meta charset='{encoding}'><p>Über die Brücke, déjà vu.</p></html>"
    assert parse(page.encode(encoding), Kind.HTML, "a.html", 1000).body.text == "Über die Brücke, déjà vu."


@pytest.mark.parametrize(
    "encoding",
    ["unicode_escape", "raw_unicode_escape", "idna", "punycode", "utf-7", "base64", "rot13", "nul"],
)
def test_a_meta_names_no_other_codec(encoding: str) -> None:
    page = f"<html><meta charset={encoding}><p>A \\ud800 word, +AGE- déjà vu à l’été.</p></html>"
    assert charset(page.encode("cp1252")) == ""
    text = parse(page.encode("cp1252"), Kind.HTML, "a.html", 1000).body.text
    assert text == "A \\ud800 word, +AGE- déjà vu à l’été."


def test_what_a_page_does_not_show_is_not_read() -> None:
    body = cleaned(
        "<p>Seen.</p><p hidden>No.</p><div style='color:red; DISPLAY : none'>No.</div>"
        "<p style='visibility:/**/hidden'>No.</p><img style='display:none' alt='no'>"
        "<p style='display:block'>This <span style='visibility: collapse'>not </span>too.</p>"
    )
    assert body.text == "Seen.\n\nThis too."
    assert body.asides == ()


@pytest.mark.parametrize("tag", ["<main hidden>", "<div style='display:none'><main>"])
def test_a_main_part_that_is_hidden_is_not_preferred(tag: str) -> None:
    hidden = "A long text that nobody sees. " * 10
    assert cleaned(f"<p>Seen.</p>{tag}<p>{hidden}</p></main></div>").text == "Seen."


def test_a_comment_or_tag_that_nothing_closes_takes_nothing_with_it() -> None:
    body = cleaned(
        "<p>One.<!-- no --></p><![if x]><p>Two.</p><![endif]><p>Three.</p><p>1 <!-- 2 <![CDATA[ 3 < 4"
    )
    assert body.text == "One.\n\nTwo.\n\nThree.\n\n1 <!-- 2 <![CDATA[ 3 < 4"


def test_tags_nested_beyond_reason_are_refused() -> None:
    with pytest.raises(BadFile, match="nested too deep"):
        cleaned("<div>" * 5_000 + "x")
