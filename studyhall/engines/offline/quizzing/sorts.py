"""Of what sort a common English noun is: what may stand beside it as a wrong option, and be as plausible."""

from __future__ import annotations

import re
from functools import lru_cache

_SORTS = {
    "ruler": "king queen prince princess emperor empress duke duchess lord knight sultan pasha baron chief "
    "chieftain governor sheriff mayor count earl nobleman",
    "person": "farmer miller tailor shoemaker soldier merchant priest monk hunter huntsman fisherman "
    "sailor servant maid maiden beggar thief robber smith blacksmith carpenter cook doctor teacher shepherd "
    "peasant woodcutter baker butcher minister nurse gardener innkeeper coachman captain judge bishop hermit "
    "scholar magician wizard witch sorcerer fiddler piper weaver goldsmith groom stranger traveller "
    "traveler neighbour neighbor guest landlord landlady messenger warrior physician lawyer engineer "
    "scientist artist writer poet painter nun abbot porter steward butler page goatherd swineherd "
    "herdsman charcoal-burner tinker cobbler barber",
    "kinswoman": "sister daughter mother wife aunt niece grandmother stepmother godmother bride "
    "granddaughter "
    "widow stepdaughter",
    "kinsman": "brother son father husband uncle nephew grandfather stepfather godfather grandson bridegroom "
    "widower stepson",
    "spirit": "giant dwarf fairy troll dragon ghost witch goblin elf ogre mermaid demon angel devil monster "
    "brownie gnome imp nix unicorn griffin",
    "animal": "horse cow dog cat fox wolf bear lion tiger sheep goat pig hen cock rooster duck goose "
    "donkey ass mouse rat hare rabbit deer stag snake serpent frog toad bee ant spider monkey "
    "elephant crow raven eagle hawk owl dove pigeon swan sparrow crab tortoise turtle lizard whale seal "
    "otter badger hedgehog squirrel camel mule bull calf lamb kid hound puppy kitten butterfly worm "
    "salmon trout wasp jackal leopard crocodile jellyfish stork peacock parrot",
    "body": "head hand foot eye ear nose mouth neck arm leg finger toe knee shoulder heart tongue tail "
    "wing hair beard back tooth cheek chin skin breast throat elbow thumb stomach liver lung kidney brain "
    "forehead paw horn claw lip",
    "building": "castle palace cottage church tower hut barn stable mill inn temple prison kitchen "
    "hall chapel monastery cellar school hospital library museum theatre theater factory lighthouse "
    "farmhouse mansion lodge shop market bakery court cathedral fortress convent shed",
    "land": "forest wood mountain hill valley river lake sea island meadow field desert cave garden shore "
    "beach stream pond brook cliff swamp marsh plain moor village town city orchard bay harbour "
    "harbor waterfall ocean coast canyon",
    "thing": "sword knife axe stick staff rope chain ring key lamp mirror candle basket box chest bag sack "
    "pot kettle spoon cup bowl plate jug bottle barrel bucket broom needle thread spindle wheel cart wagon "
    "carriage boat ship sledge saddle bridle whip bow arrow gun musket spear shield helmet drum flute "
    "fiddle harp trumpet bell book letter table chair bed bench pillow blanket carpet ladder hammer "
    "shears scissors comb purse coin crown lantern net spade shovel cradle pipe clock umbrella",
    "clothes": "coat cloak dress gown shirt hat cap shoe boot glove stocking slipper belt apron veil robe "
    "jacket skirt scarf mantle hood sandal kimono trousers",
    "food": "bread butter cheese meat milk soup cake apple pear plum cherry nut egg porridge honey wine "
    "beer water salt sugar rice corn wheat barley oats flour pie pudding grape orange "
    "lemon turnip cabbage potato onion bean pea carrot mush broth bacon ham sausage tea coffee",
    "room": "kitchen bedroom cellar attic loft chamber parlour parlor closet hall pantry",
    "house": "door window wall roof floor chimney gate stair hearth oven ceiling fence bridge threshold "
    "fireplace balcony staircase",
    "plant": "lily bush leaf branch root seed grass oak willow pine birch fir moss thorn "
    "reed bamboo mushroom vine blossom acorn ivy",
    "stuff": "gold silver iron copper stone wood glass wool silk straw leather clay steel "
    "diamond pearl marble ivory linen velvet brass bronze coal",
    "weather": "storm rain snow wind thunder lightning hail frost fog mist ice cloud sunshine flood",
    "feeling": "anger fear joy sorrow grief love hatred envy jealousy pride shame pity hope despair "
    "surprise delight courage sadness happiness gratitude loneliness curiosity",
}
_OF = {word: sort for sort, told in reversed(_SORTS.items()) for word in told.split()}
_KINDS_OF_NAMES = {
    word: kind
    for kind, told in {
        "body": "university college school institute academy council committee party company association "
        "federation society congress parliament house court conference commission union league army church "
        "agency bank museum corporation foundation office department ministry board assembly senate club "
        "team group bureau organization organisation",
        "water": "river lake sea ocean bay strait canal gulf falls",
        "land": "mountain mountains valley island islands desert peninsula plain hills forest coast park",
        "event": "war battle revolution treaty act protocol convention agreement pact crisis conflict siege "
        "rebellion uprising directive amendment constitution charter accord",
        "realm": "republic empire kingdom state states province dynasty county region district city",
        "road": "street avenue road square bridge station airport line route lane boulevard tower hall "
        "palace",
    }.items()
    for word in told.split()
}


def kind_of_name(name: str) -> str:
    """Of what kind a name says that its bearer is, by its last word or the first: a body, a water, …"""
    parts = name.casefold().split()
    return _KINDS_OF_NAMES.get(parts[-1]) or _KINDS_OF_NAMES.get(parts[0], "")


_ENDINGS = re.compile(
    r"[a-z]{3}(ation|ition|sion|tion|ment|ness|ship|hood|logy|graphy|ism|ance|ence|ancy|ency|icity|ility|ity|"
    r"ture|[ei]tude|sis|itis|gram|meter|scope|phone|graph|type|ase|ine|ide|ogen|cyte|some|cracy|archy|nomy)$"
)
_AGENT = re.compile(r"[a-z]{3}(?:ist|ician|[tsc]or)$")
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth", "geese": "goose",
    "mice": "mouse", "wolves": "wolf", "knives": "knife", "leaves": "leaf", "oxen": "ox", "wives": "wife",
    "sheep": "sheep", "fish": "fish", "thieves": "thief",
}  # fmt: skip
_ALIKE = tuple(
    frozenset(group.split())
    for group in (
        "forest wood", "sea ocean", "hut cottage lodge", "castle palace",
        "witch sorcerer wizard magician fairy",
        "bride wife", "bridegroom husband", "hunter huntsman", "river stream brook", "hill mountain",
        "maid servant maiden", "thief robber", "cloak coat mantle robe", "dress gown robe", "serpent snake",
        "cock rooster", "donkey ass mule", "box chest", "bag sack purse", "pot kettle", "stick staff",
        "cart wagon carriage", "boat ship", "town city village", "king emperor ruler", "queen empress",
        "lord nobleman duke earl count baron", "chief chieftain",
        "monster giant dragon ogre troll demon devil",
        "doctor physician", "dwarf elf gnome goblin brownie imp", "field meadow plain", "shore beach coast",
        "joy delight happiness", "sorrow grief sadness", "hawk eagle", "crow raven", "pigeon dove",
        "dog hound",
        "hare rabbit", "rat mouse", "stag deer", "peasant farmer", "bread cake pie",
        "soup broth porridge mush",
        "groom bridegroom", "father parent", "mother parent", "gate door", "hall chamber", "envy jealousy",
        "anger hatred", "writer poet", "traveller traveler stranger guest", "stone marble", "frog toad",
    )
)  # fmt: skip


@lru_cache(maxsize=4096)
def sort_of(noun: str) -> str:
    """What sort of thing a noun names: a word for it, or the ending that says so; empty if neither tells."""
    base = singular(noun)
    if base in _OF:
        return _OF[base]
    if ending := _ENDINGS.search(base):
        return f"-{ending[1]}"
    return "-or" if _AGENT.search(base) else ""


def is_common(word: str) -> bool:
    """Whether a word names a sort of person or thing, with whatever capital it is written."""
    return singular(word.casefold()) in _OF


def others_of(noun: str) -> list[str]:
    """Other nouns of its sort, in the number that it is in: none for a sort that only an ending tells."""
    sort = _OF.get(singular(noun))
    found = _SORTS[sort].split() if sort else []
    plural = singular(noun) != noun
    return [_plural(other) if plural else other for other in found if other not in _MASS or not plural]


_MASS = frozenset(
    "scissors shears trousers oats corn rice wheat barley milk butter salt tea coffee honey porridge mush "
    "flour broth bacon sugar water beer grass moss ivy bamboo".split()
)


def _plural(noun: str) -> str:
    irregular = {base: form for form, base in _IRREGULAR.items()}
    if noun in irregular:
        return irregular[noun]
    if noun.endswith("man"):
        return f"{noun[:-3]}men"
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if re.search(r"(?:ch|sh|ss|x)$", noun) else f"{noun}s"


def are_alike(one: str, other: str) -> bool:
    """Whether one noun may be said for the other, or cannot stand where the other does."""
    pair = {singular(one), singular(other)}
    if len(pair & _MASS) == 1:
        # "A second milk" would be known for what it is.
        return True
    return any(pair <= group for group in _ALIKE)


def singular(noun: str) -> str:
    """An English noun in the singular, as far as its ending tells."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("men"):
        return f"{noun[:-3]}man"
    if noun.endswith("ies") and len(noun) > 4:
        return f"{noun[:-3]}y"
    if re.search(r"(?:ch|sh|ss|x)es$", noun):
        return noun[:-2]
    plural = noun.endswith("s") and not noun.endswith(("ss", "us", "is", "ics"))
    return noun[:-1] if plural else noun
