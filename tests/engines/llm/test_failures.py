"""The vendors' exceptions: each of their classes has its meaning here, so that a new one is noticed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx2
import openai
import pytest
from langchain_core import exceptions as langchain
from langchain_openai.chat_models import base as langchain_openai

from studyhall.domain.errors import ModelFailure, Trouble
from studyhall.engines.llm.failures import TOLD, translated, troubles

REQUEST = httpx2.Request("POST", "http://127.0.0.1/v1/chat/completions")
VENDORS = ("openai", "httpx2", "langchain_core", "langchain_openai")
ROOTS = (openai.OpenAIError, httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, langchain.ModelError)
# By name, with the module where a name is not the vendor's own only.
MEANT = {
    Trouble.KEY: "AuthenticationError PermissionDeniedError OAuthError ModelAuthenticationError "
    "ModelPermissionDeniedError OpenAIAuthenticationError OpenAIPermissionDeniedError",
    Trouble.MISSING: "NotFoundError ModelNotFoundError OpenAIModelNotFoundError InvalidURL "
    "UnsupportedProtocol",
    Trouble.REQUEST: "OpenAIError APIStatusError BadRequestError UnprocessableEntityError "
    "ModelInvalidRequestError OpenAIInvalidRequestError MutuallyExclusiveAuthError APIRemovedInV1 "
    "_AmbiguousModuleClientUsageError SubjectTokenProviderError StreamAlreadyConsumed "
    "WebSocketConnectionClosedError WebSocketQueueFullError MissingDependencyError AgentFilePreparationError "
    "AgentFileStagingError AgentOutputParseError AgentTurnResultError",
    Trouble.TOO_LONG: "ContextOverflowError OpenAIContextOverflowError OpenAIAPIContextOverflowError",
    Trouble.BUSY: "ConflictError RateLimitError ModelRateLimitError OpenAIRateLimitError",
    Trouble.DOWN: "APIError InternalServerError APIConnectionError ConnectError ProxyError ModelError "
    "ModelAPIError ModelConnectionError OpenAIAPIError OpenAIConnectionError",
    Trouble.SLOW: "APITimeoutError TimeoutException ConnectTimeout ReadTimeout WriteTimeout PoolTimeout "
    "ModelTimeoutError OpenAITimeoutError",
    Trouble.CUT: "LengthFinishReasonError HTTPError RequestError TransportError NetworkError ReadError "
    "WriteError CloseError ProtocolError LocalProtocolError RemoteProtocolError TooManyRedirects "
    "HTTPStatusError StreamError StreamConsumed StreamClosed ResponseNotRead RequestNotRead",
    Trouble.GARBLED: "APIResponseValidationError DecodingError SSEError",
    Trouble.FILTERED: "ContentFilterFinishReasonError",
}
EXPECTED = {name: trouble for trouble, names in MEANT.items() for name in names.split()}


def below(kind: type) -> set[type]:
    return {kind}.union(*(below(one) for one in kind.__subclasses__()))


def vendors() -> list[type]:
    """Every exception class that the vendors' libraries derive from their roots."""
    assert langchain_openai  # its classes count too
    found = set().union(*map(below, ROOTS))
    ours = (one for one in found if one.__module__.partition(".")[0] in VENDORS)
    return sorted(ours, key=lambda one: one.__name__)


def test_every_class_of_the_vendors_has_its_meaning():
    # Some are there only when a part that is not used here was imported.
    assert {one.__name__ for one in vendors()} <= set(EXPECTED)
    assert len(vendors()) > 50


@pytest.mark.parametrize("kind", vendors(), ids=lambda one: one.__name__)
def test_each_class_is_told_by_its_type_alone(kind):
    error = kind.__new__(kind)
    assert translated(error, "openai:test").trouble is EXPECTED[kind.__name__]


@pytest.mark.parametrize("error", [json.JSONDecodeError("no", "", 0), ValueError(), ConnectionResetError()])
def test_what_the_libraries_let_through_is_told_too(error):
    assert translated(error, "openai:test").trouble in (Trouble.GARBLED, Trouble.DOWN)


def test_what_is_no_fault_of_a_vendor_stays_what_it_is():
    class OurFault(Exception):
        pass

    with pytest.raises(OurFault):
        translated(OurFault(), "openai:test")


def test_a_failure_that_is_one_already_stays_as_it_is():
    already = ModelFailure(Trouble.LIMIT, "used up", "wait")
    assert translated(already, "openai:test") is already


def limited(code: str = "", **headers: str) -> openai.RateLimitError:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    response = httpx2.Response(429, headers=told, request=REQUEST)
    return openai.RateLimitError("Too many.", response=response, body={"code": code, "type": "requests"})


def test_a_used_up_account_is_told_from_too_many_requests():
    assert translated(limited("insufficient_quota"), "m").trouble is Trouble.QUOTA
    assert translated(limited("rate_limit_exceeded"), "m").trouble is Trouble.BUSY


def test_an_error_in_a_stream_is_told_by_the_code_in_it():
    for code, trouble in (("insufficient_quota", Trouble.QUOTA), ("", Trouble.DOWN)):
        error = openai.APIError("no", request=REQUEST, body={"code": code})
        assert translated(error, "m").trouble is trouble


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "7"}, 7),
        ({"retry_after_ms": "250", "retry_after": "7"}, 0.25),
        ({"retry_after": "-3"}, 0),
        ({"retry_after": "soon"}, None),
        ({"retry_after": format_datetime(datetime.now(UTC) - timedelta(hours=1), usegmt=True)}, 0),
        ({}, None),
    ],
)
def test_when_to_ask_again_is_read_in_every_form(headers, seconds):
    meant = translated(limited(**headers), "m")
    assert meant.after == seconds


def test_a_moment_to_ask_again_is_made_seconds():
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    meant = translated(limited(retry_after=later), "m")
    assert meant.after is not None
    assert 3_000 < meant.after <= 3_600


def test_the_log_tells_the_type_and_not_the_words(caplog):
    translated(openai.APIError("sk-canary said Lan", request=REQUEST, body=None), "openai:test")
    assert "APIError" in caplog.text
    assert "canary" not in caplog.text


def test_every_trouble_has_its_sentence_and_every_class_is_known():
    assert set(TOLD) == set(Trouble)
    assert set(troubles().values()) <= set(Trouble)
