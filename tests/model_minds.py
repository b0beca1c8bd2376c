"""What a model might write: replies made of the passages that it was sent."""

from __future__ import annotations

import json
import re
from typing import Any

from studyhall.domain.sentences import sentences
from tests.model_replies import Says

NOT_FOUND = '{"not_found": true}\n'


def passages(body: dict[str, Any]) -> dict[str, str]:
    """The passages in a request, by key."""
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


def kinds_asked(body: dict[str, Any]) -> list[str]:
    """The kinds of the questions that a request asks for, one for each question; none for other requests."""
    listed = re.search(r"^Write \d+ questions, of these kinds: ([^.]*)\.", _last_line(body))
    pairs = re.findall(r"(\d+) (\w+)", listed[1]) if listed else []
    return [kind for many, kind in pairs for _ in range(int(many))]


def question(kind: str, key: str, words: str, number: int = 1, **changes: object) -> dict[str, Any]:
    """A question of a kind as a model writes it, on words of a passage; `changes` replace parts of it."""
    first = " ".join(words.split()[:4])
    options = [f"{first}, it says", f"no {first}", f"never {first}", f"hardly {first}"]
    in_words = kind in ("short", "cloze")
    told = {
        "kind": kind,
        "evidence": {"key": key, "words": words},
        "prompt": f"Question {number} on {first}: {'it says ____' if kind == 'cloze' else 'what is said'}",
        "options": options if kind in ("mcq", "multi", "order") else [],
        "right": {
            "mcq": options[:1],
            "multi": options[:2],
            "order": options,
            "truefalse": ["true"],
        }.get(kind, [first]),
        "accepted": [first.upper()] if in_words else [],
        "rubric": f"It says {first}." if kind == "short" else "",
        "explanation": f"The source says so: {first}.",
        "difficulty": "easy",
    }
    return told | changes


def written(*questions: dict[str, Any]) -> str:
    """A reply with questions."""
    return json.dumps({"questions": questions}, ensure_ascii=False)


def writing(body: dict[str, Any], usage: tuple[int, ...] = (2_000, 600)) -> Says:
    """A reply with all the questions that are asked for, none of which is asked already."""
    sources = [
        (key, text[start:end]) for key, text in passages(body).items() for start, end in sentences(text)[:1]
    ]
    asked = {int(number) for number in re.findall(r"^Question (\d+) on ", _user(body), re.MULTILINE)}
    number, made = 1, []
    for place, kind in enumerate(kinds_asked(body) if sources else ()):
        while number in asked:
            number += 1
        key, words = sources[place % len(sources)]
        made.append(question(kind, key, words, number))
        number += 1
    return Says((written(*made),), usage=usage)


def parts(body: dict[str, Any]) -> dict[str, str]:
    """What stands between the fences of a request, by what is said on the fence before it."""
    user = _user(body)
    word = user.splitlines()[0].removeprefix("Fence: ")
    found = re.findall(
        rf"^{re.escape(word)} ([^\n]*)\n(.*?)(?=\n{re.escape(word)} )", user, re.DOTALL | re.MULTILINE
    )
    return dict(found)


def unfenced(body: dict[str, Any]) -> str:
    """The lines of a request that stand outside of its fences: all that a mind should take orders from."""
    system, user = (message["content"] for message in body["messages"])
    word = user.splitlines()[0].removeprefix("Fence: ")
    outside, lines = True, [system]
    for line in user.splitlines():
        if line.startswith(word):
            outside = line.removeprefix(word).startswith(" End")
        elif outside:
            lines.append(line)
    return "\n".join(lines)


def grade(share: float, quoted: str, confidence: float = 0.9, reason: str = "It says who.") -> str:
    """A reply with a grade."""
    told = {"reason": reason, "quoted": quoted, "share": share, "confidence": confidence}
    return json.dumps(told, ensure_ascii=False)


def _user(body: dict[str, Any]) -> str:
    return body["messages"][-1]["content"]


def _last_line(body: dict[str, Any]) -> str:
    return _user(body).splitlines()[-1]
