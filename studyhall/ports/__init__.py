"""Every socket of the house: what the services need, and adapters provide.

Ports are abstract classes, so that fakes in tests are subclasses too; one contract suite a port runs on
every adapter and every fake.
"""

from studyhall.ports.conversing import Conversations, Exchanges, Reviews
from studyhall.ports.metering import Charge, CourseTerms, Meter, Usage
from studyhall.ports.people import Memberships, PasswordHasher, People, Sessions
from studyhall.ports.quizzes import Attempts, Grades, Makings, Quizzes, Settled, Versions
from studyhall.ports.quizzing import AnswerGrader, Dropped, GradingRequest, QuestionRequest, QuestionWriter
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
from studyhall.ports.writing import (
    AnswerWriter,
    Draft,
    Engine,
    QuestionRewriter,
    QuestionSuggester,
    Telling,
    Turn,
    WriterRequest,
    untold,
)

__all__ = [
    "AnswerGrader",
    "AnswerWriter",
    "Attempts",
    "Changes",
    "Charge",
    "Conversations",
    "CourseTerms",
    "Courses",
    "Documents",
    "Draft",
    "Dropped",
    "Embedder",
    "Engine",
    "Exchanges",
    "Grades",
    "GradingRequest",
    "IndexedPassage",
    "Jobs",
    "Makings",
    "Memberships",
    "Meter",
    "Passages",
    "PasswordHasher",
    "People",
    "QuestionRequest",
    "QuestionRewriter",
    "QuestionSuggester",
    "QuestionWriter",
    "Quizzes",
    "Reader",
    "Reviews",
    "Sessions",
    "Settled",
    "Shelf",
    "ShelfSearch",
    "Shelves",
    "SourceSummary",
    "Storage",
    "StoredVector",
    "Telling",
    "Turn",
    "UnitOfWork",
    "Usage",
    "Vector",
    "Versions",
    "WriterRequest",
    "untold",
]
