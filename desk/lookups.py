"""What the ledger looks up: who wrote, what was said to whom, which cases wait for what. Each within a transaction."""

from datetime import datetime

from sqlalchemy import Connection, and_, or_, select, update

from desk.cases import CaseId, Stage
from desk.channel_schema import postscripts
from desk.drafts import To
from desk.messages import Gone, Message
from desk.postscripts import State
from desk.schema import cases, drafts, messages, replies
from desk.steps import ON_ITS_WAY
from desk.team_schema import contributions, expert_requests

_LEAVING = (Stage.APPROVED, *ON_ITS_WAY)


def stored(connection: Connection, message: Message) -> CaseId | None:
    """The case of a message that was received before; None when it was not."""
    query = select(messages.c.case_id).where(
        messages.c.channel == message.channel, messages.c.external_id == message.external_id
    )
    return connection.scalar(query)


def standing(connection: Connection, gone: Gone) -> list[CaseId]:
    """The cases with messages that stand and are meant by this."""
    whose = (
        messages.c.external_id == gone.external_id
        if gone.external_id is not None
        else messages.c.author_id == gone.author_id
    )
    query = select(messages.c.case_id).where(messages.c.channel == gone.channel, messages.c.gone == "", whose)
    return [CaseId(found) for found in connection.scalars(query.distinct().order_by(messages.c.case_id))]


def forget_words(connection: Connection, case_id: CaseId) -> None:
    """A customer's words that were copied for others to read go with the message."""
    for table in (expert_requests, contributions):
        connection.execute(update(table).where(table.c.case_id == case_id).values(question=""))


def said_to_others(connection: Connection, message: Message, since: datetime, limit: int) -> list[str]:
    """Public texts of ours since then to others than the message's author; first what is about to go to them."""
    to_others = or_(cases.c.channel != message.channel, cases.c.author_id != message.author_id)
    newest = and_(drafts.c.case_id == cases.c.id, drafts.c.version == cases.c.draft_version)
    leaving = (
        select(drafts.c.text)
        .join(cases, newest)
        .where(to_others, drafts.c.goes_to == To.PUBLIC, cases.c.stage.in_(_LEAVING))
        .order_by(cases.c.due_at)
        .limit(limit)
    )
    what = and_(drafts.c.case_id == replies.c.case_id, drafts.c.version == replies.c.draft_version)
    query = (
        select(drafts.c.text)
        .select_from(replies)
        .join(drafts, what)
        .join(cases, cases.c.id == replies.c.case_id)
        .where(
            to_others,
            drafts.c.goes_to == To.PUBLIC,
            replies.c.sent_at >= since,
        )
        .order_by(replies.c.sent_at.desc())
        .limit(limit)
    )
    lines = (
        select(postscripts.c.text)
        .join(cases, cases.c.id == postscripts.c.case_id)
        .where(
            to_others,
            postscripts.c.goes_to == To.PUBLIC,
            postscripts.c.state != State.DROPPED,
            postscripts.c.at >= since,
        )
        .order_by(postscripts.c.at.desc())
        .limit(limit)
    )
    return [text for each in (leaving, query, lines) for text in connection.scalars(each)]


def rested(connection: Connection, now: datetime) -> list[CaseId]:
    """Cases that were snoozed until now or before."""
    query = select(cases.c.id).where(cases.c.snoozed_until <= now)
    return [CaseId(found) for found in connection.scalars(query)]


def to_send(connection: Connection, channel: str, to: To, now: datetime, limit: int) -> list[CaseId]:
    """Cases of a channel with an approved reply of this kind whose time has come, soonest due first."""
    newest = and_(drafts.c.case_id == cases.c.id, drafts.c.version == cases.c.draft_version)
    query = (
        select(cases.c.id)
        .join(drafts, newest)
        .where(
            cases.c.stage == Stage.APPROVED,
            cases.c.channel == channel,
            drafts.c.goes_to == to,
            or_(cases.c.send_after.is_(None), cases.c.send_after <= now),
        )
        .order_by(cases.c.due_at, cases.c.id)
        .limit(limit)
    )
    return [CaseId(found) for found in connection.scalars(query)]
