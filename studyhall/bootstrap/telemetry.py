"""Switching off what dependencies would send."""

from __future__ import annotations

import os

# Read by the libraries when they are imported, or once and then remembered: set before any of them is.
_SILENCED = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "OTEL_SDK_DISABLED": "true",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
}
# All of LangChain's: its tracing is switched on by names old and new, sent to more than one place, and a
# gateway may stand between. OpenAI's log tells questions to the terminal.
_UNSET = ("LANGCHAIN_", "LANGSMITH_", "OPENAI_LOG")


def silence_telemetry() -> None:
    """Switch off what dependencies would send; what was set from outside is overruled."""
    for name in [name for name in os.environ if name.startswith(_UNSET)]:
        del os.environ[name]
    os.environ.update(_SILENCED)
