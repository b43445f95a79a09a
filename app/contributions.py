"""What experts write becomes a note, is found within seconds, and answers the cases that wait for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from threading import Event
from typing import Protocol

from app.guarded import guarded
from app.notes import Notes
from app.redrafting import Redrafting
from desk.contributions import Contribution, Contributions, Progress
from desk.ports import Clock
from index.knowledge import DocumentId
from ingest.errors import IngestError
from ingest.note_writing import Note
from ingest.sources import audience_named

Heard = Callable[[Contribution, str], None]  # is told of each part that is done: "written", "drafted", "told"


def unheard(_contribution: Contribution, _part: str) -> None:
    """Nobody listens."""


class Teller(Protocol):
    """A front that tells people what became of what they wrote."""

    def tell(self, contribution: Contribution) -> bool:
        """Failed, for the reason in `detail`, or indexed, with `cases_answered`; False when it may be told later.

        After a crash one may be told again: its author is to see it once for each key and state.
        """


@dataclass(frozen=True)
class Learner:
    """Takes them in one by one, beside the worker: drafting never waits for it. Every part may be repeated."""

    contributions: Contributions
    notes: Notes
    redrafting: Redrafting
    tellers: Sequence[Teller]
    clock: Clock
    heard: Heard = unheard

    def run(self, stop: Event, pause: timedelta) -> None:
        """Turn after turn until `stop` is set."""
        while not stop.is_set():
            guarded("looking what experts wrote", partial(self.turn, stop))
            stop.wait(pause.total_seconds())

    def turn(self, stop: Event) -> None:
        """Take in what waits, oldest first, and no more once `stop` is set; what fails keeps no other waiting."""
        for contribution in self.contributions.waiting():
            if stop.is_set():
                return
            what = f"taking in what {contribution.by} wrote ({contribution.id})"
            guarded(what, partial(self._take_in, contribution, stop))

    def _take_in(self, contribution: Contribution, stop: Event) -> None:
        """As far as it goes now: each part is stored before the next one begins."""
        parts: dict[str, Callable[[Contribution], Contribution | None]] = {
            "written": self._written,
            "drafted": partial(self._drafted, stop=stop),
            "told": self._told,
        }
        for name, part in parts.items():
            done = part(contribution)
            if done is None:
                return
            self.heard(done, name)
            contribution = done

    def _written(self, contribution: Contribution) -> Contribution | None:
        """With its note in the index, or failed; None when it must wait its turn."""
        if contribution.state is not Progress.WAITING:
            return contribution
        try:
            document = self.notes.add(_note(contribution))
        except IngestError as error:
            self.contributions.failed(contribution.id, str(error))
        else:
            if document is None or not self.contributions.indexed(contribution.id, document):
                return None
        return self.contributions.one(contribution.id)

    def _drafted(self, contribution: Contribution, stop: Event) -> Contribution | None:
        """With the cases counted that were drafted again; None when it was ended before."""
        if contribution.document_id is None or contribution.cases_answered is not None:
            return contribution
        document = DocumentId(contribution.document_id)
        if not self.redrafting.all_that_wait(document, contribution.case_id, stop):
            return None
        cases = self.redrafting.answered(document)
        ours = self.contributions.counted(contribution.id, cases)
        return replace(contribution, cases_answered=cases) if ours else None

    def _told(self, contribution: Contribution) -> Contribution | None:
        """Ended; None when a front could not tell now."""
        told = [teller.tell(contribution) for teller in self.tellers]
        if not all(told):
            return None
        self.contributions.told(contribution, self.clock())
        return contribution


def _note(contribution: Contribution) -> Note:
    return Note(
        key=contribution.key,
        question=contribution.question,
        answer=contribution.answer,
        audience=audience_named(contribution.audience),
        owner=contribution.by,
        products=contribution.products,
        review_by=contribution.review_by,
    )
