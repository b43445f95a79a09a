"""Looks for a reply of ours on X, which has no key to ask for: among what we wrote since it was approved."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bots.errors import ChannelError, Unanswered
from bots.x.accounts import Account
from bots.x.api import XApi
from bots.x.fields import Json, mapping, objects
from bots.x.search import DIRECTS, POSTS, Params
from bots.x.stored import Shown, Taken, shown_of, this_one
from desk.cases import Reply
from desk.drafts import To
from desk.ports import Clock

log = logging.getLogger(__name__)

_PAGES = 10  # of a hundred each
_SOONEST = timedelta(seconds=15)  # until the same reply is looked for again
_SLOWER = 4  # an old one is looked for each time that it is a quarter older


@dataclass(frozen=True)
class Lookback:
    """What X shows of our replies. Every look costs money: an old uncertain one is looked for less and less often."""

    api: XApi
    us: Account
    clock: Clock
    taken: Taken
    _looked: dict[str, datetime] = field(default_factory=dict, repr=False)

    def find(self, reply: Reply, *, at_once: bool = False) -> Shown | None:
        """The reply on X; None when it is not to be seen, and when it is too soon to look again."""
        if not at_once and not self._is_time(reply):
            return None
        self._looked[reply.key] = self.clock()
        try:
            return this_one(reply, self._shown(reply), self.us.id, self.taken)
        except ChannelError as error:
            log.info("case %s: X cannot be asked for its uncertain reply: %s", reply.case_id, error)
            return None

    def has_looked_for(self, reply: Reply) -> bool:
        """True when an earlier attempt at it was looked for in this process."""
        return reply.key in self._looked

    def settled(self, reply: Reply) -> None:
        """It is on record: nobody looks for it any more."""
        self._looked.pop(reply.key, None)

    def _is_time(self, reply: Reply) -> bool:
        last, now = self._looked.get(reply.key), self.clock()
        if last is None or reply.approved_at is None:
            return True
        return now >= last + max(_SOONEST, (last - reply.approved_at) / _SLOWER)

    def _shown(self, reply: Reply) -> list[Shown]:
        """Raises ChannelError, also when there is more than anybody could look through."""
        path, params = self._where(reply)
        since, found = reply.approved_at, list[Shown]()
        for page in self._pages(path, params):
            shown = [one for each in objects(page.get("data")) if (one := shown_of(each))]
            found += shown
            if since and any(one.at < since for one in shown):
                break
        return found

    def _where(self, reply: Reply) -> tuple[str, Params]:
        if reply.to is To.DM:
            return f"/2/dm_conversations/with/{reply.recipient_id}/dm_events", {**DIRECTS, "max_results": 100}
        since = (reply.approved_at or self.clock()) - timedelta(seconds=1)
        return f"/2/users/{self.us.id}/tweets", {
            **POSTS,
            "start_time": f"{since:%Y-%m-%dT%H:%M:%SZ}",
            "max_results": 100,
        }

    def _pages(self, path: str, params: Params) -> Iterator[Json]:
        """Newest first. Raises Unanswered when they do not end."""
        token = ""
        for _ in range(_PAGES):
            page = self.api.get(path, {**params, "pagination_token": token} if token else params)
            yield page
            token = mapping(page.get("meta")).get("next_token") or ""
            if not token:
                return
        raise Unanswered("X has more to show than can be looked through")
