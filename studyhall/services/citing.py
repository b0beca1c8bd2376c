"""Whether words that were quoted still stand in their source, and in which passage."""

from __future__ import annotations

from studyhall.domain.conversation import KeptCitation, SourceState
from studyhall.domain.documents import Passage
from studyhall.domain.evidence import Citation
from studyhall.domain.tasks import Fault, Unfit
from studyhall.ports import UnitOfWork


def stands(work: UnitOfWork, citation: Citation) -> bool:
    """Whether the quoted words stand at their place in the version of the source that is cited."""
    return work.documents.quoted(citation) == citation.quote


def kept(work: UnitOfWork, citation: Citation) -> KeptCitation:
    """The words that settle a question, and whether they still stand in the course."""
    if stands(work, citation):
        return KeptCitation(citation, SourceState.CURRENT)
    there = work.documents.get(citation.document_id) is not None
    return KeptCitation(citation, SourceState.REPLACED if there else SourceState.REMOVED)


def proving(work: UnitOfWork, citation: Citation) -> Passage:
    """The passage in which the words lie that prove a question. Raises Unfit where it changed or is gone."""
    passage = work.passages.holding(citation)
    if passage is None:
        raise Unfit(Fault.NOT_IN_SOURCE)
    return passage
