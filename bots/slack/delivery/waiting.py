"""What waits to be written to Slack. Pure but for its memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bots.slack.delivery.pacing import Lane
from desk.cases import CaseId

WaitFor = Callable[[Lane], float]  # seconds until a lane is free


@dataclass(frozen=True)
class Wish:
    """The card of a case is to be written; `lane` is that of its next call."""

    case_id: CaseId
    due_at: datetime
    lane: Lane
    anew: bool = False  # even if the case is as its card has it
    not_before: float = float("-inf")  # in seconds of the clock that only goes forward


class Waiting:
    """Each case once; lanes do not hold each other up."""

    def __init__(self) -> None:
        self._wishes: dict[CaseId, Wish] = {}

    def __contains__(self, case_id: CaseId) -> bool:
        return case_id in self._wishes

    def put(self, wish: Wish) -> None:
        """Lets a case wait; one that waits already goes on with what it waits for."""
        known = self._wishes.get(wish.case_id)
        self._wishes[wish.case_id] = replace(known, anew=known.anew or wish.anew) if known else wish

    def take(self, now: float, wait_for: WaitFor) -> Wish | None:
        """What is due soonest of all that may be written now; it waits no more. None when there is none."""
        free = (wish for wish, seconds in self._waits(now, wait_for) if seconds <= 0)
        soonest = min(free, key=lambda wish: (wish.due_at, wish.case_id), default=None)
        return self._wishes.pop(soonest.case_id) if soonest else None

    def wait(self, now: float, wait_for: WaitFor) -> float | None:
        """Seconds until `take` finds something; None when nothing waits."""
        return min((seconds for _, seconds in self._waits(now, wait_for)), default=None)

    def _waits(self, now: float, wait_for: WaitFor) -> Iterator[tuple[Wish, float]]:
        lanes = {wish.lane for wish in self._wishes.values()}
        waits = {lane: wait_for(lane) for lane in lanes}
        for wish in self._wishes.values():
            yield wish, max(waits[wish.lane], wish.not_before - now)
