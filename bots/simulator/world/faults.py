"""What goes wrong on demand: at one endpoint, so many times."""

import sqlite3
from dataclasses import dataclass
from enum import Enum


class Trouble(Enum):
    """What may go wrong over HTTP."""

    LIMITED = "limited"  # 429, whatever the windows say
    FAILED = "failed"  # a 5xx, and nothing was taken
    CUT_BEFORE = "cut_before"  # the connection ends before the request is taken
    CUT_AFTER = "cut_after"  # it was taken, and the connection ends before the answer
    SLOW = "slow"  # the answer comes late
    GARBLED = "garbled"  # it was taken, and the answer is no JSON
    DROPPED = "dropped"  # the stream ends
    TWICE = "twice"  # an event is delivered twice
    OUT_OF_ORDER = "out_of_order"  # events are delivered newest first
    OUTAGE = "outage"  # no webhook can be reached


ANY = "*"
STREAM = "stream"
WEBHOOK = "webhook"


@dataclass(frozen=True)
class Fault:
    """One trouble that is due at an endpoint such as `POST /2/tweets`, at the stream, at webhooks, or at ANY."""

    number: int
    endpoint: str
    trouble: Trouble
    times: int  # how often still
    seconds: float
    status: int


class Faults:
    """The troubles that are due, inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def order(
        self, endpoint: str, trouble: Trouble, *, times: int = 1, seconds: float = 0, status: int = 503
    ) -> None:
        """From now on this goes wrong there, so many times."""
        self._connection.execute(
            "INSERT INTO fault (endpoint, kind, times, seconds, status) VALUES (?, ?, ?, ?, ?)",
            (endpoint, trouble.value, times, seconds, status),
        )

    def due(self, endpoint: str | None = None) -> list[Fault]:
        """What is due, oldest first; with `endpoint`, what is due there."""
        rows = self._connection.execute(
            "SELECT number, endpoint, kind, times, seconds, status FROM fault WHERE times > 0 ORDER BY number"
        )
        found = [
            Fault(number, where, Trouble(kind), times, seconds, status)
            for number, where, kind, times, seconds, status in rows
        ]
        return [one for one in found if endpoint is None or one.endpoint in (endpoint, ANY)]

    def meet(self, endpoint: str, *kinds: Trouble) -> Fault | None:
        """The next trouble at an endpoint, counted as met; None when none is due. Without `kinds`: any."""
        fault = next((one for one in self.due(endpoint) if not kinds or one.trouble in kinds), None)
        if fault is not None:
            self._connection.execute("UPDATE fault SET times = times - 1 WHERE number = ?", [fault.number])
        return fault

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._connection.execute("DELETE FROM fault")
