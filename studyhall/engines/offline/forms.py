"""Forms of one word, and words that ask for the same thing: "began" is "begin", "town" is near "city".

Ordinary dictionary knowledge, kept small: strong verbs of English, its number words and months, and families
of everyday verbs and nouns that questions and sources choose differently.
"""

from __future__ import annotations

from functools import lru_cache

from studyhall.domain.tokens import term

_STRONG_VERBS = (
    "be is are was were been being|have has had|do does did done|go goes went gone|begin began begun|"
    "break broke broken|bring brought|build built|buy bought|catch caught|choose chose chosen|come came|"
    "deal dealt|die died dead death dies dying|draw drew drawn|drive drove driven|eat ate eaten|"
    "fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fly flew flown|"
    "forbid forbade forbidden|forget forgot forgotten|freeze froze frozen|get got gotten|give gave given|"
    "grow grew grown|hear heard|hide hid hidden|hold held|keep kept|know knew known|lay laid|lead led|"
    "leave left|lend lent|lie lay lain|lose lost loss|make made|mean meant|meet met|pay paid|rebuild rebuilt|"
    "ride rode ridden|ring rang rung|rise rose risen|run ran|say said|see saw seen|seek sought|"
    "sell sold sale|send sent|shake shook shaken|shine shone|shoot shot|sing sang sung|sink sank sunk|"
    "sit sat|sleep slept|speak spoke spoken speech|spend spent|stand stood|steal stole stolen|strike struck|"
    "swim swam swum|take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown|"
    "understand understood|wake woke woken|wear wore worn|win won|write wrote written writer|foot feet|"
    "man men|woman women|child children|bear bore born birth|wife wives|life lives live|half halves|"
    "datum data|retake retook retaken|withdraw withdrew withdrawn withdrawal|overthrow overthrew overthrown|"
    "undergo underwent|arise arose arisen|bind bound|blow blew blown|cling clung|spread|swear swore sworn|"
    "weave wove woven|high height|long length|wide width|deep depth|strong strength|old age aged|big large|"
    "arrive arrival|refuse refusal|propose proposal|marry marriage|declare declaration|occupy occupation|"
    "destroy destruction|receive reception|conquer conquest|invade invasion|expand expansion|decide decision|"
    "succeed success|fail failure|depart departure|grow growth|believe belief|prove proof"
)
_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_MONTHS = "january february march april may june july august september october november december"
_FAMILIES = (
    "begin start commence|end finish cease conclude conclusion|kill murder slay|die perish kill|"
    "city town|country nation state|big large great|small little tiny|found establish create form|"
    "build construct erect|name call known term title refer|happen occur|buy purchase acquire|"
    "help aid assist|show display exhibit|get receive obtain gain|use employ utilize|type kind sort form|"
    "leader head chief|lead head|begin originate origin|job occupation profession position role|"
    "capture seize take conquer|agree accept approve|need require|want wish desire|enemy foe opponent|"
    "war conflict|battle fight clash|soldier troop force army|people population inhabitant resident|"
    "cause reason lead result|many number amount|retake recapture regain recover|"
    "blame accuse fault guilt guilty|marry wed wife husband|reject refuse deny|"
    "elect choose appoint|live reside dwell|old age|stop halt cease|ceasefire cease armistice truce|"
    "change alter modify|author write|invent develop devise|own belong possess|locate situate lie|"
    "teach instruct|study learn|win victory defeat beat|attack assault offensive|bad evil wicked|"
    "allow permit let|think believe consider|say state claim tell declare|money cost price pay|"
    "frequent often common|near close|person man woman people|area region territory"
)

MONTHS = {name: number for number, name in enumerate(_MONTHS.split(), 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
NUMBERS = {name: str(number) for number, name in enumerate(_NUMBERS.split())}


def _canonical() -> dict[str, str]:
    forms: dict[str, str] = {}
    for group in _STRONG_VERBS.split("|"):
        names = [term(name) for name in group.split()]
        for name in names:
            forms.setdefault(name, forms.get(names[0], names[0]))
    for name, digits in NUMBERS.items():
        forms.setdefault(term(name), digits)
    return forms


_CANONICAL = _canonical()


def canonical(found: str) -> str:
    """The term that stands for all forms of the word whose term is `found`; itself when none is known."""
    return _CANONICAL.get(found, found)


def _families() -> dict[str, frozenset[str]]:
    kin: dict[str, set[str]] = {}
    for family in _FAMILIES.split("|"):
        members = {canonical(term(name)) for name in family.split()}
        for member in members:
            kin.setdefault(member, set()).update(members)
    return {member: frozenset(others - {member}) for member, others in kin.items()}


_KIN = _families()


def kin(found: str) -> frozenset[str]:
    """Terms of other words that often say the same as `found`."""
    return _KIN.get(found, frozenset())


@lru_cache(maxsize=65_536)
def grams(found: str) -> frozenset[str]:
    """The character trigrams of a term, with its edges marked."""
    marked = f"^{found}$"
    return frozenset(marked[i : i + 3] for i in range(len(marked) - 2))


@lru_cache(maxsize=131_072)
def closeness(one: str, other: str) -> float:
    """How alike two terms are spelt, in 0..1: forms of one name or word, or one of them misspelt.

    The larger of the Dice coefficient of their trigrams and the share of a common beginning; 0 where it is
    too small to mean anything, and for numbers and short terms.
    """
    if min(len(one), len(other)) < 4 or one.isdigit() or other.isdigit() or one[0] != other[0]:
        return 0.0
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    beginning = shared / max(len(one), len(other)) if shared >= 4 else 0.0
    left, right = grams(one), grams(other)
    dice = 2 * len(left & right) / (len(left) + len(right))
    best = max(beginning, dice)
    return best if best >= 0.5 else 0.0
