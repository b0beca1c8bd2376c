"""What a model might write: replies made of the passages that it was sent."""

from __future__ import annotations

import json
import re
from typing import Any

from studyhall.domain.sentences import sentences
from tests.model_replies import Says

NOT_FOUND = '{"not_found": true}\n'


def passages(body: dict[str, Any]) -> dict[str, str]:
    """The passages in a request for an answer, by key."""
    user = body["messages"][-1]["content"]
    word = user.splitlines()[0].removeprefix("Fence: ")
    parts = re.findall(
        rf"^{re.escape(word)} (S\d+) [^\n]*\n(.*?)(?=\n{re.escape(word)} )", user, re.DOTALL | re.MULTILINE
    )
    return dict(parts)


def sentence(text: str, key: str, words: str) -> str:
    """A line of a reply."""
    return json.dumps({"text": text, "cites": [{"key": key, "words": words}]}, ensure_ascii=False) + "\n"


def quoting(body: dict[str, Any], most: int = 3) -> Says:
    """A reply that says the first sentence of each of the best passages again, for a server's `always`.

    A question to be rewritten is given back as it was asked, and anything else is answered with yes.
    """
    asked = body["messages"][-1]["content"].splitlines()
    if asked[-1].endswith(" End"):
        return Says((asked[-2],))
    if not asked[0].startswith("Fence: "):
        return Says(("yes",))
    lines = []
    for key, text in list(passages(body).items())[:most]:
        start, end = sentences(text)[0]
        words = " ".join(text[start:end].split())
        lines.append(sentence(words, key, words))
    return Says(tuple(lines) or (NOT_FOUND,), usage=(1_000, 60, 200))
