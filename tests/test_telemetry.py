"""What dependencies would send of their own accord: nothing, whatever the environment asks them for."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.model_minds import quoting
from tests.model_server import ModelServer
from tests.serving import ROOT
from tests.spying import spying

# In a process of its own: the libraries read their variables once. It waits for whatever is under way.
ASKING = """
from datetime import UTC, datetime
from studyhall.bootstrap import bootstrap
from studyhall.domain.documents import NewSource, SourceFile
from studyhall.settings import load

hall, now = bootstrap(load()), datetime.now(UTC)
actor = hall.accounts.operator(now).id
source = NewSource(SourceFile("orla.md", b"# Orla\\n\\nThe bridge of Orla was built in 1897."), "orla.md")
hall.library.add(actor, "Orla", source, now)
reply = hall.tutoring.ask(actor, hall.courses.find(actor, "orla"), "When was the bridge built?", now, "llm")
print(reply.answer.engine, reply.answer.trouble)
from langchain_core.tracers.langchain import wait_for_all_tracers
wait_for_all_tracers()
hall.close()
"""


@pytest.mark.parametrize(
    "asked_for",
    [
        {"LANGSMITH_TRACING_V2": "true", "LANGSMITH_ENDPOINT": "{spy}", "LANGSMITH_API_KEY": "k"},
        {"LANGSMITH_RUNS_ENDPOINTS": "{map}", "LANGSMITH_TRACING_V2": "true"},
        {"LANGCHAIN_TRACING": "true", "LANGCHAIN_HANDLER": "langchain", "OPENAI_LOG": "debug"},
    ],
    ids=lambda one: next(iter(one)),
)
def test_a_question_goes_to_the_model_and_nowhere_else(tmp_path, asked_for):
    with ModelServer() as server, spying() as spy:
        server.always(quoting)
        filled = {"{spy}": spy.url, "{map}": json.dumps({spy.url: "k"})}
        environment = {
            **os.environ,
            **{name: filled.get(value, value) for name, value in asked_for.items()},
            "PYTHONPATH": str(ROOT),
            "STUDYHALL_HOME": str(tmp_path / "data"),
            "STUDYHALL_MODEL": "openai:test-model",
            "STUDYHALL_BASE_URL": server.url,
        }
        ran = subprocess.run(
            [sys.executable, "-c", ASKING],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        assert ran.stdout.split() == ["llm"], ran.stderr
        assert "bridge" not in ran.stderr
        assert (spy.came, len(server.asked())) == ([], 1)
