"""Where we are on a channel: what we wrote there in public, and which posts of customers are still open."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Engine, Select, and_, func, select

from desk.drafts import To
from desk.schema import cases, drafts, messages, replies
from desk.steps import SETTLED

_AT_A_TIME = 500  # values in one question
_IN_PUBLIC = and_(
    drafts.c.case_id == replies.c.case_id,
    drafts.c.version == replies.c.draft_version,
    drafts.c.goes_to == To.PUBLIC,
)


class Involvement:
    """It is opened on a ledger's database, and only reads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def involving_us(self, channel: str, conversations: Collection[str]) -> frozenset[str]:
        """Those of them in which we wrote in public."""
        wanted, found = sorted(conversations), set[str]()
        with self._engine.begin() as connection:
            for start in range(0, len(wanted), _AT_A_TIME):
                some = wanted[start : start + _AT_A_TIME]
                query = _written(channel).where(cases.c.conversation.in_(some))
                found.update(connection.scalars(query.with_only_columns(cases.c.conversation)))
        return frozenset(found)

    def conversations(self, channel: str, since: datetime, limit: int) -> list[str]:
        """Those in which we wrote in public since then, the newest first."""
        query = (
            _written(channel)
            .with_only_columns(cases.c.conversation)
            .where(replies.c.sent_at >= since)
            .group_by(cases.c.conversation)
            .order_by(func.max(replies.c.sent_at).desc())
            .limit(limit)
        )
        with self._engine.begin() as connection:
            return list(connection.scalars(query))

    def posts(self, channel: str, since: datetime, limit: int) -> list[str]:
        """Ids of what we wrote in public since then, the newest first; without those that nobody knows."""
        query = (
            _written(channel)
            .with_only_columns(replies.c.external_id)
            .where(replies.c.sent_at >= since, replies.c.external_id.is_not(None))
            .order_by(replies.c.sent_at.desc())
            .limit(limit)
        )
        with self._engine.begin() as connection:
            return [found for found in connection.scalars(query) if found is not None]

    def open_posts(self, channel: str) -> list[str]:
        """Ids of public messages that stand in cases for which somebody waits, the newest first."""
        with self._engine.begin() as connection:
            return list(connection.scalars(_standing(channel).where(cases.c.stage.not_in(SETTLED))))

    def settled_posts(self, channel: str, since: datetime) -> list[str]:
        """The same in cases for which nobody waits, posted since then."""
        settled = (cases.c.stage.in_(SETTLED), messages.c.posted_at >= since)
        with self._engine.begin() as connection:
            return list(connection.scalars(_standing(channel).where(*settled)))


def _standing(channel: str) -> Select[str]:
    """Customers' public messages that were not taken back, the newest first."""
    return (
        select(messages.c.external_id)
        .join(cases, cases.c.id == messages.c.case_id)
        .where(messages.c.channel == channel, messages.c.public, messages.c.gone == "")
        .order_by(messages.c.id.desc())
    )


def _written(channel: str) -> Select[tuple[int]]:
    """Our public replies on a channel, with their cases."""
    return (
        select(replies.c.case_id)
        .join(drafts, _IN_PUBLIC)
        .join(cases, cases.c.id == replies.c.case_id)
        .where(cases.c.channel == channel)
    )
