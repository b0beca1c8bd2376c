"""What people type and what files tell, made comparable: one Unicode form, no invisible characters."""

from __future__ import annotations

import re
import unicodedata

LONGEST_LINE = 300
LONGEST_STEM = 60
_CUT = "…"

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# Format characters (joiners apart), the fillers of Hangul, and what is no character at all. The signs of
# Arabic numbers count as format characters in Unicode, but can be seen.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U00013430-\U0001345f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINERS = "\u200c\u200d"
_LOOSE_JOINER = re.compile(rf"(?<!\S)[{_JOINERS}]+|[{_JOINERS}]+(?!\S)|(?<=[{_JOINERS}])[{_JOINERS}]+")

# Two ways of putting a Vietnamese tone mark on the same syllable, of the same length.
_TONES = dict(
    zip(
        "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(),
        "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(),
        strict=True,
    )
)
_TONE = re.compile("|".join(_TONES))


def normalised(text: str) -> str:
    """NFC, without control characters and lone surrogates, white space runs made one space."""
    visible = _INVISIBLE.sub(" ", unicodedata.normalize("NFC", text))
    return " ".join(visible.split())


def visible_line(text: str) -> str:
    """One line in NFC of what can be seen: no control or format characters, joiners only inside words."""
    seen = " ".join(_UNSEEN.sub("", _CONTROL.sub(" ", text)).split())
    # What was between a letter and its accent is gone: composed now, and a word of joiners alone is none.
    return " ".join(unicodedata.normalize("NFC", _LOOSE_JOINER.sub("", seen)).split())


def one_line(text: str, longest: int = LONGEST_LINE) -> str:
    """The visible line of `text`, cut after a word with "…" where it is longer than `longest` characters.

    For what others tell of a source: its title, its author, a label. Doing it twice changes nothing.
    """
    line = visible_line(text)
    if len(line) <= longest:
        return line
    room = max(longest - len(_CUT), 0)
    kept = line[:room]
    if not line[room].isspace():
        kept = kept.rpartition(" ")[0] or kept
    return kept.rstrip(f" {_JOINERS}") + _CUT


_LAST_I = re.compile(r"\b((?:[hklmst]|qu))([ìíỉĩị])\b")
_AS_Y = dict(zip("ìíỉĩị", "ỳýỷỹỵ", strict=True))


def one_tone_style(text: str) -> str:
    """Lower-case Vietnamese in NFC with its tone marks put in one of the two ways: "hòa" becomes "hoà"."""
    return _TONE.sub(lambda found: _TONES[found[0]], text)


def one_spelling(text: str) -> str:
    """Lower-case Vietnamese with its tone marks put in one way, and "y" for "i": "kĩ" becomes "kỹ"."""
    return unicodedata.normalize("NFC", _LAST_I.sub(lambda i: i[1] + _AS_Y[i[2]], one_tone_style(text)))


def file_stem(title: str) -> str:
    """What a file is called that holds something of this title: its words, with hyphens between them."""
    return re.sub(r"[^\w-]+", "-", title).strip("-")[:LONGEST_STEM] or "study-hall"
