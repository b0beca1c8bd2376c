"""What can be set from outside: environment variables that begin with STUDYHALL_."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from studyhall.domain.errors import Misconfigured

KNOWLEDGE = Path(__file__).resolve().parent.parent / "knowledge"


class Settings(BaseSettings):
    """One field a variable: `home` is STUDYHALL_HOME."""

    model_config = SettingsConfigDict(env_prefix="STUDYHALL_", env_ignore_empty=True, extra="ignore")

    home: Path = Field(default_factory=lambda: user_data_path("studyhall", appauthor=False))
    database: str = ""
    starter: bool = True
    starter_course: Path = KNOWLEDGE / "nagorno-karabakh"
    upload_megabytes: int = Field(default=25, ge=1, le=500)

    @property
    def database_url(self) -> str | sa.URL:
        """The SQLAlchemy URL of the database: a SQLite file in the data folder unless one is set."""
        # Not put together as text: a folder's name may hold what means something in an address.
        return self.database or sa.URL.create("sqlite", database=str(self.home / "studyhall.db"))


def load() -> Settings:
    """The settings as the environment has them. Raises Misconfigured, naming every variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = sorted({f"STUDYHALL_{str(item['loc'][0]).upper()}" for item in error.errors() if item["loc"]})
        raise Misconfigured(
            f"these settings cannot be used: {', '.join(wrong)}", "correct them in the environment"
        ) from None
