"""Turns what X handed over into messages for the desk, in its order, whichever way it came."""

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bots.errors import ChannelError
from bots.x import directs, messages
from bots.x.accounts import Account
from bots.x.events import Heard, HeardDirect, HeardGone, HeardPost, heard
from bots.x.fields import Unreadable
from bots.x.threads import Threads
from desk.arrivals import Arrival
from desk.messages import Gone, Message
from desk.ports import Clock, Inbox

MOST_AT_ONCE = 500  # arrivals in one inbox
PATIENCE = timedelta(minutes=1)  # so long a message waits for what X cannot tell just now

log = logging.getLogger(__name__)


class Arrivals(Protocol):
    """The durable inbox of the channel."""

    def after(self, channel: str, number: int, limit: int) -> list[Arrival]:
        """In the order of arrival."""

    def put(self, channel: str, key: str, raw: str, at: datetime) -> bool:
        """False when it was seen before."""

    def forget(self, channel: str, keys: Collection[str]) -> None:
        """Let go of what these said."""

    def forget_naming(self, channel: str, ids: Collection[str], read_up_to: int) -> None:
        """Let go of what was read and names one of these."""


class Conversations(Protocol):
    """Where we are on X."""

    def involving_us(self, channel: str, conversations: Collection[str]) -> frozenset[str]:
        """Those of them in which we wrote."""


@dataclass(frozen=True)
class Taken:
    """An arrival, and what it says."""

    arrival: Arrival
    what: Heard


@dataclass(frozen=True)
class XListener:
    """What is older than `oldest` when it arrives makes no case: after a lost cursor nobody wants an old answer.

    It is counted in the log, and stays in the inbox until it is let go of.
    """

    us: Account
    arrivals: Arrivals
    threads: Threads
    desk: Conversations
    clock: Clock
    oldest: timedelta = timedelta(hours=24)
    name: str = "x"

    def fetch(self, cursor: str | None) -> Inbox:
        """The cursor is the number of an arrival. What cannot be read is named in the log, and the rest goes on."""
        read_up_to = int(cursor or 0)
        arrived = self.arrivals.after(self.name, read_up_to, MOST_AT_ONCE)
        taken = self._in_time([Taken(each, what) for each in arrived if (what := self._for_us(each))])
        held = self._held(taken)
        ready = [each.what for each in taken if held is None or each.arrival.number < held]
        if arrived:
            cursor = str(arrived[-1].number if held is None else held - 1)
        return Inbox(tuple(self._messages(ready)), cursor, tuple(self._gone(ready, read_up_to)))

    def _for_us(self, arrival: Arrival) -> Heard | None:
        """None for what was let go of or cannot be read, for what we wrote ourselves, and for mere reposts."""
        try:
            what = heard(arrival.raw) if arrival.raw else None
        except Unreadable as error:
            log.warning("arrival %d from X (%s) makes no message: %s", arrival.number, arrival.key, error)
            return None
        ours = what is not None and _author_of(what) == self.us.id
        return None if ours or (isinstance(what, HeardPost) and what.post.repeats) else what

    def _in_time(self, taken: Sequence[Taken]) -> list[Taken]:
        old = [each.arrival for each in taken if each.arrival.at - _written_at(each) > self.oldest]
        if old:
            log.warning(
                "%d messages from X were older than %s when they arrived, and make no case; the first is %s",
                len(old),
                self.oldest,
                old[0].key,
            )
        return [each for each in taken if each.arrival not in old]

    def _held(self, taken: Sequence[Taken]) -> int | None:
        """The number of the first arrival that must wait for what X cannot tell just now; None: none must."""
        posts = [each.what for each in taken if isinstance(each.what, HeardPost)]
        private = [each.what for each in taken if isinstance(each.what, HeardDirect)]
        for post in posts:
            self.threads.learn((*post.posts, post.post), post.authors)
        for direct in private:
            self.threads.learn((), direct.authors)
        try:
            self.threads.complete([one.post for one in posts], [one.direct.sender_id for one in private])
        except ChannelError as error:
            log.warning("X does not tell what messages refer to: %s", error)
            patient = (each for each in taken if self.clock() < each.arrival.at + PATIENCE)
            return next((each.arrival.number for each in patient if not self._is_complete(each.what)), None)
        return None

    def _is_complete(self, what: Heard) -> bool:
        if isinstance(what, HeardPost):
            return self.threads.is_complete(what.post)
        return isinstance(what, HeardGone) or self.threads.knows(what.direct.sender_id)

    def _messages(self, ready: Sequence[Heard]) -> Iterator[Message]:
        theirs = {what.post.conversation for what in ready if isinstance(what, HeardPost)}
        involved = self.desk.involving_us(self.name, theirs) if theirs else frozenset()
        for what in ready:
            if isinstance(what, HeardPost):
                post = what.post
                around = self.threads.around(post, in_our_conversation=post.conversation in involved)
                yield messages.message_of(post, around, self.us, self.name)
            elif isinstance(what, HeardDirect):
                sender = self.threads.author(what.direct.sender_id)
                yield directs.message_of(what.direct, sender, self.us, self.name)

    def _gone(self, ready: Sequence[Heard], read_up_to: int) -> list[Gone]:
        """Their words leave the inbox with what was read of other versions and around them."""
        gone = [what for what in ready if isinstance(what, HeardGone)]
        for what in gone:  # it may come after the word that it is gone: then it is known, and says nothing
            self.arrivals.put(self.name, f"post {what.post_id}", "", self.clock())
        if gone:
            ids = {what.post_id for what in gone}
            self.arrivals.forget(self.name, [f"post {one}" for one in ids])
            self.arrivals.forget_naming(self.name, ids, read_up_to)
            self.threads.forget(ids)
        return [Gone(self.name, what.why, external_id=what.post_id) for what in gone]


def _author_of(what: Heard) -> str | None:
    match what:
        case HeardPost(post=post):
            return post.author_id
        case HeardDirect(direct=direct):
            return direct.sender_id
    return None


def _written_at(taken: Taken) -> datetime:
    """What is gone is never too old."""
    match taken.what:
        case HeardPost(post=post):
            return post.changed_at
        case HeardDirect(direct=direct):
            return direct.sent_at
    return taken.arrival.at
