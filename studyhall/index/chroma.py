"""The index of vectors: Chroma's embedded client, cosine space, raw vectors in and out."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from studyhall.domain.errors import IndexFailure
from studyhall.index.failures import translated
from studyhall.ports import StoredVector, Vector

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection
    from numpy import float32
    from numpy.typing import NDArray

_NAME = "passages"
# At most 5,461 fit one call; batches of 200 to 500 were measured fastest.
_BATCH = 500
T = TypeVar("T")


class VectorIndex:
    """One folder of Chroma. Only the owner of all shelves may open it: it is not made for two processes."""

    def __init__(self, folder: Path) -> None:
        with translated("opened"), _collection_paused():
            import chromadb
            from chromadb.config import Settings

            folder.mkdir(parents=True, exist_ok=True)
            settings = Settings(anonymized_telemetry=False)
            self._client = self._started(partial(chromadb.PersistentClient, str(folder), settings))
            try:
                self._passages: Collection = self._client.get_or_create_collection(
                    _NAME, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
                )
            except BaseException:
                self._client.close()
                raise

    @staticmethod
    def _started(start: Callable[[], ClientAPI]) -> Client:
        try:
            return cast("Client", start())
        except Exception:
            # Chroma keeps a client that failed to start, and lets go of it when asked for it once more.
            with suppress(Exception):
                cast("Client", start()).close()
            raise

    def close(self) -> None:
        """Let go of the folder, so that it can be deleted or opened by another process."""
        with translated("closed"):
            self._client.close()

    def count(self) -> int:
        """How many vectors there are."""
        with translated("read"):
            return self._passages.count()

    def put(self, vectors: Sequence[StoredVector]) -> None:
        """Put vectors in, in place of those with the same ids."""
        with translated("written"):
            for batch in _batches(vectors):
                ids = [str(vector.passage_id) for vector in batch]
                self._passages.upsert(ids, embeddings=_array([vector.vector for vector in batch]))

    def remove(self, ids: Sequence[int]) -> None:
        """Take vectors out; ids that are not there are fine."""
        with translated("written"):
            for batch in _batches(ids):
                self._passages.delete(ids=[str(passage) for passage in batch])

    def vectors(self, ids: Sequence[int]) -> dict[int, list[float]]:
        """The stored vectors of those of `ids` that have one."""
        found: dict[int, list[float]] = {}
        with translated("read"):
            for batch in _batches(ids):
                got = _again(partial(self._passages.get, [str(i) for i in batch], include=["embeddings"]))
                embeddings = got["embeddings"]
                if embeddings is None or len(embeddings) != len(got["ids"]):
                    raise IndexFailure("the vectors of some passages cannot be read", "repair the indexes")
                rows = [[float(value) for value in row] for row in embeddings]
                found.update(zip(map(int, got["ids"]), rows, strict=True))
        return found

    def sample(self, size: int) -> list[int]:
        """The ids of at most `size` passages, any."""
        with translated("read"):
            return [int(passage) for passage in self._passages.get(limit=size, include=[])["ids"]]

    def search(self, vector: Vector, limit: int) -> dict[int, float]:
        """The cosine similarity, at least 0, of the `limit` passages nearest to `vector`."""
        with translated("searched"):
            found = _again(
                partial(
                    self._passages.query,
                    query_embeddings=_array([vector]),
                    n_results=limit,
                    include=["distances"],
                )
            )
            distances = found["distances"] or [[]]
            return {
                int(passage): min(1.0, max(0.0, 1.0 - float(distance)))
                for passage, distance in zip(found["ids"][0], distances[0], strict=True)
            }


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Importing Chroma makes so many objects that collecting garbage took half of the time (0.9 s to 0.5)."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _array(vectors: Sequence[Vector]) -> NDArray[float32]:
    import numpy

    return numpy.asarray([list(vector) for vector in vectors], dtype=numpy.float32)


def _again(read: Callable[[], T]) -> T:
    """Read; once more where the first read after the first write came before its files did."""
    from chromadb.errors import InternalError

    try:
        return read()
    except InternalError as error:
        if "Nothing found on disk" not in str(error):
            raise
        return read()


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for at in range(0, len(items), _BATCH):
        yield items[at : at + _BATCH]
