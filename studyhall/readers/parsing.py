"""From the bytes of a file of a known kind to its reading: decode, clean, split, describe."""

from __future__ import annotations

import unicodedata
from collections import Counter

from studyhall.domain.documents import Description, Reading, version_of
from studyhall.domain.errors import BadFile
from studyhall.readers.cleaning import clean
from studyhall.readers.describing import described
from studyhall.readers.draft import MOST_HEADINGS, Parsed, TooManyHeadingsError
from studyhall.readers.kinds import Kind
from studyhall.readers.plaintext import decoded
from studyhall.readers.splitting import split


def parse(content: bytes, kind: Kind, name: str, most_characters: int) -> Reading:
    """The reading of a file. `name` serves messages and, at last, as a title.

    Raises BadFile, with a sentence about this file.
    """
    try:
        parsed = _parsed(content, kind, name, most_characters)
    except TooManyHeadingsError as error:
        raise BadFile(
            f"“{name}” has more than {MOST_HEADINGS:,} headings",
            "split it into parts and add those",
            code="too_complex",
        ) from error
    _check_length(parsed.draft.text, name, most_characters)
    body = clean(parsed.draft)
    _check_readable(body.text, kind, name)
    spans = split(body)
    if not spans:
        empty = not body.text
        raise BadFile(
            f"“{name}” holds no text" if empty else f"“{name}” holds headings only, and no sentences",
            "add a file with running text",
            code="empty" if empty and kind in (Kind.TEXT, Kind.MARKDOWN) else "no_text",
        )
    description = described(parsed.description, body, name, titled=parsed.titled)
    return Reading(version_of(content), kind.value, description, body, spans)


def _parsed(content: bytes, kind: Kind, name: str, most_characters: int) -> Parsed:
    # Each format's library is imported for that format alone: it takes longer than reading most files.
    if kind is Kind.PDF:
        from studyhall.readers import pdf

        return pdf.read(content, name)
    if kind is Kind.WORD:
        from studyhall.readers import word

        return word.read(content, name)
    text = _text(content, kind, name)
    _check_length(text, name, most_characters)
    if kind is Kind.HTML:
        from studyhall.readers import web

        return web.read(text, name)
    if kind is Kind.MARKDOWN:
        return _markdown(text)
    from studyhall.readers import plaintext

    return Parsed(plaintext.read(text), Description())


def _markdown(text: str) -> Parsed:
    from studyhall.readers import frontmatter, markdown

    front = frontmatter.front_matter(text)
    return Parsed(markdown.read(text, front.end), front.description, titled=bool(front.description.title))


def _text(content: bytes, kind: Kind, name: str) -> str:
    if kind is Kind.HTML:
        from studyhall.readers.markup import charset

        declared = charset(content)
        if declared and not _is_utf8(content):
            return content.decode(declared, "replace")
    return decoded(content, name)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _check_readable(text: str, kind: Kind, name: str) -> None:
    """Raises BadFile for a text half of which, or more, are no characters that anyone could read."""
    counts = Counter(text)
    spaces = sum(count for character, count in counts.items() if character.isspace())
    unread = sum(
        count
        for character, count in counts.items()
        if character == "\ufffd" or unicodedata.category(character) in ("Cn", "Co")
    )
    if not unread or unread * 2 < len(text) - spaces:
        return
    if kind in (Kind.PDF, Kind.WORD):
        raise BadFile(
            f"“{name}” does not tell which characters its text is made of",
            "run text recognition (OCR) on it, or add the text in another format",
            code="no_text",
        )
    raise BadFile(
        f"“{name}” is written in an encoding that could not be recognised",
        "open it in an editor, save it as UTF-8 and add it again",
        code="unknown_encoding",
    )


def _check_length(text: str, name: str, most_characters: int) -> None:
    if len(text) > most_characters:
        raise BadFile(
            f"“{name}” holds more than {most_characters:,} characters of text",
            "split it into parts and add those",
            code="too_large",
        )
