"""Thanks of agents to the experts whose notes helped them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select

from desk.cases import CaseId, Person
from desk.guards import expect_approver
from desk.team_schema import thanks
from desk.writing import put_if_new


@dataclass(frozen=True)
class Thank:
    """Somebody's thanks to an expert for what a case's reply rests on."""

    case_id: CaseId
    expert: str
    by: str
    at: datetime


class Thanks:
    """The list in SQL, once for each case and expert. It is opened on a ledger's database."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine
        self._writes = engine.execution_options(writes=True)

    def give(self, case_id: CaseId, expert: str, by: Person, at: datetime) -> bool:
        """False when the expert was thanked for this case before. Raises NotAllowed."""
        expect_approver(by, "thank an expert")
        key = {"case_id": case_id, "expert": expert}
        with self._writes.begin() as connection:
            return put_if_new(connection, thanks, key, {"by": by.name, "at": at})

    def given(self, case_id: CaseId) -> frozenset[str]:
        """The experts who were thanked for this case."""
        with self._reads.begin() as connection:
            query = select(thanks.c.expert).where(thanks.c.case_id == case_id)
            return frozenset(connection.scalars(query))

    def received(self, expert: str, limit: int | None = None) -> list[Thank]:
        """The newest first; in notes people write their names in large letters and small."""
        theirs = func.lower(thanks.c.expert) == func.lower(expert)
        query = select(thanks).where(theirs).order_by(thanks.c.at.desc()).limit(limit)
        with self._reads.begin() as connection:
            return [
                Thank(CaseId(row.case_id), row.expert, row.by, row.at) for row in connection.execute(query)
            ]
