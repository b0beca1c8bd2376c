"""First questions made out of a course's own passages, with no model: few, and none that reads made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from studyhall.domain.documents import Passage
from studyhall.domain.sentences import sentences
from studyhall.domain.wording import LANGUAGES, say
from studyhall.engines.offline import english_questions as english
from studyhall.engines.offline import facts
from studyhall.engines.offline import vietnamese_questions as vietnamese
from studyhall.ports import QuestionSuggester

_LONGEST = 120
_MONTHS = "January February March April May June July August September October November December".split()
_DATED_FIRST = re.compile(rf"(?:On |Vào )?(?P<date>{english.DATE}|{vietnamese.DATE}),? ")
_NAME = re.compile(r"(?<=[\w,;(] )[^\W\d_][\w'’-]*")


class _Source(NamedTuple):
    """A passage's sentences, each on one line, with the words that are names."""

    passage: Passage
    sentences: tuple[str, ...]


class RuleSuggester(QuestionSuggester):
    """Makes when-, who-, what-about- and what-happened-questions by rules for English and Vietnamese.

    Dates and names are asked about across the languages; everything else in the source's own.
    """

    def suggest(self, passages: Sequence[Passage], language: str) -> list[str]:
        """Questions in `language` (English where it is not spoken here), the most telling kinds first."""
        spoken = language if language in LANGUAGES else "en"
        sources = [_Source(passage, _sentences(passage.text)) for passage in passages]
        names = frozenset(_names(sources))
        own = [source for source in sources if source.passage.language == spoken]
        dated = (_when(s, spoken, names) for source in own for s in source.sentences)
        made = (
            # The short ones read best.
            *sorted((text for text in dated if text), key=lambda text: len(text.split())),
            *(_who(s, source.passage.language, spoken) for source in sources for s in source.sentences),
            *(_about(heading, spoken, names) for heading in _headings(own)),
            *(_happened(s, spoken) for source in sources for s in source.sentences),
        )
        return list(dict.fromkeys(text for text in made if text and len(text) <= _LONGEST))


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(" ".join(text[start:end].split()) for start, end in sentences(text))


def _names(sources: Sequence[_Source]) -> Iterator[str]:
    """The words that are written with a capital inside a sentence."""
    for source in sources:
        for sentence in source.sentences:
            yield from (word for word in _NAME.findall(sentence) if word[0].isupper())


def _headings(sources: Sequence[_Source]) -> list[str]:
    """The headings under the passages but for the outermost, which is most often the title."""
    return list(dict.fromkeys(heading for source in sources for heading in source.passage.heading[1:]))


def _when(sentence: str, language: str, names: frozenset[str]) -> str | None:
    return vietnamese.when(sentence) if language == "vi" else english.when(sentence, names)


def _who(sentence: str, written: str, language: str) -> str | None:
    verb, name = english.who(sentence) or ("", "") if written == "en" else ("was", vietnamese.who(sentence))
    if not name:
        return None
    if verb == "is":
        return say(language, "Who is {name}?", name=name)
    return say(language, "Who was {name}?", name=name)


def _about(heading: str, language: str, names: frozenset[str]) -> str | None:
    topic = vietnamese.topic(heading, names) if language == "vi" else english.topic(heading, names)
    return say(language, "What do the sources say about {topic}?", topic=topic) if topic else None


def _happened(sentence: str, language: str) -> str | None:
    """What-happened-question of a sentence that begins with a day."""
    dated = _DATED_FIRST.match(sentence)
    days = facts.days(facts.tokens(dated["date"])) if dated else ()
    if len(days) != 1 or not all(days[0]):
        return None
    year, month, day = days[0]
    if language == "vi":
        return say(language, "What happened on {day}?", day=f"ngày {day} tháng {month} năm {year}")
    return say(language, "What happened on {day}?", day=f"{day} {_MONTHS[month - 1]} {year}")
