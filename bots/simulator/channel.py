"""A simulated X as a channel of the desk: customers' posts are fed in, our replies stay to be read back."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path

from bots.simulator import timeline
from bots.simulator.posts import Post, account_id, message_of
from bots.simulator.rows import BadRow, post_of, read_rows
from bots.simulator.rules import Budgets, Standing, refusal
from bots.simulator.timeline import Timeline
from desk.cases import Receipt, Reply
from desk.drafts import To
from desk.errors import SendRefused, SendUncertain
from desk.ports import Clock, Inbox

_FIRST_MOMENT = datetime(
    2010, 11, 4, 1, 42, 54, 657000, tzinfo=UTC
)  # X counts its ids' milliseconds from here


class Fault(Enum):
    """What may go wrong on the way to X."""

    UNREACHABLE = "no connection: surely nothing was taken"
    REQUEST_LOST = "a time-out, and X took nothing"
    ANSWER_LOST = "a time-out, but X had taken the post"


@dataclass(frozen=True)
class Fed:
    """What became of the rows of a replay: taken in, known before, or not to be read."""

    taken: int
    known: int
    bad: tuple[BadRow, ...]


class SimulatedX:
    """A Listener and a Publisher. Several processes may open the same file.

    `handles` are ours, the first one writes; `weigh` counts a text as X does.
    """

    def __init__(
        self,
        file: Path,
        handles: Sequence[str],
        weigh: Callable[[str], int],
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
        self._budgets = budgets or Budgets()
        self._faults: deque[Fault] = deque()
        timeline.create(file)

    def feed(self, rows: Iterable[object]) -> Fed:
        """Customers write, one row each (see `rows.Row`); a bad row is named and the rest goes on."""
        good, bad = read_rows(rows, self._handles)
        with timeline.writing(self._file) as posts:
            taken = sum(
                posts.add(post_of(row, _parent(posts, row.in_reply_to), self._handles)) for row in good
            )
        return Fed(taken, len(good) - taken, tuple(bad))

    def fetch(self, cursor: str | None) -> Inbox:
        """Posts and direct messages that arrived after the cursor.

        The cursor is an arrival number and no post's id: replayed rows may carry ids in any order.
        """
        with timeline.reading(self._file) as posts:
            new = posts.from_customers(after=int(cursor or 0))
        messages = tuple(message_of(post, self.name) for _, post in new)
        return Inbox(messages, str(new[-1][0]) if new else cursor)

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
        with timeline.reading(self._file) as posts:
            sent = [post for post in posts.ours_to(reply.recipient_id) if _is(post, reply)]
        return self._receipt(sent[0]) if sent else None

    def sent(self) -> list[Post]:
        """Everything our account wrote, oldest first."""
        with timeline.reading(self._file) as posts:
            return posts.ours()

    def fail_next(self, *faults: Fault) -> None:
        """The next sends meet these faults, one each."""
        self._faults.extend(faults)

    def _take(self, reply: Reply) -> Receipt:
        with timeline.writing(self._file) as posts:
            reason = refusal(reply, _standing(posts, reply), self._weigh)
            if reason:
                raise SendRefused(f"X refused it: {reason}")
            self._keep_to_budget(posts, reply.to)
            post = self._post(reply, after=posts.last_of_ours())
            posts.add(post)
        return self._receipt(post)

    def _keep_to_budget(self, posts: Timeline, to: To) -> None:
        now, budget = self._clock(), self._budgets.of(to)
        retry_at = budget.retry_at(posts.ours_since(now - budget.per, direct=to is To.DM), now)
        if retry_at:
            raise SendRefused(f"X takes no more than {budget.sends} in {budget.per} (429)", retry_at)

    def _post(self, reply: Reply, after: Post | None) -> Post:
        now = self._clock()
        last = int(after.id) if after else 0
        return Post(
            id=str(max(last + 1, _snowflake(now))),
            author_id=account_id(self._handles[0]),
            author_handle=self._handles[0],
            author_name=self._handles[0],
            text=reply.text,
            created_at=now,
            direct=reply.to is To.DM,
            conversation=reply.conversation,
            in_reply_to=reply.in_reply_to,
            recipient_id=reply.recipient_id,
        )

    def _receipt(self, post: Post) -> Receipt:
        url = None if post.direct else f"https://x.example/{post.author_handle}/status/{post.id}"
        return Receipt(post.id, url, post.created_at)


def _parent(posts: Timeline, id: str | None) -> Post | None:
    return posts.post(id) if id else None


def _standing(posts: Timeline, reply: Reply) -> Standing:
    answered = posts.post(reply.in_reply_to)
    return Standing(
        answered=answered,
        recipient_takes_dm=posts.wrote_directly(reply.recipient_id)
        or bool(answered and answered.receives_dm),
        earlier_texts=frozenset(post.text.strip() for post in posts.ours_to(reply.recipient_id)),
    )


def _is(post: Post, reply: Reply) -> bool:
    return (post.in_reply_to, post.text, post.direct) == (reply.in_reply_to, reply.text, reply.to is To.DM)


def _snowflake(at: datetime) -> int:
    """An id as X makes them: milliseconds in the upper bits."""
    return (at - _FIRST_MOMENT) // timedelta(milliseconds=1) << 22
