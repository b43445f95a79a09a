"""Keeps X calling us: the webhook stands, its subscriptions too, and what was missed is sent again.

https://docs.x.com/x-api/webhooks/introduction (read 2026-11-22).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event

from bots.errors import ChannelError, Unanswered
from bots.x.fields import Json, id_in, objects, whole
from bots.x.reading.ports import CHANNEL, Api, Cursors
from bots.x.reading.subscriptions import Subscriptions
from desk.ports import Clock

EVERY = timedelta(minutes=5)
AWAY = 2 * EVERY  # nobody looked for so long: we were not there
_REPLAYED = timedelta(hours=24)  # X sends again what is no older
_WEBHOOKS = "/2/webhooks"
_MARK = f"{CHANNEL} webhook stood"

log = logging.getLogger(__name__)


@dataclass
class Webhook:
    """Runs beside the receiver, in its process: else an outage of the receiver goes unseen."""

    url: str  # where X calls us, as the world sees it
    api: Api
    subscriptions: Subscriptions
    cursors: Cursors
    catch_up: Callable[[], None]
    clock: Clock
    _looked_at: datetime | None = None

    def run(self, stop: Event, pause: timedelta) -> None:
        """Looks every few minutes until `stop` is set."""
        while not stop.is_set():
            if self._looked_at is None or self.clock() - self._looked_at >= EVERY:
                self._looked_at = self.clock()
                self._look()
            stop.wait(pause.total_seconds())

    def _look(self) -> None:
        try:
            self.keep()
        except ChannelError as error:
            log.warning("X may not call us at %r: %s", self.url, error)

    def keep(self) -> None:
        """The mark that we stood moves once X was asked for what we missed. Raises ChannelError."""
        now, stood = self.clock(), self._stood()
        webhook_id, stands = self._webhook()
        self.subscriptions.renew(webhook_id)
        if not stands or stood is None or now - stood > AWAY:
            self.catch_up()
            if stood is not None:
                self._replay(webhook_id, max(stood, now - _REPLAYED), now)
        self.cursors.save_cursor(_MARK, now.isoformat())

    def _stood(self) -> datetime | None:
        said = self.cursors.cursor(_MARK)
        return None if said is None else datetime.fromisoformat(said)

    def _webhook(self) -> tuple[str, bool]:
        """Its id, and whether it stood all by itself; one that X gave up is asked for again, a missing one made."""
        there = objects(self.api.get(_WEBHOOKS, as_user=False).get("data"))
        for one in there:
            if one.get("url") == self.url:
                stands = one.get("valid") is not False
                if not stands:
                    self.api.put(f"{_WEBHOOKS}/{_id_of(one)}", {}, as_user=False)
                return _id_of(one), stands
        return _id_of(whole(self.api.post(_WEBHOOKS, {"url": self.url}, as_user=False))), False

    def _replay(self, webhook_id: str, start: datetime, end: datetime) -> None:
        log.info("X is asked to send again what it told us from %s to %s", start, end)
        dates = {"from_date": _minute(start), "to_date": _minute(end)}
        self.api.post(f"{_WEBHOOKS}/replay", {"webhook_id": webhook_id, **dates}, as_user=False)


def _id_of(webhook: Json) -> str:
    """Raises Unanswered when X gives none."""
    number = id_in(webhook.get("id"))
    if number is None:
        raise Unanswered(f"X gives no id of the webhook (found {webhook.get('id')!r:.40})")
    return number


def _minute(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%d%H%M}"
