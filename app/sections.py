"""What each table of `assist.toml` may say, with its defaults."""

import re
from typing import Any, Literal
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from desk.cases import Intent, Topic
from desk.four_eyes import FourEyes

HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")


class Section(BaseModel):
    """A table of the file. What it does not know it refuses."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def known_zone(said: str) -> str:
    """The name of a time zone. Raises ValueError for any other."""
    if said not in available_timezones():
        raise ValueError(f"{said!r} is no time zone; use a name such as 'Europe/Berlin'")
    return said


class CompanySettings(Section):
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


class CrawlerSettings(Section):
    """Who we are to the web sites that we read."""

    contact: str | None = Field(
        None, description="an address of yours, mail or web; every request names it, so web sources need it"
    )
    stackexchange_key: SecretStr | None = None


class QueueSettings(Section):
    """A channel of its own for some cases; what is left empty is no condition."""

    name: str
    channel: str = Field(description="its id, such as C0123456789")
    products: list[str] = []
    languages: list[str] = Field([], description="such as en or de")
    topics: list[str] = Field([], description="refund, legal, safety, privacy, question, request, complaint")

    @field_validator("topics")
    @classmethod
    def _known_topics(cls, said: list[str]) -> list[str]:
        """A misspelt one would take no case, ever, and nobody would notice."""
        known = [one.value for one in (*Topic, *Intent)]
        for topic in said:
            if topic.casefold() not in known:
                raise ValueError(f"{topic!r} is no topic; there are {', '.join(known)}")
        return said


class SlackSettings(Section):
    """The Slack app; without a token there is no Slack."""

    token: SecretStr | None = None
    app_token: SecretStr | None = Field(
        None, description="xapp-...; with it Slack is reached over Socket Mode, and nobody need reach us"
    )
    signing_secret: SecretStr | None = Field(None, description="for requests over HTTP, without an app token")
    channel: str | None = Field(None, description="id of the channel for the cards, such as C0123456789")
    leads_channel: str | None = Field(
        None, description="for the weekly digest; none: the channel of the cards"
    )
    queues: list[QueueSettings] = Field([], description="the first that fits takes a case")
    groups: dict[str, list[Literal["agent", "sme", "team_lead", "admin"]]] = Field(
        {}, description="roles by user group, each by its id or handle"
    )
    allowed: list[str] = Field(
        [], description="ids of guests and people from outside who may act in spite of it"
    )
    notes_into: str | None = Field(
        None, description="the source that takes what experts write; none: the first folder of notes"
    )
    files_into: str | None = Field(
        None, description="the source that takes files handed to the bot; none: the first folder of notes"
    )
    api_url: str = "https://slack.com/api/"
    port: int = Field(8788, ge=1, le=65535)

    @property
    def missing(self) -> list[str]:
        """What must be set before there is a desk in Slack; empty when all is."""
        needed = {"token": self.token, "channel": self.channel}
        needed["app_token or signing_secret"] = self.app_token or self.signing_secret
        return [name for name, value in needed.items() if not value]

    @property
    def untouched(self) -> bool:
        """True when nobody wants Slack."""
        return not (self.token or self.app_token or self.signing_secret or self.channel)


class WebSettings(Section):
    """The desk in the browser; always on 127.0.0.1."""

    port: int = Field(8787, ge=1, le=65535)
    url: str | None = Field(
        None,
        pattern=r"^https?://[^\s/]+",
        description="where people open it through your proxy; cards in Slack link to it",
    )


class LanguageModelSettings(Section):
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


class StoreSettings(Section):
    """Where the two stores are; SQLite files in data_dir unless a PostgreSQL address is given."""

    ledger: str | None = None
    library: str | None = None


class ApprovalSettings(Section):
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

    @property
    def four_eyes(self) -> FourEyes:
        """The same as the desk asks for."""
        return FourEyes(frozenset(map(Topic, self.two_for_topics)), self.two_from_reach)


class ReviewSettings(Section):
    """What those who lead look at afterwards, besides every reply that a person worded."""

    share: float = Field(0.1, ge=0, le=1, description="of the replies sent as they were drafted")


class DigestSettings(Section):
    """When the weekly digest is told."""

    day: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = "monday"
    hour: int = Field(9, ge=0, le=23)
    zone: str = Field(
        "UTC", description="where the team is, such as Europe/Berlin; its days begin there, too"
    )

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, said: str) -> str:
        return known_zone(said)
