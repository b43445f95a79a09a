"""A Facebook page as a channel of the house."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from pydantic import Field, SecretStr, field_validator

from app.channels.channel import CallIn, Channel, Look, expect_whole
from app.sections import Section
from desk.arrivals import Arrivals
from desk.ports import Clock
from desk.receipts import Receipts

if TYPE_CHECKING:  # app.wiring builds what is here; the other is slow to import
    from app.wiring import House
    from bots.exchange import Exchange

GRAPH = "https://graph.facebook.com"
_NEEDED = ("page_id", "token", "app_id", "app_secret", "verify_token")


class FacebookSettings(Section):
    """A page and the app that serves it; what is left out keeps it from being a channel."""

    page_id: str | None = Field(None, pattern=r"^\d{1,30}$")
    token: SecretStr | None = Field(
        None, description="the page's, long-lived; set it as ASSIST_FACEBOOK__TOKEN"
    )
    app_id: str | None = Field(None, pattern=r"^\d{1,30}$")
    app_secret: SecretStr | None = Field(
        None, description="proves our calls, and that what calls our webhook is Facebook"
    )
    verify_token: SecretStr | None = Field(
        None, description="a word of your own, which Facebook shows when the webhook is set up"
    )
    port: int = Field(8790, ge=1, le=65535, description="of the webhook, on 127.0.0.1 behind your proxy")
    human_agent: bool = Field(
        False, description="Facebook granted the app the tag with which a person may answer for 7 days"
    )
    first_look_hours: float = Field(
        24, gt=0, description="without a cursor, nothing older than that is answered"
    )
    api_url: str = GRAPH

    @field_validator("api_url")
    @classmethod
    def _address(cls, said: str) -> str:
        from bots.exchange import checked_address  # slow to import

        return said if said == GRAPH else checked_address(said)

    @property
    def missing(self) -> list[str]:
        """What must be set before it is a channel; empty when all is."""
        return [name for name in _NEEDED if not getattr(self, name)]


def facebook_channel(house: "House") -> Channel | None:
    """None when it is not set up. Raises SettingsError when it is set up by half."""
    said = house.settings.facebook
    if len(said.missing) == len(_NEEDED):
        return None
    expect_whole("Facebook", "facebook", said.missing, "channels.md")
    from bots.exchange import Exchange

    taken = partial(house.ledger.beside(Receipts).taken, "facebook")
    return channel_of(said, Exchange(said.api_url, "Facebook"), house.ledger.arrivals, house.clock, taken)


def channel_of(
    said: FacebookSettings,
    exchange: "Exchange",
    arrivals: Arrivals,
    clock: Clock,
    taken: Callable[[str], bool],
) -> Channel:
    """The channel of complete settings; `taken`: whether an id is on record as a reply of ours."""
    from bots.facebook.checkup import Doors, looks
    from bots.facebook.graph import Credentials, Graph
    from bots.facebook.listen import FacebookListener
    from bots.facebook.publish import FacebookPublisher
    from bots.facebook.surroundings import Surroundings
    from bots.facebook.webhook import Webhook

    page_id, secret, token = said.page_id or "", _told(said.app_secret), _told(said.token)
    graph = Graph(exchange, Credentials(page_id, token, secret), clock)
    as_app = Graph(exchange, Credentials(page_id, f"{said.app_id}|{secret}", secret), clock)
    listener = FacebookListener(
        arrivals,
        Surroundings(graph, clock),
        page_id,
        clock,
        first_look=timedelta(hours=said.first_look_hours),
    )
    webhook = Webhook(arrivals, page_id, secret, _told(said.verify_token), clock)
    return Channel(
        listener.name,
        listener,
        FacebookPublisher(graph, clock, human_agent=said.human_agent, taken=taken),
        call_in=CallIn(webhook.app(), said.port),
        looks=[Look(what, look) for what, look in looks(Doors(graph, as_app, token), clock)],
    )


def _told(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
