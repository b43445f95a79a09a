"""From the steps of a case to the rows of its ledger."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, and_, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from desk.cases import Case, CaseId, Decision, Endorsement, Priority, Stage, Triage
from desk.channel_schema import postscripts
from desk.drafts import Draft, To
from desk.errors import Conflict
from desk.messages import Message
from desk.postscripts import Part, Postscript
from desk.schema import cases, decisions, drafts, history, messages, replies, reply_sources
from desk.steps import Step

_ANSWERED = frozenset({Stage.SENT, Stage.RESOLVED})  # the receipt of a case that stays here is left alone
_Insert = sqlite.Insert | postgresql.Insert
_INSERTS: dict[str, Callable[[Table], _Insert]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def make_case(
    connection: Connection, message: Message, *, priority: Priority, due_at: datetime, at: datetime
) -> CaseId | None:
    """An empty row for what this customer writes in this conversation; None when they have a case there."""
    values = {
        "channel": message.channel,
        "conversation": message.conversation,
        "author_id": message.author_id,
        "stage": Stage.NEW,
        "priority": priority.value,
        "opened_at": at,
        "due_at": due_at,
        "revision": 0,
        "drafts": 0,
        "attempt": 0,
    }
    make = _INSERTS[connection.dialect.name](cases).values(values).on_conflict_do_nothing()
    made = connection.execute(make.returning(cases.c.id)).scalar()
    return None if made is None else CaseId(made)


def put(connection: Connection, table: Table, key: dict[str, Any], values: dict[str, Any]) -> None:
    """One row under this key, new or changed."""
    insert_it = _INSERTS[connection.dialect.name](table).values(key | values)
    connection.execute(insert_it.on_conflict_do_update(index_elements=list(key), set_=values))


def add_to(connection: Connection, table: Table, key: dict[str, Any], amounts: dict[str, Any]) -> None:
    """One row under this key, new with these amounts or with that much more of each."""
    insert_it = _INSERTS[connection.dialect.name](table).values(key | amounts)
    more = {name: table.c[name] + amount for name, amount in amounts.items()}
    connection.execute(insert_it.on_conflict_do_update(index_elements=list(key), set_=more))


def put_if_new(connection: Connection, table: Table, key: dict[str, Any], values: dict[str, Any]) -> bool:
    """One row under this key; False when there is one already, which stays as it is."""
    insert_it = _INSERTS[connection.dialect.name](table).values(key | values).on_conflict_do_nothing()
    # Not `rowcount`: on PostgreSQL it is -1 after an insert.
    return connection.execute(insert_it.returning(*(table.c[name] for name in key))).first() is not None


def add_postscript(connection: Connection, one: Postscript) -> bool:
    """What follows a step of a case; False when it has one of this part already, which stays."""
    key = {"case_id": one.case_id, "revision": one.revision, "part": one.part}
    return put_if_new(connection, postscripts, key, postscript_columns(one))


def postscript_columns(one: Postscript) -> dict[str, Any]:
    """What its row says besides its key."""
    where = {"external_id": one.receipt.external_id, "url": one.receipt.url} if one.receipt else {}
    names = ("text", "answers", "approved_by", "at", "state", "send_after", "claimed_at", "attempt", "reason")
    return {"goes_to": one.to, **{name: getattr(one, name) for name in names}, **where}


def write_step(connection: Connection, step: Step) -> Case:
    """Store a step and those that follow it; returns the case after the last. Raises Conflict."""
    for each in step.chain():
        _compare_and_set(connection, each)
        _add_what_is_new(connection, each)
    return each.case


def _compare_and_set(connection: Connection, step: Step) -> None:
    case = step.case
    set_it = (
        update(cases)
        .where(cases.c.id == case.id, cases.c.revision == case.revision - 1)
        .values(_columns(step))
    )
    if connection.execute(set_it).rowcount == 0:
        raise Conflict(f"case {case.id} was changed before {step.entry.action!r} was stored; read it again")


def _columns(step: Step) -> dict[str, Any]:
    """What the case's own row says after the step. A decision or receipt that goes on holding is left alone."""
    case = step.case
    columns = {
        "stage": case.stage,
        "priority": case.priority.value,
        "due_at": case.due_at,
        "due_next": case.due_next,
        "revision": case.revision,
        "triage": _triage(case.triage) if case.triage else None,
        "question": case.question,
        "guidance": [asdict(passage) for passage in case.guidance],
        "reason": case.reason,
        "draft_version": case.draft.version if case.draft else None,
        "drafts": case.drafts,
        "claimed_at": case.claimed_at,
        "attempt": case.attempt,
        "send_after": case.send_after,
        "assignee": case.assignee,
        "snoozed_until": case.snoozed_until,
        **_endorsement(case.endorsed),
    }
    if step.decision is not None or case.decision is None:
        columns["decided_in"] = case.revision if step.decision else None
    if step.replied or case.stage not in _ANSWERED:
        columns["sent_in"] = case.revision if step.replied else None
    return columns


def _add_what_is_new(connection: Connection, step: Step) -> None:
    case, entry = step.case, step.entry
    if step.message is not None:
        heard = _message(step.message) | {"case_id": case.id, "received_at": entry.at}
        connection.execute(insert(messages).values(heard))
    for message in step.reworded:
        known = and_(messages.c.channel == message.channel, messages.c.external_id == message.external_id)
        connection.execute(update(messages).where(known).values(_message(message)))
    if step.draft is not None:
        connection.execute(insert(drafts).values(_draft(case.id, step.draft)))
    if step.decision is not None:
        connection.execute(insert(decisions).values(_decision(case, step.decision)))
    if step.replied:
        _add_reply(connection, step)
    connection.execute(
        insert(history).values(
            case_id=case.id,
            revision=case.revision,
            happened_at=entry.at,
            who=entry.by,
            action=entry.action,
            detail=entry.detail,
            stage=case.stage,
        )
    )


def _add_reply(connection: Connection, step: Step) -> None:
    case, draft, receipt = step.case, step.case.draft, step.case.receipt
    if draft is None:
        raise ValueError(f"case {case.id} is sent without a draft; no step of casework does that")
    key = {"case_id": case.id, "revision": case.revision}
    connection.execute(
        insert(replies).values(
            **key,
            draft_version=draft.version,
            decided_in=select(cases.c.decided_in).where(cases.c.id == case.id).scalar_subquery(),
            due_at=case.due_at,
            external_id=receipt.external_id if receipt else None,
            url=receipt.url if receipt else None,
            sent_at=receipt.at if receipt else step.entry.at,
        )
    )
    if draft.public_line and draft.to is To.DM and case.decision is not None:
        add_postscript(connection, _closing_line(step, draft, case.decision.by))
    cited = sorted({citation.document_id for citation in draft.citations})
    if cited:
        connection.execute(
            insert(reply_sources), [{**key, "document_id": document_id} for document_id in cited]
        )


def _closing_line(step: Step, draft: Draft, approved_by: str) -> Postscript:
    """The public line beside the direct message that went out: approved with it, it follows now."""
    return Postscript(
        case_id=step.case.id,
        revision=step.case.revision,
        part=Part.CLOSING_LINE,
        to=To.PUBLIC,
        text=draft.public_line,
        answers=(draft.answers or "").split(" ")[0],
        approved_by=approved_by,
        at=step.entry.at,
        send_after=step.entry.at,
    )


def _message(message: Message) -> dict[str, Any]:
    before = [asdict(one) | {"at": one.at.isoformat()} for one in message.before]
    return asdict(message) | {"before": before, "wording": message.wording}


def _triage(triage: Triage) -> dict[str, Any]:
    plain = {name: getattr(triage, name).value for name in ("intent", "priority", "sentiment")}
    return asdict(triage) | plain | {"topics": [topic.value for topic in triage.topics]}


def _endorsement(endorsed: Endorsement | None) -> dict[str, Any]:
    return {
        "endorsed_version": endorsed.draft_version if endorsed else None,
        "endorsed_sha256": endorsed.draft_sha256 if endorsed else None,
        "endorsed_by": endorsed.by if endorsed else None,
        "endorsed_at": endorsed.at if endorsed else None,
    }


def _draft(case_id: CaseId, draft: Draft) -> dict[str, Any]:
    columns = asdict(draft)
    forms = [asdict(form) | {"to": form.to.value} for form in draft.forms]
    return columns | {"case_id": case_id, "goes_to": columns.pop("to"), "forms": forms}


def _decision(case: Case, decision: Decision) -> dict[str, Any]:
    columns = asdict(decision)
    who_and_when = {"decided_by": columns.pop("by"), "decided_at": columns.pop("at")}
    return columns | who_and_when | {"case_id": case.id, "revision": case.revision}
