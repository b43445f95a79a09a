"""Every waiting case that a new note answers is drafted again, and counted once however often this is interrupted."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event

from assist.redraft import WAITING, Redrafter, cites
from desk.cases import Case, CaseId, Stage
from desk.errors import Conflict
from desk.ledger import Ledger
from desk.ports import Clock
from desk.steps import Step
from index.knowledge import DocumentId

log = logging.getLogger(__name__)

_DRAFTED = frozenset({Stage.AWAITING_DECISION, Stage.APPROVED, Stage.SENDING, Stage.UNCERTAIN})
_ATTEMPTS = 3  # at a case that somebody changes at the same moment


@dataclass(frozen=True)
class Redrafting:
    """Stores what the redrafter makes of each case. Doing it again changes nothing."""

    ledger: Ledger
    redrafter: Callable[[], Redrafter]
    clock: Clock

    def all_that_wait(self, document: DocumentId, asked: CaseId | None, stop: Event) -> bool:
        """First the case that the note was written for, then the likeliest; False when `stop` ended it."""
        redrafter = self.redrafter()
        if asked is not None:
            self._change(asked, partial(redrafter.answered_by, document=document, at=self.clock()))
        others = [case for case in self.ledger.cases(WAITING) if case.id != asked]
        for case in redrafter.like(document, others):
            if stop.is_set():
                return False
            self._change(case.id, partial(redrafter.helped_by, document=document, at=self.clock()))
        return True

    def answered(self, document: DocumentId) -> int:
        """How many cases have a draft or a sent reply that cites the document."""
        drafted = [case for case in self.ledger.cases(_DRAFTED) if case.draft and cites(case.draft, document)]
        return len({case.id for case in (*drafted, *self.ledger.relied_on(document))})

    def _change(self, id: CaseId, take: Callable[[Case], Step | None]) -> None:
        for _ in range(_ATTEMPTS):
            step = take(self.ledger.case(id))
            if step is None:
                return
            try:
                self.ledger.apply(step)
            except Conflict:
                log.info("case %s changed while its draft was made; it is drafted again", id)
            else:
                return
