"""Asking a course: `ask`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from studyhall.cli.opening import now, opened
from studyhall.cli.output import Json, counted, print_json
from studyhall.cli.sources import OnlyCourse
from studyhall.domain.evidence import Citation, Evidence, SearchMode
from studyhall.services.engines import MODEL, OFFLINE
from studyhall.services.tutoring import Reply

EngineName = Annotated[
    str,
    typer.Option(
        "--engine",
        help="Who writes the answer: offline, or llm (sends the question and its passages to the model).",
    ),
]


_WRITTEN = {
    OFFLINE: "quoted word for word by the offline engine, which writes nothing itself.",
    MODEL: "written by a language model; its quotations were checked word for word.",
}


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(ask)


def ask(
    question: Annotated[str, typer.Argument(help="What you want to know, in any language.")],
    course: OnlyCourse = None,
    engine: EngineName = OFFLINE,
    json: Json = False,
) -> None:
    """Ask a course a question; the answer quotes its sources."""
    with opened() as session:
        found = session.hall.courses.find(session.actor, course)
        reply = session.hall.tutoring.ask(session.actor, found, question, now(), engine)
        owned = session.hall.indexing.owned
    if json:
        print_json(_values(reply))
    else:
        _show(reply, owned=owned)


def _show(reply: Reply, *, owned: bool) -> None:
    """An answer for reading on a terminal: its text, then where each quotation stands.

    `owned` tells whether this process may read the vectors.
    """
    answer = reply.answer
    print(answer.text)
    for citation in answer.citations:
        print(f"\n[{citation.key}] {place_of(citation)}", end="")
    for near in answer.nearest:
        print(f"\n· {near.passage.title}: {_beginning(near)}", end="")
    print(f"\n\n{_engine_note(reply, owned=owned)}")


def place_of(citation: Citation) -> str:
    """Where a citation stands, in words."""
    side = f" ({citation.side})" if citation.side else ""
    page = f", p. {citation.page}" if citation.page else ""
    # The outermost heading is most often the title again.
    path = [heading for heading in citation.heading if heading != citation.title]
    heading = f" — {' › '.join(path)}" if path else ""
    return f"{citation.title}{side}{heading}{page} · {citation.document_id}:{citation.start}-{citation.end}"


def _beginning(near: Evidence) -> str:
    text = " ".join(near.passage.text.split())
    return text if len(text) <= 100 else text[:99].rsplit(" ", 1)[0] + "…"


def _engine_note(reply: Reply, *, owned: bool) -> str:
    found = reply.found
    searched = counted(found.passages - found.waiting, "passage")
    written = _WRITTEN.get(reply.answer.engine, "")
    note = f"{searched} of {counted(found.documents, 'document')} searched; {written}"
    if reply.answer.trouble:
        note = f"The language model failed ({reply.answer.trouble}), so this is quoted. {note}"
    if found.mode is SearchMode.WORDS:
        why = "The embedding model failed" if owned else "Another Study Hall process holds the vector index"
        note += f" {why}, so words alone were searched."
    if found.waiting:
        note += f" It has still to take in {counted(found.waiting, 'new passage')}; ask again in a moment."
    return note


def _values(reply: Reply) -> dict[str, Any]:
    answer = reply.answer
    return {
        "answer": answer.text,
        "status": answer.status.value,
        "reason": answer.reason.value if answer.reason else None,
        "language": answer.language,
        "engine": answer.engine,
        "trouble": answer.trouble or None,
        "understood": answer.understood or None,
        "citations": [citation_values(citation) for citation in answer.citations],
        "accounts": [
            {"side": account.side, "text": account.text, "citations": list(account.citations)}
            for account in answer.accounts
        ],
        "nearest": [_nearest_values(near) for near in answer.nearest],
        "searched": {
            "mode": reply.found.mode.value,
            "documents": reply.found.documents,
            "passages": reply.found.passages - reply.found.waiting,
            "waiting": reply.found.waiting,
        },
        "seconds": {
            "retrieve": round(reply.retrieve_seconds, 4),
            "write": round(reply.write_seconds, 4),
        },
        "tokens": {"input": reply.tokens.input, "output": reply.tokens.output},
    }


def citation_values(citation: Citation) -> dict[str, Any]:
    """A citation as the contract has it."""
    values = dict(vars(citation))
    return (
        {"key": values.pop("key"), "document": values.pop("document_id")}
        | values
        | {"heading": list(citation.heading)}
    )


def _nearest_values(near: Evidence) -> dict[str, Any]:
    passage = near.passage
    return {
        "document": passage.document_id,
        "title": passage.title,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": round(near.score, 4),
    }
