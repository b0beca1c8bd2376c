"""What can be set from outside: environment variables that begin with STUDYHALL_, and OPENAI_API_KEY."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from studyhall.domain.errors import Misconfigured
from studyhall.domain.metering import HIGHEST_PRICE, OPENAI, VENDOR, Price

_ROOT = Path(__file__).resolve().parent.parent
KNOWLEDGE, PROMPTS = _ROOT / "knowledge", _ROOT / "prompts"
OFFLINE = "offline"
_PREFIX = "STUDYHALL_"
_KEY = "OPENAI_API_KEY"
_MODEL_FORM = f"it should read {VENDOR}NAME"
_URL_FORM = "it should be an address such as http://localhost:11434/v1"
_PROXY_FORM = "it should be an address such as http://proxy.school.example:3128"
_KEY_FORM = "a key has no spaces and no letters beyond ASCII"
_Dollars = Annotated[float, Field(ge=0, le=HIGHEST_PRICE, allow_inf_nan=False)]


class Settings(BaseSettings):
    """One field a variable: `home` is STUDYHALL_HOME, and so on; `key` is OPENAI_API_KEY.

    Prices are in US dollars per million tokens. The embeddings' server is the model's unless it has an
    address of its own. No proxy is used but the one that is named here: it would read along.
    """

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_ignore_empty=True, extra="ignore", populate_by_name=True
    )

    home: Path = Field(default_factory=lambda: user_data_path("studyhall", appauthor=False))
    database: str = ""
    starter: bool = True
    starter_course: Path = KNOWLEDGE / "nagorno-karabakh"
    prompts: Path = PROMPTS
    upload_megabytes: int = Field(default=25, ge=1, le=500)
    retention_days: int = Field(default=0, ge=0, le=36_500)
    model: str = ""
    base_url: str = ""
    model_context: int = Field(default=16_000, ge=4_000, le=10_000_000)
    price_input: _Dollars | None = None
    price_output: _Dollars | None = None
    embeddings: str = OFFLINE
    embeddings_base_url: str = ""
    embeddings_key: SecretStr = SecretStr("")
    embeddings_price: _Dollars | None = None
    proxy: str = ""
    # After what it is held against.
    key: SecretStr = Field(default=SecretStr(""), validation_alias=_KEY, validate_default=True)

    @field_validator("model", "embeddings")
    @classmethod
    def _names_a_model(cls, value: str, info: ValidationInfo) -> str:
        unset = OFFLINE if info.field_name == "embeddings" else ""
        if value != unset and not (value.startswith(VENDOR) and value.removeprefix(VENDOR).strip()):
            raise ValueError(_MODEL_FORM + (f" or {OFFLINE}" if unset else ""))
        return value

    @field_validator("base_url", "embeddings_base_url", "proxy")
    @classmethod
    def _is_an_address(cls, value: str, info: ValidationInfo) -> str:
        try:
            parts = urlsplit(value)
            usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            usable = False
        if value and (not usable or parts.query or parts.fragment or parts.username or parts.password):
            raise ValueError(_PROXY_FORM if info.field_name == "proxy" else _URL_FORM)
        return value.rstrip("/")

    @field_validator("key", "embeddings_key")
    @classmethod
    def _can_be_sent(cls, value: SecretStr) -> SecretStr:
        key = value.get_secret_value().strip()
        if not (key.isascii() and key.isprintable()) or " " in key:
            raise ValueError(_KEY_FORM)
        return SecretStr(key)

    @field_validator("key")
    @classmethod
    def _is_there_where_needed(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        told: dict[str, Any] = info.data
        without = not value.get_secret_value()
        if without and told.get("model") and not told.get("base_url", "?"):
            raise ValueError(f"{_PREFIX}MODEL needs it, unless {_PREFIX}BASE_URL names another server")
        own = told.get("embeddings_key", SecretStr("?")).get_secret_value()
        address = told.get("embeddings_base_url", "?") or told.get("base_url", "?")
        if without and told.get("embeddings", OFFLINE) != OFFLINE and not own and not address:
            raise ValueError(f"{_PREFIX}EMBEDDINGS needs it, or {_PREFIX}EMBEDDINGS_KEY")
        return value

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """Each variable with what may be shown of its value: of a secret, and of what may hold one, "set".

        Empty for what is not set.
        """
        fields = type(self).model_fields
        return tuple((_variable(name), _shown(name, getattr(self, name))) for name in fields)

    @property
    def price(self) -> Price | None:
        """What the model costs, where that is set."""
        if self.price_input is None and self.price_output is None:
            return None
        return Price(self.price_input or 0.0, self.price_output or 0.0)

    @property
    def price_of_embeddings(self) -> Price | None:
        """What embedding costs, where that is set."""
        return None if self.embeddings_price is None else Price(self.embeddings_price)

    @property
    def embeddings_address(self) -> str:
        """Where texts are embedded: at an address of its own, or where the model is."""
        return self.embeddings_base_url or self.base_url

    @property
    def embeddings_secret(self) -> str:
        """The key for it: its own, or the model's where it is on the same server or OpenAI's.

        A key goes to no server that it was not given for.
        """
        own = self.embeddings_key.get_secret_value()
        hosts = {urlsplit(self.base_url).netloc, urlsplit(OPENAI).netloc}
        same = not self.embeddings_address or urlsplit(self.embeddings_address).netloc in hosts
        return own or (self.key.get_secret_value() if same else "")

    @property
    def database_url(self) -> str | sa.URL:
        """The SQLAlchemy URL of the database: a SQLite file in the data folder unless one is set."""
        # Not put together as text: a folder's name may hold what means something in an address.
        return self.database or sa.URL.create("sqlite", database=str(self.home / "studyhall.db"))


def load() -> Settings:
    """The settings as the environment has them.

    Raises Misconfigured, naming every variable that is wrong, with the reason where it is one of ours.
    """
    try:
        return Settings()
    except ValidationError as error:
        wrong = dict(_told(str(item["loc"][0]), item["msg"]) for item in error.errors() if item["loc"])
        raise Misconfigured(
            f"these settings cannot be used: {', '.join(wrong[name] for name in sorted(wrong))}",
            "correct them in the environment",
        ) from None


def _variable(field: str) -> str:
    return _KEY if field in (_KEY, "key") else f"{_PREFIX}{field.upper()}"


def _shown(field: str, value: Any) -> str:
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
        return "set" if value else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    # The address of a database may hold a password.
    return "set" if value and field == "database" else "" if value is None else str(value)


def _told(field: str, message: str) -> tuple[str, str]:
    name = _variable(field)
    _, ours, why = message.partition("Value error, ")
    return name, f"{name} ({why})" if ours else name
