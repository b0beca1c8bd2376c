"""The models of an OpenAI-compatible server, as LangChain has them, without the SDK's own habits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from studyhall.domain.metering import OPENAI, VENDOR, Model, Price
from studyhall.engines.llm.calls import remember
from studyhall.engines.llm.embedding import Connected, connected
from studyhall.engines.llm.spending import Limits

if TYPE_CHECKING:
    import httpx2
    from langchain_core.language_models import BaseChatModel

# US dollars per million tokens (input, output, cached input), from openai.com/api/pricing as of 2025; prices
# that are set go before these.
_PRICES = {
    "gpt-4o": Price(2.5, 10.0, 1.25),
    "gpt-4o-mini": Price(0.15, 0.6, 0.075),
    "gpt-4.1": Price(2.0, 8.0, 0.5),
    "gpt-4.1-mini": Price(0.4, 1.6, 0.1),
    "gpt-4.1-nano": Price(0.1, 0.4, 0.025),
    "gpt-5": Price(1.25, 10.0, 0.125),
    "gpt-5-mini": Price(0.25, 2.0, 0.025),
    "gpt-5-nano": Price(0.05, 0.4, 0.005),
    "text-embedding-3-small": Price(0.02),
    "text-embedding-3-large": Price(0.13),
    "text-embedding-ada-002": Price(0.1),
}
# What a request needs, and no more: the SDK adds what system it runs on, and what the environment has for it.
_SENT = frozenset(
    {
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "host",
        "user-agent",
    }
)
_SENT_TO_OPENAI = _SENT | {"openai-organization", "openai-project"}
# No proxy leads back to this machine.
_HERE = ("all://localhost", "all://127.0.0.1", "all://[::1]")


@dataclass(frozen=True)
class Server:
    """Where models are called, through which proxy; some servers ask for no key."""

    base_url: str = OPENAI
    key: str = field(default="", repr=False)
    proxy: str = ""

    @property
    def host(self) -> str:
        """What people are told: the host, and the port where it is not the usual one."""
        return urlsplit(self.base_url).netloc.rpartition("@")[2]

    @property
    def vendor(self) -> bool:
        """Whether this is OpenAI itself."""
        return self.host == urlsplit(OPENAI).netloc

    @property
    def secret(self) -> str:
        """The key as it is sent, to servers that want none too: the SDK does not go without."""
        return self.key or "none"

    def model(self, name: str, price: Price | None) -> Model:
        """A model of this server as people are told of it; at OpenAI itself its price is known."""
        known = _PRICES.get(name) if self.vendor else None
        return Model(f"{VENDOR}{name}", self.host, price or known)


class Provider:
    """Makes models of one server; all of them share its connections."""

    def __init__(self, server: Server, limits: Limits) -> None:
        self._server = server
        self._limits = limits

    @cached_property
    def client(self) -> httpx2.Client:
        """The HTTP client: no redirects, since what was agreed to is one host.

        For the same reason the environment names it no proxy; what that says of certificates holds
        (SSL_CERT_FILE).
        """
        import httpx2

        from studyhall.engines.llm.connections import Lending

        certificates = httpx2.create_ssl_context()

        def through(proxy: str | None) -> httpx2.BaseTransport:
            return Lending(lambda: httpx2.HTTPTransport(verify=certificates, trust_env=False, proxy=proxy))

        # Longer than anybody waits: the gateway says what a silence means.
        longest = self._limits.first + self._limits.stall
        return httpx2.Client(
            timeout=httpx2.Timeout(longest, connect=self._limits.connect),
            follow_redirects=False,
            trust_env=False,
            transport=through(self._server.proxy or None),
            mounts={here: through(None) for here in _HERE},
            event_hooks={"request": [_sparing(self._server)], "response": [remember]},
        )

    def chat(self, name: str) -> BaseChatModel:
        """A chat model, whose streams tell their usage. It imports LangChain, which takes seconds."""
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr

        # Other servers may know only the older name of this limit.
        output = self._limits.output
        limited = {"max_tokens": output} if self._server.vendor else {"extra_body": {"max_tokens": output}}
        return ChatOpenAI(
            model=name,
            base_url=self._server.base_url,
            api_key=SecretStr(self._server.secret),
            openai_proxy="",
            http_client=self.client,
            # Else it warns of proxies in the environment, which are not used here in any case.
            http_socket_options=(),
            max_retries=0,
            stream_usage=True,
            use_responses_api=False,
            **limited,
        )

    def embeddings(self, name: str) -> Connected:
        """An embedding model. It imports LangChain, which takes seconds."""
        from openai import OpenAI

        client = OpenAI(
            api_key=self._server.secret,
            base_url=self._server.base_url,
            http_client=self.client,
            max_retries=0,
        )
        return connected(name, client)

    def close(self) -> None:
        """Let go of the connections."""
        if "client" in vars(self):
            self.client.close()


def _sparing(server: Server) -> Callable[[httpx2.Request], None]:
    """A request hook of the HTTP client that leaves the headers that are needed, and the key that is set."""
    sent = _SENT_TO_OPENAI if server.vendor else _SENT

    def spare(request: httpx2.Request) -> None:
        for name in set(request.headers) - sent:
            del request.headers[name]
        request.headers["Authorization"] = f"Bearer {server.secret}"

    return spare
