"""The HTTP that goes to a model's server: its headers, and the way that it takes."""

from __future__ import annotations

import pytest
from langchain_core.messages import HumanMessage
from langchain_openai.chat_models import _client_utils

from studyhall.domain.errors import ModelFailure
from studyhall.domain.metering import Purpose
from studyhall.engines.llm.gateway import Gateway
from studyhall.engines.llm.provider import OPENAI, Provider, Server
from tests.engines.llm.conftest import SHORT
from tests.spying import spying

NEEDED = {"accept", "accept-encoding", "connection", "content-length", "content-type", "host", "user-agent"}
ENVIRONMENT = {
    "OPENAI_API_KEY": "sk-another",
    "OPENAI_ORG_ID": "canary",
    "OPENAI_PROJECT_ID": "canary",
    "OPENAI_CUSTOM_HEADERS": "X-Canary: canary\nAuthorization: Bearer canary",
}
PROXIES = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")


@pytest.fixture
def crowded(monkeypatch):
    """An environment that has much to say on what is sent."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def spy(monkeypatch):
    """A proxy that the environment names for everything."""
    with spying() as spy:
        for name in PROXIES:
            monkeypatch.setenv(name, spy.url)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.setenv(name, "")
        yield spy


def ask(provider: Provider, server: Server) -> str:
    gateway = Gateway(server.model("test-model", None), SHORT, sleep=lambda _: None)
    return "".join(gateway.stream(provider.chat("test-model"), [HumanMessage("Who?")], Purpose.ANSWER))


def called(server: Server) -> None:
    """A completion and an embedding, whatever becomes of them."""
    provider = Provider(server, SHORT)
    try:
        ask(provider, server)
        provider.embeddings("test-embedding").embeddings.embed_documents(["one"])
    finally:
        provider.close()


@pytest.mark.parametrize("key", ["sk-1", ""])
def test_a_request_has_the_headers_that_it_needs_and_no_others(crowded, server, key):
    called(Server(server.url, key))
    assert len(server.requests) == 2
    for request in server.requests:
        assert set(request.headers) == NEEDED | {"authorization"}
        assert request.headers["authorization"] == f"Bearer {key or 'none'}"
        assert "canary" not in str(request.headers)


def test_openai_is_told_whom_to_charge_and_not_what_this_runs_on(crowded):
    provider = Provider(Server(OPENAI, "sk-1"), SHORT)
    request = provider.client.build_request(
        "POST",
        OPENAI,
        headers={"OpenAI-Organization": "org", "OpenAI-Project": "p", "X-Stainless-OS": "Linux"},
    )
    for hook in provider.client.event_hooks["request"]:
        hook(request)
    provider.close()
    assert {name for name in request.headers if name.startswith(("openai-", "x-"))} == {
        "openai-organization",
        "openai-project",
    }


def test_no_proxy_of_the_environment_reads_along(spy, server, caplog, monkeypatch):
    monkeypatch.setattr(_client_utils, "_proxy_env_warning_emitted", False)
    called(Server(server.url, "sk-1"))
    assert (len(server.requests), spy.came, caplog.text) == (2, [], "")


@pytest.mark.parametrize(
    ("address", "came"),
    [
        ("http://models.example/v1", "POST http://models.example/v1/chat/completions"),
        ("https://models.example/v1", "CONNECT models.example:443"),
    ],
)
def test_the_proxy_that_is_set_is_the_way(address, came):
    with spying() as proxy, pytest.raises(ModelFailure):
        called(Server(address, "sk-1", proxy.url))
    assert set(proxy.came) == {came}


def test_a_server_on_this_machine_needs_no_proxy(server):
    with spying() as proxy:
        called(Server(server.url, "sk-1", proxy.url))
    assert (len(server.requests), proxy.came) == (2, [])
