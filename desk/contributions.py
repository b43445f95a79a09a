"""What experts write, on its way into the knowledge: kept before anything else is done, and finished once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, NewType

from sqlalchemy import Engine, RowMapping, and_, select, update

from desk.cases import CaseId
from desk.team_schema import contributions
from desk.writing import put_if_new

ContributionId = NewType("ContributionId", int)


class Progress(Enum):
    """How far a contribution has come. What has no `done_at` is not told to its author yet, and waits."""

    WAITING = "waiting"
    INDEXED = "indexed"  # its note can be found
    DONE = "done"
    FAILED = "failed"  # `detail` says why there is no note


@dataclass(frozen=True)
class Contribution:
    """An answer of somebody of the team. `key` is its identity: that of the window or the message that it came in."""

    key: str
    by: str  # the person's name
    at: datetime
    question: str
    answer: str
    audience: str  # "public", "customer" or "internal", as the knowledge calls them
    products: tuple[str, ...] = ()
    review_by: date | None = None
    case_id: CaseId | None = None  # the case that the person was asked about
    tell: Mapping[str, str] | None = None  # where a front tells what became of it
    id: ContributionId = ContributionId(0)  # 0: not stored
    state: Progress = Progress.WAITING
    document_id: str | None = None  # of its note, once that can be found
    cases_answered: int | None = None  # None: not counted yet
    detail: str | None = None
    done_at: datetime | None = None


class Contributions:
    """The list in SQL, on a ledger's database. A change of state says False when somebody else was first."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine
        self._writes = engine.execution_options(writes=True)

    def add(self, contribution: Contribution) -> ContributionId:
        """Keeps it, once for each key; one that failed is taken up anew, as it is written now."""
        same = contributions.c.key == contribution.key
        with self._writes.begin() as connection:
            if not put_if_new(connection, contributions, {"key": contribution.key}, _columns(contribution)):
                failed = and_(same, contributions.c.state == Progress.FAILED.value)
                anew = _columns(contribution) | {"detail": None, "done_at": None}
                connection.execute(update(contributions).where(failed).values(anew))
            return ContributionId(connection.scalars(select(contributions.c.id).where(same)).one())

    def one(self, id: ContributionId) -> Contribution | None:
        """As it stands now; None when there is no such contribution."""
        found = self._read(contributions.c.id == id)
        return found[0] if found else None

    def waiting(self) -> list[Contribution]:
        """What is not finished, or not told yet, oldest first."""
        return self._read(contributions.c.done_at.is_(None))

    def since(self, at: datetime) -> list[Contribution]:
        """What came in at that time or after it and did not fail, oldest first."""
        return self._read(and_(contributions.c.at >= at, contributions.c.state != Progress.FAILED.value))

    def indexed(self, id: ContributionId, document_id: str) -> bool:
        """Its note can be found."""
        return self._change(id, Progress.WAITING, state=Progress.INDEXED.value, document_id=document_id)

    def counted(self, id: ContributionId, cases_answered: int) -> bool:
        """Every waiting case that its note answers is drafted again: so many."""
        uncounted = contributions.c.cases_answered.is_(None)
        return self._change(id, Progress.INDEXED, uncounted, cases_answered=cases_answered)

    def failed(self, id: ContributionId, detail: str) -> bool:
        """There is no note of it; `detail` says why, and what to do."""
        return self._change(id, Progress.WAITING, state=Progress.FAILED.value, detail=detail)

    def told(self, contribution: Contribution, at: datetime) -> bool:
        """Its author knows what became of it: that ends it."""
        ended = Progress.DONE if contribution.state is Progress.INDEXED else contribution.state
        untold = contributions.c.done_at.is_(None)
        return self._change(contribution.id, contribution.state, untold, state=ended.value, done_at=at)

    def again(self, id: ContributionId) -> bool:
        """Somebody asks that a failed one be tried again."""
        anew = {"state": Progress.WAITING.value, "detail": None, "done_at": None}
        return self._change(id, Progress.FAILED, **anew)

    def _change(self, id: ContributionId, before: Progress, *also: Any, **after: Any) -> bool:
        where = and_(contributions.c.id == id, contributions.c.state == before.value, *also)
        with self._writes.begin() as connection:
            return connection.execute(update(contributions).where(where).values(after)).rowcount == 1

    def _read(self, where: Any) -> list[Contribution]:
        query = select(contributions).where(where).order_by(contributions.c.id)
        with self._reads.begin() as connection:
            return [_contribution(row) for row in connection.execute(query).mappings()]


def _columns(contribution: Contribution) -> dict[str, Any]:
    review_by = contribution.review_by
    return {
        "by": contribution.by,
        "at": contribution.at,
        "question": contribution.question,
        "answer": contribution.answer,
        "audience": contribution.audience,
        "products": list(contribution.products),
        "review_by": review_by.isoformat() if review_by else None,
        "case_id": contribution.case_id,
        "tell": dict(contribution.tell) if contribution.tell else None,
        "state": Progress.WAITING.value,
    }


def _contribution(row: RowMapping) -> Contribution:
    stored = dict(row) | {
        "products": tuple(row["products"]),
        "review_by": date.fromisoformat(row["review_by"]) if row["review_by"] else None,
        "state": Progress(row["state"]),
    }
    return Contribution(**stored)
