"""Passwords that are guessed first: runs on the keyboard, few different characters, the commonest words."""

from __future__ import annotations

from studyhall.domain.tokens import fold

_ROWS = ("01234567890123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
_RUNS = (*_ROWS, *(row[::-1] for row in _ROWS))
# English and Vietnamese, folded, without what is put behind them to make them longer.
_COMMON = {
    "admin", "anhyeuem", "dragon", "football", "giaovien", "hocsinh", "iloveyou", "letmein", "matkhau",
    "monkey", "password", "princess", "school", "student", "studyhall", "sunshine", "teacher",
    "vietnam", "welcome",
}  # fmt: skip
_FEW = 4


def is_guessed_first(password: str) -> bool:
    """Whether a password is among those that are tried first."""
    folded = fold(password).replace(" ", "")
    stem = folded.rstrip("0123456789!.?*#@")
    run = any(folded in row for row in _RUNS) or (len(stem) > _FEW and any(stem in row for row in _RUNS))
    return run or len(set(folded)) < _FEW or stem in _COMMON
