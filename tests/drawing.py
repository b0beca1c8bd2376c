"""Questions and answers drawn at random, of every kind."""

from __future__ import annotations

from hypothesis import assume
from hypothesis import strategies as st

from studyhall.domain.evidence import Citation
from studyhall.domain.questions import Difficulty, Given, Question, Solution
from studyhall.domain.tasks import BLANK, Kind, MultipleResponse, Task, Unfit, options_of, task_of

COUNTS = {Kind.MCQ: (3, 5), Kind.MULTI: (4, 6), Kind.ORDER: (3, 6)}
"""How many options a kind has, at least and at most."""
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0_"), min_size=1, max_size=30)


@st.composite
def tasks(draw: st.DrawFn, kinds: tuple[Kind, ...] = tuple(Kind)) -> Task:
    kind = draw(st.sampled_from(kinds))
    prompt = draw(words) + (BLANK if kind is Kind.CLOZE else "?")
    least, most = COUNTS.get(kind, (0, 0))
    options = draw(st.lists(words, min_size=least, max_size=most))
    try:
        return task_of(kind, prompt, tuple(options))
    except Unfit:
        # Two options may differ in nothing but case.
        assume(False)
        raise


def givens(task: Task) -> st.SearchStrategy[Given]:
    """What a pupil may answer."""
    count = len(options_of(task))
    some = st.lists(st.integers(0, count - 1), unique=True).map(lambda chosen: tuple(sorted(chosen)))
    return {
        Kind.MCQ: st.integers(0, max(count - 1, 0)),
        Kind.MULTI: some,
        Kind.TRUE_FALSE: st.booleans(),
        Kind.SHORT: words,
        Kind.CLOZE: words,
        Kind.ORDER: st.permutations(range(count)).map(tuple),
    }[task.kind]


def keys(task: Task) -> st.SearchStrategy[Given]:
    """What may be right."""
    if isinstance(task, MultipleResponse):
        indexes = st.integers(0, len(task.options) - 1)
        chosen = st.lists(indexes, unique=True, min_size=2, max_size=len(task.options) - 1)
        return chosen.map(lambda several: tuple(sorted(several)))
    return givens(task).filter(lambda key: not isinstance(key, str) or key.strip())


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    quote, start = draw(words), draw(st.integers(0, 10**6))
    place = (draw(st.none() | st.integers(1, 900)), tuple(draw(st.lists(words, max_size=3))))
    told = [draw(words) for _ in range(3)]
    return Citation("S1", "d1", *told, "vi", start, start + len(quote), quote, *place)


@st.composite
def questions(draw: st.DrawFn, kinds: tuple[Kind, ...] = tuple(Kind)) -> Question:
    task = draw(tasks(kinds))
    key = draw(keys(task))
    others = st.lists(words.filter(str.strip), max_size=3, unique=True).map(tuple)
    accepted = draw(others) if isinstance(key, str) else ()
    solution = Solution(key, draw(words), draw(citations()), accepted, draw(st.just("") | words))
    told = (draw(st.sampled_from(("en", "vi"))), draw(st.sampled_from(Difficulty)), draw(st.just("") | words))
    return Question(task, solution, *told)
