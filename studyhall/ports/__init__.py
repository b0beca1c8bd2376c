"""Every socket of the house: what the services need, and adapters provide.

Ports are abstract classes, so that fakes in tests are subclasses too; one contract suite a port runs on
every adapter and every fake.
"""

from studyhall.ports.conversing import Conversations, Exchanges
from studyhall.ports.people import Memberships, PasswordHasher, People, Sessions
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
    Passages,
    SourceSummary,
    Storage,
    StoredVector,
    UnitOfWork,
)
from studyhall.ports.working import Jobs
from studyhall.ports.writing import AnswerWriter, Engine, QuestionSuggester, WriterRequest

__all__ = [
    "AnswerWriter",
    "Changes",
    "Conversations",
    "Courses",
    "Documents",
    "Embedder",
    "Engine",
    "Exchanges",
    "IndexedPassage",
    "Jobs",
    "Memberships",
    "Passages",
    "PasswordHasher",
    "People",
    "QuestionSuggester",
    "Reader",
    "Sessions",
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
