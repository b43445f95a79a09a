"""What experts are shown and hand over, for the fronts in which they teach."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.gaps import Gaps
from app.notes import Notes
from app.uploads import Uploads
from assist.knowledge.proposing import Proposal, proposed, review_after
from bots.slack.knowledge.ports import ExpertHome, NoteInUse
from desk.cases import Case, Person
from desk.errors import NotAllowed, StepNotPossible
from desk.experts import Expert, Group
from desk.ports import Clock
from desk.thanks import Thanks
from desk.uses import Uses
from index.inventory import Inventory
from index.knowledge import Audience, Document, DocumentId, Hit
from ingest.errors import IngestError
from ingest.placing import LARGEST, Added

MOST_THANKS = 50
NEAREST = 3  # passages that an expert is shown
_OUTSIDE = frozenset({Group.SUPER_USER, Group.PHONE_AGENT})

Team = Callable[[], Sequence[Expert]]


class Knowledge(Protocol):
    """What the index says."""

    def search(self, question: str, *, audience: Audience, limit: int = 10) -> list[Hit]:
        """Passages that `audience` may read, best first."""

    def document(self, id: DocumentId) -> Document | None:
        """None when there never was one."""

    def products(self) -> tuple[str, ...]:
        """All that it is about."""


@dataclass(frozen=True)
class Proposals:
    """What somebody who teaches need not type or look up."""

    knowledge: Callable[[], Knowledge]
    team: Team
    clock: Clock

    def proposed(self, question: str, answer: str, case: Case | None) -> Proposal:
        """For a note about this question."""
        return proposed(question, answer, case, self.products(), self.clock().date())

    def products(self) -> tuple[str, ...]:
        """All that the knowledge is about."""
        return self.knowledge().products()

    def nearest(self, question: str, expert: str) -> Sequence[Hit]:
        """Best first; of what is not public, somebody from outside the company sees nothing."""
        outside = any(one.name == expert and one.group in _OUTSIDE for one in self.team())
        audience = Audience.PUBLIC if outside else Audience.INTERNAL
        return self.knowledge().search(question, audience=audience, limit=NEAREST)


@dataclass(frozen=True)
class Shelf:
    """What somebody taught, and what nobody did yet in their field."""

    inventory: Inventory
    notes: Notes
    knowledge: Callable[[], Knowledge]
    uses: Uses
    gaps: Gaps
    thanks: Thanks
    team: Team
    clock: Clock

    def home(self, by: Person) -> ExpertHome:
        """All of it."""
        notes = self.inventory.notes_of(by.name)
        uses = self.uses.of([note.id for note in notes])
        return ExpertHome(
            notes=[NoteInUse(note, uses.get(note.id, 0)) for note in notes],
            groups=self.gaps.open(self._field(by)),
            thanks=self.thanks.received(by.name, MOST_THANKS),
        )

    def confirm(self, note: str, by: Person) -> date:
        """Their note still holds; returns when to look again. Raises NotAllowed, StepNotPossible."""
        if note not in {one.id for one in self.inventory.notes_of(by.name)}:
            raise NotAllowed(f"{note!r} is no note of yours any more; look at your Home tab again")
        document = self.knowledge().document(DocumentId(note))
        if document is None:
            raise StepNotPossible(f"note {note!r} is gone; look at your Home tab again")
        until = review_after(document.title, document.text, self.clock().date())
        try:
            self.notes.confirm(document.id, until)
        except IngestError as error:
            raise StepNotPossible(str(error)) from error
        return until

    def _field(self, by: Person) -> frozenset[str]:
        """The products that they know about; none: whatever comes."""
        return next((expert.products for expert in self.team() if expert.name == by.name), frozenset())


@dataclass(frozen=True)
class Dropped:
    """Files go into the folder of one source, whose readers are theirs. `into` is its name; None: none was named."""

    uploads: Uploads
    into: str | None

    @property
    def largest(self) -> int:
        """Bytes that one file may have."""
        return LARGEST

    def add(self, files: Sequence[tuple[str, bytes]]) -> Sequence[Added]:
        """What became of each. Raises StepNotPossible."""
        if self.into is None:
            raise StepNotPossible(
                "no source takes files from Slack; an admin names one as `files_into` under [slack] in assist.toml"
            )
        try:
            return self.uploads.add(self.into, files)
        except IngestError as error:
            raise StepNotPossible(str(error)) from error
