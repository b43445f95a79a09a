"""The worker's part of the weekly digest: each front gets it once a week, and after a long rest the newest alone."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from desk.digest import Digest, Schedule, Source, Week, reasons, summed_up
from desk.gaps import KnowledgeGap
from desk.ledger import Ledger
from desk.ports import Clock
from index.knowledge import Document, DocumentId, Kind

MOST = 5  # of everything that is listed
AGAIN = timedelta(minutes=5)  # after a front that took nothing
_LOOKED_AT = 50  # cited documents, among which the notes are

Look = Callable[[DocumentId], Document | None]  # a document as it is now; None: it is not to be had


class Teller(Protocol):
    """A front with a place for those who lead."""

    name: str

    def tell_digest(self, digest: Digest) -> bool:
        """Tells it, once for each week; False when it may be told later."""


class Digests:
    """Goes on where it stopped; weeks that went by while nothing ran are left out but for the last."""

    def __init__(
        self,
        front: Teller,
        ledger: Ledger,
        document: Look,
        gaps: Callable[[], Sequence[Sequence[KnowledgeGap]]],
        schedule: Schedule,
        clock: Clock,
    ) -> None:
        """`gaps` are the groups of questions that nobody answered by now, the largest first."""
        self._front = front
        self._ledger = ledger
        self._document = document
        self._gaps = gaps
        self._schedule = schedule
        self._clock = clock
        self._not_before: datetime | None = None

    def refresh(self) -> None:
        """Tells of the newest week that is due, unless the front has heard of it."""
        now, place = self._clock(), f"digest:{self._front.name}"
        if self._not_before is not None and now < self._not_before:
            return
        week, told = self._schedule.week(now), self._ledger.cursor(place)
        if told is not None and told >= week.key:
            return
        self._not_before = now + AGAIN
        if told is None and not self._was_there(week):
            self._ledger.save_cursor(place, self._schedule.over(now).key)  # later in the week it is due, too
        elif self._front.tell_digest(self._digest(week)):
            self._ledger.save_cursor(place, week.key)

    def _was_there(self, week: Week) -> bool:
        """False for the week before a desk was set up."""
        return self._ledger.figures.flow(week.since, week.until).received > 0

    def _digest(self, week: Week) -> Digest:
        figures, before = self._ledger.figures, week.before()
        return Digest(
            week=week,
            flow=figures.flow(week.since, week.until),
            before=figures.flow(before.since, before.until),
            rejections=reasons(figures.rejections(week.since, week.until), MOST),
            gaps=self._gaps()[:MOST],
            notes=self._notes(week),
            reviewed=summed_up(self._ledger.reviews(self._clock).between(week.since, week.until)),
        )

    def _notes(self, week: Week) -> list[Source]:
        cited = self._ledger.figures.cited(week.since, week.until, _LOOKED_AT)
        found = ((self._document(DocumentId(name)), replies) for name, replies in cited)
        notes = (
            Source(document.title, document.url, replies)
            for document, replies in found
            if document is not None and document.kind is Kind.SME_NOTE
        )
        return list(notes)[:MOST]
