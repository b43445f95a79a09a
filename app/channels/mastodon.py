"""Mastodon as a channel of the house."""

from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import Field, SecretStr, field_validator

from app.channels.channel import Channel, Look, expect_whole
from app.sections import Section
from desk.ports import Clock

if TYPE_CHECKING:  # app.wiring builds what is here; the other is slow to import
    from app.wiring import House
    from bots.mastodon.api import MastodonApi


class MastodonSettings(Section):
    """An account on Mastodon; without a server and a token it is no channel."""

    server: str | None = Field(
        None, pattern=r"^https?://[^\s/]+/?$", description="of our account, such as https://mastodon.social"
    )
    token: SecretStr | None = Field(
        None, description="of our account: Preferences, Development; set it as ASSIST_MASTODON__TOKEN"
    )
    ask_seconds: float = Field(
        5, ge=3, description="the least time between two questions; a server allows 300 in 15 minutes"
    )
    first_look_hours: float = Field(
        24, gt=0, description="without a cursor, nothing older than that is answered"
    )

    @field_validator("server")
    @classmethod
    def _address(cls, said: str | None) -> str | None:
        from bots.exchange import checked_address  # slow to import

        return said and checked_address(said)

    @property
    def missing(self) -> list[str]:
        """What must be set before it is a channel; empty when all is."""
        return [name for name, value in {"server": self.server, "token": self.token}.items() if not value]


def mastodon_channel(house: "House") -> Channel | None:
    """None when it is not set up. Raises SettingsError when it is set up by half."""
    said = house.settings.mastodon
    if not (said.server or said.token):
        return None
    expect_whole("Mastodon", "mastodon", said.missing, "channels.md")
    from bots.exchange import Exchange
    from bots.mastodon.api import MastodonApi

    token = said.token.get_secret_value() if said.token else ""
    api = MastodonApi(Exchange(said.server or "", "Mastodon"), token, house.clock)
    return channel_of(said, api, house.clock)


def channel_of(said: MastodonSettings, api: "MastodonApi", clock: Clock) -> Channel:
    """The channel of an account."""
    from bots.mastodon.checkup import looks
    from bots.mastodon.listen import MastodonListener
    from bots.mastodon.publish import MastodonPublisher

    listener = MastodonListener(
        api,
        clock,
        every=timedelta(seconds=said.ask_seconds),
        first_look=timedelta(hours=said.first_look_hours),
    )
    found = [Look(what, look) for what, look in looks(api)]
    return Channel(listener.name, listener, MastodonPublisher(api, clock), looks=found)
