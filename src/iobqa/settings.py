"""Settings, read once at the edge: options win from the environment (``IOBQA_*``), that wins from the file, that from the defaults."""

import os
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from iobqa.errors import SettingsError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def in_checkout() -> bool:
    """Whether this runs from a source tree (then ``./corpus`` and ``./index`` of that tree are used) or from a wheel."""
    return (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "corpus").is_dir()


def _default_corpus() -> Path:
    return _CHECKOUT / "corpus" if in_checkout() else _PACKAGE / "_corpus"


def _default_index() -> Path:
    if in_checkout():
        return _CHECKOUT / "index"
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "iobqa" / "index"


class Settings(BaseSettings):
    """Everything that can be set. Each field is also ``IOBQA_<FIELD>``, or a key in the TOML file named by ``IOBQA_CONFIG``."""

    model_config = SettingsConfigDict(env_prefix="IOBQA_", extra="forbid", frozen=True)

    corpus: Path = Field(default_factory=_default_corpus, description="Map met het rapport (report.toml en de export)")
    index: Path = Field(default_factory=_default_index, description="Map waarin de index wordt gebouwd")
    encoder: str = Field(
        default="", description="Map of hubnaam van een ander sentence-transformers-model; leeg: het meegeleverde"
    )
    query_prompt: str = Field(default="", description="Voorvoegsel voor vragen, als het model dat verwacht")
    passage_prompt: str = Field(default="", description="Voorvoegsel voor passages, als het model dat verwacht")
    longest_question: int = Field(default=2000, ge=1, description="Langste vraag, in tekens")

    # the language model
    llm: str = Field(
        default="",
        description="Taalmodel dat antwoorden schrijft: openai-like:MODEL@URL of ollama:MODEL[@URL]; leeg: geen",
    )
    llm_key: SecretStr = Field(default=SecretStr(""), description="Sleutel voor dat taalmodel")
    llm_silence: float = Field(default=20, gt=0, description="Seconden stilte waarna het taalmodel wordt opgegeven")
    llm_seconds: float = Field(
        default=90, gt=0, description="Langste tijd voor een antwoord van het taalmodel, herstel inbegrepen"
    )
    llm_retries: int = Field(default=1, ge=0, le=5, description="Nieuwe pogingen als het taalmodel niet te bereiken is")
    llm_sentences: int = Field(
        default=60, ge=1, le=400, description="Zinnen van het rapport die het taalmodel te lezen krijgt"
    )
    llm_tokens: int = Field(default=900, ge=50, description="Langste antwoord van het taalmodel, in tokens")

    # the service
    public_url: str = Field(
        default="",
        pattern=r"^(https?://\S+[^/\s])?$",
        description="Adres waaronder de dienst bekend is, zonder / aan het eind; voor links in wat mensen kopiëren",
    )
    contact_name: str = Field(default="", description="Wie de dienst beheert; op de pagina en in de API-beschrijving")
    contact_email: str = Field(default="", description="Waar gebruikers terechtkunnen")
    page: bool = Field(default=True, description="De webpagina aanbieden; uit: alleen de API")
    workers: int = Field(
        default=0, ge=0, le=64, description="Processen die antwoorden uitrekenen; 0: één per kern, hoogstens 4"
    )
    threads: int = Field(
        default=2, ge=1, le=64, description="Ander werk dat de dienst tegelijk doet, zoals zoeken en controleren"
    )
    most_waiting: int = Field(default=256, ge=0, description="Vragen die mogen wachten; daarboven volgt 503")
    answers_kept: int = Field(
        default=1000, ge=0, description="Antwoorden die de dienst in het geheugen onthoudt; 0: geen"
    )
    answer_seconds: float = Field(default=30, gt=0, description="Langste tijd voor een antwoord; daarna volgt 503")
    receive_seconds: float = Field(default=10, gt=0, description="Tijd waarin een verzoek binnen moet zijn")
    stop_seconds: int = Field(default=10, ge=1, description="Tijd om bij het stoppen lopende verzoeken af te maken")
    largest_body: int = Field(default=65_536, ge=1024, description="Grootste verzoek, in bytes")
    largest_document: int = Field(default=2_000_000, ge=1024, description="Grootste tekst om te controleren, in bytes")
    requests_per_minute: int = Field(default=600, ge=0, description="Verzoeken per client per minuut; 0: geen limiet")
    api_keys: SecretStr = Field(
        default=SecretStr(""), description="Sleutels voor de API, gescheiden door komma's; leeg: geen sleutel nodig"
    )
    trusted_proxies: str = Field(
        default="", description="Adressen of netwerken van proxy's die worden vertrouwd, gescheiden door komma's"
    )
    user_header: str = Field(
        default="", description="Kopregel waarin zo'n proxy de aangemelde gebruiker zet; leeg: niet nodig"
    )
    cors_origins: str = Field(default="", description="Websites die de API vanuit de browser mogen aanroepen")
    log_questions: bool = Field(default=False, description="Ook de vraag zelf in het logboek zetten")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        file = os.environ.get("IOBQA_CONFIG")
        return (init_settings, env_settings, *([TomlConfigSettingsSource(settings_cls, Path(file))] if file else ()))

    @classmethod
    def read(cls, **options: Any) -> "Settings":  # noqa: ANN401
        """Read all sources; ``options`` that are None do not count. Raises SettingsError."""
        file = os.environ.get("IOBQA_CONFIG")
        if file and not Path(file).is_file():
            raise SettingsError(f"Het instellingenbestand {file} (IOBQA_CONFIG) bestaat niet.")
        try:
            return cls(**{name: value for name, value in options.items() if value is not None})
        except ValidationError as error:
            raise SettingsError(_in_dutch(error)) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"Het instellingenbestand {file} is geen geldige TOML in UTF-8: {error}") from error

    @cached_property
    def encoder_folder(self) -> Path:
        """The model that ships with the report."""
        return self.corpus / "encoder"


_PROBLEMS = {
    "greater_than_equal": "moet minstens {ge:g} zijn",
    "greater_than": "moet meer dan {gt:g} zijn",
    "less_than_equal": "mag hoogstens {le:g} zijn",
    "int_parsing": "moet een geheel getal zijn",
    "int_type": "moet een geheel getal zijn",
    "int_from_float": "moet een geheel getal zijn",
    "float_parsing": "moet een getal zijn",
    "float_type": "moet een getal zijn",
    "bool_parsing": "moet true of false zijn",
    "bool_type": "moet true of false zijn",
    "string_type": "moet een tekst zijn",
    "string_pattern_mismatch": "heeft niet de goede vorm",
    "path_type": "moet een pad zijn",
    "extra_forbidden": "bestaat niet",
}
"""Pydantic's kinds of error, for people."""


def _in_dutch(error: ValidationError) -> str:
    return "Een instelling klopt niet. " + "; ".join(_problem(found) for found in error.errors())


def _problem(found: ErrorDetails) -> str:
    name = str(found["loc"][0])
    problem = _PROBLEMS.get(found["type"], found["msg"]).format(**found.get("ctx", {}))
    field = Settings.model_fields.get(name)
    if field is None:
        return f"{name}: {problem}"
    now = "***" if field.annotation is SecretStr else repr(found["input"])
    return f"IOBQA_{name.upper()} {problem} (nu: {now}). {field.description}"
