"""Word files: styles become headings, and archives are not trusted."""

from __future__ import annotations

import pytest

from studyhall.domain.errors import BadFile
from studyhall.readers.cleaning import clean
from studyhall.readers.kinds import Kind
from studyhall.readers.parsing import parse
from studyhall.readers.wire import packed
from studyhall.readers.word import read
from tests.readers.made import Paragraph, docx

CORE = (
    '<cp:coreProperties xmlns:dc="d" xmlns:dcterms="t"><dc:title>Cảng &amp; biển</dc:title>'
    "<dc:creator>A. Writer</dc:creator><dcterms:created>2020-01-02T03:04:05Z</dcterms:created>"
    "</cp:coreProperties>"
)
XML = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body>{}</w:body></w:document>"
)


def test_styles_become_sections_and_captions() -> None:
    content = docx(
        [
            Paragraph("The Quay", "Title"),
            Paragraph("Early years", "heading 2"),
            Paragraph("It was built. It stood."),
            Paragraph("A boat at the quay", "caption"),
            Paragraph("Then it fell."),
        ]
    )
    body = clean(read(content, "a.docx").draft)
    assert body.text == "The Quay\n\nEarly years\n\nIt was built. It stood.\n\nThen it fell."
    assert body.heading_path(40) == ("The Quay", "Early years")
    assert [aside.text for aside in body.asides] == ["A boat at the quay"]


def test_properties_tell_title_and_author_but_not_when_the_text_was_written() -> None:
    content = docx([Paragraph("Xin chào các bạn thân mến.")], docProps__core_DOT_xml=CORE)
    told = parse(content, Kind.WORD, "a.docx", 1000).description
    assert (told.title, told.author, told.date, told.language) == (
        "Cảng & biển",
        "A. Writer",
        "",
        "vi",
    )


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("<w:vanish/>", "Seen. Too."),
        ("<w:rStyle w:val='x'/><w:vanish w:val='true'></w:vanish><w:highlight w:val='red'/>", "Seen. Too."),
        ("<w:vanish w:val='0'/>", "Seen. Hidden. Too."),
    ],
)
def test_hidden_runs_are_not_read(mark: str, expected: str) -> None:
    runs = [("", "Seen. "), (mark, "Hidden. "), ("<w:highlight w:val='red'/>", "Too.")]
    paragraph = "".join(
        f"<w:r><w:rPr>{marks}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>" for marks, text in runs
    )
    content = docx([], word__document_DOT_xml=XML.format(f"<w:p>{paragraph}</w:p>"))
    assert clean(read(content, "a.docx").draft).text == expected


def test_half_a_surrogate_pair_does_not_leave_the_reader() -> None:
    run = "<w:p><w:r><w:t>A text </w:t></w:r><w:r><w:sym w:font='Arial' w:char='D800'/></w:r></w:p>"
    core = CORE.replace("Cảng", "&#xD800;&#27;Cảng")
    content = docx([], word__document_DOT_xml=XML.format(run), docProps__core_DOT_xml=core)
    packed(parse(content, Kind.WORD, "a.docx", 1000)).decode()


def test_an_external_entity_is_not_fetched() -> None:
    document = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + XML.format(
        "<w:p><w:r><w:t>Hello &a; there.</w:t></w:r></w:p>"
    )
    body = clean(read(docx([], word__document_DOT_xml=document), "a.docx").draft)
    assert body.text == "Hello there."


def test_an_external_picture_is_not_fetched() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r9" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'Target="file:///etc/hostname" TargetMode="External"/></Relationships>'
    )
    drawing = (
        '<w:p><w:r><w:t>Text.</w:t></w:r><w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:r="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships">'
        '<wp:inline><wp:docPr descr="A boat"/><a:graphic>'
        '<a:graphicData><pic:pic><pic:blipFill><a:blip r:link="r9"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    content = docx(
        [], word__document_DOT_xml=XML.format(drawing), word___rels__document_DOT_xml_DOT_rels=relations
    )
    assert clean(read(content, "a.docx").draft).text == "Text."


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    content = docx([], word__document_DOT_xml=b"<a>" + b" " * 30_000_000 + b"</a>")
    assert len(content) < 100_000
    with pytest.raises(BadFile, match="far more than its size") as caught:
        read(content, "a.docx")
    assert caught.value.code == "too_complex"
