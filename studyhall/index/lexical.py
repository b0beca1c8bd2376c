"""The index of words: tantivy over words, folded terms with their pairs, character n-grams and headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import tantivy
from tantivy import Occur, Query

from studyhall.index.analysis import fields
from studyhall.index.failures import translated
from studyhall.index.querying import Alternative, Plan, Vocabulary, plan
from studyhall.index.ranking import Coverer
from studyhall.ports import IndexedPassage

_HEAP = 32_000_000
_TEXTS = ("words", "terms", "grams", "context")
# What the best sentence and the best two neighbours add to BM25, in its units: about a point of recall@1, and
# the same within two points from 0.5 to 1.
_SENTENCE, _NEIGHBOURS = 0.5, 0.5


class Candidate(NamedTuple):
    """A passage with tantivy's score and the terms of its sentences."""

    id: int
    score: float
    sentences: list[frozenset[str]]


@lru_cache(maxsize=1)
def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", stored=True, indexed=True, fast=True)
    builder.add_bytes_field("sentences", stored=True, indexed=False, fast=False)
    for name in _TEXTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class LexicalIndex(Vocabulary):
    """One folder of tantivy, which many processes may read while one writes; `refresh` shows the news."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        with translated("opened"):
            if create:
                folder.mkdir(parents=True, exist_ok=True)
                self._index = tantivy.Index(_schema(), str(folder))
            else:
                self._index = tantivy.Index.open(str(folder))
            self._index.config_reader(reload_policy="manual")
        self.refresh()

    def refresh(self) -> None:
        """See what has been committed since."""
        with translated("read"):
            self._index.reload()
            self._searcher = self._index.searcher()
            self.passages = int(self._searcher.num_docs)
            self._starting: dict[str, list[str]] = {}

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """A batch of changes, written when the block ends without an error and seen after `refresh`."""
        with translated("written"):
            writer = self._index.writer(_HEAP, 1)
            try:
                yield Writer(writer)
                writer.commit()
            except BaseException:
                writer.rollback()
                raise
            finally:
                writer.wait_merging_threads()
        self.refresh()

    def frequency(self, field: str, token: str) -> int:
        return int(self._searcher.doc_freq(field, token))

    def starting(self, letter: str) -> list[str]:
        if letter not in self._starting:
            known = self._searcher.terms_with_prefix("words", letter)
            self._starting[letter] = [word for word, _ in known]
        return self._starting[letter]

    def ids(self) -> set[int]:
        """The ids of all passages."""
        with translated("read"):
            found = self._searcher.search(Query.all_query(), max(self.passages, 1)).hits
            values = self._searcher.fast_field_values("id", [address for _, address in found])
            return {int(value) for value in values if value is not None}

    def search(self, question: str, limit: int, also: Sequence[int] = ()) -> dict[int, float]:
        """Scores in 0..1 of the `limit` passages that share most with the question, and of those in `also`.

        A score is the passage's BM25 sum, plus the importance of what its best sentence and its best two
        neighbouring sentences hold of the question, as a share of the most that any text could have.
        """
        with translated("searched"):
            asked = plan(question, self)
            if not asked.clauses:
                return dict.fromkeys(also, 0.0)
            query = Query.boolean_query([(Occur.Should, _clause(clause)) for clause in asked.clauses])
            found = self._candidates(query, limit)
            seen = {candidate.id for candidate in found}
            missing = [passage for passage in also if passage not in seen]
            if missing:
                among = Query.const_score_query(Query.term_set_query(_schema(), "id", missing), 0.0)
                found += self._candidates(
                    Query.boolean_query([(Occur.Must, among), (Occur.Should, query)]), len(missing)
                )
            coverer = Coverer(asked.needs)
            return {c.id: _score(c, asked, coverer) for c in found}

    def _candidates(self, query: Any, limit: int) -> list[Candidate]:
        hits = self._searcher.search(query, limit, count=False).hits
        found = []
        for score, address in hits:
            document: Any = self._searcher.doc(address)
            sentences = bytes(document.get_first("sentences")).decode().split("\n")
            terms = [frozenset(sentence.split(" ")) for sentence in sentences]
            found.append(Candidate(int(document.get_first("id")), float(score), terms))
        return found


class Writer:
    """Puts passages into the index and takes them out."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer

    def remove(self, ids: Sequence[int]) -> None:
        """Take passages out; ids that are not there are fine."""
        if ids:
            self._writer.delete_documents_by_query(Query.term_set_query(_schema(), "id", list(ids)))

    def put(self, passages: Sequence[IndexedPassage]) -> None:
        """Put passages in, in place of those with the same ids."""
        self.remove([passage.id for passage in passages])
        for passage in passages:
            self._writer.add_document(_document(passage))


def _document(passage: IndexedPassage) -> Any:
    found = fields(passage.text, passage.context)
    document = tantivy.Document()
    document.add_unsigned("id", passage.id)
    for name in _TEXTS:
        document.add_text(name, " ".join(getattr(found, name)))
    document.add_bytes("sentences", "\n".join(" ".join(s) for s in found.sentences).encode())
    return document


def _clause(alternatives: Sequence[Alternative]) -> Any:
    queries = [_alternative(alternative) for alternative in alternatives]
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)


def _alternative(alternative: Alternative) -> Any:
    weight = alternative.weight / len(alternative.tokens)
    queries = [
        Query.boost_query(Query.term_query(_schema(), field, token, index_option="freq"), weight)
        for field, token in alternative.tokens
    ]
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, q) for q in queries])


def _score(candidate: Candidate, asked: Plan, coverer: Coverer) -> float:
    held = coverer.coverage(candidate.sentences)
    value = candidate.score + _SENTENCE * held.sentence + _NEIGHBOURS * held.neighbours
    return min(1.0, value / (asked.best + (_SENTENCE + _NEIGHBOURS) * coverer.most))
