"""What the room of the experts needs of the house."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from assist.knowledge.proposing import Proposal
from desk.cases import Case, CaseId, Person
from desk.contributions import Contribution, ContributionId
from desk.gaps import KnowledgeGap
from desk.requests import Asking, ExpertRequest
from desk.thanks import Thank
from index.inventory import OwnedNote
from index.knowledge import Audience, Hit
from ingest.placing import Added


@dataclass(frozen=True)
class Terms:
    """Who may read a note, what it is about, and when to look at it again (None: never)."""

    audience: Audience
    products: tuple[str, ...]
    review_by: date | None


@dataclass(frozen=True)
class NoteInUse:
    """A note of somebody, and how many sent replies quoted it."""

    note: OwnedNote
    replies: int


@dataclass(frozen=True)
class ExpertHome:
    """What somebody who teaches sees on their Home tab, each in the order in which it is shown."""

    notes: Sequence[NoteInUse] = ()
    groups: Sequence[Sequence[KnowledgeGap]] = ()  # of questions that ask nearly the same, never empty
    thanks: Sequence[Thank] = ()


class Requests(Protocol):
    """The questions that cases put to experts; `desk.request_store.Requests` is one."""

    def request(self, case_id: CaseId, revision: int) -> ExpertRequest | None:
        """Open or closed; None when there never was such a one."""

    def decline(self, asking: Asking, by: Person, at: datetime) -> bool:
        """This expert cannot say; False when that is settled already. Raises NotAllowed."""

    def answered(self, case_id: CaseId, by: str, at: datetime) -> bool:
        """Somebody answered the case's open request."""


class Contributions(Protocol):
    """What people teach, kept; `desk.contributions.Contributions` is one."""

    def add(self, contribution: Contribution) -> ContributionId:
        """Keeps it, once for each key; one that failed is taken up anew, as it is written now."""

    def again(self, id: ContributionId) -> bool:
        """Has one that failed be tried again; False when it did not fail, or not any more."""


class Proposals(Protocol):
    """What a person need not type."""

    def proposed(self, question: str, answer: str, case: Case | None) -> Proposal:
        """For a note about this question, which a case may have asked; the answer is empty when it is not known yet."""

    def products(self) -> Sequence[str]:
        """All that the knowledge is about."""

    def nearest(self, question: str, expert: str) -> Sequence[Hit]:
        """What the knowledge has that this person may read, best first, however far off."""


class Shelf(Protocol):
    """What somebody taught so far."""

    def home(self, by: Person) -> ExpertHome:
        """Their notes, what nobody knows in their field, and thanks; may take seconds."""

    def confirm(self, note: str, by: Person) -> date:
        """Their note, by its document's id, still holds; returns when to look again. Raises DeskError."""


class Files(Protocol):
    """Where files go."""

    @property
    def largest(self) -> int:
        """Bytes that one file may have."""

    def add(self, files: Sequence[tuple[str, bytes]]) -> Sequence[Added]:
        """What became of each, by name and content; may take minutes. Raises DeskError."""


@dataclass(frozen=True)
class Teaching:
    """All of it."""

    requests: Requests
    contributions: Contributions
    proposals: Proposals
    shelf: Shelf
    files: Files
