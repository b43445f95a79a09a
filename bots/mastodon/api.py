"""The door to a Mastodon server: JSON in and out, its refusals as errors, and its limits as its headers tell them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from http import HTTPStatus
from typing import Any

from bots.errors import Limited, NotSignedIn, Refused, Unanswered
from bots.exchange import Answer, Call, Exchange, words
from desk.ports import Clock

_WINDOW = timedelta(minutes=5)  # of Mastodon's limits, for a server that does not say when it ends
_FARTHEST = timedelta(days=1)  # an end that is later than this is not believed
Params = Mapping[str, str | int | list[str]]


@dataclass(frozen=True)
class Sizes:
    """How long a post may be, and what any link in it counts."""

    post: int = 500
    link: int = 23


class MastodonApi:
    """Calls in the name of one account."""

    def __init__(self, exchange: Exchange, token: str, clock: Clock) -> None:
        self._exchange = exchange
        self._token = token
        self._clock = clock
        self._posts_from: datetime | None = None

    def get(self, path: str, params: Params | None = None) -> Any:
        """What the server says. Raises ChannelError."""
        return self._ask(Call("GET", path, self._headers(), params or {}))

    def post_status(self, status: Mapping[str, str], key: str) -> Any:
        """Post it; with the same `key` again within an hour the server answers with the post that stands.

        Raises ChannelError.
        """
        headers = {**self._headers(), "Idempotency-Key": key}
        return self._ask(Call("POST", "/api/v1/statuses", headers, body=status))

    @property
    def posts_from(self) -> datetime | None:
        """When the server takes the next post; None: now."""
        return self._posts_from if self._posts_from and self._posts_from > self._clock() else None

    @cached_property
    def me(self) -> str:
        """The id of our account. Raises ChannelError."""
        return str(self.get("/api/v1/accounts/verify_credentials")["id"])

    @cached_property
    def sizes(self) -> Sizes:
        """What this server allows in a post. Raises ChannelError."""
        said = self.get("/api/v2/instance").get("configuration", {}).get("statuses", {})
        usual = Sizes()
        return Sizes(
            int(said.get("max_characters", usual.post)),
            int(said.get("characters_reserved_per_url", usual.link)),
        )

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"}

    def _ask(self, call: Call) -> Any:
        answer = self._exchange.ask(call)
        if call.method == "POST":
            self._posts_from = self._reset_of(answer) if _used_up(answer) else None
        if not answer.fine:
            raise self._refusal(call, answer)
        said = answer.json()
        if said is None:
            raise Unanswered(f"Mastodon's answer to {call.method} {call.path} is no JSON")
        return said

    def _refusal(self, call: Call, answer: Answer) -> Exception:
        said = f"Mastodon answered {answer.status} to {call.method} {call.path}: {_reason(answer)}"
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            return Limited(said, self._reset_of(answer))
        if answer.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            return NotSignedIn(f"{said}; look at the token under [mastodon] (assist doctor)")
        if 400 <= answer.status < 500 and answer.status != HTTPStatus.REQUEST_TIMEOUT:
            return Refused(said, answer.status)
        return Unanswered(said)

    def _reset_of(self, answer: Answer) -> datetime:
        now = self._clock()
        for said in (answer.headers.get("x-ratelimit-reset", ""), answer.headers.get("retry-after", "")):
            if (reset := _time(said, now)) and now < reset <= now + _FARTHEST:
                return reset
        return now + _WINDOW


def _used_up(answer: Answer) -> bool:
    return answer.status == HTTPStatus.TOO_MANY_REQUESTS or answer.headers.get("x-ratelimit-remaining") == "0"


def _time(said: str, now: datetime) -> datetime | None:
    """Mastodon writes a date, kindred servers seconds since 1970, and Retry-After seconds from now."""
    try:
        if said.isdecimal():
            seconds = int(said)
            return datetime.fromtimestamp(seconds, UTC) if seconds > 1e9 else now + timedelta(seconds=seconds)
        return datetime.fromisoformat(said).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _reason(answer: Answer) -> str:
    said = answer.json()
    return words(said.get("error") if isinstance(said, dict) else None)
