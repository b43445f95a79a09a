"""Counts what the figures of the desk are made of, in the ledger's database."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, and_, case, exists, func, select

from desk.cases import Stage, Verdict
from desk.casework import TOOK_BACK
from desk.metrics import OPEN, Decided, Flow, Sent, Standing, flow
from desk.reviewing import BY_PERSON
from desk.schema import cases, decisions, drafts, history, messages, replies, reply_sources
from desk.sla import SOON

_IS_ABOUT = and_(drafts.c.case_id == decisions.c.case_id, drafts.c.version == decisions.c.draft_version)
_WAS_DECIDED = and_(decisions.c.case_id == replies.c.case_id, decisions.c.revision == replies.c.decided_in)
# Of a reply without a receipt no more is known than that somebody saw it, some time after it was approved.
_went_out = case((replies.c.external_id.is_(None), decisions.c.decided_at), else_=replies.c.sent_at)


class Figures:
    """Each method asks about one moment. It is opened on a ledger's database."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine

    def flow(self, since: datetime, until: datetime) -> Flow:
        """What happened from `since` on and before `until`."""
        with self._reads.begin() as connection:
            sent = _sent_from(connection, since)
            late = sum(one.at >= until > one.due_at for one in sent)  # open then, and overdue
            return flow(
                received=_received(connection, since, until),
                sent=[one for one in sent if one.at < until],
                overdue=late + _open_and_due_before(connection, until),
                first_responses=_first_responses(connection, since, until),
                decided=_decided(connection, since, until),
            )

    def standing(self, now: datetime) -> Standing:
        """How the open cases stand."""
        counted = select(
            func.count(),
            func.coalesce(func.sum(case((cases.c.stage == Stage.WITH_EXPERT, 1), else_=0)), 0),
            func.coalesce(func.sum(case((cases.c.due_at.between(now, now + SOON), 1), else_=0)), 0),
            func.coalesce(func.sum(case((cases.c.due_at < now, 1), else_=0)), 0),
        ).where(cases.c.stage.in_(OPEN))
        with self._reads.begin() as connection:
            return Standing(*connection.execute(counted).one())

    def rejections(self, since: datetime, until: datetime) -> Counter[str]:
        """How often drafts were rejected for which reason, as it was given."""
        with self._reads.begin() as connection:
            return Counter(one.reason for one in _decided(connection, since, until) if not one.approved)

    def cited(self, since: datetime, until: datetime, limit: int) -> list[tuple[str, int]]:
        """The ids of the documents that most replies cited, each with how many did, most first."""
        number = func.count()
        query = (
            select(reply_sources.c.document_id, number)
            .join(
                replies,
                and_(
                    replies.c.case_id == reply_sources.c.case_id,
                    replies.c.revision == reply_sources.c.revision,
                ),
            )
            .join(decisions, _WAS_DECIDED)
            .where(replies.c.sent_at >= since, _went_out >= since, _went_out < until)
            .group_by(reply_sources.c.document_id)
            .order_by(number.desc(), reply_sources.c.document_id)
            .limit(limit)
        )
        with self._reads.begin() as connection:
            return [(document_id, times) for document_id, times in connection.execute(query)]


def _received(connection: Connection, since: datetime, until: datetime) -> int:
    in_time = and_(messages.c.received_at >= since, messages.c.received_at < until)
    return connection.execute(select(func.count()).where(in_time)).scalar_one()


def _sent_from(connection: Connection, since: datetime) -> Sequence[Sent]:
    late_enough = and_(replies.c.sent_at >= since, _went_out >= since)  # the first one has an index
    query = select(_went_out, replies.c.due_at).join(decisions, _WAS_DECIDED).where(late_enough)
    return [Sent(at, due_at) for at, due_at in connection.execute(query)]


def _open_and_due_before(connection: Connection, until: datetime) -> int:
    query = select(func.count()).where(cases.c.stage.in_(OPEN), cases.c.due_at < until)
    return connection.execute(query).scalar_one()


def _first_responses(connection: Connection, since: datetime, until: datetime) -> list[timedelta]:
    """How long customers waited for the first reply of their case, where that went out in this time."""
    first = func.min(_went_out)
    other = replies.alias()
    lately = select(other.c.case_id).where(other.c.sent_at >= since)
    query = (
        select(first, _opened_with().label("asked_at"))
        .select_from(replies)
        .join(decisions, _WAS_DECIDED)
        .where(replies.c.case_id.in_(lately))  # few of all that were ever answered
        .group_by(replies.c.case_id)
        .having(first >= since, first < until)
    )
    return [at - asked_at for at, asked_at in connection.execute(query)]


def _opened_with() -> ColumnElement[datetime]:
    """When the first message of a reply's case was posted."""
    theirs = select(messages.c.posted_at).where(messages.c.case_id == replies.c.case_id)
    return theirs.order_by(messages.c.id).limit(1).scalar_subquery()


def _decided(connection: Connection, since: datetime, until: datetime) -> list[Decided]:
    """Every decision of this time that its person did not take back."""
    query = (
        select(decisions.c.verdict, drafts.c.drafter, decisions.c.reason)
        .join(drafts, _IS_ABOUT)
        .where(decisions.c.decided_at >= since, decisions.c.decided_at < until, ~_was_taken_back())
    )
    return [
        Decided(verdict is Verdict.APPROVED, drafter.startswith(BY_PERSON), reason)
        for verdict, drafter, reason in connection.execute(query)
    ]


def _was_taken_back() -> ColumnElement[bool]:
    """Whether a decision was undone, and not a later one of its case."""
    later = decisions.alias()
    between = exists().where(
        later.c.case_id == decisions.c.case_id,
        later.c.revision > decisions.c.revision,
        later.c.revision < history.c.revision,
    )
    undone = exists().where(
        history.c.case_id == decisions.c.case_id,
        history.c.revision > decisions.c.revision,
        history.c.action == TOOK_BACK,
        ~between.correlate(decisions, history),  # by itself it would correlate with the nearest alone
    )
    return undone.correlate(decisions)
