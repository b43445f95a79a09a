"""Sent replies that relied on words which are not so any more, until somebody has looked at them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, and_, select, update

from desk.cases import Case, CaseId, Person
from desk.guards import expect_approver
from desk.rows import AS_SENT, read_sent
from desk.schema import outdated_replies, replies
from desk.writing import put_if_new

_ABOUT = and_(
    outdated_replies.c.case_id == replies.c.case_id,
    outdated_replies.c.draft_version == replies.c.draft_version,
)


@dataclass(frozen=True)
class Outdated:
    """A sent reply, as its case stood then, and the document that has changed since."""

    case: Case
    document_id: str
    noticed_at: datetime


class Recalls:
    """The list in SQL. It is opened on a ledger's database."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine
        self._writes = engine.execution_options(writes=True)

    def note(self, sent: Iterable[Case], document_id: str, change: str, at: datetime) -> None:
        """These replies, as `Ledger.relied_on` gives them, are to be looked at; the same `change` is noted once."""
        with self._writes.begin() as connection:
            for case in sent:
                if case.draft is not None:
                    key: dict[str, object] = {"document_id": document_id, "change": change}
                    key |= {"case_id": case.id, "draft_version": case.draft.version}
                    put_if_new(connection, outdated_replies, key, {"noticed_at": at})

    def waiting(self) -> list[Outdated]:
        """What nobody has looked at, oldest first; a reply stands there once for each of its changed documents."""
        unseen = select(
            outdated_replies.c.case_id,
            outdated_replies.c.draft_version,
            outdated_replies.c.document_id,
            outdated_replies.c.noticed_at,
        ).where(outdated_replies.c.reviewed_at.is_(None))
        with self._reads.begin() as connection:
            rows = connection.execute(unseen.order_by(outdated_replies.c.noticed_at)).all()
            query = AS_SENT.join(outdated_replies, _ABOUT).where(outdated_replies.c.reviewed_at.is_(None))
            sent = {(case.id, _version(case)): case for case in read_sent(connection, query)}
        found = {(row.case_id, row.draft_version, row.document_id): row for row in rows}
        return [
            Outdated(sent[CaseId(case), version], document, row.noticed_at)
            for (case, version, document), row in found.items()
        ]

    def reviewed(self, case_id: CaseId, draft_version: int, by: Person, at: datetime) -> None:
        """Somebody looked at this reply, whatever changed. Raises NotAllowed."""
        expect_approver(by, "review a sent reply")
        seen = (
            update(outdated_replies)
            .where(
                outdated_replies.c.case_id == case_id,
                outdated_replies.c.draft_version == draft_version,
                outdated_replies.c.reviewed_at.is_(None),
            )
            .values(reviewed_by=by.name, reviewed_at=at)
        )
        with self._writes.begin() as connection:
            connection.execute(seen)


def _version(case: Case) -> int:
    """Of the draft that was sent; 0 without one."""
    return case.draft.version if case.draft else 0
