"""Which cards are to be written again because time went by: what was fine is at risk, what was at risk is overdue."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from desk.cases import CaseId
from desk.ports import Clock
from desk.sla import SOON

EVERY = timedelta(minutes=1)
Due = Callable[
    [datetime, datetime], Sequence[CaseId]
]  # open cases due after the first moment, up to the second


class Marks:
    """For one thread."""

    def __init__(self, due: Due, clock: Clock) -> None:
        self._due = due
        self._clock = clock
        self._looked_at = clock()

    def crossed(self) -> list[CaseId]:
        """The cases whose mark changed since the last look, which is once a minute at most."""
        now, before = self._clock(), self._looked_at
        if now - before < EVERY:
            return []
        self._looked_at = now
        return [*self._due(before, now), *self._due(before + SOON, now + SOON)]
