"""Reads PDF with pypdfium2: the text of each page with its lines' places, for `layout` to arrange."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium

from studyhall.domain.documents import Description, PageStart
from studyhall.domain.errors import BadFile
from studyhall.readers.describing import person
from studyhall.readers.draft import Draft, Parsed, stripped
from studyhall.readers.layout import Line, arranged
from studyhall.readers.printing import printed

_LINE_END = re.compile(r"\r\n|\r|\n|\ufffe|\x02")
_HYPHENS = ("\ufffe", "\x02")
"""What PDFium gives for a hyphen at a line's end, line break included."""
_MOST_PAGES = 5_000
_LEAST_TEXT = 20
_BOLD = 600
_PAGE_END = "\f"
_SENSIBLE_TITLE = re.compile(r"[^\W\d_]{2}.*\s.*[^\W\d_]{2}|[^\W\d_]{4,}$")
_FILE_NAME = re.compile(
    r"\.(?:docx?|pdf|pptx?|indd|tex|qxd|rtf|odt)\b|^(?:microsoft|untitled|document\d*$)", re.IGNORECASE
)


def read(content: bytes, name: str) -> Parsed:
    """The draft of a PDF and what its metadata tell.

    Raises BadFile when it is locked, damaged, too long, or has no text.
    """
    document = _opened(content, name)
    try:
        if len(document) > _MOST_PAGES:
            raise BadFile(
                f"“{name}” has {len(document)} pages, more than {_MOST_PAGES}",
                "split it and add the parts",
                code="too_large",
            )
        texts, lines, starts = _pages(document)
        description = _description(document)
    finally:
        document.close()
    if sum(not character.isspace() for character in texts) < _LEAST_TEXT:
        raise BadFile(
            f"“{name}” has no text that can be selected; it may be a scan",
            "run text recognition (OCR) on it, or add the text in another format",
            code="no_text",
        )
    layout = arranged(lines, len(starts))
    draft = replace(Draft.of(texts), headings=tuple(layout.headings), pages=tuple(starts))
    return Parsed(draft.edited(layout.edits, layout.lifts), description)


def _opened(content: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise BadFile(
                f"“{name}” is locked with a password",
                "save a copy without the password and add that one",
                code="encrypted",
            ) from error
        raise BadFile(
            f"“{name}” is damaged and cannot be opened",
            "open it in a PDF viewer, save or print it as a new PDF and add that one",
            code="broken",
        ) from error


def _pages(document: pypdfium2.PdfDocument) -> tuple[str, list[Line], list[PageStart]]:
    """The text of all pages, their lines, and where each page starts."""
    pieces: list[str] = []
    lines: list[Line] = []
    starts: list[PageStart] = []
    length = 0
    for number in range(len(document)):
        starts.append(PageStart(number + 1, length))
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue  # one page that cannot be drawn does not take the others with it
        text_page = page.get_textpage()
        text = printed(page, text_page, text_page.get_text_range())
        lines.extend(_lines(text_page, text, number + 1, length))
        pieces.append(text + _PAGE_END)
        length += len(text) + 1
        text_page.close()
        page.close()
    return "".join(pieces), lines, starts


def _lines(page: pypdfium2.PdfTextPage, text: str, number: int, offset: int) -> Iterator[Line]:
    start = units = 0
    for end, stop in [*((m.start(), m.end()) for m in _LINE_END.finditer(text)), (len(text), len(text))]:
        first, last = stripped(text, start, end)
        if first < last:
            # PDFium counts in UTF-16 units: a character beyond the first plane counts twice.
            at = units + _units(text[start:first])
            until = units + _units(text[start:last]) - 1
            ended_by = text[end:stop]
            yield _line(
                page, text[first:last], (offset + first, offset + last, number), (at, until), ended_by
            )
        units += _units(text[start:stop])
        start = stop


def _line(
    page: pypdfium2.PdfTextPage, text: str, where: tuple[int, int, int], units: tuple[int, int], ended_by: str
) -> Line:
    first, last = (pdfium.FPDFText_GetCharIndexFromTextIndex(page, unit) for unit in units)
    left, first_baseline = _origin(page, first)
    _, baseline = _origin(page, last)
    start, end, number = where
    bare = text.removesuffix("-")
    # A plain hyphen at a line's end is one that PDFium did not see as such.
    hyphen = ended_by in _HYPHENS or (bare != text and bare[-1:].isalnum())
    return Line(
        start,
        start + len(bare) if hyphen else end,
        number,
        bare if hyphen else text,
        left,
        page.get_charbox(last)[2] if last >= 0 else left,
        first_baseline,
        baseline,
        round(_size(page, first), 1),
        pdfium.FPDFText_GetFontWeight(page, first) >= _BOLD,
        hyphen,
    )


def _origin(page: pypdfium2.PdfTextPage, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    if index < 0 or not pdfium.FPDFText_GetCharOrigin(page, index, x, y):
        return 0.0, 0.0
    return x.value, y.value


def _size(page: pypdfium2.PdfTextPage, index: int) -> float:
    """The size a character is printed at: its font's, scaled by the text matrix."""
    matrix = pdfium.FS_MATRIX()
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(page, index, matrix):
        scale = abs(matrix.d) or abs(matrix.b) or 1.0
    return float(pdfium.FPDFText_GetFontSize(page, index)) * scale


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _description(document: pypdfium2.PdfDocument) -> Description:
    told = document.get_metadata_dict()
    title = " ".join(told["Title"].split())
    sensible = _SENSIBLE_TITLE.search(title) and not _FILE_NAME.search(title)
    return Description(title=title if sensible else "", author=person(told["Author"]))
