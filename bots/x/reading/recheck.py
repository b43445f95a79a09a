"""Looks again at posts of customers: one that is gone is taken back, one that was edited is read anew."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bots.x.events import Delivery, deliveries_of, gone_from
from bots.x.fields import Json
from bots.x.posts import posts_in
from bots.x.reading.ports import CHANNEL, Api, Inbox
from bots.x.search import POSTS
from bots.x.threads import MOST_AT_ONCE
from desk.ports import Clock


@dataclass(frozen=True)
class Recheck:
    """X tells of deletions by itself only for accounts that it is asked to tell of, and never of new settings."""

    api: Api
    inbox: Inbox
    posts: Callable[[], Sequence[str]]
    clock: Clock
    name: str = f"{CHANNEL} recheck"

    def read(self) -> None:
        """Raises ChannelError."""
        posts = self.posts()
        for start in range(0, len(posts), MOST_AT_ONCE):
            changed = list(self._changed(posts[start : start + MOST_AT_ONCE]))
            self.inbox.put_all(CHANNEL, [(each.key, each.raw) for each in changed], self.clock())

    def _changed(self, ids: Sequence[str]) -> Iterator[Delivery]:
        answer = self._shown(ids)
        yield from map(self._today, gone_from(answer))
        newer = _newer(answer, ids)
        if newer:
            yield from deliveries_of(self._shown(newer))

    def _shown(self, ids: Sequence[str]) -> Json:
        return self.api.get("/2/tweets", {"ids": list(ids), **POSTS})

    def _today(self, gone: Delivery) -> Delivery:
        """Told again each day while it is looked at, should the post have come after the word that it is gone."""
        return replace(gone, key=f"{gone.key} {self.clock():%Y-%m-%d}")


def _newer(answer: Json, ids: Sequence[str]) -> list[str]:
    """The newest versions of what was asked for in older ones."""
    newest = [post.newest_id for post in posts_in({"posts": answer.get("data")})]
    return [one for one in dict.fromkeys(newest) if one not in ids]
