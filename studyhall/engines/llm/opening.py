"""Models that are set up, each with a gateway of its own; imported only where any is."""

from __future__ import annotations

from studyhall.domain.metering import Price
from studyhall.engines.llm.embedding import ModelEmbedder
from studyhall.engines.llm.engine import ModelEngine
from studyhall.engines.llm.gateway import Gateway
from studyhall.engines.llm.prompts import Prompts
from studyhall.engines.llm.provider import OPENAI, Provider, Server
from studyhall.engines.llm.spending import Limits
from studyhall.ports import Embedder, Engine, QuestionSuggester


def open_engine(  # noqa: PLR0913, PLR0917 - one for each thing that can be set
    address: str,
    key: str,
    proxy: str,
    name: str,
    price: Price | None,
    context: int,
    prompts: Prompts,
    suggestions: QuestionSuggester,
) -> Engine:
    """The engine that asks the model `name` at an address; OpenAI's where that is empty."""
    return ModelEngine(Server(address or OPENAI, key, proxy), name, prompts, suggestions, price, context)


def open_embedder(address: str, key: str, proxy: str, name: str, price: Price | None) -> Embedder:
    """The embedder of the model `name` at an address; OpenAI's where that is empty."""
    server, limits = Server(address or OPENAI, key, proxy), Limits()
    model, provider = server.model(name, price), Provider(server, limits)
    return ModelEmbedder(model, Gateway(model, limits), lambda: provider.embeddings(name), provider.close)
