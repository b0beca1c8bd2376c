"""Joining what the words and the vectors found into one ranking."""

from __future__ import annotations

from collections.abc import Mapping

from studyhall.domain.evidence import Hit


def fuse(words: Mapping[int, float], vectors: Mapping[int, float], weight: float) -> list[Hit]:
    """Hits best first: score = (1 - weight) · words + weight · vectors, the convex combination of
    Bruch, Gai, Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval".

    Neither part is stretched by the list it stands in, so a score means the same in every search: `words`
    is the share of the question's importance that the passage holds (see `LexicalIndex.search`), `vectors`
    the cosine similarity. A passage that only the words found is taken to be as near as the farthest of
    the vectors' list, which is the most that it can be. Equal scores stand in the order of their ids.
    """
    if not vectors:
        hits = [Hit(passage, score, words=score) for passage, score in words.items()]
    else:
        farthest = min(vectors.values())
        near = {passage: vectors.get(passage, farthest) for passage in (*words, *vectors)}
        hits = [
            Hit(
                passage,
                (1 - weight) * words.get(passage, 0.0) + weight * cosine,
                words.get(passage, 0.0),
                cosine,
            )
            for passage, cosine in near.items()
        ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))
