"""Every socket of the house: what the services need, and adapters provide.

Ports are abstract classes, so that fakes in tests are subclasses too; one contract suite a port runs on
every adapter and every fake.
"""

from studyhall.ports.reading import Reader
from studyhall.ports.searching import (
    Embedder,
    IndexedPassage,
    Shelf,
    ShelfSearch,
    Shelves,
    Vector,
)
from studyhall.ports.storing import (
    Changes,
    Courses,
    Documents,
    Exchanges,
    Passages,
    People,
    SourceSummary,
    Storage,
    StoredVector,
    UnitOfWork,
)
from studyhall.ports.writing import AnswerWriter, Engine, WriterRequest

__all__ = [
    "AnswerWriter",
    "Changes",
    "Courses",
    "Documents",
    "Embedder",
    "Engine",
    "Exchanges",
    "IndexedPassage",
    "Passages",
    "People",
    "Reader",
    "Shelf",
    "ShelfSearch",
    "Shelves",
    "SourceSummary",
    "Storage",
    "StoredVector",
    "UnitOfWork",
    "Vector",
    "WriterRequest",
]
