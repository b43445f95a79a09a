"""Reads what happened to cases for the figures, some at a time: however many there are, few are in memory."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, case, or_, select, union

from desk.case_story import CaseStory, Sent
from desk.cases import Priority
from desk.drafts import To
from desk.messages import Kind
from desk.metrics import OPEN
from desk.schema import cases, decisions, drafts, history, messages, replies
from desk.waits import Answered, Heard, Stay

_AT_A_TIME = 500
WAS_DECIDED = and_(decisions.c.case_id == replies.c.case_id, decisions.c.revision == replies.c.decided_in)
_SAYS = and_(drafts.c.case_id == replies.c.case_id, drafts.c.version == replies.c.draft_version)
# Of a reply without a receipt no more is known than that somebody saw it, some time after it was approved.
went_out = case((replies.c.external_id.is_(None), decisions.c.decided_at), else_=replies.c.sent_at)


def stories(connection: Connection, since: datetime, until: datetime) -> Iterator[CaseStory]:
    """Cases with a message or a reply since then, and those that were overdue at the end."""
    touched = union(
        select(replies.c.case_id).where(replies.c.sent_at >= since),
        select(messages.c.case_id).where(messages.c.received_at >= since),
        select(cases.c.id).where(cases.c.stage.in_(OPEN), cases.c.due_at < until),
    )
    ids = sorted(connection.scalars(touched))
    for start in range(0, len(ids), _AT_A_TIME):
        yield from _some(connection, ids[start : start + _AT_A_TIME])


def _some(connection: Connection, ids: Sequence[int]) -> Iterator[CaseStory]:
    heard = _by_case(connection, _messages_of(ids))
    sent = _by_case(connection, _replies_of(ids))
    stays = _by_case(connection, _stays_of(ids))
    for row in connection.execute(_cases_of(ids)):
        yield CaseStory(
            channel=row.channel,
            priority=Priority(row.priority),
            stage=row.stage,
            due_at=row.due_at,
            assignee=row.assignee,
            heard=[_heard(one) for one in heard[row.id]],
            sent=[_sent(one) for one in sent.get(row.id, ())],
            stays=[Stay(one.happened_at, one.stage) for one in stays.get(row.id, ())],
        )


def _by_case(connection: Connection, query: Select[Any]) -> dict[int, list[Row[Any]]]:
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.case_id].append(row)
    return found


def _cases_of(ids: Sequence[int]) -> Select[Any]:
    columns = (cases.c.id, cases.c.channel, cases.c.priority, cases.c.stage, cases.c.due_at, cases.c.assignee)
    return select(*columns).where(cases.c.id.in_(ids)).order_by(cases.c.id)


def _messages_of(ids: Sequence[int]) -> Select[Any]:
    for_us = and_(messages.c.kind != Kind.LISTENING, messages.c.gone == "")
    return (
        select(
            messages.c.case_id,
            messages.c.external_id,
            messages.c.posted_at,
            messages.c.received_at,
            messages.c.edited_at,
            for_us.label("for_us"),
        )
        .where(messages.c.case_id.in_(ids))
        .order_by(messages.c.id)
    )


def _replies_of(ids: Sequence[int]) -> Select[Any]:
    linked = or_(drafts.c.text.contains("https://"), drafts.c.text.contains("http://"))
    return (
        select(
            replies.c.case_id,
            went_out.label("went_out"),
            replies.c.due_at,
            decisions.c.decided_by,
            drafts.c.answers,
            (drafts.c.goes_to == To.DM).label("direct"),
            linked.label("linked"),
        )
        .join(decisions, WAS_DECIDED)
        .join(drafts, _SAYS)
        .where(replies.c.case_id.in_(ids))
        .order_by(replies.c.case_id, replies.c.revision)
    )


def _stays_of(ids: Sequence[int]) -> Select[Any]:
    columns = (history.c.case_id, history.c.happened_at, history.c.stage)
    return select(*columns).where(history.c.case_id.in_(ids)).order_by(history.c.case_id, history.c.revision)


def _heard(row: Row[Any]) -> Heard:
    return Heard(row.external_id, row.posted_at, row.received_at, row.edited_at, bool(row.for_us))


def _sent(row: Row[Any]) -> Sent:
    answered = Answered(row.went_out, row.due_at, row.answers)
    return Sent(answered, row.decided_by, bool(row.direct), bool(row.linked))
