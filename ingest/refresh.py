"""One pass over one source: what is new or changed is read and put into the library, what is gone is withdrawn."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from index.items import Change, Item
from index.knowledge import DocumentId, Kind
from ingest.batch import Batch, Library, Reading
from ingest.errors import BadSource, Unreadable
from ingest.fingerprint import fingerprint, reading_of
from ingest.listing import Listing, list_files
from ingest.parsed import Failure, PassedOver, identity
from ingest.reading import NotNow, Ready, Result, read
from ingest.sources import Source
from ingest.walk import Listed, MayRest, Walk

MANY = 10  # documents of a site or forum that do not vanish at once without somebody being asked

Clock = Callable[[], datetime]  # the time now, aware, UTC
Progress = Callable[[int, int, str], None]  # (items done, items known of, key of the next)
OpenWalk = Callable[[Source, MayRest], Walk]
Read = Callable[[Iterable[Listed], Source, Clock], Iterator[tuple[Listed, Iterable[Result]]]]


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
    duplicates: tuple[Failure, ...] = ()  # what another source holds already
    not_now: tuple[Failure, ...] = ()  # what was read and is not valid yet, or no more
    failed: tuple[Failure, ...] = ()
    seconds: float = 0.0


def walk_folder(source: Source, _may_rest: MayRest) -> Walk:
    """The walk over a source that lies in files on this machine."""
    return list_files(source)


def read_here(
    things: Iterable[Listed], source: Source, now: Clock
) -> Iterator[tuple[Listed, Iterable[Result]]]:
    """Read each in this process."""
    return ((listed, read(listed, source, now())) for listed in things)


def refresh(
    source: Source,
    library: Library,
    *,
    now: Clock,
    open_walk: OpenWalk = walk_folder,
    read_all: Read = read_here,
    full: bool = False,
    progress: Progress | None = None,
) -> SourceReport:
    """Reads what changed since the last pass (`full`: everything) and withdraws what is gone.

    What cannot be read is named in the report and keeps its earlier documents; nothing is withdrawn because a
    part could not be looked into or, unless `full`, because there is nothing at all. When it is interrupted, the
    next pass goes on where this one stopped.
    """
    begun = now()
    this = _Pass(source, library, now, full=full)
    try:
        this.go(open_walk, read_all, progress)
    except BadSource as error:
        this.failed.append(Failure(source.name, str(error)))
    return this.report((now() - begun).total_seconds())


class _Pass:
    """What one pass knows while it goes on, and counts."""

    def __init__(self, source: Source, library: Library, now: Clock, *, full: bool) -> None:
        self.source, self.library, self.now, self.full = source, library, now, full
        self.before = library.items(source.name)
        self.reading_of = reading_of(source)
        self.batch = Batch(library, source.name, self._stored)
        self.walk: Walk | None = None
        self.unchanged = self.passed_over = self.withdrawn = self.ignored = 0
        self.failed: list[Failure] = []
        self.not_now: list[Failure] = []
        self.seen: set[str] = set()
        self.marks: dict[str, str] = {}  # fingerprints of the things that are being read
        # Which item a document is from: two items must not replace each other's document for ever.
        self.holder: dict[DocumentId, str] = {}

    def go(self, open_walk: OpenWalk, read_all: Read, progress: Progress | None) -> None:
        """The walk, to its end."""
        self.walk = open_walk(self.source, self._may_rest)
        if isinstance(self.walk, Listing):  # here it is known beforehand what comes
            for listed in self.walk.files:
                self._hold(listed.key)
        try:
            for listed, results in read_all(self._due(self.walk, progress), self.source, self.now):
                self._take(listed, results)
            self.batch.flush()
            self._forget_missing(self.walk)
        finally:
            self.ignored = self.walk.ignored
            self.failed += [
                Failure(identity(self.source, failure.id) if failure.id else self.source.name, failure.reason)
                for failure in self.walk.failed
            ]
            self.walk.close()

    def _due(self, walk: Walk, progress: Progress | None) -> Iterator[Listed]:
        """The things that must be read. The others are counted."""
        for listed in walk:
            if progress:
                progress(len(self.seen), walk.total, listed.key)
            self.seen.add(listed.key)
            known = self.before.get(listed.key)
            if self._must_be_read(listed, known) or known is None:
                yield listed
            else:
                self.unchanged += len(known.documents)
                self.passed_over += known.passed_over
                self._note_waiting(known)
                self._hold(listed.key)
                self.batch.rest(listed.key)

    def _note_waiting(self, known: Item) -> None:
        """A note that waits for its day is named by every pass: somebody may ask why it is not found."""
        if known.look_again_at and not known.documents:
            reason = f"it is not valid yet, and is looked at again on {known.look_again_at:%Y-%m-%d}"
            self.not_now.append(Failure(identity(self.source, known.key), reason))

    def _hold(self, key: str) -> None:
        if known := self.before.get(key):
            self.holder |= dict.fromkeys(known.documents, key)

    def _must_be_read(self, listed: Listed, known: Item | None) -> bool:
        """Marks it too, before it is read: what is written into it meanwhile is so read next time."""
        if listed.content is None:
            return False
        try:
            self.marks[listed.key] = fingerprint(listed, self.source)
        except (OSError, Unreadable):
            return True  # and reading it says what is wrong
        return known is None or self.marks[listed.key] != known.fingerprint or not self._rests(known)

    def _may_rest(self, key: str) -> bool:
        """Whether a place need not bring this thing when it is as it was."""
        known = self.before.get(key)
        return known is not None and known.fingerprint.startswith(self.reading_of) and self._rests(known)

    def _rests(self, known: Item) -> bool:
        return not self.full and (known.look_again_at is None or self.now() < known.look_again_at)

    def _mark(self, listed: Listed) -> str:
        """The fingerprint; "" for what cannot be opened, which is so read again next time."""
        try:
            return self.marks.pop(listed.key, None) or fingerprint(listed, self.source)
        except (OSError, Unreadable):
            return ""

    def _take(self, listed: Listed, results: Iterable[Result]) -> None:
        """What one thing holds, into the batch."""
        known = self.before.get(listed.key)
        item = Item(self.source.name, listed.key, self._mark(listed), self.now())
        reading = Reading(item, known.documents if known else frozenset())
        self._hold(listed.key)
        for result in results:
            match result:
                case Failure():
                    self._note(reading, result)
                case PassedOver():
                    reading.passed_over += 1
                case NotNow():
                    reading.look_again(result.look_again_at)
                    self.not_now.append(Failure(result.id, result.reason))
                case Ready() if clash := self._clash(reading, result.document.id):
                    self._note(reading, Failure(identity(self.source, listed.key), clash))
                case Ready():
                    self.batch.add(reading, result)
        self.passed_over += reading.passed_over
        for gone in reading.held - reading.kept:
            del self.holder[gone]
        self.batch.finish(reading)

    def _note(self, reading: Reading, failure: Failure) -> None:
        reading.failed = True
        self.failed.append(failure)

    def _clash(self, reading: Reading, id: DocumentId) -> str | None:
        """What is wrong with this document in this item; None when it may have it."""
        if id in reading.ids:
            return f"it holds document {id!r} twice; the first was taken"
        holder = self.holder.setdefault(id, reading.item.key)
        return None if holder == reading.item.key else f"{holder!r} holds document {id!r} already"

    def _stored(self, keys: Collection[str]) -> None:
        if self.walk:
            self.walk.stored(keys)

    def _forget_missing(self, walk: Walk) -> None:
        """Withdraws the items that are no more, as far as the walk could see."""
        missing = [key for key in self.before if key not in self.seen and walk.covers(key)]
        held = sum(len(self.before[key].documents) for key in missing)
        doubt = None if self.full else self._doubt(walk, held)
        if doubt:
            self.failed.append(Failure(self.source.name, doubt))
            return
        self.withdrawn += len(self.library.forget(self.source.name, missing, self.now()))

    def _doubt(self, walk: Walk, missing: int) -> str | None:
        """Why so many missing documents are more likely a fault of the place than somebody's wish."""
        if missing and not (self.seen or walk.failed or walk.ignored):
            return _emptied(self.source.location, missing)  # a share that is not mounted
        known = sum(len(item.documents) for item in self.before.values())
        if not isinstance(walk, Listing) and missing >= MANY and missing > known / 2:
            return _shrunk(missing, known)  # every page asks to log in, or says that the site is being mended
        return None

    def report(self, seconds: float) -> SourceReport:
        """What was done so far."""
        changes = self.batch.changes
        return SourceReport(
            name=self.source.name,
            kind=self.source.kind,
            new=changes[Change.NEW],
            changed=changes[Change.CHANGED],
            unchanged=self.unchanged + changes[Change.UNCHANGED],
            passed_over=self.passed_over,
            withdrawn=self.withdrawn + changes[Change.WITHDRAWN],
            ignored=self.ignored,
            duplicates=tuple(self.batch.duplicates),
            not_now=tuple(self.not_now),
            failed=tuple(self.failed),
            seconds=seconds,
        )


def _emptied(location: str, documents: int) -> str:
    return (
        f"the folder is empty: nothing at {location!r}; {documents} documents are kept; "
        "if that is meant, run with --full"
    )


def _shrunk(missing: int, known: int) -> str:
    return (
        f"{missing} of {known} documents are not to be seen any more, which is more than half: they are kept; "
        "look at the place, and if that is meant, run with --full"
    )
