"""Publishes Home tabs: when somebody opens theirs, and for a while after that whenever something changed."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

from slack_sdk import WebClient

from bots.slack.delivery.line import SLACK_FAILED
from bots.slack.home.ports import Days, Taught
from bots.slack.home.view import Day, home_view, refusal_view
from bots.slack.kit.blocks import Block
from bots.slack.kit.windows import View
from bots.slack.people import People
from desk.cases import Person, Role
from desk.errors import NotAllowed
from desk.ports import Clock

STAYS_OPEN = 600.0  # seconds: Slack does not say when somebody looks away
PAUSE = 30.0  # seconds between two of one person; all people together may have 100 a minute
AT_A_TIME = 20

logger = logging.getLogger(__name__)


@dataclass
class _Tab:
    """What somebody has before them."""

    opened_at: float
    published_at: float = float("-inf")
    shown: list[Block] | None = None  # its blocks but for the last one, which tells the time


class Homes:
    """May be used by several threads."""

    def __init__(
        self,
        client: WebClient,
        days: Days,
        people: People,
        clock: Clock,
        taught: Taught | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._days = days
        self._people = people
        self._clock = clock
        self._taught = taught
        self._monotonic = monotonic
        self._tabs: dict[str, _Tab] = {}
        self._lock = Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="slack-home")
        self._running: Future[None] | None = None

    def opened(self, user: str) -> None:
        """Somebody looks at their tab now."""
        with self._lock:
            self._tabs[user] = _Tab(self._monotonic())
        self._publish(user)

    def changed(self, user: str) -> None:
        """Something that they did is to be seen on their tab at once."""
        self._publish(user)

    def refresh(self) -> Future[None]:
        """Has the tabs renewed that are open and not as they should be; it never waits for Slack itself."""
        with self._lock:
            if self._running is not None and not self._running.done():
                return self._running
            failed = self._running.exception() if self._running else None
            running = self._running = self._thread.submit(self._renew)
        if failed is not None:
            logger.error("not all Home tabs were renewed", exc_info=failed)
        return running

    def close(self) -> None:
        """Waits for the tab that is being published."""
        self._thread.shutdown(cancel_futures=True)

    def _renew(self) -> None:
        for user in self._due()[:AT_A_TIME]:
            self._publish(user)

    def _due(self) -> list[str]:
        now = self._monotonic()
        with self._lock:
            self._tabs = {user: tab for user, tab in self._tabs.items() if now - tab.opened_at < STAYS_OPEN}
            waits = [(tab.published_at, user) for user, tab in self._tabs.items()]
        return [user for published_at, user in sorted(waits) if now - published_at >= PAUSE]

    def _publish(self, user: str) -> None:
        """Unless Slack has it already; what Slack does not take now waits for the next time."""
        with self._lock:
            tab = self._tabs.setdefault(user, _Tab(self._monotonic()))
            tab.published_at = self._monotonic()  # first of all: what cannot be made keeps no other waiting
        view = self._view(user)
        blocks = view["blocks"][:-1]
        if tab.shown == blocks:
            return
        try:
            self._client.views_publish(user_id=user, view=view)
            tab.shown = blocks
        except SLACK_FAILED as error:
            logger.warning("the Home tab of %s waits: %s", user, error)

    def _view(self, user: str) -> View:
        now = self._clock()
        try:
            return home_view(self._day(self._people.person(user)), now)
        except NotAllowed as error:
            return refusal_view(str(error))

    def _day(self, person: Person) -> Day:
        taught = self._taught if Role.SME in person.roles else None
        return Day(
            lead=self._days.lead() if person.may_review else None,
            agent=self._days.agent(person) if person.may_approve else None,
            expert=taught.home(person) if taught else None,
        )
