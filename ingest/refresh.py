"""One pass over one source: what is new or changed is read and put into the library, what is gone is withdrawn."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from index.items import Change, Item
from index.knowledge import Document, DocumentId, Kind, Span
from ingest.documents import document_of
from ingest.errors import BadSource
from ingest.listing import Listed, Listing, list_files
from ingest.parsed import Failure, Outcome, Parsed, PassedOver
from ingest.reading import mark_of, read
from ingest.sources import Source
from ingest.split import split

_BATCH = 64  # documents put at once

Clock = Callable[[], datetime]  # the time now, aware, UTC
Progress = Callable[[int, int, str], None]  # (items done, items in all, key of the next)
Pair = tuple[Document, Sequence[Span]]


class Library(Protocol):
    """Where documents go; `index.search.Index` is one."""

    def items(self, source: str) -> Mapping[str, Item]:
        """What the source listed before, by key, with the live documents of each item."""

    def document(self, id: DocumentId) -> Document | None:
        """The newest version, withdrawn or not; None when there never was one."""

    def put(
        self, documents: Sequence[Pair], item: Item, *, keep: Collection[DocumentId] = ()
    ) -> Sequence[Change]:
        """Stores the documents and then the item, and withdraws what it held before and is neither here nor in `keep`.

        A change for each document in their order, then one WITHDRAWN for each withdrawn.
        """

    def forget(self, source: str, keys: Collection[str], at: datetime) -> Sequence[DocumentId]:
        """Withdraws what came from these items; says what."""


@dataclass(frozen=True)
class SourceReport:
    """What a pass over a source did. Documents are counted, but for `passed_over`: threads without a solution."""

    name: str
    kind: Kind
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    passed_over: int = 0
    withdrawn: int = 0
    ignored: int = 0  # files of formats that nobody reads
    failed: tuple[Failure, ...] = ()
    seconds: float = 0.0


def refresh(
    source: Source, library: Library, *, now: Clock, full: bool = False, progress: Progress | None = None
) -> SourceReport:
    """Reads what changed since the last pass (`full`: everything) and withdraws what is gone.

    What cannot be read is named in the report and keeps its earlier documents; nothing is withdrawn because a
    folder could not be looked into or, unless `full`, is empty all at once. When it is interrupted, the next pass
    goes on where this one stopped.
    """
    begun = now()
    listing = list_files(source)
    this = _Pass(source, library, now, listing)
    try:
        for done, listed in enumerate(listing.files):
            if progress:
                progress(done, len(listing.files), listed.key)
            this.take(listed, full=full)
        this.forget_missing(full=full)
    except BadSource as error:
        this.failed.append(Failure(source.name, str(error)))
    return this.report((now() - begun).total_seconds())


class _Pass:
    """What one pass knows while it goes on, and counts."""

    def __init__(self, source: Source, library: Library, now: Clock, listing: Listing) -> None:
        self.source, self.library, self.now, self.listing = source, library, now, listing
        self.before = library.items(source.name)
        self.changes: Counter[Change] = Counter()
        self.passed_over = 0
        self.failed = [
            Failure(f"{source.name}/{failure.id}" if failure.id else source.name, failure.reason)
            for failure in listing.failed
        ]
        # Which item a document is from: two items must not replace each other's document for ever.
        self.holder = {
            document: listed.key
            for listed in listing.files
            if listed.key in self.before
            for document in self.before[listed.key].documents
        }

    def take(self, listed: Listed, *, full: bool) -> None:
        """Reads one item, unless it is as it was."""
        mark = mark_of(listed, self.source)
        known = self.before.get(listed.key)
        if known and known.fingerprint == mark and not full:
            self.changes[Change.UNCHANGED] += len(known.documents)
            self.passed_over += known.passed_over
            return
        held = known.documents if known else frozenset[DocumentId]()
        self._read(listed, Item(self.source.name, listed.key, mark or "", self.now()), held)

    def _read(self, listed: Listed, item: Item, held: frozenset[DocumentId]) -> None:
        """Puts what the item holds in batches. Only what was read wholly may be left alone next time."""
        unfinished = replace(item, fingerprint="")
        ids: set[DocumentId] = set()
        batch: list[Pair] = []
        failures: list[Failure] = []
        passed_over = 0
        for outcome in self._outcomes(listed, held):
            match outcome:
                case Failure():
                    failures.append(outcome)
                case PassedOver():
                    passed_over += 1
                case Parsed():
                    ids.add(outcome.id)
                    batch.append((document_of(outcome, self.source, item.read_at), split(outcome)))
            if len(batch) == _BATCH:
                self.changes.update(self.library.put(batch, unfinished, keep=held | ids))
                batch = []
        self.failed += failures
        self.passed_over += passed_over
        last, kept = (unfinished, held | ids) if failures else (item, ids)
        self.changes.update(self.library.put(batch, replace(last, passed_over=passed_over), keep=kept))
        for gone in held - kept:
            del self.holder[gone]

    def _outcomes(self, listed: Listed, held: Collection[DocumentId]) -> Iterator[Outcome]:
        """What the item holds, a document that something else holds already being a failure."""
        ids: set[DocumentId] = set()
        for outcome in read(listed, self.source):
            if not isinstance(outcome, Parsed):
                yield outcome
            elif outcome.id in ids:
                yield self._failure(listed, f"it holds document {outcome.id!r} twice; the first was taken")
            elif clash := self._holder_of(outcome.id, listed.key, held):
                yield self._failure(listed, f"{clash} holds document {outcome.id!r} already")
            else:
                ids.add(outcome.id)
                yield outcome

    def _holder_of(self, id: DocumentId, key: str, held: Collection[DocumentId]) -> str | None:
        """Who else holds the document, None when this item may have it."""
        other = None if id in held else self.library.document(id)
        if other and other.source != self.source.name and other.withdrawn_at is None:
            return f"source {other.source!r}"
        holder = self.holder.setdefault(id, key)
        return None if holder == key else repr(holder)

    def _failure(self, listed: Listed, reason: str) -> Failure:
        return Failure(f"{self.source.name}/{listed.key}", reason)

    def forget_missing(self, *, full: bool) -> None:
        """Withdraws the items that are no more, as far as the listing could see."""
        listed = {listed.key for listed in self.listing.files}
        missing = [key for key in self.before if key not in listed and self.listing.covers(key)]
        held = sum(len(self.before[key].documents) for key in missing)
        if held and _nothing_in(self.listing) and not full:
            self.failed.append(Failure(self.source.name, _emptied(self.source.location, held)))
            return
        gone = self.library.forget(self.source.name, missing, self.now())
        self.changes[Change.WITHDRAWN] += len(gone)

    def report(self, seconds: float) -> SourceReport:
        """What was done so far."""
        return SourceReport(
            name=self.source.name,
            kind=self.source.kind,
            new=self.changes[Change.NEW],
            changed=self.changes[Change.CHANGED],
            unchanged=self.changes[Change.UNCHANGED],
            passed_over=self.passed_over,
            withdrawn=self.changes[Change.WITHDRAWN],
            ignored=self.listing.ignored,
            failed=tuple(self.failed),
            seconds=seconds,
        )


def _nothing_in(listing: Listing) -> bool:
    """True when not one file was seen: more often a share that is not mounted than a wish."""
    return not (listing.files or listing.failed or listing.ignored)


def _emptied(location: str, documents: int) -> str:
    return (
        f"the folder is empty: no file at {location!r}; {documents} documents are kept; "
        "if that is meant, run with --full"
    )
