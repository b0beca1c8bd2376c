"""PDF: pages, paragraphs, headings and furniture."""

from __future__ import annotations

import pytest

from studyhall.domain.documents import Body
from studyhall.domain.errors import BadFile
from studyhall.readers.cleaning import clean
from studyhall.readers.kinds import Kind
from studyhall.readers.parsing import parse
from studyhall.readers.pdf import read
from tests.readers.made import Line, lines, locked_pdf, pdf

HEADER = Line("A Short History of the Quay", 72, 750, 9)
FIRST = [
    "The quay was built along the coast for the ferries, and the towns that con-",
    "trolled it grew rich over the years. The road between Upper-",
    "Weston and the sea was long and the carts were slow on it because the",
]
SECOND = [
    "rains came early that year.",
    "",
    "A second paragraph begins here, after a gap, and it says something more",
    "about the trade. Tiếng Việt và İstanbul.",
]
LAST = ["A last page, with the self-con-", "trolled towns."]


def foot(number: int) -> Line:
    return Line(f"Page {number}", 300, 30, 9)


@pytest.fixture(scope="module")
def body() -> Body:
    pages = [
        [HEADER, Line("The Quay", 72, 710, 18), *lines(FIRST, top=660), foot(1)],
        [HEADER, *lines(SECOND), foot(2)],
        [HEADER, Line("Later years", 72, 700, 14), *lines(LAST, top=660), foot(3)],
    ]
    return clean(read(pdf(pages), "a.pdf").draft)


def test_lines_words_and_paragraphs_are_joined_across_pages(body: Body) -> None:
    assert body.text.split("\n\n") == [
        "The Quay",
        "The quay was built along the coast for the ferries, and the towns that controlled it grew rich over "
        "the years. The road between Upper-Weston and the sea was long and the carts were slow on it because "
        "the rains came early that year.",
        "A second paragraph begins here, after a gap, and it says something more about the trade. "
        "Tiếng Việt và İstanbul.",
        "Later years",
        "A last page, with the self-controlled towns.",
    ]


def test_pages_are_known_by_number(body: Body) -> None:
    assert [body.page_at(body.text.index(words)) for words in ("The quay", "rains", "A last")] == [1, 2, 3]


def test_large_print_makes_headings(body: Body) -> None:
    assert body.heading_path(len(body.text) - 1) == ("The Quay", "Later years")


def test_headers_and_page_numbers_are_furniture(body: Body) -> None:
    furniture = [aside.text for aside in body.asides if aside.kind == "furniture"]
    assert furniture.count(HEADER.text) == 3
    assert {"Page 1", "Page 2", "Page 3"} < set(furniture)


def test_every_word_leads_back_to_the_page_s_text(body: Body) -> None:
    at = body.text.index("controlled")
    start, end = body.alignment.to_original(at, at + len("controlled"))
    assert "".join(c for c in body.original[start:end] if c.isalpha()) == "controlled"


def test_metadata_give_a_title_where_the_text_has_none() -> None:
    content = pdf([lines(["Just one sentence of text here."])], title="The Quay and the Sea")
    assert parse(content, Kind.PDF, "scan_01.pdf", 1000).description.title == "The Quay and the Sea"


def test_a_file_name_in_the_metadata_is_no_title() -> None:
    content = pdf([lines(["Just one sentence of text here."])], title="Microsoft Word - quay.docx")
    assert parse(content, Kind.PDF, "the_old_quay.pdf", 1000).description.title == "The old quay"


def test_text_that_is_not_printed_is_not_read() -> None:
    page = [
        Line("Unseen above it all.", y=740, mode=3),
        Line("A sentence that is seen.", y=700),
        Line("Unseen 👨 between.", y=640, mode=3),
        Line("Seen, too.", y=600),
        Line("Unseen at the end.", y=100, mode=3),
    ]
    body = clean(read(pdf([page]), "a.pdf").draft)
    assert body.text == "A sentence that is seen.\n\nSeen, too."
    assert "Unseen" not in body.original


def test_text_that_was_recognised_in_a_scan_is_read() -> None:
    page = [Line("The words that a machine has recognised.", mode=3)]
    assert clean(read(pdf([page]), "a.pdf").draft).text == page[0].text


def test_a_page_break_ends_a_passage() -> None:
    reading = parse(pdf([lines(["One stands here."]), lines(["Two stands there."])]), Kind.PDF, "a.pdf", 1000)
    assert [(reading.body.text[s.start : s.end], s.page) for s in reading.spans] == [
        ("One stands here.", 1),
        ("Two stands there.", 2),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [(locked_pdf(), "encrypted"), (pdf([[], []]), "no_text"), (pdf([lines(["x"])])[:300], "broken")],
    ids=["locked", "scan", "truncated"],
)
def test_what_cannot_be_read_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(BadFile) as caught:
        read(content, "a.pdf")
    assert caught.value.code == code
