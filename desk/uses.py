"""How often documents carried a reply."""

from collections.abc import Collection

from sqlalchemy import Engine, func, select

from desk.rows import AT_A_TIME
from desk.schema import reply_sources


class Uses:
    """Counts in SQL. It is opened on a ledger's database."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine

    def of(self, document_ids: Collection[str]) -> dict[str, int]:
        """How many sent replies cited each of these documents; those that none did are left out."""
        wanted = sorted(document_ids)
        found: dict[str, int] = {}
        with self._reads.begin() as connection:
            for start in range(0, len(wanted), AT_A_TIME):
                cited = reply_sources.c.document_id.in_(wanted[start : start + AT_A_TIME])
                query = select(reply_sources.c.document_id, func.count()).where(cited)
                rows = connection.execute(query.group_by(reply_sources.c.document_id)).all()
                found |= {row[0]: row[1] for row in rows}
        return found
