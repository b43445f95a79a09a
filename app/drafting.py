"""Drafts for the cases that wait for one: soonest due first, in portions, so that what comes in can go before."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from app.guarded import guarded
from app.patience import Patience
from assist.draft.ports import Told
from assist.underway import Underway
from desk import casework
from desk.cases import Case, CaseId, Stage
from desk.errors import Conflict
from desk.ledger import Ledger
from desk.ports import Clock
from desk.steps import Step

log = logging.getLogger(__name__)

PORTION = 20  # cases read at a time
_IN_A_ROW = 3  # then it is not these cases that are at fault
_TRIES = 5  # at one case, over seven minutes; then a person has it
_THEN = "others are drafted meanwhile"


class Responder(Protocol):
    """Makes what becomes of a case; the assistant does."""

    def respond(self, case: Case, at: datetime, told: Told) -> Step:
        """`told` hears what is written, before it is done."""


@dataclass(frozen=True)
class Drafting:
    """May be broken off after any draft, and repeated. Two at once on one ledger are safe, but no quicker."""

    ledger: Ledger
    assistant: Responder
    clock: Clock
    underway: Underway
    patience: Patience

    def until(self, enough: Callable[[], bool]) -> bool:
        """Draft until there is `enough`, but one at least; True when more may wait.

        It leaves off as well when one case after the other fails: what is wrong with all of them takes time.
        """
        failed_in_a_row = 0
        for case in self._waiting():
            failed_in_a_row = 0 if self._draft(case) else failed_in_a_row + 1
            if failed_in_a_row == _IN_A_ROW:
                return False
            if enough():
                return True
        return False

    def _waiting(self) -> Iterator[Case]:
        """Whatever waits and does not rest; read again and again, so that nothing drafted is drafted twice."""
        while portion := self._portion():
            yield from portion

    def _portion(self) -> list[Case]:
        resting = self.patience.resting()
        waiting = self.ledger.without_draft(limit=PORTION + len(resting))
        return [case for case in waiting if case.id not in resting][:PORTION]

    def _draft(self, case: Case) -> bool:
        worked = guarded(f"drafting for case {case.id}", partial(self._respond, case), then=_THEN)
        if worked:
            self.patience.done_with(case.id)
        else:
            guarded(f"what is to become of case {case.id}", partial(self._be_patient, case.id))
        return worked

    def _respond(self, case: Case) -> None:
        try:
            with self.underway.drafting(case.id) as told:
                self.ledger.apply(self.assistant.respond(case, self.clock(), told))
        except Conflict:
            log.info("case %s changed while its draft was made; it is drafted again", case.id)

    def _be_patient(self, id: CaseId) -> None:
        rest = self.patience.failed(id)
        if rest.failures < _TRIES:
            log.warning("case %s failed %s times; it rests until %s", id, rest.failures, rest.until)
            return
        self.ledger.change(id, self._handed_over)
        self.patience.done_with(id)

    def _handed_over(self, case: Case) -> Step | None:
        """A person has to answer what the assistant cannot; None when the case waits for no draft any more."""
        waits = case.stage is Stage.NEW or (case.stage is Stage.REJECTED and case.wrote_again)
        if not waits:
            return None
        why = f"the assistant failed {_TRIES} times at a draft, and the log says how: a person has to answer"
        return casework.hand_to_expert(case, case.triage, case.question, why, self.clock())
