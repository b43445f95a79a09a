"""Looks for a reply of ours on X, which has no key to ask for: among what we wrote since it was approved."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from bots.errors import Unanswered
from bots.x.accounts import Account
from bots.x.api import XApi
from bots.x.fields import Json, mapping, objects
from bots.x.search import DIRECTS, POSTS, Params
from bots.x.stored import Shown, Taken, shown_of, this_one
from desk.cases import Reply
from desk.drafts import To
from desk.ports import Clock

_PAGES = 10  # of a hundred each


@dataclass(frozen=True)
class Lookback:
    """What X shows of our replies. Every look costs money; how often there is one, the desk says."""

    api: XApi
    us: Account
    clock: Clock
    taken: Taken
    _looked: set[str] = field(default_factory=set, repr=False)

    def find(self, reply: Reply) -> Shown | None:
        """The reply on X; None when X does not show it. Raises ChannelError when X cannot be asked."""
        self._looked.add(reply.key)
        return this_one(reply, self._shown(reply), self.us.id, self.taken)

    def has_looked_for(self, reply: Reply) -> bool:
        """True when an earlier attempt at it was looked for in this process."""
        return reply.key in self._looked

    def settled(self, reply: Reply) -> None:
        """It is on record: nobody looks for it any more."""
        self._looked.discard(reply.key)

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
