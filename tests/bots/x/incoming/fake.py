"""A small X of our own: what is asked for by id, and pages as they are laid out; and a desk that is in nothing."""

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bots.errors import ChannelError


@dataclass
class FakeApi:
    """Answers with what it holds; `failing` are raised first, one for each question, None lets one pass."""

    posts: dict[str, dict[str, Any]] = field(default_factory=dict)
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: dict[str, deque[dict[str, Any]]] = field(default_factory=dict)  # by path
    failing: deque[ChannelError | None] = field(default_factory=deque)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    lines: deque[Sequence[str | ChannelError]] = field(default_factory=deque)  # one list for each connection

    def get(self, path: str, params: Mapping[str, Any] = {}, *, as_user: bool = True) -> Mapping[str, Any]:
        self._asked(path, {**params, "as_user": as_user})
        held = {"/2/tweets": self.posts, "/2/users": self.users}.get(path)
        if held is not None:
            return _by_ids(params["ids"], held)
        pages = self.pages.get(path)
        return pages.popleft() if pages else {}

    def post(self, path: str, body: Mapping[str, Any], *, as_user: bool = True) -> Mapping[str, Any]:
        self._asked(f"POST {path}", {**body, "as_user": as_user})
        pages = self.pages.get(f"POST {path}")
        return pages.popleft() if pages else {}

    def put(self, path: str, body: Mapping[str, Any], *, as_user: bool = True) -> Mapping[str, Any]:
        self._asked(f"PUT {path}", {**body, "as_user": as_user})
        return {}

    def stream(self, path: str) -> Iterator[str]:
        self._asked(path, {})
        for line in self.lines.popleft() if self.lines else []:
            if isinstance(line, ChannelError):
                raise line
            yield line

    def asked_for(self, path: str) -> list[dict[str, Any]]:
        """What was asked of one path."""
        return [params for asked, params in self.asked if asked == path]

    def _asked(self, path: str, params: dict[str, Any]) -> None:
        self.asked.append((path, params))
        error = self.failing.popleft() if self.failing else None
        if error is not None:
            raise error


@dataclass
class FakeDesk:
    """Where we are on X."""

    ours: Sequence[str] = ()
    written: Sequence[str] = ()
    open: Sequence[str] = ()
    settled: Sequence[str] = ()

    def involving_us(self, channel: str, conversations: Collection[str]) -> frozenset[str]:
        return frozenset(self.ours) & frozenset(conversations)

    def conversations(self, channel: str, since: datetime, limit: int) -> Sequence[str]:
        return self.ours[:limit]

    def posts(self, channel: str, since: datetime, limit: int) -> Sequence[str]:
        return self.written[:limit]

    def open_posts(self, channel: str) -> Sequence[str]:
        return self.open

    def settled_posts(self, channel: str, since: datetime) -> Sequence[str]:
        return self.settled


def _by_ids(ids: Any, held: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    problem = {"type": "https://api.x.com/2/problems/resource-not-found", "title": "Not Found Error"}
    found: dict[str, Any] = {"data": [held[one] for one in ids if one in held]}
    missing = [problem | {"resource_id": one} for one in ids if one not in held]
    return found | ({"errors": missing} if missing else {})
