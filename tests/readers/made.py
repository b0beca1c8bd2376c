"""Small PDF, Word and HTML files, written by the tests that read them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
    for name in ("Title", "heading 1", "heading 2", "caption")
)


class Line(NamedTuple):
    """A line of a page: where it starts, in points from the left and the bottom, and how large it is."""

    text: str
    x: float = 72
    y: float = 700
    size: float = 11
    mode: int = 0
    """How it is printed: 3 for not at all."""


def lines(texts: Sequence[str], top: float = 700, pitch: float = 14, size: float = 11) -> list[Line]:
    """Lines under each other; an empty text leaves a gap."""
    return [Line(text, 72, top - index * pitch, size) for index, text in enumerate(texts) if text]


def pdf(pages: Sequence[Sequence[Line]], title: str = "") -> bytes:
    """A PDF of these pages, with a font that tells its characters (so that any script can be read)."""
    letters = sorted({c for page in pages for line in page for c in line.text} | {" "})
    codes = {letter: number + 1 for number, letter in enumerate(letters)}
    pairs = "\n".join(f"<{codes[c]:04x}> <{c.encode('utf-16-be').hex()}>" for c in letters)
    blocks = "".join(
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n"
        for part in (pairs.split("\n")[i : i + 100] for i in range(0, len(letters), 100))
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Made def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{blocks}endcmap end end"
    )
    kids = " ".join(f"{7 + 2 * index} 0 R" for index in range(len(pages)))
    info = f"<feff{title.encode('utf-16-be').hex()}>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/Made/Encoding/Identity-H"
        "/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Made/DW 500"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        _stream(cmap),
        f"<</Title {info}>>",
    ]
    for index, page in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {8 + 2 * index} 0 R>>"
        )
        objects.append(_stream("\n".join(_shown(line, codes) for line in page)))
    return _assembled(objects)


def _shown(line: Line, codes: dict[str, int]) -> str:
    glyphs = "".join(f"{codes[c]:04x}" for c in line.text)
    return f"BT {line.mode} Tr /F {line.size} Tf 1 0 0 1 {line.x} {line.y} Tm <{glyphs}> Tj ET"


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>\nstream\n{content}\nendstream"


def _assembled(objects: Sequence[str], extra: str = "") -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    tail = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R/Info 6 0 R{extra}>>"
    )
    return out + f"{tail}\nstartxref\n{len(out)}\n%%EOF\n".encode("latin-1")


def locked_pdf() -> bytes:
    """A PDF that asks for a password: its encryption dictionary fits no empty password."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>",
        f"<</Filter/Standard/V 1/R 2/P -4/O<{'41' * 32}>/U<{'42' * 32}>>>",
        "null",
        "<<>>",
    ]
    return _assembled(objects, extra=f"/Encrypt 4 0 R/ID[<{'00' * 16}><{'00' * 16}>]")


class Paragraph(NamedTuple):
    """A paragraph of a Word file, with the name of its style."""

    text: str
    style: str = ""


def docx(paragraphs: Sequence[Paragraph], **parts: str | bytes) -> bytes:
    """A Word file; `parts` replace or add members, "/" written as "__" and "." as "_DOT_"."""
    body = "".join(_paragraph(paragraph) for paragraph in paragraphs)
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{_STYLES}</w:styles>',
    }
    members |= {name.replace("__", "/").replace("_DOT_", "."): content for name, content in parts.items()}
    return zipped(members)


def _paragraph(paragraph: Paragraph) -> str:
    style = paragraph.style.replace(" ", "")
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    text = f'<w:r><w:t xml:space="preserve">{escape(paragraph.text)}</w:t></w:r>'
    return f"<w:p>{properties}{text}</w:p>"


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A ZIP archive of these members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def html(body: str, head: str = "", lang: str = "") -> bytes:
    """A page in UTF-8."""
    attribute = f' lang="{lang}"' if lang else ""
    return f"<!DOCTYPE html><html{attribute}><head>{head}</head><body>{body}</body></html>".encode()
