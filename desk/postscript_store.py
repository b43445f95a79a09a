"""The postscripts in the ledger's database."""

from datetime import datetime
from typing import Any

from sqlalchemy import Engine, RowMapping, and_, or_, select, update

from desk.cases import CaseId, Receipt
from desk.channel_schema import postscripts
from desk.postscripts import Postscript, State
from desk.writing import add_postscript, postscript_columns

_WAITING = (State.WAITING, State.UNCERTAIN)


class Postscripts:
    """It is opened on a ledger's database."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine
        self._writes = engine.execution_options(writes=True)

    def add(self, one: Postscript) -> bool:
        """False when this step has one of its part already; that one stays."""
        with self._writes.begin() as connection:
            return add_postscript(connection, one)

    def of(self, case_id: CaseId) -> list[Postscript]:
        """All of a case, oldest first."""
        query = select(postscripts).where(postscripts.c.case_id == case_id)
        with self._reads.begin() as connection:
            rows = connection.execute(query.order_by(postscripts.c.revision)).mappings()
            return [_postscript(row) for row in rows]

    def open(self, now: datetime, limit: int = 200) -> list[Postscript]:
        """Those that are being sent, or whose time to be sent or looked for has come; the longest waiting first."""
        ripe = and_(postscripts.c.state.in_(_WAITING), postscripts.c.send_after <= now)
        query = select(postscripts).where(or_(postscripts.c.state == State.SENDING, ripe))
        query = query.order_by(postscripts.c.send_after).limit(limit)
        with self._reads.begin() as connection:
            return [_postscript(row) for row in connection.execute(query).mappings()]

    def move(self, before: Postscript, after: Postscript, at: datetime) -> bool:
        """Store what became of it unless somebody else was first: then False, and nothing is stored."""
        key = _key(before) | {"state": before.state, "attempt": before.attempt}
        matches = [postscripts.c[name] == value for name, value in key.items()]
        settled = at if after.state in {State.SENT, State.DROPPED} else None
        change = (
            update(postscripts).where(*matches).values(postscript_columns(after) | {"settled_at": settled})
        )
        with self._writes.begin() as connection:
            return connection.execute(change).rowcount == 1


def _key(one: Postscript) -> dict[str, Any]:
    return {"case_id": one.case_id, "revision": one.revision, "part": one.part}


def _postscript(row: RowMapping) -> Postscript:
    names = ("case_id", "revision", "part", "text", "answers", "approved_by", "at")
    more = ("send_after", "state", "claimed_at", "attempt", "reason")
    return Postscript(
        **{name: row[name] for name in (*names, *more)}, to=row["goes_to"], receipt=_receipt(row)
    )


def _receipt(row: RowMapping) -> Receipt | None:
    if row["external_id"] is None:
        return None
    return Receipt(row["external_id"], row["url"], row["settled_at"])
