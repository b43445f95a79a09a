"""What people should hear of after a pass over a source: stale notes, failures, changes of what replies relied on."""

from collections.abc import Callable
from dataclasses import dataclass

from desk.cases import Case
from desk.ledger import Ledger
from index.events import EventKind, Events
from index.inventory import ChangedDocument, Inventory
from index.knowledge import Document, DocumentId
from index.runs import RunReport, Runs
from ingest.refresh import Clock
from ingest.sources import Source

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
        """Documents that changed, or are gone, since sent replies relied on them."""
        ledger, name = self.ledger(), f"knowledge-changes:{self.inventory.identity}"
        newest, changed = self.inventory.changed_after(int(ledger.cursor(name) or 0))
        for document in changed:
            if replies := self._outdated(ledger.relied_on(document.id), document):
                self._change(document, replies)
        ledger.save_cursor(name, str(newest))

    def _outdated(self, replies: list[Case], changed: ChangedDocument) -> int:
        """How many of the replies relied on words that may not be so any more."""
        if changed.withdrawn_at is not None or not replies:
            return len(replies)
        cited = [_versions(case, changed.id) for case in replies]
        now = self._text(changed.id, None)
        same = {version for version in set().union(*cited) if self._text(changed.id, version) == now}
        return sum(not versions <= same for versions in cited)

    def _text(self, id: DocumentId, version: int | None) -> str | None:
        found = self.document(id, version)
        return found.text if found else None

    def _change(self, document: ChangedDocument, replies: int) -> None:
        said = {"title": document.title, "replies": replies}
        if document.withdrawn_at is not None:
            kind, key = EventKind.DOCUMENT_WITHDRAWN, f"withdrawn:{document.id}:{document.withdrawn_at}"
        else:
            kind, key = EventKind.DOCUMENT_CHANGED, f"changed:{document.id}:{document.version}"
        self.events.record(kind, key, document.id, said, self.clock())


def _versions(case: Case, id: DocumentId) -> set[int]:
    """Which versions of the document a reply cites."""
    citations = case.draft.citations if case.draft else ()
    return {citation.document_version for citation in citations if citation.document_id == id}
