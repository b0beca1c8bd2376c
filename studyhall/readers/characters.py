"""Characters that mean nothing to a reader go, and the rest is composed (Unicode NFC)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from studyhall.domain.alignment import Edit
from studyhall.readers.draft import Draft

# Joiners (U+200C, U+200D) stay: emoji families and Persian words are made with them.
DROPPED = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
)
_ODD = re.compile(
    r"(?P<line>\r\n?|[\x85\u2028\x0b])|(?P<paragraph>[\x0c\u2029])|(?P<tab>\t)"
    rf"|(?P<space>[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000])|(?P<dropped>[{DROPPED}]+)"
)
_STANDS_FOR = {"line": "\n", "paragraph": "\n\n", "tab": "    ", "space": " ", "dropped": ""}
_BEYOND_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")


def normal(draft: Draft) -> Draft:
    """The draft with one kind of line end and of space, without invisible characters, in NFC."""
    edits = [
        Edit(match.start(), match.end(), _STANDS_FOR[match.lastgroup or ""])
        for match in _ODD.finditer(draft.text)
    ]
    return composed(draft.edited(edits))


def composed(draft: Draft) -> Draft:
    """The draft in NFC; each letter leads back to the letter and marks that it was written with."""
    if unicodedata.is_normalized("NFC", draft.text):
        return draft
    return draft.edited(_compositions(draft.text))


def _compositions(text: str) -> Iterator[Edit]:
    for run in _BEYOND_ASCII.finditer(text):
        if unicodedata.is_normalized("NFC", run.group()):
            continue
        start = run.start()
        for cluster in _clusters(run.group()):
            composition = unicodedata.normalize("NFC", cluster)
            if composition != cluster:
                yield Edit(start, start + len(cluster), composition)
            start += len(cluster)


def _clusters(run: str) -> Iterable[str]:
    """`run` cut before each character that does not compose with what stands before it."""
    cluster = ""
    for character in run:
        if cluster and not _composes(cluster, character):
            yield cluster
            cluster = ""
        cluster += character
    yield cluster


def _composes(cluster: str, character: str) -> bool:
    if unicodedata.combining(character):
        return True
    # Some letters without a combining class compose too: Hangul jamo, some Indic vowel signs.
    apart = unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", character)
    return unicodedata.normalize("NFC", cluster + character) != apart
