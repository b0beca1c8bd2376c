"""English questions for a date, a number, a person or a place in a clause, by patterns that guess nothing."""

from __future__ import annotations

import re
from collections.abc import Collection

from studyhall.engines.offline.english_questions import BASES, inside
from studyhall.engines.offline.quizzing.bounding import bounded
from studyhall.engines.offline.quizzing.targets import Asked, Target

_MORE = (
    "accepted accept|achieved achieve|acquired acquire|added add|admitted admit|allowed allow|announced "
    "announce|asked ask|assumed assume|awarded award|banned ban|beat beat|bought buy|broke break|brought "
    "bring|burned burn|carried carry|caused cause|changed change|claimed claim|commanded command|composed "
    "compose|conquered conquer|converted convert|cost cost|counted count|covered cover|damaged damage|"
    "decided decide|defended defend|demanded demand|deported deport|deposed depose|designed design|destroyed "
    "destroy|developed develop|displaced displace|dissolved dissolve|drafted draft|drew draw|drove drive|"
    "earned earn|elected elect|emigrated emigrate|employed employ|enacted enact|enrolled enroll|expanded "
    "expand|expelled expel|exploded explode|faced face|failed fail|filed file|finished finish|forced force|"
    "formed form|fought fight|freed free|gathered gather|graduated graduate|granted grant|grew grow|hired "
    "hire|hit hit|hosted host|imposed impose|included include|increased increase|inherited inherit|injured "
    "injure|installed install|investigated investigate|invited invite|issued issue|killed kill|laid lay|"
    "lasted last|lived live|made make|managed manage|marched march|married marry|moved move|murdered murder|"
    "named name|nominated nominate|obtained obtain|offered offer|ordered order|organised organise|organized "
    "organize|overthrew overthrow|owned own|paid pay|performed perform|planned plan|played play|pledged "
    "pledge|presented present|produced produce|promised promise|proposed propose|purchased purchase|put put|"
    "raised raise|ran run|received receive|recorded record|refused refuse|rejected reject|released release|"
    "removed remove|renamed rename|replaced replace|reported report|requested request|restored restore|"
    "revealed reveal|revolted revolt|rose rise|ruled rule|sailed sail|sank sink|saw see|secured secure|"
    "seized seize|sent send|separated separate|served serve|set set|settled settle|sold sell|spent spend|"
    "spoke speak|stormed storm|struck strike|studied study|submitted submit|succeeded succeed|suffered "
    "suffer|supported support|surpassed surpass|suspended suspend|taught teach|tested test|toured tour|"
    "trained train|transferred transfer|travelled travel|traveled travel|turned turn|unveiled unveil|used "
    "use|visited visit|wanted want|warned warn|went go|withdrew withdraw|worked work|wrote write"
)
_VERBS = BASES | dict(pair.split(" ") for pair in _MORE.split("|"))
_VERB = "|".join(_VERBS)
_BE = ("was", "were")
_LEAD = re.compile(r"(?P<when>(?:On|In|By) (?:(?:early|late|mid|about) )?)$")
_SUBJECT = r"(?P<subject>[\w’'()-]+(?: [\w’'()-]+){0,11}?)"
_CLAUSE = re.compile(
    rf"{_SUBJECT} (?P<verb>{_VERB}|was|were)(?P<rest>(?: (?:[^,;:]|,(?=\d))+)?)(?P<tail>(?:,.*)?)$"
)
_NO_SUBJECT = re.compile(
    r"\b(?:that|which|who|whose|when|where|while|because|if|as|although|but|than|there|not|never|had|has|"
    r"have|would|could|should|will|may|might|can|be|is|are|did)\b|^(?:A|An|In|On|At|From|By|After|During|For|"
    r"With|To)\b"
)
# In these a date at the end may be of a part of the sentence alone.
_OTHER_CLAUSE = re.compile(
    rf"\b(?:who|which|that|where|when|while|whose)\b|,|\band (?:\w+ )?(?:{_VERB}|was|were|had|led|\w+ed)\b"
)
_PARTICIPLE = re.compile(rf"\b(?:{_VERB}|\w+ed|known|made|held|seen|given|taken)\b")
_SECOND = re.compile(
    r"(?: and|,| but) (?:(?:then|soon|later|also|only|the|its|their|his|her) )?(?:\w+ )?"
    rf"(?:{_VERB}|was|were|had|led|held|set|made|gave|\w+ed)\b.*$"
)
_AGAIN = re.compile(
    r"\b(?:was|were|had|has|have|did|that|which|who|whose|when|while|because|where|there|it|they|he|she|as)\b"
)
_LONGEST = 18
_CONTENT = re.compile(r"\b(?!was\b|were\b|with\b|from\b)\w{4,}")
_LEAST = 3
"""Words of some length that a question needs, or it asks for no one thing."""
_ABOUT = (
    r"(?:(?:about|around|some|nearly|almost|over|more than|at least|up to|approximately|an estimated|only) )?"
)
_PREPOSITIONS = (
    "in|on|at|from|to|of|with|by|for|near|during|over|into|against|under|across|between|after|before|through"
)
_WHEN = {3: "On what date", 2: "In which month and year", 1: "In which year"}


def question(clause: str, target: Target, capitals: Collection[str]) -> str | None:
    """The question that a target answers in a clause without full stop; None where none is sure.

    `capitals` are the words that are written with a capital inside sentences.
    """
    made = {
        Asked.DATE: _when,
        Asked.NUMBER: _how_many,
        Asked.PERSON: _who,
        Asked.PLACE: _where,
    }[target.asked](clause, target, capitals)
    if made and target.asked is Asked.NUMBER:
        made = bounded(made, clause, target.start)
    return made if made and 5 <= len(made.split()) <= _LONGEST + 8 else None


def undated(clause: str, target: Target, capitals: Collection[str]) -> str | None:
    """A clause without the date that it begins or ends with, as a sentence begins inside."""
    before, after = clause[: target.start], clause[target.end :]
    if _LEAD.match(before) and before[:2] != "By" and after:
        return after.removeprefix(",").strip()
    tail = re.fullmatch(r"(?P<core>.+?),? (?:on|in)(?: early| late| mid)? ", before)
    if tail and not after and not _OTHER_CLAUSE.search(tail["core"]):
        return inside(tail["core"], capitals) or None
    return None


def why(clause: str, capitals: Collection[str]) -> str | None:
    """The question why what a clause tells is so; None where it is none of one simple act."""
    when, core = _lead(clause)
    core = core if when else inside(core, capitals)
    now = _NOW.fullmatch(core)
    if now and not (_NO_SUBJECT.search(now["subject"]) or _PARTICIPLE.search(now["subject"])):
        return f"Why {now['verb']} {now['subject']} {now['rest']}{when}?"
    parts = None if _SECOND.search(core) else _parted(core)
    return f"Why {parts.asked}{when}?" if parts else None


_NOW = re.compile(rf"{_SUBJECT} (?P<verb>is|are) (?P<rest>[^,;:]+)")


class _Parts:
    """A simple clause: who did what."""

    def __init__(self, subject: str, verb: str, rest: str) -> None:
        self.subject, self.verb, self.rest = subject, verb, rest

    @property
    def asked(self) -> str:
        """The clause as it stands after a question word: "did they take the town"."""
        if self.verb in _BE:
            return f"{self.verb} {self.subject}{self.rest}"
        return f"did {self.subject} {_VERBS[self.verb]}{self.rest}"


def _parted(core: str) -> _Parts | None:
    """The parts of a clause with one verb; what follows a comma, or is a second verb's, is left out."""
    told = _CLAUSE.fullmatch(core)
    if told is None or _NO_SUBJECT.search(told["subject"]) or _PARTICIPLE.search(told["subject"]):
        return None
    rest = _SECOND.sub("", told["rest"])
    listed = (
        told["tail"]
        and re.search(r" and |, \w+,", told["tail"])
        and not told["tail"].startswith((", which", ", who"))
    )
    if listed or _AGAIN.search(rest) or len(f"{told['subject']}{rest}".split()) > _LONGEST:
        return None
    if len(_CONTENT.findall(f"{told['subject']} {told['verb']}{rest}")) < _LEAST:
        return None
    passive = told["verb"] in _BE
    if (passive and not rest) or (not passive and re.match(r" (?:by|and|or)\b", rest)):
        return None
    return _Parts(told["subject"], told["verb"], rest)


def _when(clause: str, target: Target, capitals: Collection[str]) -> str | None:
    core = undated(clause, target, capitals)
    parts = _parted(core) if core else None
    if parts is None or re.search(r"\d{4}", f"{parts.subject}{parts.rest}") or len(core.split()) < 3:  # type: ignore[union-attr]
        return None
    return f"{_WHEN[sum(map(bool, target.day))]} {parts.asked}?"


def _lead(clause: str) -> tuple[str, str]:
    """When a clause says that it was, as it stands at its end, and the clause without."""
    told = re.match(r"(?P<when>(?:On|In) (?:(?:early|late|mid) )?[^,]*?\b\d{4}),? (?P<core>.+)$", clause)
    if told is None:
        return "", clause
    return f" {told['when'][0].lower()}{told['when'][1:]}", told["core"]


def _how_many(clause: str, target: Target, capitals: Collection[str]) -> str | None:
    when, core = _lead(clause)
    number = re.escape(target.text)
    first = re.match(
        rf"(?P<about>{_ABOUT}){number} (?P<rest>[a-z](?:[^,;:]|,(?=\d))*)(?P<tail>,.*)?$", core, re.IGNORECASE
    )
    many = "What percentage of" if re.match(r"\s?(?:%|per ?cent)", clause[target.end :]) else "How many"
    if first:
        rest = re.sub(r"^per ?cent of ", "", _SECOND.sub("", first["rest"]))
        verb = re.search(r"\b(?:was|were|had|\w+ed|fled|died|left|fell|came|met|took|went|voted)\b", rest)
        return f"{many} {rest}{when}?" if verb and not _AGAIN.search(rest[verb.end() :]) else None
    parts = _parted(core)
    if parts is None or many != "How many" or parts.verb in _BE:
        return None
    counted = re.fullmatch(
        rf" {_ABOUT}{number} (?P<what>(?!(?:{_PREPOSITIONS})\b)[\w-]+(?: (?!(?:{_PREPOSITIONS}|"
        rf"and)\b)[\w-]+){{0,3}})"
        rf"(?P<more>(?: (?:{_PREPOSITIONS}) .+)?)",
        parts.rest,
    )
    subject = parts.subject if when else inside(parts.subject, capitals)
    if counted is None or not subject:
        return None
    return f"{many} {counted['what']} did {subject} {_VERBS[parts.verb]}{counted['more']}{when}?"


def _who(clause: str, target: Target, _capitals: Collection[str]) -> str | None:
    when, core = _lead(clause)
    told = re.match(
        rf"{re.escape(target.text)}(?:, [^,]+,)? (?P<did>(?:{_VERB}|was|were|led|headed)\b[^,;:]*)", core
    )
    if told is None:
        return None
    did = _SECOND.sub("", told["did"])
    # "Who was the leader?" has many answers: something must tie the question down.
    tied = when or re.search(r"\d{4}|(?<= )[A-Z]", did)
    return f"Who {did}{when}?" if tied and len(did.split()) >= 3 and not _AGAIN.search(did[4:]) else None


def _where(clause: str, target: Target, capitals: Collection[str]) -> str | None:
    when, core = _lead(clause)
    told = re.fullmatch(
        rf"(?P<core>.+?) (?:in|at|near) {re.escape(target.text)}(?P<when>(?: (?:on|in) [^,]*\d{{4}})?)", core
    )
    if told is None or (when and told["when"]):
        return None
    parts = _parted(told["core"] if when else inside(told["core"], capitals))
    fixed = when or told["when"]
    return f"Where {parts.asked}{fixed}?" if parts and fixed else None
