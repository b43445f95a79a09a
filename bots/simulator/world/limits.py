"""How often X lets one account or one app use an endpoint, counted in windows that begin with the first use."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from bots.simulator.world.knobs import Knobs

QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)


class Payer(Enum):
    """Whose uses are counted together."""

    USER = "user"
    APP = "app"


@dataclass(frozen=True)
class Budget:
    """So many sends in so long a time."""

    sends: int
    per: timedelta


@dataclass(frozen=True)
class Limit:
    """A budget of the user or of the app."""

    payer: Payer
    budget: Budget


@dataclass(frozen=True)
class Standing:
    """How one window stands."""

    limit: int
    remaining: int
    resets_at: datetime


def per_user(sends: int, per: timedelta = QUARTER) -> Limit:
    """A limit of one account."""
    return Limit(Payer.USER, Budget(sends, per))


def per_app(sends: int, per: timedelta = QUARTER) -> Limit:
    """A limit of the app over all accounts."""
    return Limit(Payer.APP, Budget(sends, per))


POST = "POST /2/tweets"
DIRECT = "POST /2/dm_conversations/messages"  # every way to send a direct message draws on one budget

# https://docs.x.com/x-api/fundamentals/rate-limits, read 2026-11-22
LIMITS: Mapping[str, tuple[Limit, ...]] = {
    POST: (per_user(100), per_app(10_000, DAY)),
    DIRECT: (per_user(15), per_user(1_440, DAY), per_app(1_440, DAY)),
    "DELETE /2/tweets/{id}": (per_user(50),),
    "GET /2/tweets": (per_user(5_000), per_app(3_500)),
    "GET /2/tweets/{id}": (per_user(900), per_app(450)),
    "GET /2/tweets/{id}/quote_tweets": (per_user(75), per_app(75)),
    "GET /2/tweets/search/recent": (per_user(300), per_app(450)),
    "GET /2/users": (per_user(900), per_app(300)),
    "GET /2/users/me": (per_user(75),),
    "GET /2/users/{id}": (per_user(900), per_app(300)),
    "GET /2/users/by/username/{username}": (per_user(900), per_app(300)),
    "GET /2/users/{id}/tweets": (per_user(900), per_app(10_000)),
    "GET /2/users/{id}/mentions": (per_user(300), per_app(450)),
    "GET /2/dm_events": (per_user(15),),
    "GET /2/dm_events/{event_id}": (per_user(15),),
    "GET /2/dm_conversations/with/{participant_id}/dm_events": (per_user(15),),
    "GET /2/activity/stream": (per_app(450),),
    "POST /2/activity/subscriptions": (per_user(500), per_app(500)),
    "GET /2/activity/subscriptions": (per_user(500), per_app(500)),
    "PUT /2/activity/subscriptions/{subscription_id}": (per_app(500),),
    "DELETE /2/activity/subscriptions/{subscription_id}": (per_app(500),),
    "DELETE /2/activity/subscriptions": (per_app(500),),
    "POST /2/webhooks": (per_app(450),),
    "GET /2/webhooks": (per_app(450),),
    "PUT /2/webhooks/{webhook_id}": (per_app(450),),
    "DELETE /2/webhooks/{webhook_id}": (per_app(450),),
    "POST /2/webhooks/replay": (per_app(100),),
}
_KNOB = "limits"


class Windows:
    """How much of each window is used, inside one transaction."""

    def __init__(self, knobs: Knobs, connection: sqlite3.Connection) -> None:
        self._knobs = knobs
        self._connection = connection

    def limits(self, endpoint: str) -> tuple[Limit, ...]:
        """The limits of an endpoint: those that were set, else X's own."""
        said = self._said().get(endpoint)
        if said is None:
            return LIMITS.get(endpoint, ())
        return tuple(
            Limit(Payer(one["of"]), Budget(int(one["limit"]), timedelta(seconds=one["seconds"])))
            for one in said
        )

    def set_limits(self, endpoint: str, limits: list[dict[str, object]]) -> None:
        """From now on an endpoint has these limits: `of`, `limit` and `seconds` of each."""
        self._knobs.set(_KNOB, self._said() | {endpoint: limits})

    def standing(self, endpoint: str, payer: Payer, who: str, now: datetime) -> list[Standing]:
        """The windows of one payer as they stand now, the shortest first."""
        found = [
            self.window(endpoint, who, limit.budget, now)
            for limit in self.limits(endpoint)
            if limit.payer is payer
        ]
        return sorted(found, key=lambda standing: standing.resets_at)

    def spend(self, endpoint: str, payer: Payer, who: str, now: datetime) -> None:
        """One use more in every window of this payer."""
        for limit in self.limits(endpoint):
            if limit.payer is payer:
                window = self.window(endpoint, who, limit.budget, now)
                seconds = int(limit.budget.per.total_seconds())
                used = limit.budget.sends - window.remaining + 1
                began = (window.resets_at - limit.budget.per).isoformat()
                self._connection.execute(
                    "INSERT OR REPLACE INTO spent (endpoint, who, seconds, since, times)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (endpoint, who, seconds, began, used),
                )

    def window(self, endpoint: str, who: str, budget: Budget, now: datetime) -> Standing:
        """One window as it stands now; one that nobody used begins now."""
        row = self._connection.execute(
            "SELECT since, times FROM spent WHERE endpoint = ? AND who = ? AND seconds = ?",
            (endpoint, who, int(budget.per.total_seconds())),
        ).fetchone()
        since, times = (datetime.fromisoformat(row[0]), row[1]) if row else (now, 0)
        if not since <= now < since + budget.per:
            since, times = now, 0
        return Standing(budget.sends, budget.sends - times, since + budget.per)

    def _said(self) -> dict[str, Any]:
        said = self._knobs.get(_KNOB)
        return said if isinstance(said, dict) else {}


def exhausted(standing: list[Standing]) -> datetime | None:
    """When the last of the used-up windows opens again; None when none is."""
    return max((window.resets_at for window in standing if window.remaining <= 0), default=None)
