"""The lists that are read: mentions, direct messages, replies, quotes, and what names our products."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bots.x.accounts import Account
from bots.x.reading.ports import CHANNEL, Api, Cursors, Desk, Inbox
from bots.x.reading.timeline import Question, Timeline
from bots.x.search import DIRECTS, POSTS, Params, listening_for, quotes_of, replies_in
from desk.ports import Clock

# Whom we answered mentions us by replying. Replies and quotes that do not are looked for around what we wrote last:
LATELY, MOST = timedelta(days=7), 120
_A_PAGE: Params = {"max_results": 100}
_SEARCH = "/2/tweets/search/recent"


@dataclass(frozen=True)
class Lists:
    """Everything that X lists for us. `products` are the names to listen for."""

    us: Account
    api: Api
    looking: Api  # the same, for what must wait when the day's budget is short
    inbox: Inbox
    cursors: Cursors
    desk: Desk
    clock: Clock
    oldest: timedelta
    products: Sequence[str] = ()

    def mentions(self) -> Timeline:
        """Posts that name us."""
        path = f"/2/users/{self.us.id}/mentions"
        return self._list("mentions", lambda: [Question(path, {**_A_PAGE, **POSTS})])

    def direct_messages(self) -> Timeline:
        """What is written to us alone; X lists 30 days, newest first, and takes no id to begin at."""
        return self._list("directs", lambda: [Question("/2/dm_events", {**_A_PAGE, **DIRECTS}, since=False)])

    def replies(self) -> Timeline:
        """What others write in conversations that we are in."""
        return self._list(
            "replies",
            lambda: _searches(
                replies_in(self.desk.conversations(CHANNEL, self._lately, MOST), self.us.handle)
            ),
        )

    def quotes(self) -> Timeline:
        """Posts that quote ours."""
        return self._list(
            "quotes",
            lambda: _searches(quotes_of(self.desk.posts(CHANNEL, self._lately, MOST), self.us.handle)),
        )

    def listening(self) -> Timeline:
        """Posts that name our products and not us."""
        found = self._list("listening", lambda: _searches(listening_for(self.products, self.us.handle)))
        return replace(found, api=self.looking)

    @property
    def _lately(self) -> datetime:
        return self.clock() - LATELY

    def _list(self, name: str, questions: Callable[[], Sequence[Question]]) -> Timeline:
        return Timeline(
            f"{CHANNEL} {name}", questions, self.api, self.inbox, self.cursors, self.clock, self.oldest
        )


def _searches(queries: Sequence[str]) -> list[Question]:
    return [Question(_SEARCH, {"query": query, **_A_PAGE, **POSTS}) for query in queries]
