"""What a desk in Slack is made of: the keys to it, its places, the people in it, and its rooms."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from assist.customers.care import CustomerCare
from assist.surge.room import IncidentRoom
from bots.slack.cards.beside import Gratitude
from bots.slack.delivery.queues import Queue
from bots.slack.home.ports import Leading
from bots.slack.inquiries.ports import Inquirer
from bots.slack.knowledge.ports import Teaching
from desk.cases import Person, Role

SLACK = "https://slack.com/api/"
PATIENCE = 10  # seconds for one call


@dataclass(frozen=True)
class Access:
    """The keys to a workspace. Without a signing secret nothing is answered over HTTP."""

    token: str = field(repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)  # for Socket Mode
    api_url: str = SLACK

    def client(self, timeout: int = PATIENCE) -> WebClient:
        """It tries everything once: what is tried again, and when, is decided by those who know what it was."""
        return WebClient(self.token, base_url=self.base_url, timeout=timeout, retry_handlers=[])

    def patient_client(self) -> WebClient:
        """For answers, which are made in threads of their own: they may wait when Slack says so."""
        client = self.client()
        client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=2))
        return client

    @property
    def base_url(self) -> str:
        """Of the web API, with a slash at its end."""
        return self.api_url.rstrip("/") + "/"


@dataclass(frozen=True)
class Places:
    """Where things stand. A case's card is in the channel of the first queue that takes it, or in `channel`."""

    channel: str
    queues: Sequence[Queue] = ()
    leads: str | None = None  # a channel; None: the one of the cards
    web: str = ""  # the web desk's address, if people can open it


@dataclass(frozen=True)
class Team:
    """Who belongs to the desk: the people of the settings, and those whom Slack says to be in its user groups.

    Where Slack is asked, guests and people from outside may do nothing unless they are `allowed`.
    """

    people: Collection[Person] = ()
    by_group: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    allowed: Collection[str] = ()
    asks_slack: bool = True


@dataclass(frozen=True)
class Rooms:
    """What can be done here besides deciding; a room that is None is closed."""

    inquirer: Inquirer | None = None
    teaching: Teaching | None = None
    leading: Leading | None = None
    gratitude: Gratitude | None = None
    incidents: IncidentRoom | None = None
    care: CustomerCare | None = None
