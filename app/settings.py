"""What `assist.toml` and the environment (ASSIST_*) may say, checked and with defaults."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from app.source_settings import SourceSettings
from desk.cases import Person, Role

FILE_NAME = "assist.toml"
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
SECRET_SECTIONS = (("slack",), ("crawler",), ("language_model",), ("stores",))


class SettingsError(Exception):
    """The settings cannot be used; the message says which one and why."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CompanySettings(_Section):
    """Whose desk this is."""

    name: str = "Our company"
    handle: str = Field(
        "@OurCare", pattern=r"^@\w{1,15}$", description="our handle; a post that names it mentions us"
    )
    link_hosts: list[str] = Field(
        [], description="hosts of ours that a reply may link without a source, such as status.example.com"
    )

    @field_validator("link_hosts")
    @classmethod
    def _bare_hosts(cls, said: list[str]) -> list[str]:
        for host in said:
            if not HOST.fullmatch(host):
                raise ValueError(f"{host!r} is no host; name it alone, such as status.example.com")
        return said


class PersonSettings(_Section):
    """One member of the team."""

    name: str
    roles: list[Literal["agent", "sme", "team_lead", "admin"]] = ["agent"]
    slack_id: str | None = None


class CrawlerSettings(_Section):
    """Who we are to the web sites that we read."""

    contact: str | None = Field(
        None, description="an address of yours, mail or web; every request names it, so web sources need it"
    )
    stackexchange_key: SecretStr | None = None


class SlackSettings(_Section):
    """The Slack app; without a token there is no Slack."""

    token: SecretStr | None = None
    signing_secret: SecretStr | None = None
    channel: str | None = Field(None, description="id of the channel for the cards, such as C0123456789")
    api_url: str = "https://slack.com/api/"
    port: int = Field(8788, ge=1, le=65535)


class WebSettings(_Section):
    """The desk in the browser; always on 127.0.0.1."""

    port: int = Field(8787, ge=1, le=65535)


class LanguageModelSettings(_Section):
    """A language model that words replies; without a name, drafts are made of the sources' own sentences."""

    name: str | None = Field(
        None, description="maker and model as langchain's init_chat_model takes them: openai:gpt-4o-mini"
    )
    base_url: str | None = Field(None, description="of a server that speaks the maker's language")
    api_key: SecretStr | None = Field(
        None, description="none: the maker's own variable, and no key at all for a server at base_url"
    )
    method: Literal["function_calling", "json_schema", "json_mode", "text"] = Field(
        "function_calling", description="how the answer is held to its form; servers differ in what they know"
    )
    timeout_seconds: float = Field(30, gt=0, description="for a round of drafting, with what is asked again")
    retries: int = Field(2, ge=0, le=10, description="when the server is busy or cannot be reached")
    max_passages: int = Field(6, ge=1, le=20)
    tokens_per_draft: int = Field(8000, ge=2000, description="read and written, in both rounds")
    answer_tokens: int = Field(800, ge=50, description="the longest answer; more for models that think first")
    usd_per_day: float | None = Field(None, gt=0, description="from then on, drafts are quotes; needs prices")
    input_usd: float | None = Field(None, ge=0, description="price of a million tokens read")
    output_usd: float | None = Field(None, ge=0, description="price of a million tokens written")
    options: dict[str, Any] = Field(
        {}, description="more for the maker's class in langchain, such as temperature"
    )

    @model_validator(mode="after")
    def _limits_can_be_kept(self) -> "LanguageModelSettings":
        if self.usd_per_day is not None and None in (self.input_usd, self.output_usd):
            raise ValueError("usd_per_day needs input_usd and output_usd: without prices nothing is counted")
        if self.answer_tokens * 2 >= self.tokens_per_draft:
            raise ValueError("tokens_per_draft must be more than twice answer_tokens: it is for two rounds")
        return self


class StoreSettings(_Section):
    """Where the two stores are; SQLite files in data_dir unless a PostgreSQL address is given."""

    ledger: str | None = None
    library: str | None = None


class ServiceLevelSettings(_Section):
    """Minutes until a first reply is due, by priority."""

    urgent: float = Field(15, gt=0)
    high: float = Field(30, gt=0)
    normal: float = Field(60, gt=0)
    low: float = Field(480, gt=0)


class ApprovalSettings(_Section):
    """How a reply is let out."""

    undo_seconds: float = Field(
        10, ge=0, le=3600, description="how long an approved reply waits to be undone"
    )
    two_for_topics: list[Literal["refund", "legal", "safety", "privacy"]] = Field(
        [], description="a second person must approve replies about these"
    )
    two_from_reach: int | None = Field(
        None, ge=1, description="and replies to authors with so many followers; none: nobody's"
    )


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
    slack: SlackSettings = SlackSettings()
    web: WebSettings = WebSettings()
    language_model: LanguageModelSettings = LanguageModelSettings()
    stores: StoreSettings = StoreSettings()
    service_level: ServiceLevelSettings = ServiceLevelSettings()
    approval: ApprovalSettings = ApprovalSettings()
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


def people_of(settings: Settings) -> tuple[Person, ...]:
    """The team; one agent called `agent` when nobody is named, so that a newcomer can approve."""
    people = tuple(
        Person(person.name, frozenset(Role(role) for role in person.roles), person.slack_id)
        for person in settings.people
    )
    return people or (Person("agent", frozenset({Role.AGENT})),)
