"""The one place where what the vendors' libraries raise becomes ModelFailure, by type."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from studyhall.domain.errors import ModelFailure, Trouble

TOLD: Mapping[Trouble, tuple[str, str]] = {
    Trouble.KEY: ("the language model's server refused the key", "check the key in the settings"),
    Trouble.QUOTA: ("the account with the language model is used up", "look at its billing"),
    Trouble.MISSING: (
        "the language model's server does not know this model",
        "check its name and address in the settings",
    ),
    Trouble.REQUEST: ("the language model's server refused the request", "see studyhall.log for why"),
    Trouble.TOO_LONG: (
        "the question with its passages is too long for the language model",
        "set STUDYHALL_MODEL_CONTEXT to what the model takes",
    ),
    Trouble.BUSY: ("the language model has too much to do", "try again in a minute"),
    Trouble.DOWN: ("the language model cannot be reached", "try again in a minute"),
    Trouble.SLOW: ("the language model did not answer in time", "try again"),
    Trouble.CUT: ("the language model's answer broke off", "try again"),
    Trouble.FILTERED: ("the language model's provider held its answer back", "ask in other words"),
    Trouble.GARBLED: ("what the language model sent could not be read", "try again"),
    Trouble.UNPROVEN: ("nothing that the language model wrote could be proven", "ask in other words"),
    Trouble.LIMIT: (
        "what this course may use of the language model in a day is used up",
        "try again tomorrow, or have a teacher raise the limit",
    ),
    Trouble.OFF: (
        "the language model is switched off in this course",
        "have a teacher of the course switch it on",
    ),
}
_CODES = {
    "insufficient_quota": Trouble.QUOTA,
    "billing_hard_limit_reached": Trouble.QUOTA,
    "rate_limit_exceeded": Trouble.BUSY,
    "context_length_exceeded": Trouble.TOO_LONG,
    "content_filter": Trouble.FILTERED,
    "content_policy_violation": Trouble.FILTERED,
    "invalid_api_key": Trouble.KEY,
    "model_not_found": Trouble.MISSING,
    "server_error": Trouble.DOWN,
}

_log = logging.getLogger(__name__)


def failure(trouble: Trouble, after: float | None = None) -> ModelFailure:
    """What is wrong, with its sentence, and the seconds that the server wants to be left alone."""
    return ModelFailure(trouble, *TOLD[trouble], after)


@cache
def troubles() -> Mapping[type[BaseException], Trouble]:
    """What each of the vendors' exceptions means; a class that is not here means what its base does."""
    import httpx2
    import openai
    from langchain_core import exceptions as langchain
    from langchain_openai.chat_models import base as langchain_openai
    from pydantic import ValidationError

    return {
        openai.OpenAIError: Trouble.REQUEST,
        openai.APIError: Trouble.DOWN,
        openai.APIResponseValidationError: Trouble.GARBLED,
        openai.APIStatusError: Trouble.REQUEST,
        openai.AuthenticationError: Trouble.KEY,
        openai.PermissionDeniedError: Trouble.KEY,
        openai.NotFoundError: Trouble.MISSING,
        openai.ConflictError: Trouble.BUSY,
        openai.RateLimitError: Trouble.BUSY,
        openai.InternalServerError: Trouble.DOWN,
        openai.APIConnectionError: Trouble.DOWN,
        openai.APITimeoutError: Trouble.SLOW,
        openai.LengthFinishReasonError: Trouble.CUT,
        openai.ContentFilterFinishReasonError: Trouble.FILTERED,
        httpx2.HTTPError: Trouble.CUT,
        httpx2.InvalidURL: Trouble.MISSING,
        httpx2.StreamError: Trouble.CUT,
        httpx2.TimeoutException: Trouble.SLOW,
        httpx2.ConnectError: Trouble.DOWN,
        httpx2.ProxyError: Trouble.DOWN,
        httpx2.UnsupportedProtocol: Trouble.MISSING,
        httpx2.DecodingError: Trouble.GARBLED,
        httpx2.SSEError: Trouble.GARBLED,
        langchain.ModelError: Trouble.DOWN,
        langchain.ContextOverflowError: Trouble.TOO_LONG,
        # These have a base of the SDK's as well, which tells less and comes first.
        langchain_openai.OpenAIContextOverflowError: Trouble.TOO_LONG,
        langchain_openai.OpenAIAPIContextOverflowError: Trouble.TOO_LONG,
        langchain.ModelAuthenticationError: Trouble.KEY,
        langchain.ModelPermissionDeniedError: Trouble.KEY,
        langchain.ModelInvalidRequestError: Trouble.REQUEST,
        langchain.ModelNotFoundError: Trouble.MISSING,
        langchain.ModelRateLimitError: Trouble.BUSY,
        langchain.ModelConnectionError: Trouble.DOWN,
        langchain.ModelTimeoutError: Trouble.SLOW,
        langchain.OutputParserException: Trouble.GARBLED,
        ValidationError: Trouble.GARBLED,
        json.JSONDecodeError: Trouble.GARBLED,
        # What the SDK makes of a body that is not what it waits for.
        AssertionError: Trouble.GARBLED,
        AttributeError: Trouble.GARBLED,
        TypeError: Trouble.GARBLED,
        ValueError: Trouble.GARBLED,
        KeyError: Trouble.GARBLED,
        OSError: Trouble.DOWN,
    }


def translated(error: BaseException, model: str) -> ModelFailure:
    """What an exception of a vendor's library means; its type goes to the log, its words do not.

    An exception that no vendor raises is given back as it is raised: it is a fault of ours.
    """
    if isinstance(error, ModelFailure):
        return error
    known = troubles()
    meant = next((known[one] for one in type(error).__mro__ if one in known), None)
    if meant is None:
        raise error
    trouble = _CODES.get(_code(error), meant)
    status = getattr(error, "status_code", None)
    _log.warning("a call of %s failed: %s, %s, status %s", model, trouble, type(error).__name__, status)
    return failure(trouble, _after(error))


def was_refused(error: BaseException) -> bool:
    """Whether nothing can have been used: the server refused the request, or could not be reached."""
    import httpx2
    import openai

    unreached = isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout)
    return unreached or isinstance(error, openai.APIStatusError)


def _code(error: BaseException) -> str:
    """The code, or else the kind, by which the server itself called its error."""
    told = (getattr(error, "code", None), getattr(error, "type", None))
    return next((one for one in told if isinstance(one, str) and one in _CODES), "")


def _after(error: BaseException) -> float | None:
    """The seconds after which the server wants to be asked again, where it tells them."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        if "retry-after-ms" in headers:
            return max(0.0, float(headers["retry-after-ms"]) / 1000)
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        pass
    try:
        at = parsedate_to_datetime(headers.get("retry-after", ""))
    except (TypeError, ValueError):
        return None
    return max(0.0, (at - datetime.now(UTC)).total_seconds()) if at.tzinfo else None
