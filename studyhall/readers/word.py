"""Reads Word files: mammoth makes HTML of them, without pictures, and the HTML reader does the rest."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib

import mammoth

from studyhall.domain.documents import Description
from studyhall.domain.errors import BadFile
from studyhall.readers import web
from studyhall.readers.describing import person
from studyhall.readers.draft import Parsed

_LARGEST_PART = 20 * 1024 * 1024
_MOST_PARTS = 5_000
_TEXTS = (".xml", ".rels")
_STYLE_SHEET = "word/styles.xml"
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Caption'] => figcaption:fresh
p[style-name='caption'] => figcaption:fresh
highlight[color='hidden'] => !
"""
_VANISH = re.compile(
    rb"<(\w+):vanish(?:\s+\w+:val\s*=\s*[\"'](?:1|true|on)[\"'])?\s*(?:/>|>\s*</\1:vanish\s*>)"
)
_MARKED = rb'<\1:highlight \1:val="hidden"/>'
"""mammoth does not see that a run is hidden, but it can be told to leave out what is marked in a colour."""


def read(content: bytes, name: str) -> Parsed:
    """The draft of a Word file, and what its properties tell.

    Raises BadFile when it is damaged, or holds far more than its size lets expect.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive, name)
            properties = _properties(archive)
            shown = _without_hidden(archive, content)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        KeyError,
        ValueError,
        zlib.error,
    ) as error:
        raise BadFile(
            f"“{name}” is damaged and cannot be opened",
            "save it again in Word and add the new copy",
            code="broken",
        ) from error
    made = mammoth.convert_to_html(
        io.BytesIO(shown), style_map=_STYLES, convert_image=lambda _: [], external_file_access=False
    )
    return Parsed(web.read(made.value, name).draft, properties)


def _check(archive: zipfile.ZipFile, name: str) -> None:
    """Raises BadFile for an archive whose parts are too large; zipfile reads no more than is declared."""
    parts = archive.infolist()
    texts = [part for part in parts if part.filename.lower().endswith(_TEXTS)]
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in texts) > _LARGEST_PART:
        raise BadFile(
            f"“{name}” holds far more than its size lets expect",
            "save its text as a new document and add that one",
            code="too_complex",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise BadFile(
            f"“{name}” is locked with a password",
            "save a copy without the password and add that one",
            code="encrypted",
        )


def _without_hidden(archive: zipfile.ZipFile, content: bytes) -> bytes:
    """The file with its hidden runs marked for mammoth to leave out; the file itself where it has none."""
    parts = {part.filename: part for part in archive.infolist() if part.filename.lower().endswith(_TEXTS)}
    texts = {name: archive.read(part) for name, part in parts.items()}
    if not any(_VANISH.search(text) for text in texts.values()):
        return content
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, text in texts.items():
            made.writestr(name, _VANISH.sub(_MARKED, text) if name != _STYLE_SHEET else text)
    return held.getvalue()


def _properties(archive: zipfile.ZipFile) -> Description:
    if "docProps/core.xml" not in archive.namelist():
        return Description()
    # Three fields: a parser that resolves entities would be more than they need.
    core = archive.read("docProps/core.xml")[:100_000].decode("utf-8", "replace")
    return Description(
        title=_field(core, "dc:title"),
        author=person(_field(core, "dc:creator")),
        language=_field(core, "dc:language"),
    )


def _field(core: str, tag: str) -> str:
    match = re.search(rf"<{tag}(?:\s[^>]*)?>([^<]{{1,2000}})</{tag}>", core)
    return " ".join(html.unescape(match[1]).split()) if match else ""
