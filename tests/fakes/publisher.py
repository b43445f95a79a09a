"""A channel's sending side with a memory: it can refuse, lose its answer, or break off, and may be read back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from desk.cases import Receipt, Reply
from desk.drafts import To
from desk.errors import SendRefused, SendUncertain
from tests.builders import NOON

Mishap = Callable[["FakePublisher", Reply], None]


@dataclass
class FakePublisher:
    """Counts what it was asked and what went out. `mishaps` happen to the next sends, one each."""

    mishaps: list[Mishap] = field(default_factory=list)
    busy_until: dict[To, datetime] = field(default_factory=dict)
    readable: bool = True  # False: what went out cannot be seen
    asked: list[Reply] = field(default_factory=list)
    out: list[Reply] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def send(self, reply: Reply) -> Receipt:
        with self._lock:
            self.asked.append(reply)
            mishap = self.mishaps.pop(0) if self.mishaps else None
        if mishap is not None:
            mishap(self, reply)
        self.let_out(reply)
        return self._receipt(reply)

    def find(self, reply: Reply) -> Receipt | None:
        gone_out = any(other.key == reply.key for other in self.out)
        return self._receipt(reply) if gone_out and self.readable else None

    def free_at(self, to: To) -> datetime | None:
        return self.busy_until.get(to)

    def let_out(self, reply: Reply) -> None:
        with self._lock:
            self.out.append(reply)

    @staticmethod
    def _receipt(reply: Reply) -> Receipt:
        return Receipt(f"r-{reply.key}", f"https://social.example/{reply.key}", NOON)


def refuses(retry_at: datetime | None) -> Mishap:
    """Nothing goes out; it may be tried again at `retry_at`, never when None."""

    def mishap(publisher: FakePublisher, reply: Reply) -> None:
        raise SendRefused("too many posts" if retry_at else "the post is a duplicate", retry_at)

    return mishap


def answer_is_lost(publisher: FakePublisher, reply: Reply) -> None:
    """It goes out, and nobody is told."""
    publisher.let_out(reply)
    raise SendUncertain("no answer within 30 seconds")


def request_is_lost(publisher: FakePublisher, reply: Reply) -> None:
    """It does not go out, and nobody can tell."""
    raise SendUncertain("no answer within 30 seconds")


def breaks_off(publisher: FakePublisher, reply: Reply) -> None:
    """A fault of ours, after it went out."""
    publisher.let_out(reply)
    raise ZeroDivisionError("a fault of ours")
