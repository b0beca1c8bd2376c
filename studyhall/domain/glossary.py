"""English and Vietnamese words that say the same, and names that are written in several ways.

The lexicon beside this module was written for it, from general knowledge: the vocabulary of school texts.
A row holds ways to say one thing, separated by semicolons, in each language; a row with English alone is a
name that is spelled in several ways whatever the language around it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from studyhall.domain.language import language_of
from studyhall.domain.tokens import Word, fold, term, words

Phrase = tuple[str, ...]
"""The words of a phrase in order, lower-case, with their diacritics; `tokens.term` makes them terms."""


class Rendering(NamedTuple):
    """What the lexicon knows of the phrase at `start:end`.

    `translations` say it in the other language. `variants` are other spellings of a name, as good as itself;
    `related` are words of the same language that are near to it in meaning.
    """

    start: int
    end: int
    translations: tuple[Phrase, ...] = ()
    variants: tuple[Phrase, ...] = ()
    related: tuple[Phrase, ...] = ()


class _Entry(NamedTuple):
    translations: tuple[Phrase, ...] = ()
    variants: tuple[Phrase, ...] = ()
    related: tuple[Phrase, ...] = ()


class _Lexicon(NamedTuple):
    """Entries by key; `folded` are those keys of Vietnamese phrases that are read without diacritics."""

    english: dict[Phrase, _Entry]
    vietnamese: dict[Phrase, _Entry]
    folded: dict[Phrase, _Entry]
    names: dict[Phrase, _Entry]


_LONGEST = 8


def renderings(text: str, language: str = "") -> tuple[Rendering, ...]:
    """What the lexicon knows of the phrases of `text`, the longest ones first taken, none overlapping.

    `language` is that of `text`, or told from it; a text that is neither English nor Vietnamese has names
    only. English is looked up by its terms, so that endings do not matter. Vietnamese is looked up with its
    diacritics; phrases of several syllables, and everything in a text without any diacritics, also without.
    """
    found: list[Rendering] = []
    asked = words(text)
    tables = _tables(language or language_of(text), bare=fold(text) == text.casefold())
    at = 0
    while at < len(asked):
        size, entry = _longest(asked, at, tables)
        if entry is not None:
            found.append(Rendering(asked[at].start, asked[at + size - 1].end, *entry))
        at += size
    return tuple(found)


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """All words of the lexicon, folded."""
    lexicon = _lexicon()
    entries = (
        entry for table in (lexicon.english, lexicon.vietnamese, lexicon.names) for entry in table.values()
    )
    phrases = (phrase for entry in entries for column in entry for phrase in column)
    return frozenset(fold(word) for phrase in phrases for word in phrase)


def _longest(asked: Sequence[Word], at: int, tables: Sequence[_Table]) -> tuple[int, _Entry | None]:
    for size in range(min(_LONGEST, len(asked) - at), 0, -1):
        exact = tuple(word.text for word in asked[at : at + size])
        folded = tuple(term(word) for word in exact)
        entries = [
            entry
            for table in tables
            if size >= table.shortest and (entry := table.entries.get(folded if table.by_term else exact))
        ]
        if entries:
            return size, _joined(entries)
    return 1, None


class _Table(NamedTuple):
    entries: dict[Phrase, _Entry]
    by_term: bool
    shortest: int = 1


def _tables(language: str, bare: bool) -> list[_Table]:
    lexicon = _lexicon()
    tables = [_Table(lexicon.names, by_term=True)]
    if language == "en":
        tables.append(_Table(lexicon.english, by_term=True))
    if language == "vi":
        tables.append(_Table(lexicon.vietnamese, by_term=False))
        tables.append(_Table(lexicon.folded, by_term=True, shortest=1 if bare else 2))
    return tables


def _joined(entries: Sequence[_Entry]) -> _Entry:
    columns = zip(*entries, strict=True)
    return _Entry(*(tuple(dict.fromkeys(phrase for cell in column for phrase in cell)) for column in columns))


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    lexicon = _Lexicon({}, {}, {}, {})
    content = files("studyhall.domain").joinpath("glossary.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(content.splitlines()):
        english, vietnamese = _phrases(row["en"]), _phrases(row["vi"])
        for terms in english.values():
            others = _others(terms, english)
            if vietnamese:
                _add(lexicon.english, terms, _Entry(tuple(vietnamese), related=others))
            else:
                _add(lexicon.names, terms, _Entry(variants=others))
        for phrase, terms in vietnamese.items():
            entry = _Entry(tuple(english), related=_others(terms, vietnamese))
            _add(lexicon.vietnamese, phrase, entry)
            _add(lexicon.folded, terms, entry)
    return lexicon


def _phrases(cell: str) -> dict[Phrase, Phrase]:
    """The phrases of a cell with their terms. Splitting at blanks is a shortcut for what `words` does."""
    phrases = (
        tuple(phrase.split(" "))
        if phrase.replace(" ", "").isalpha()
        else tuple(word.text for word in words(phrase))
        for phrase in cell.split(";")
        if phrase
    )
    return {phrase: tuple(term(word) for word in phrase) for phrase in phrases}


def _others(terms: Phrase, among: dict[Phrase, Phrase]) -> tuple[Phrase, ...]:
    return tuple(other for other, its_terms in among.items() if its_terms != terms)


def _add(table: dict[Phrase, _Entry], key: Phrase, entry: _Entry) -> None:
    table[key] = _joined([table[key], entry]) if key in table else entry
