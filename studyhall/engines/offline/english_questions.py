"""English questions turned out of English sentences and headings, by patterns that leave nothing to guess."""

from __future__ import annotations

import re
from collections.abc import Collection

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = rf"(?:(?:\d{{1,2}} )?(?:{_MONTH}) \d{{4}}|(?:{_MONTH}) \d{{1,2}}, \d{{4}})"

_PAST = (
    "abolished abolish|adopted adopt|agreed agree|annexed annex|appointed appoint|approved approve|"
    "arrived arrive|attacked attack|became become|began begin|bombed bomb|built build|came come|"
    "captured capture|ceased cease|chose choose|closed close|completed complete|crashed crash|"
    "created create|crossed cross|declared declare|defeated defeat|died die|discovered discover|"
    "ended end|entered enter|established establish|fell fall|fled flee|founded found|gained gain|"
    "introduced introduce|invaded invade|invented invent|joined join|landed land|launched launch|"
    "left leave|lost lose|met meet|occupied occupy|opened open|passed pass|placed place|"
    "proclaimed proclaim|published publish|ratified ratify|reached reach|recaptured recapture|"
    "resigned resign|retook retake|returned return|signed sign|started start|surrendered surrender|"
    "took take|voted vote|won win"
)
BASES = dict(pair.split(" ") for pair in _PAST.split("|"))
"""What verbs are that are often told of events, by their past form."""
_VERB = "|".join((*BASES, "was", "were"))
_SUBJECT = r"(?P<subject>(?:[\w'’-]+ ){1,8}?)"
_TOLD = rf"{_SUBJECT}(?P<verb>{_VERB})(?P<rest>(?: [\w'’()-]+)*)"
_DATE_FIRST = re.compile(rf"(?:On|In) {DATE},? {_TOLD}(?P<end>[.,;](?: .*)?)$", re.DOTALL)
_DATE_LAST = re.compile(rf"{_TOLD} (?:on|in) {DATE}\.$")
_SECOND_VERB = re.compile(rf" and (?:(?:then|soon|later) )?(?:{_VERB}|\w+ed|had|led|held|set|made|gave)\b.*$")
# A clause with these says more than one thing, or leans on what stands before it.
_UNCLEAR = re.compile(
    r"(?i)\b(?:he|she|it|they|this|that|these|those|his|her|its|their|such|there|which|who|whom|whose|while|"
    r"when|as|after|before|because|also|not|never|both|however|according|another|other|last|next|second|"
    r"third|same)\b"
)
_DATED = re.compile(r"\b\d{4}\b")
_AGAIN = re.compile(r"\b(?:was|were|had|has|have|did)\b")
_PEOPLE = (
    "admiral architect artist astronomer author biologist bishop chairman chemist chief colonel "
    "commander composer dictator diplomat doctor economist emperor empress engineer envoy explorer "
    "general geographer governor historian inventor journalist king lawyer leader marshal "
    "mathematician minister monk novelist officer painter philosopher physicist poet politician pope "
    "president priest prince princess prophet queen revolutionary ruler scholar scientist secretary "
    "singer soldier sultan teacher writer"
)
_PERSON = re.compile(
    r"(?P<name>(?:[A-ZÀ-ÖØ-ÞĐ][\w'’-]+ ){1,3}[A-ZÀ-ÖØ-ÞĐ][\w'’-]+)(?:, [^,.]{1,40},)? (?P<verb>was|is) "
    rf"(?:(?:a|an|the) )?(?:[\w'’-]+ ){{0,3}}(?:{_PEOPLE.replace(' ', '|')})\b(?!['’-])"
)
_LONGEST_CLAUSE = 14
_LONGEST_HEADING = 6


def when(sentence: str, names: Collection[str]) -> str | None:
    """When-question of a sentence that dates one event: "On 12 May 1994 the truce came into force."

    `names` are the words that are written with a capital inside sentences.
    """
    first, last = _DATE_FIRST.match(sentence), _DATE_LAST.match(sentence)
    told = first or last
    if told is None or (first and first["end"].startswith(";")):
        return None
    subject = told["subject"].strip() if first else inside(told["subject"].strip(), names)
    rest = _SECOND_VERB.sub("", told["rest"])
    clause = f"{subject} {told['verb']}{rest}"
    if not subject or not _clear(clause, cut=bool(first and first["end"] != "."), rest=rest):
        return None
    if told["verb"] in ("was", "were"):
        return f"When {told['verb']} {subject}{rest}?" if rest else None
    return f"When did {subject} {BASES[told['verb']]}{rest}?"


def _clear(clause: str, *, cut: bool, rest: str) -> bool:
    """Whether a clause stands by itself: short, one event, and no list broken off at a comma."""
    listed = cut and " and " in rest
    short = (3 if clause.startswith("the ") else 4) <= len(clause.split()) <= _LONGEST_CLAUSE
    unclear = _UNCLEAR.search(clause) or _DATED.search(clause) or _AGAIN.search(rest)
    return short and not listed and not unclear and not clause.startswith(("a ", "an "))


def inside(phrase: str, names: Collection[str]) -> str:
    """A phrase that begins a sentence, as it is written inside one; empty when that cannot be known."""
    word, _, others = phrase.partition(" ")
    if word in ("The", "A", "An") and others:
        return f"{word.lower()} {others}"
    return phrase if word in names else ""


def who(sentence: str) -> tuple[str, str] | None:
    """The verb and the name of somebody whom a sentence introduces: "Ann Lee was a painter"."""
    told = _PERSON.match(sentence)
    return (told["verb"], told["name"]) if told and not told["name"].startswith(("The ", "In ")) else None


def topic(heading: str, names: Collection[str]) -> str | None:
    """What a heading names, as it is written inside a sentence: "the Moscow meeting of May 1994"."""
    words = heading.split()
    if (
        not 1 <= len(words) <= _LONGEST_HEADING
        or re.search(r"[^\w\s'’-]", heading)
        or _UNCLEAR.search(heading)
    ):
        return None
    if all(word in names or word in ("and", "of", "the") for word in words) and words[0] != "the":
        return heading
    named = any(word in names for word in words[1:])
    title_case = all(word[:1].isupper() for word in words if len(word) > 3)
    return inside(heading, names) or None if words[0] == "The" and named and not title_case else None
