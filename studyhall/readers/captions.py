"""Picture captions, told from prose by their form and by where they stand; when in doubt it is prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyhall.domain.sentences import Extent
from studyhall.readers.draft import Draft, Lift, blocks

_LONGEST = 300
_LONGEST_LABELLED = 400
_PROSE = 80
"""A paragraph of at least so many characters is taken for running text."""

_CREDIT = re.compile(
    r"(?:^|[.!?)”\"]\s+\(?)(?:Source|Photo|Photograph|Photo credit|Image|Image credit|Credit|Courtesy"
    r"|Nguồn|Nguồn ảnh|Ảnh)\s?:\s\S"
)
_LABEL = re.compile(
    r"(?:(?:Figure|Fig\.?|Map|Photo|Photograph|Image|Picture|Plate|Illustration|Hình|Ảnh|Bản đồ|Biểu đồ"
    r"|Sơ đồ|Hình ảnh)\s\d+(?:[.–-]\d+)*[a-z]?\s?[.:–—]\s"
    r"|(?:Figure|Fig\.|Photo|Photograph|Hình|Hình ảnh|Ảnh)\s?:\s)\S"
)
_DATED_THING = re.compile(
    r"(?:An?|The)\s[^.!?;:\n]{3,90}\s(?:in|of|from|circa|c\.)\s(?:the\s)?(?:[A-Z][a-z]+\s)?\d{4}s?\.$"
)
_ENDED = re.compile(r"[.!?…:;。！？।։][\"'”’»)\]]*$")
# Words that make a clause: a short line that holds none of them only names what a picture shows.
_VERBS = frozenset(
    "is are was were be been being am has have had having do does did will would shall should can could may "
    "might must began begun broke came drove fell felt fled flew fought found gave got grew held hit kept "
    "knew led left lost made met paid put ran rose said sat saw sent set shot shut sank spoke stood struck "
    "swept took told thought threw went won wore wrote became cut cost let read spread that which who when "
    "where while because if not".split()
)
_CLAUSE = re.compile(r"\b[a-z]{2,}(?:ed|s)\b")


def without_captions(draft: Draft) -> Draft:
    """The draft with its captions kept aside; a sentence that one of them interrupts is whole again."""
    titles = {heading.start for heading in draft.headings}
    # A heading counts as an empty paragraph: nothing reads across it.
    paragraphs = [Extent(b.start, b.start if b.start in titles else b.end) for b in blocks(draft.text)]
    return draft.edited((), _lifts(draft, paragraphs))


def _lifts(draft: Draft, paragraphs: list[Extent]) -> Iterator[Lift]:
    for index, block in enumerate(paragraphs):
        before = paragraphs[index - 1] if index else None
        after = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        if draft.is_verbatim(block.start):
            continue
        if before and after and _interrupts(draft.text, before, block, after):
            yield Lift("caption", before.end, after.start, " ")
        elif _is_caption(draft.text, before, block, after):
            yield Lift("caption", block.start, block.end)


def names_a_picture(line: str) -> bool:
    """Whether a line is labelled as a figure or gives the source of one."""
    return bool(_LABEL.match(line) or _CREDIT.search(line))


def _interrupts(text: str, before: Extent, block: Extent, after: Extent) -> bool:
    """Whether a sentence runs from the paragraph before this one to the paragraph after it."""
    first, middle, last = (text[extent.start : extent.end] for extent in (before, block, after))
    return (
        len(first) >= _PROSE
        and 0 < len(middle) <= _LONGEST
        and "\n" not in middle
        and (first[-1].isalpha() or first[-1] == ",")
        and last[:1].islower()
        and len(last) >= _PROSE // 2
        and not middle[0].islower()
        and bool(_ENDED.search(middle) or middle[0].isupper())
    )


def _is_caption(text: str, before: Extent | None, block: Extent, after: Extent | None) -> bool:
    line = text[block.start : block.end]
    if "\n" in line or " | " in line:
        return False
    if _LABEL.match(line):
        return len(line) <= _LONGEST_LABELLED
    if len(line) > _LONGEST:
        return False
    if _CREDIT.search(line):
        return True
    neighbours = [extent for extent in (before, after) if extent]
    among_prose = bool(neighbours) and all(extent.end - extent.start >= _PROSE for extent in neighbours)
    return among_prose and bool(_DATED_THING.match(line)) and not _has_clause(line)


def _has_clause(line: str) -> bool:
    return bool(_CLAUSE.search(line)) or any(word in _VERBS for word in line.casefold().split())
