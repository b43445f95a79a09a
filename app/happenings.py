"""What people should hear of after a pass over a source: stale notes, failures, changes of what replies relied on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from assist.reply.recall import relies_on_what_is_gone
from desk import casework
from desk.cases import Case, Stage
from desk.ledger import Ledger
from desk.steps import ON_ITS_WAY, Step
from index.events import EventKind, Events
from index.inventory import ChangedDocument, Inventory
from index.knowledge import Document, DocumentId
from index.runs import RunReport, Runs
from ingest.refresh import Clock
from ingest.sources import Source

_WAITING = frozenset({Stage.AWAITING_DECISION, Stage.APPROVED})
_DRAFTED = _WAITING | ON_ITS_WAY
Look = Callable[[DocumentId, int | None], Document | None]  # a version of a document; None: the current one


@dataclass(frozen=True)
class Happenings:
    """Notices them. Whatever a crash kept from being noted is noticed after the next pass."""

    events: Events
    inventory: Inventory
    runs: Runs
    document: Look
    ledger: Callable[[], Ledger]
    clock: Clock

    def notice(self, source: Source, report: RunReport) -> None:
        """Record what there is to tell after this pass."""
        self._stale_notes(source)
        if report.error is not None:
            self._failure(source, report.error)
        self._changes()

    def _stale_notes(self, source: Source) -> None:
        for note in self.inventory.stale_notes(source.name):
            said = {
                "title": note.title,
                "where": note.url or note.id,
                "url": note.url,
                "owner": note.owner,
                "review_by": note.review_by.isoformat(),
            }
            key = f"stale:{note.id}:{note.review_by}"
            self.events.record(EventKind.NOTE_STALE, key, note.id, said, self.clock())

    def _failure(self, source: Source, reason: str) -> None:
        """Once, until the source has been read again."""
        history = self.runs.history(source.name)
        good = next((run.id for run in history if run.succeeded), 0)
        said = {"source": source.name, "reason": reason}
        self.events.record(EventKind.SOURCE_FAILED, f"failed:{source.name}:{good}", None, said, self.clock())

    def _changes(self) -> None:
        """Documents that changed, or are gone, since drafts or sent replies relied on them."""
        ledger, name = self.ledger(), f"knowledge-changes:{self.inventory.identity}"
        newest, changed = self.inventory.changed_after(int(ledger.cursor(name) or 0))
        drafted = ledger.cases(_DRAFTED) if changed else []
        settled = True
        for document in changed:
            settled &= self._redraft(ledger, document, drafted)
            sent = [case for case in ledger.relied_on(document.id) if self._outdated(case, document)]
            if sent:
                self._recall(ledger, document, sent)
        if settled:  # what becomes of a reply on its way is seen after the next pass
            ledger.save_cursor(name, str(newest))

    def _redraft(self, ledger: Ledger, changed: ChangedDocument, drafted: Iterable[Case]) -> bool:
        """Drafts that wait for a person or for sending go stale with their source; False while one is on its way."""
        why = f"{changed.title!r} {'was withdrawn' if changed.withdrawn_at else 'was changed'}"
        after = [
            ledger.change(case.id, partial(self._stale, changed=changed, why=why))
            for case in drafted
            if self._outdated(case, changed)
        ]
        return not any(case.stage in ON_ITS_WAY for case in after)

    def _stale(self, case: Case, changed: ChangedDocument, why: str) -> Step | None:
        if case.stage not in _WAITING or _held_already(case) or not self._outdated(case, changed):
            return None
        return casework.source_changed(case, why, self.clock())

    def _outdated(self, case: Case, changed: ChangedDocument) -> bool:
        """Whether the case's draft relies on words of the document that do not stand there any more."""
        draft = case.draft
        return draft is not None and relies_on_what_is_gone(draft, self._current, changed.id)

    def _current(self, id: DocumentId) -> Document | None:
        return self.document(id, None)

    def _recall(self, ledger: Ledger, document: ChangedDocument, sent: list[Case]) -> None:
        """Put the replies on the list of those to be looked at, and tell people once."""
        if document.withdrawn_at is not None:
            kind, key = EventKind.DOCUMENT_WITHDRAWN, f"withdrawn:{document.id}:{document.withdrawn_at}"
        else:
            kind, key = EventKind.DOCUMENT_CHANGED, f"changed:{document.id}:{document.version}"
        ledger.recalls.note(sent, document.id, key, self.clock())
        said = {"title": document.title, "replies": len(sent)}
        self.events.record(kind, key, document.id, said, self.clock())


def _held_already(case: Case) -> bool:
    """True for a person's words that their quotes hold back: another process, or an earlier pass, has seen it."""
    draft = case.draft
    return (
        draft is not None
        and draft.by_person
        and any(problem.blocking and problem.check == "quotes" for problem in draft.problems)
    )
