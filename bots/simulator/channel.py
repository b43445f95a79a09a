"""A simulated X as a channel of the desk: customers' posts are fed in, our replies stay to be read back."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

from bots.simulator.feeding import Fed, feed
from bots.simulator.messages import gone_of, message_of
from bots.simulator.world import store
from bots.simulator.world.accounts import Account
from bots.simulator.world.deeds import Asked, dm_wish_of, wish_of, write, write_directly
from bots.simulator.world.limits import DIRECT, POST, QUARTER, Budget, Payer, exhausted
from bots.simulator.world.posts import Post
from bots.simulator.world.rules import Refusal, Weigh, refusal
from bots.simulator.world.schema import create
from bots.simulator.world.store import World
from desk.cases import Receipt, Reply
from desk.drafts import To
from desk.errors import SendRefused, SendUncertain
from desk.ports import Clock, Inbox

_PUBLIC, _DIRECT = Budget(100, QUARTER), Budget(15, QUARTER)
_ENDPOINTS = {To.PUBLIC: POST, To.DM: DIRECT}


class Fault(Enum):
    """What may go wrong on the way to X."""

    UNREACHABLE = "no connection: surely nothing was taken"
    REQUEST_LOST = "a time-out, and X took nothing"
    ANSWER_LOST = "a time-out, but X had taken the post"


@dataclass(frozen=True)
class Budgets:
    """The rates X is to allow our account."""

    public: Budget = _PUBLIC
    direct: Budget = _DIRECT


class SimulatedX:
    """A Listener and a Publisher. Several processes may open the same file.

    `handles` are ours, the first one writes; `weigh` counts a text as X does.
    """

    def __init__(
        self,
        file: Path,
        handles: Sequence[str],
        weigh: Weigh,
        clock: Clock,
        *,
        name: str = "simulator",
        budgets: Budgets | None = None,
    ) -> None:
        self.name = name
        self._file = file
        self._handles = tuple(handle.removeprefix("@") for handle in handles)
        self._weigh = weigh
        self._clock = clock
        self._faults: deque[Fault] = deque()
        create(file)
        self._move_in(budgets)

    def feed(self, rows: Iterable[object]) -> Fed:
        """Customers write, one row each (see `rows.Row`); a bad row is named and the rest goes on."""
        with store.writing(self._file) as world:
            return feed(world, rows, self._handles)

    def fetch(self, cursor: str | None) -> Inbox:
        """Posts and direct messages that arrived after the cursor.

        The cursor is an arrival number and no post's id: replayed rows may carry ids in any order.
        """
        with store.reading(self._file) as world:
            new = world.posts.arrived(after=int(cursor or 0))
            messages = [message_of(world, post, self.name) for _, post in new if post.deleted_at is None]
        gone = [gone_of(post, self.name) for _, post in new if post.deleted_at is not None]
        return Inbox(tuple(messages), str(new[-1][0]) if new else cursor, tuple(gone))

    def send(self, reply: Reply) -> Receipt:
        """Takes a reply, or raises SendRefused (surely not taken) or SendUncertain (nobody can tell)."""
        fault = self._faults.popleft() if self._faults else None
        if fault is Fault.UNREACHABLE:
            raise SendRefused("X cannot be reached", retry_at=self._clock() + timedelta(seconds=30))
        if fault is not Fault.REQUEST_LOST:
            receipt = self._take(reply)
        if fault is not None:
            raise SendUncertain(f"X did not answer in time about the reply to {reply.in_reply_to!r}")
        return receipt

    def find(self, reply: Reply) -> Receipt | None:
        """Reads back our post with this very text under the same post; X has no key to ask for."""
        with store.reading(self._file) as world:
            sent = [post for post in world.posts.ours_to(reply.recipient_id) if _is(post, reply)]
        return self._receipt(sent[0]) if sent else None

    def free_at(self, to: To) -> datetime | None:
        """When the next reply of this kind may go; None: now."""
        with store.reading(self._file) as world:
            return self._free_at(world, to)

    def sent(self) -> list[Post]:
        """Everything our account wrote, oldest first."""
        with store.reading(self._file) as world:
            return world.posts.ours()

    def fail_next(self, *faults: Fault) -> None:
        """The next sends meet these faults, one each."""
        self._faults.extend(faults)

    def _move_in(self, budgets: Budgets | None) -> None:
        with store.writing(self._file) as world:
            for handle in self._handles:
                world.people.join(handle, self._clock(), ours=True)
            if budgets is not None:
                for endpoint, budget in ((POST, budgets.public), (DIRECT, budgets.direct)):
                    said = {"of": "user", "limit": budget.sends, "seconds": budget.per.total_seconds()}
                    world.windows.set_limits(endpoint, [said])

    def _take(self, reply: Reply) -> Receipt:
        with store.writing(self._file) as world:
            reason = self._refusal(world, reply)
            if reason:
                raise SendRefused(f"X refused it: {reason.why}")
            retry_at = self._free_at(world, reply.to)
            if retry_at:
                raise SendRefused("X takes no more for now (429)", retry_at)
            world.windows.spend(_ENDPOINTS[reply.to], Payer.USER, self._us(world).key, self._clock())
            return self._receipt(self._write(world, reply))

    def _refusal(self, world: World, reply: Reply) -> Refusal | None:
        us = self._us(world)
        if reply.to is To.PUBLIC:
            return refusal(wish_of(world, us, Asked(reply.text, answers=reply.in_reply_to)), self._weigh)
        recipient = world.people.join(reply.recipient_id, self._clock())
        return refusal(dm_wish_of(world, us, recipient, reply.text), self._weigh)

    def _write(self, world: World, reply: Reply) -> Post:
        us, now = self._us(world), self._clock()
        if reply.to is To.PUBLIC:
            post = write(world, us, Asked(reply.text, answers=reply.in_reply_to), now)
        else:
            post = write_directly(world, us, world.people.join(reply.recipient_id, now), reply.text, now)
        if post is None:
            raise SendRefused(f"X has no id left at {now}", retry_at=now + timedelta(seconds=1))
        return post

    def _us(self, world: World) -> Account:
        return world.people.join(self._handles[0], self._clock(), ours=True)

    def _free_at(self, world: World, to: To) -> datetime | None:
        now = self._clock()
        return exhausted(world.windows.standing(_ENDPOINTS[to], Payer.USER, self._us(world).key, now))

    def _receipt(self, post: Post) -> Receipt:
        url = None if post.direct else f"https://x.example/{post.author_handle}/status/{post.id}"
        return Receipt(post.id, url, post.created_at)


def _is(post: Post, reply: Reply) -> bool:
    if reply.approved_at is not None and post.created_at < reply.approved_at:
        return False  # the same words, said before
    if post.direct or reply.to is To.DM:  # a direct message replies to nothing in particular
        return post.direct is (reply.to is To.DM) and post.text == reply.text
    return (post.in_reply_to, post.text) == (reply.in_reply_to, reply.text)
