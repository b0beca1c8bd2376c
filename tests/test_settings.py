"""Settings: what is wrong is named all at once, with the reason, and never with a secret."""

from __future__ import annotations

import pytest

from studyhall.domain.errors import Misconfigured
from studyhall.domain.metering import Price
from studyhall.settings import load


def wrong(monkeypatch, **values: str) -> str:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Misconfigured) as caught:
        load()
    return str(caught.value)


def test_without_any_setting_nothing_is_called():
    settings = load()
    assert (settings.model, settings.embeddings, settings.key.get_secret_value()) == ("", "offline", "")


def test_all_that_is_wrong_is_named_at_once(monkeypatch):
    told = wrong(
        monkeypatch,
        STUDYHALL_MODEL="gpt-4o",
        STUDYHALL_BASE_URL="localhost:11434",
        STUDYHALL_EMBEDDINGS="ada",
        STUDYHALL_EMBEDDINGS_BASE_URL="http://user:canary@host/v1",
        STUDYHALL_MODEL_CONTEXT="few",
        STUDYHALL_PROXY="socks5://canary:1080",
        STUDYHALL_PRICE_INPUT="-1",
        STUDYHALL_UPLOAD_MEGABYTES="0",
        OPENAI_API_KEY="sk canary",
    )
    for name in (
        "STUDYHALL_MODEL (it should read openai:NAME)",
        "STUDYHALL_BASE_URL (it should be an address",
        "STUDYHALL_EMBEDDINGS (it should read openai:NAME or offline)",
        "STUDYHALL_EMBEDDINGS_BASE_URL (",
        "STUDYHALL_MODEL_CONTEXT",
        "STUDYHALL_PROXY (it should be an address such as http://proxy",
        "STUDYHALL_PRICE_INPUT",
        "STUDYHALL_UPLOAD_MEGABYTES",
        "OPENAI_API_KEY (a key has no spaces",
    ):
        assert name in told
    assert "canary" not in told


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"STUDYHALL_MODEL": "openai:gpt-4o"}, "OPENAI_API_KEY (STUDYHALL_MODEL needs it"),
        ({"STUDYHALL_EMBEDDINGS": "openai:small"}, "OPENAI_API_KEY (STUDYHALL_EMBEDDINGS needs it"),
        ({"STUDYHALL_MODEL": "openai:"}, "STUDYHALL_MODEL (it should read"),
        ({"STUDYHALL_MODEL": "anthropic:claude"}, "STUDYHALL_MODEL (it should read"),
        ({"STUDYHALL_BASE_URL": "http://host:port/v1"}, "STUDYHALL_BASE_URL"),
        ({"STUDYHALL_BASE_URL": "http://host/v1?key=canary"}, "STUDYHALL_BASE_URL"),
    ],
)
def test_what_does_not_go_together_is_told(monkeypatch, values, told):
    assert told in wrong(monkeypatch, **values)


@pytest.mark.parametrize(
    "values",
    [
        {"STUDYHALL_MODEL": "openai:gpt-4o", "OPENAI_API_KEY": " sk-1\n"},
        {"STUDYHALL_MODEL": "openai:llama3", "STUDYHALL_BASE_URL": "http://localhost:11434/v1/"},
        {"STUDYHALL_EMBEDDINGS": "openai:nomic", "STUDYHALL_BASE_URL": "http://localhost:11434/v1"},
        {"STUDYHALL_EMBEDDINGS": "openai:nomic", "STUDYHALL_EMBEDDINGS_BASE_URL": "http://localhost:1/v1"},
        {"STUDYHALL_EMBEDDINGS": "openai:small", "STUDYHALL_EMBEDDINGS_KEY": "sk-2"},
        {"OPENAI_API_KEY": "sk-1"},
    ],
)
def test_a_server_of_ones_own_needs_no_key(monkeypatch, values):
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    settings = load()
    assert settings.key.get_secret_value() == values.get("OPENAI_API_KEY", "").strip()
    assert not settings.base_url.endswith("/")
    assert "sk-" not in repr(settings)


def test_what_is_shown_of_the_settings_holds_no_secret(monkeypatch):
    for name, value in {
        "STUDYHALL_MODEL": "openai:small",
        "OPENAI_API_KEY": "sk-canary",
        "STUDYHALL_EMBEDDINGS_KEY": "sk-canary",
        "STUDYHALL_DATABASE": "postgresql://me:canary@host/hall",
        "STUDYHALL_STARTER": "0",
        "STUDYHALL_PRICE_INPUT": "0.5",
    }.items():
        monkeypatch.setenv(name, value)
    told = dict(load().told)
    assert "canary" not in str(told)
    assert {told[name] for name in ("OPENAI_API_KEY", "STUDYHALL_EMBEDDINGS_KEY", "STUDYHALL_DATABASE")} == {
        "set"
    }
    assert (told["STUDYHALL_MODEL"], told["STUDYHALL_STARTER"]) == ("openai:small", "no")
    assert (told["STUDYHALL_PRICE_INPUT"], told["STUDYHALL_PRICE_OUTPUT"]) == ("0.5", "")
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.delenv("STUDYHALL_MODEL")
    assert dict(load().told)["OPENAI_API_KEY"] == ""


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({}, "sk-1"),
        ({"STUDYHALL_BASE_URL": "http://models.example/v1"}, "sk-1"),
        ({"STUDYHALL_EMBEDDINGS_BASE_URL": "https://api.openai.com/v1"}, "sk-1"),
        ({"STUDYHALL_EMBEDDINGS_BASE_URL": "http://elsewhere.example/v1"}, ""),
        (
            {
                "STUDYHALL_EMBEDDINGS_BASE_URL": "http://elsewhere.example/v1",
                "STUDYHALL_EMBEDDINGS_KEY": "sk-2",
            },
            "sk-2",
        ),
    ],
)
def test_a_key_goes_to_no_server_that_it_was_not_given_for(monkeypatch, values, key):
    for name, value in ({"OPENAI_API_KEY": "sk-1", "STUDYHALL_EMBEDDINGS": "openai:small"} | values).items():
        monkeypatch.setenv(name, value)
    assert load().embeddings_secret == key


@pytest.mark.parametrize("price", ["nan", "inf", "-inf", "1e308", "1000001", "-0.1", "free"])
@pytest.mark.parametrize("name", ["PRICE_INPUT", "PRICE_OUTPUT", "EMBEDDINGS_PRICE"])
def test_a_price_is_a_number_that_one_can_reckon_with(monkeypatch, name, price):
    assert f"STUDYHALL_{name}" in wrong(monkeypatch, **{f"STUDYHALL_{name}": price})


def test_prices_that_are_not_set_are_not_known(monkeypatch):
    assert (load().price, load().price_of_embeddings) == (None, None)
    monkeypatch.setenv("STUDYHALL_PRICE_OUTPUT", "0.6")
    monkeypatch.setenv("STUDYHALL_EMBEDDINGS_PRICE", "0.02")
    assert (load().price, load().price_of_embeddings) == (Price(0.0, 0.6), Price(0.02))
