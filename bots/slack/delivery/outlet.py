"""The one thread that writes cards to Slack, so that nobody else ever waits for Slack's pace."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from threading import Condition, Thread
from typing import Protocol

from bots.slack.delivery.line import Line, NotNow, OutcomeUnknown, Refused
from bots.slack.delivery.pacing import Lane, Manners
from bots.slack.delivery.waiting import Waiting, Wish
from desk.cases import CaseId

_LAST_WORDS = 15.0  # seconds; a call may take as long to fail

logger = logging.getLogger(__name__)


class Writer(Protocol):
    """Brings cards up to their cases, one call at a time."""

    def step(self, case_id: CaseId, *, anew: bool) -> Lane | None:
        """Makes the next call, if there is one to make. The lane of the one after it; None when the card is up."""

    def lane(self, case_id: CaseId) -> Lane:
        """The lane of the next call."""


class Outlet:
    """Keeps the newest wish for each card only; what a card says is made when it is written."""

    def __init__(
        self,
        line: Line,
        writer: Writer,
        manners: Manners,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._line = line
        self._writer = writer
        self._monotonic = monotonic
        self._manners = manners
        self._waiting = Waiting()
        self._woken = Condition()
        self._stopped = False
        self._thread = Thread(target=self._run, name="slack-outlet", daemon=True)

    def __contains__(self, case_id: CaseId) -> bool:
        with self._woken:
            return case_id in self._waiting

    def want(self, wish: Wish) -> None:
        """Has a card written as soon as Slack's pace allows."""
        with self._woken:
            self._waiting.put(wish)
            self._woken.notify()

    def start(self) -> None:
        """Begins to write."""
        self._thread.start()

    def stop(self) -> None:
        """Ends after the call that is underway; what waits is in the ledger."""
        with self._woken:
            self._stopped = True
            self._woken.notify()
        if self._thread.ident is not None:
            self._thread.join(_LAST_WORDS)

    def turn(self) -> float | None:
        """Writes what may be written now. Seconds until there may be more; None when nothing waits."""
        while wish := self._take():
            self._write(wish)
        with self._woken:
            return self._waiting.wait(self._monotonic(), self._line.wait_for)

    def _run(self) -> None:
        while not self._stopped:
            self.turn()
            with self._woken:
                wait = self._waiting.wait(self._monotonic(), self._line.wait_for)
                if not self._stopped and (wait is None or wait > 0):
                    self._woken.wait(wait)

    def _take(self) -> Wish | None:
        with self._woken:
            return None if self._stopped else self._waiting.take(self._monotonic(), self._line.wait_for)

    def _write(self, wish: Wish) -> None:
        try:
            lane = self._writer.step(wish.case_id, anew=wish.anew)
            if lane is not None:
                self._again(wish, lane)
        except NotNow:
            self._again(wish, wish.lane)
        except OutcomeUnknown as error:
            logger.warning("the card of case %s waits: %s", wish.case_id, error)
            self._again(wish, self._writer.lane(wish.case_id), self._manners.settling)
        except Refused as error:
            logger.error("Slack refuses the card of case %s: %s", wish.case_id, error)
            self._again(wish, wish.lane, self._manners.refused)
        except Exception:  # one card that cannot be made keeps no other waiting
            logger.exception("the card of case %s cannot be made", wish.case_id)
            self._again(wish, wish.lane, self._manners.refused)

    def _again(self, wish: Wish, lane: Lane, seconds: float = 0.0) -> None:
        self.want(replace(wish, lane=lane, not_before=self._monotonic() + seconds))
