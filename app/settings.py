"""What `assist.toml` and the environment (ASSIST_*) may say, checked and with defaults."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import (
    Field,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from app.channels.facebook import FacebookSettings
from app.channels.mastodon import MastodonSettings
from app.channels.x_settings import XSettings
from app.sections import (
    ApprovalSettings,
    CompanySettings,
    CrawlerSettings,
    DigestSettings,
    LanguageModelSettings,
    ReviewSettings,
    SlackSettings,
    StoreSettings,
    WebSettings,
)
from app.service_level_settings import ServiceLevelSettings
from app.source_settings import SourceSettings
from app.survey_settings import SurveySettings
from app.team_settings import PersonSettings, RoutingSettings

FILE_NAME = "assist.toml"
SECRET_SECTIONS = tuple(
    (name,) for name in ("x", "mastodon", "facebook", "slack", "crawler", "language_model", "stores")
)


class SettingsError(Exception):
    """The settings cannot be used; the message says which one and why."""


class Settings(BaseSettings):
    """Everything that can be set. The environment wins over the file."""

    model_config = SettingsConfigDict(
        env_prefix="ASSIST_", env_nested_delimiter="__", extra="forbid", frozen=True, env_ignore_empty=True
    )

    data_dir: Path = Path("assist-data")
    model: str | None = Field(
        None, description="any sentence-transformers name or folder; none: the packaged one"
    )
    models_dir: Path | None = Field(
        None, description="exported and adapted models; none: `models` in data_dir"
    )
    company: CompanySettings = CompanySettings()
    people: list[PersonSettings] = []
    sources: list[SourceSettings] = []
    crawler: CrawlerSettings = CrawlerSettings()
    x: XSettings = XSettings()
    mastodon: MastodonSettings = MastodonSettings()
    facebook: FacebookSettings = FacebookSettings()
    slack: SlackSettings = SlackSettings()
    web: WebSettings = WebSettings()
    language_model: LanguageModelSettings = LanguageModelSettings()
    stores: StoreSettings = StoreSettings()
    service_level: ServiceLevelSettings = ServiceLevelSettings()
    approval: ApprovalSettings = ApprovalSettings()
    routing: RoutingSettings = RoutingSettings()
    review: ReviewSettings = ReviewSettings()
    digest: DigestSettings = DigestSettings()
    survey: SurveySettings = SurveySettings()
    poll_seconds: float = Field(2.0, gt=0, description="how often the worker asks the channels")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then what the file said."""
        return env_settings, init_settings

    @model_validator(mode="after")
    def _names_are_unique(self) -> "Settings":
        for what, names in (
            ("source", [s.name for s in self.sources]),
            ("person", [p.name for p in self.people]),
        ):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"two entries are called {twice[0]!r}: give each {what} a name of its own")
        return self


class FileSettings(Settings):
    """Settings of a file alone, whatever the environment says: for the demo, which must touch no real desk."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What was given, and nothing else."""
        return (init_settings,)


def read_settings(
    path: Path | None = None, *, model: type[Settings] = Settings, **overrides: Any
) -> Settings:
    """Settings of `path`, or of assist.toml in the current folder, or the defaults when there is none.

    Relative paths are meant from the file's folder. Raises SettingsError.
    """
    file = path or Path(FILE_NAME)
    if path is not None and not path.is_file():
        raise SettingsError(f"there is no settings file {str(path)!r}; `assist init` writes one")
    said = _read_toml(file) if file.is_file() else {}
    try:
        settings = model(**{**said, **overrides})
    except ValidationError as error:
        raise SettingsError(_explain(error, file, said)) from error
    return settings.model_copy(
        update={
            "data_dir": file.parent / settings.data_dir,
            "models_dir": file.parent / (settings.models_dir or settings.data_dir / "models"),
        }
    )


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{str(file)!r} is not valid TOML: {error}") from error


def _explain(error: ValidationError, file: Path, said: Mapping[str, Any]) -> str:
    lines = [f"{str(file)!r} or the environment says something that cannot be used:"]
    for problem in error.errors():
        where = _place(problem["loc"], said)
        lines.append(f"  {where}: {problem['msg']}{_found(problem)}")
    return "\n".join(lines)


def _place(loc: tuple[int | str, ...], said: Mapping[str, Any]) -> str:
    """Where the setting stands; an entry of a list goes by its name: "source 'manuals'.refresh_every"."""
    match loc:
        case ("sources" | "people" as kind, int(number), *rest):
            entry = said.get(kind, [])[number : number + 1]
            name = entry[0].get("name") if entry and isinstance(entry[0], dict) else None
            one = {"sources": "source", "people": "person"}[kind]
            return ".".join(map(str, [f"{one} {name!r}" if name else f"{one} number {number + 1}", *rest]))
    return ".".join(map(str, loc)) or "the whole"


def _found(problem: ErrorDetails) -> str:
    """The value, unless it may be a secret: one under a misspelt name, or of a section that holds secrets."""
    secret = problem["type"] == "extra_forbidden" or problem["loc"][:1] in SECRET_SECTIONS
    return "" if secret else f" (found {problem['input']!r:.80})"
