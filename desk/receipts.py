"""Under which ids channels have our replies: what is on record as one reply is not another one."""

from dataclasses import dataclass

from sqlalchemy import Engine, Select, select

from desk.channel_schema import postscripts
from desk.schema import cases, replies


@dataclass(frozen=True)
class Receipts:
    """Read from a ledger's database."""

    engine: Engine

    def taken(self, channel: str, external_id: str) -> bool:
        """True when the channel's post or message of this id is on record as a reply of ours, or what follows one."""
        with self.engine.begin() as connection:
            return any(connection.execute(query).first() for query in _of(channel, external_id))


def _of(channel: str, external_id: str) -> tuple[Select[tuple[int]], ...]:
    return tuple(
        select(table.c.case_id)
        .join(cases, cases.c.id == table.c.case_id)
        .where(cases.c.channel == channel, table.c.external_id == external_id)
        .limit(1)
        for table in (replies, postscripts)
    )
