"""What a desk needs so that experts can teach: the real requests and contributions, and the rest in memory."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from assist.knowledge.proposing import Proposal, proposed
from bots.slack.knowledge.ports import ExpertHome, NoteInUse, Teaching
from desk.cases import Case, CaseId, Person
from desk.contributions import Contribution, Contributions
from desk.database import open_database
from desk.errors import NotAllowed
from desk.gaps import GapKind, KnowledgeGap
from desk.request_store import Requests
from desk.requests import Asking, ExpertRequest
from index.inventory import Made, OwnedNote
from index.knowledge import Audience, DocumentId, Hit
from ingest.placing import Added, Arrival
from tests.bots.slack.desk import EmulatedDesk, emulated_desk
from tests.bots.slack.knowledge.naughty import REVIEW, a_hit
from tests.builders import NOON
from tests.desk.cases import handed_on
from tests.emulator.slack import Slack

NOTE = OwnedNote(DocumentId("notes/w3.md"), "W3 rain gauge", "notes", None, date(2026, 11, 1), stale=True)


class Guesses:
    """The real proposals for a small range of products."""

    def proposed(self, question: str, answer: str, case: Case | None) -> Proposal:
        return proposed(question, answer, case, self.products(), NOON.date())

    def products(self) -> Sequence[str]:
        return ("W3", "CV-8")

    def nearest(self, question: str, expert: str) -> Sequence[Hit]:
        return [a_hit()]


@dataclass
class Shelf:
    """One note of sam, which is stale until it is confirmed, and one open question."""

    note: OwnedNote = NOTE
    case_id: CaseId | None = None

    def home(self, by: Person) -> ExpertHome:
        gap = KnowledgeGap(GapKind.ZERO_HIT, "Can a W3 be painted?", NOON, frozenset({"W3"}), self.case_id)
        return ExpertHome([NoteInUse(self.note, 3)] if by.name == "sam" else [], [[gap]])

    def confirm(self, note: str, by: Person) -> date:
        if by.name != "sam" or note != self.note.id:
            raise NotAllowed("no note of yours")
        self.note = OwnedNote(NOTE.id, NOTE.title, NOTE.source, None, REVIEW, stale=False)
        return REVIEW


@dataclass
class Files:
    """Keeps what is handed over; takes no .exe."""

    largest: int = 10_000
    taken: list[tuple[str, bytes]] = field(default_factory=list)

    def add(self, files: Sequence[tuple[str, bytes]]) -> Sequence[Added]:
        self.taken += files
        return [self._added(name) for name, _ in files]

    def _added(self, name: str) -> Added:
        if name.endswith(".exe"):
            return Added(name, Arrival.REFUSED, reason="files of this sort are not read")
        return Added(name, Arrival.NEW, [Made(DocumentId(name), name, Audience.PUBLIC, 1, 4)])


@dataclass
class School:
    """A desk where experts teach."""

    desk: EmulatedDesk
    requests: Requests
    contributions: Contributions
    shelf: Shelf
    files: Files

    def asks(self, expert: str = "sam") -> Asking:
        """A case goes to the experts, and this one is asked in Slack."""
        case = self.desk.received("@FennbyCare can I paint my W3?")
        self.desk.ledger.apply(handed_on(case))
        [handed] = self.requests.handed()
        self.requests.open(
            handed,
            question="Can I paint a W3?",
            why="nothing is near",
            products=["W3"],
            simple=False,
            at=NOON,
        )
        [request] = self.requests.opened()
        asking = self.requests.ask(request, expert, "knows about W3", NOON)
        assert asking
        assert self.requests.take(asking, NOON)
        assert self.desk.desk.experts
        place = self.desk.desk.experts.show(self.request(asking), asking)
        self.requests.shown(asking, place, NOON)
        return self.request(asking).askings[-1]

    def request(self, asking: Asking) -> ExpertRequest:
        request = self.requests.request(asking.case_id, asking.revision)
        assert request
        return request

    def taught(self) -> list[Contribution]:
        """What was written and is not told of yet."""
        return self.contributions.waiting()


@contextmanager
def a_school(slack: Slack, folder: Path) -> Iterator[School]:
    shelf, files = Shelf(), Files()
    stores: list[tuple[Requests, Contributions]] = []

    def teaching(folder: Path) -> Teaching:
        engine = open_database(f"sqlite:///{folder / 'ledger.db'}")
        stores.append((Requests(engine), Contributions(engine)))
        return Teaching(*stores[0], Guesses(), shelf, files)

    with emulated_desk(slack, folder, teaching) as desk:
        yield School(desk, *stores[0], shelf, files)
