"""Hears who names us on Mastodon: by our notifications, and by looking again at what we heard.

Mastodon tells nobody that a post which names them was edited or deleted, unless a stream is held open without a gap.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from bots.errors import Limited, Refused, Unanswered
from bots.mastodon.api import MastodonApi, Params
from bots.mastodon.place import Place, read_place, written
from bots.mastodon.statuses import Status, age, message_of, status_of
from desk.messages import Gone, Message
from desk.ports import Clock, Inbox

log = logging.getLogger(__name__)

_KINDS = ["mention", "quote"]
_PAGE = 40
_MOST_PAGES = 10  # of the first look
AT_ONCE = 80  # posts, each with a thread to look up: a server allows 300 requests in 5 minutes
_TOGETHER = 20  # posts that one request may ask for
_TRIES = 10  # for a thread that the server does not show; then its message is heard without
_NEAREST = 20  # posts above a message that are kept, besides the first of its thread
_WHY_GONE = "its author deleted it, or does not let us see it any more"
_TAKEN_BACK = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class MastodonListener:
    """A Listener. Without a cursor it goes back by `first_look` and no further: old posts are not answered.

    `every` is the least time between two questions: a server allows 300 in 15 minutes
    (config/initializers/rack_attack.rb of Mastodon, read 2026-11-22). `watch_every` is the same for edits.
    At most `at_once` posts are handed over; the rest comes with the next question.
    """

    def __init__(
        self,
        api: MastodonApi,
        clock: Clock,
        *,
        name: str = "mastodon",
        every: timedelta = timedelta(seconds=5),
        watch_every: timedelta = timedelta(minutes=1),
        first_look: timedelta = timedelta(hours=24),
        at_once: int = AT_ONCE,
    ) -> None:
        self.name = name
        self._api = api
        self._clock = clock
        self._every = every
        self._watch_every = watch_every
        self._first_look = first_look
        self._at_once = at_once
        self._page_size = min(_PAGE, at_once)
        self._next_at: datetime | None = None
        self._tried: dict[str, int] = {}  # how often the thread above a post could not be read

    def fetch(self, cursor: str | None) -> Inbox:
        """What names us since, and what became of what we heard. Raises ChannelError."""
        now = self._clock()
        if self._next_at is not None and now < self._next_at:
            return Inbox((), cursor)
        self._next_at = now + self._every
        try:
            return self._heard(cursor, now)
        except Limited as error:
            self._next_at = error.reset_at
            raise

    def _heard(self, cursor: str | None, now: datetime) -> Inbox:
        place = read_place(cursor)
        new, since = self._new(place, now)
        edited, gone, place = self._changed(place, now)
        new = [status for status in new if status.id not in {one.id for one in edited}]
        place = Place(since, place.heard(new).watched, place.looked_at)
        messages = tuple(self._messages([*edited, *new]))
        self._tried.clear()
        return Inbox(messages, written(place) if since else cursor, tuple(gone))

    def _new(self, place: Place, now: datetime) -> tuple[list[Status], str]:
        """Posts that we were told of, oldest first, and the newest notification read."""
        told = self._after(place.since) if place.since else self._lately(now - self._first_look)
        told = sorted(told, key=_age)[: self._at_once]
        statuses = {
            status.id: status
            for one in told
            if (status := _status_in(one)) and status.account.id != self._api.me
        }
        return list(statuses.values()), str(told[-1]["id"]) if told else place.since

    def _after(self, since: str) -> list[Any]:
        """Notifications after that one, page after page from the oldest."""
        found = list[Any]()
        while len(found) < self._at_once:
            page = self._page(min_id=since)
            found += page
            if len(page) < self._page_size:
                break
            since = str(max(page, key=_age)["id"])
        return found

    def _lately(self, since: datetime) -> list[Any]:
        """Notifications after that time, page after page from the newest."""
        found = list[Any]()
        place = dict[str, str]()
        for _ in range(_MOST_PAGES):
            page = self._page(**place)
            young = [one for one in page if datetime.fromisoformat(one["created_at"]) > since]
            found += young
            if len(page) < self._page_size or len(young) < len(page):
                return found
            place = {"max_id": str(min(page, key=_age)["id"])}
        log.warning(
            "Mastodon has more than %s notifications since %s; older ones are left", len(found), since
        )
        return found

    def _page(self, **place: str) -> list[Any]:
        # What comes from people unknown to us is no less of a question; a server may hold it back from a person.
        params: Params = {"types[]": _KINDS, "limit": self._page_size, "include_filtered": "true"}
        page = self._api.get("/api/v1/notifications", {**params, **place})
        return page if isinstance(page, list) else []

    def _changed(self, place: Place, now: datetime) -> tuple[list[Status], list[Gone], Place]:
        """Which of the watched posts were edited, and which are gone."""
        if place.looked_at is not None and now < place.looked_at + self._watch_every:
            return [], [], place
        try:
            standing = {status.id: status for status in self._standing(list(place.watched))}
        except Refused:  # a server older than the question; the doctor says so
            return [], [], place.looked(now)
        except Unanswered as error:  # new posts do not wait for it
            log.warning("Mastodon does not show posts that may have been edited: %s", error)
            return [], [], place.looked(now)
        edited = [one for one in standing.values() if one.version != place.watched[one.id].version]
        gone = [missing for missing in place.watched if missing not in standing and self._is_gone(missing)]
        told = [Gone(self.name, _WHY_GONE, external_id=one) for one in gone]
        return edited, told, place.heard(edited).without(gone).looked(now)

    def _standing(self, ids: Sequence[str]) -> Iterator[Status]:
        for start in range(0, len(ids), _TOGETHER):
            said = self._api.get("/api/v1/statuses", {"id[]": list(ids[start : start + _TOGETHER])})
            yield from (status for one in said if (status := status_of(one)) and status.id in ids)

    def _is_gone(self, status_id: str) -> bool:
        """Asked for by itself: a server that leaves a post out of a list for another reason takes no case away."""
        try:
            self._api.get(f"/api/v1/statuses/{status_id}")
        except Refused as error:
            return error.status in _TAKEN_BACK
        except Unanswered:  # nobody knows; the next look asks again
            return False
        return False

    def _messages(self, statuses: Sequence[Status]) -> Iterator[Message]:
        for status in statuses:
            yield message_of(status, self.name, self._api.me, self._before(status))

    def _before(self, status: Status) -> list[Status]:
        """The thread above a post, oldest first; empty when the post is gone meanwhile, or nobody can show it."""
        if status.in_reply_to_id is None:
            return []
        try:
            said = self._api.get(f"/api/v1/statuses/{status.id}/context")
        except Refused:
            return []
        except Unanswered as error:
            self._tried[status.id] = self._tried.get(status.id, 0) + 1
            if self._tried[status.id] < _TRIES:
                raise
            log.warning("the thread above post %r is left out: %s", status.id, error)
            return []
        above = [one for each in said.get("ancestors", ()) if (one := status_of(each))]
        return [*above[:1], *above[1:][-_NEAREST:]]


def _age(notification: Any) -> tuple[int, str]:
    return age(str(notification["id"]))


def _status_in(notification: Any) -> Status | None:
    """The post that it tells of; None for one that cannot be read, which is said and left."""
    status = status_of(notification.get("status"))
    if status is None:
        log.warning("notification %r of Mastodon tells of no post that can be read", notification.get("id"))
    return status
