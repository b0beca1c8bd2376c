"""What asks a language model, made from the settings; imported only where one is set."""

from __future__ import annotations

from studyhall.domain.metering import OPENAI, VENDOR
from studyhall.engines.llm.prompts import Prompts
from studyhall.ports import Embedder, Engine, QuestionSuggester
from studyhall.settings import OFFLINE, Settings


def engine_of(settings: Settings, prompts: Prompts, suggestions: QuestionSuggester) -> Engine | None:
    """The engine that asks the model that is set; None where none is."""
    if not settings.model:
        return None
    # Imported only where it is used: most commands of most schools have no need of it.
    from studyhall.engines.llm.engine import ModelEngine
    from studyhall.engines.llm.provider import Server

    server = Server(settings.base_url or OPENAI, settings.key.get_secret_value(), settings.proxy)
    name = settings.model.removeprefix(VENDOR)
    return ModelEngine(server, name, prompts, suggestions, settings.price, settings.model_context)


def embedder_of(settings: Settings) -> Embedder | None:
    """The embedder of the model that is set; None where spelling is all."""
    if settings.embeddings == OFFLINE:
        return None
    from studyhall.engines.llm.embedding import ModelEmbedder
    from studyhall.engines.llm.gateway import Gateway
    from studyhall.engines.llm.provider import Provider, Server
    from studyhall.engines.llm.spending import Limits

    server = Server(settings.embeddings_address or OPENAI, settings.embeddings_secret, settings.proxy)
    name = settings.embeddings.removeprefix(VENDOR)
    model, provider = server.model(name, settings.price_of_embeddings), Provider(server, Limits())
    return ModelEmbedder(model, Gateway(model), lambda: provider.embeddings(name), provider.close)
