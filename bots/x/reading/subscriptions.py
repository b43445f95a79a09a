"""What X is asked to tell us of by itself. X forgets nothing of it, but somebody may have deleted one."""

import logging
from dataclasses import dataclass

from bots.errors import Refused
from bots.x.accounts import Account
from bots.x.fields import Json, mapping, objects
from bots.x.reading.ports import Api

# https://docs.x.com/x-api/activity/introduction, read 2026-11-22. Deletions are told for each author apart, and
# encrypted chats cannot be read: neither is asked for.
EVENT_TYPES = ("post.mention.create", "post.reply.create", "post.quote.create", "dm.received")
_PATH = "/2/activity/subscriptions"
_TAG = "agent-assist"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Subscriptions:
    """One for each kind of event about our account."""

    api: Api
    us: Account

    def renew(self, webhook_id: str | None = None) -> None:
        """Makes those that are missing: to the webhook, or without one to the stream. Raises ChannelError."""
        there = {
            str(one.get("event_type"))
            for one in objects(self.api.get(_PATH, {"max_results": 1000}, as_user=False).get("data"))
            if self._is_ours(one) and one.get("webhook_id") == webhook_id
        }
        for event_type in EVENT_TYPES:
            if event_type not in there:
                to = {} if webhook_id is None else {"webhook_id": webhook_id}
                what = {"event_type": event_type, "filter": {"user_id": self.us.id}, "tag": _TAG}
                self._make({**what, **to})

    def _make(self, what: Json) -> None:
        try:
            self.api.post(_PATH, what)
        except Refused as error:  # the others are of use without it
            log.warning("X does not tell us of %s by itself: %s", what["event_type"], error)

    def _is_ours(self, one: Json) -> bool:
        return bool(mapping(one.get("filter")).get("user_id") == self.us.id)
