"""Asking a course: `ask`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from studyhall.cli.opening import now, opened
from studyhall.cli.output import Json, counted, print_json
from studyhall.cli.sources import OnlyCourse
from studyhall.domain.evidence import Citation, Evidence, SearchMode
from studyhall.services.tutoring import Reply

EngineName = Annotated[str, typer.Option("--engine", help="Who writes the answer: offline.")]


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(ask)


def ask(
    question: Annotated[str, typer.Argument(help="What you want to know, in any language.")],
    course: OnlyCourse = None,
    engine: EngineName = "offline",
    json: Json = False,
) -> None:
    """Ask a course a question; the answer quotes its sources."""
    with opened() as session:
        found = session.hall.courses.find(session.actor, course)
        reply = session.hall.tutoring.ask(session.actor, found, question, now(), engine)
    if json:
        print_json(_values(reply))
    else:
        _show(reply)


def _show(reply: Reply) -> None:
    """An answer for reading on a terminal: its text, then where each quotation stands."""
    answer = reply.answer
    print(answer.text)
    for citation in answer.citations:
        print(f"\n[{citation.key}] {_place(citation)}", end="")
    for near in answer.nearest:
        print(f"\n· {near.passage.title}: {_beginning(near)}", end="")
    print(f"\n\n{_engine_note(reply)}")


def _place(citation: Citation) -> str:
    side = f" ({citation.side})" if citation.side else ""
    page = f", p. {citation.page}" if citation.page else ""
    # The outermost heading is most often the title again.
    path = [heading for heading in citation.heading if heading != citation.title]
    heading = f" — {' › '.join(path)}" if path else ""
    return f"{citation.title}{side}{heading}{page} · {citation.document_id}:{citation.start}-{citation.end}"


def _beginning(near: Evidence) -> str:
    text = " ".join(near.passage.text.split())
    return text if len(text) <= 100 else text[:99].rsplit(" ", 1)[0] + "…"


def _engine_note(reply: Reply) -> str:
    found = reply.found
    searched = counted(found.passages - found.waiting, "passage")
    note = (
        f"{searched} of {counted(found.documents, 'document')} searched; quoted word for word by the "
        f"{reply.answer.engine} engine, which writes nothing itself."
    )
    if found.mode is SearchMode.WORDS:
        note += " Another Study Hall process holds the vector index, so words alone were searched."
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
        "tokens": {"input": 0, "output": 0},
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
