"""Tells which text of a PDF's page is printed, and which only stands behind it unseen."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

_UNSEEN = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
_SCANNED = 0.5
"""A picture over so much of the page is a scan, and unseen text is what was recognised in it."""
_DEEPEST = 4


def printed(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, text: str) -> str:
    """`text`, the whole text of a page, with spaces for what is not printed.

    All of it stays where the page is a scan, or has no other text.
    """
    items = (pdfium.FPDFPage_GetObject(page, at) for at in range(pdfium.FPDFPage_CountObjects(page)))
    if not _any_unseen(items) or _is_scan(page):
        return text
    shown: list[str] = []
    unit = 0
    for character in text:
        units = 2 if character > "\uffff" else 1  # PDFium counts in UTF-16
        index = pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, unit)
        unseen = index >= 0 and not character.isspace() and _stands_unseen(text_page, index)
        shown.append(" " * units if unseen else character)
        unit += units
    result = "".join(shown)
    return result if result.strip() else text


def _any_unseen(items: Iterable[Any], depth: int = 0) -> bool:
    """Whether one of these objects of a page, or of a form among them, is text that is not printed."""
    for item in items:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT and pdfium.FPDFTextObj_GetTextRenderMode(item) == _UNSEEN:
            return True
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = pdfium.FPDFFormObj_CountObjects(item)
            if _any_unseen((pdfium.FPDFFormObj_GetObject(item, at) for at in range(count)), depth + 1):
                return True
    return False


def _stands_unseen(text_page: pypdfium2.PdfTextPage, index: int) -> bool:
    item = pdfium.FPDFText_GetTextObject(text_page, index)
    return bool(item) and bool(pdfium.FPDFTextObj_GetTextRenderMode(item) == _UNSEEN)


def _is_scan(page: pypdfium2.PdfPage) -> bool:
    """Whether one picture covers much of the page."""
    width, height = page.get_size()
    edges = [ctypes.c_float() for _ in range(4)]
    for item in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], _DEEPEST):
        if pdfium.FPDFPageObj_GetBounds(item, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            if (right - left) * (top - bottom) >= _SCANNED * width * height:
                return True
    return False
