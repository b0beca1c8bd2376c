"""What people type, made comparable: one Unicode form, no invisible characters."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff\ud800-\udfff]")


def normalised(text: str) -> str:
    """NFC, without control characters and lone surrogates, white space runs made one space."""
    visible = _INVISIBLE.sub(" ", unicodedata.normalize("NFC", text))
    return " ".join(visible.split())
