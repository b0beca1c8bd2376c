"""What does not plainly tell what happened: it is denied, doubted, or said that nothing else did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from studyhall.domain.denials import denies, doubts
from studyhall.domain.mentions import dates

# "Only" leaves out all else, and what was refused was not done: but all this in its own clause alone.
_LIMITS = re.compile(
    r"(?i)\b(?:refus(?:e|es|ing|al)|fail(?:ing|ure)? (?:to|in)|likely|might|unless|(?<!\ba )few|"
    r"(?<!\ba )little|seldom|rarely|only|solely|except|but for|other than|all but|instead of|rather than|"
    r"unlike|due to be|hầu như|ít ai|hiếm khi|ngoại trừ|trừ phi|duy nhất|"
    r"(?<!địa )(?<!đình )(?<!chiếu )chỉ(?! (?:huy|thị|trích|đạo|định|số|ra|rõ|dẫn)\b))\b"
)
# What can be, or is so on a condition, may not have happened; of what is always so it tells enough.
_MAY_BE = re.compile(r"(?i)\b(?:(?<!không )(?-i:may)|if|có thể|nếu)\b")
_FIRST = re.compile(
    r"(?:Although|Though|While|Whereas|Because|Since|When|As|After|Mặc dù|Dù|Tuy|Trong khi|Vì|Do|Khi|Sau "
    r"khi) "
    r"[^,]+(?P<comma>, )"
)
_JOINED = re.compile(
    r"(?P<comma>[,;] )(?:which|who|whose|whom|where|although|though|while|whereas|because|since|"
    r"but (?!this\b|that\b|it\b|these\b)|mặc dù|dù|nhưng (?!điều\b|đó\b|nó\b)|vì|bởi|do|nên|trong khi|nơi|"
    r"điều)\b"
)


def plainly_told(sentence: str) -> bool:
    """Whether a sentence says that something happened or is so, with no denial, doubt, rumour or "only"."""
    return not (doubts(sentence) or _is_limited(sentence) or _MAY_BE.search(sentence))


def plain_parts(sentence: str) -> tuple[tuple[int, int], ...]:
    """The clauses of a sentence that tell plainly what its source tells, whatever is denied in the others.

    A sentence with a doubt in it has none; what only can be counts as told where nothing is dated.
    """
    if doubts(sentence) or (dates(sentence) and _MAY_BE.search(sentence)):
        return ()
    return tuple((start, end) for start, end in _parts(sentence) if not _is_limited(sentence[start:end]))


def _is_limited(part: str) -> bool:
    return bool(denies(part) or _LIMITS.search(part))


def _parts(sentence: str) -> Iterator[tuple[int, int]]:
    """Where the clauses of a sentence stand, as far as commas and joining words part them."""
    first = _FIRST.match(sentence)
    commas = {found.end("comma") for found in _JOINED.finditer(sentence)} | (
        {first.end("comma")} if first else set()
    )
    return pairwise([0, *sorted(commas), len(sentence)])
