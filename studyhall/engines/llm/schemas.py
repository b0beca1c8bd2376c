"""The forms that a model is asked to keep to where its reply is read by a program."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from studyhall.domain.questions import Difficulty
from studyhall.domain.tasks import Kind

SHARES = (0.0, 0.5, 1.0)


def _listed(told: Any) -> list[Any]:
    """What a model wrote where words are listed: small ones forget the list, or the quotation marks."""
    parts = told if isinstance(told, list) else [told]
    return [json.dumps(part) if isinstance(part, bool | int | float) else part for part in parts]


_Words = Annotated[list[str], BeforeValidator(_listed)]


class _Form(BaseModel):
    # A server that keeps to a form strictly wants to be told that nothing else may stand there.
    model_config = ConfigDict(json_schema_extra={"additionalProperties": False})


class WrittenEvidence(_Form):
    """The key of a passage, and words copied from it."""

    key: str
    words: str


class WrittenQuestion(_Form):
    """A question as a model writes it; `right` are options, "true" or "false", or the answer in words.

    The evidence comes before what is made of it.
    """

    kind: Kind
    evidence: WrittenEvidence
    prompt: str
    options: _Words
    right: _Words
    accepted: _Words
    rubric: str
    explanation: str
    difficulty: Difficulty


class WrittenQuestions(_Form):
    """The reply of a model that is asked for questions."""

    questions: list[WrittenQuestion]


class WrittenGrade(_Form):
    """The reply of a model that is asked for a grade; the reason comes first, so that it is one."""

    reason: str
    quoted: str
    share: Annotated[float, Field(json_schema_extra={"enum": list(SHARES)})]
    confidence: float


def response_format(form: type[BaseModel]) -> dict[str, Any]:
    """A form as OpenAI's protocol has it (structured outputs, strict JSON Schema)."""
    told = {"name": form.__name__, "strict": True, "schema": form.model_json_schema()}
    return {"type": "json_schema", "json_schema": told}
