"""From the rows of the ledger to the nouns of the desk."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, select

from desk.cases import (
    Case,
    CaseId,
    Decision,
    Endorsement,
    Intent,
    Priority,
    Receipt,
    Said,
    Sentiment,
    Stage,
    Topic,
    Triage,
)
from desk.drafts import Citation, Considered, Draft, Form, Making, Problem, To
from desk.history import Entry
from desk.messages import Before, Message
from desk.schema import cases, decisions, drafts, history, messages, replies

AT_A_TIME = 500  # ids in one question: databases limit how many values it may hold

AS_THEY_STAND = (
    select(cases, drafts, decisions, replies)
    .outerjoin(drafts, and_(drafts.c.case_id == cases.c.id, drafts.c.version == cases.c.draft_version))
    .outerjoin(decisions, and_(decisions.c.case_id == cases.c.id, decisions.c.revision == cases.c.decided_in))
    .outerjoin(replies, and_(replies.c.case_id == cases.c.id, replies.c.revision == cases.c.sent_in))
)
AS_SENT = (
    select(cases, drafts, decisions, replies)
    .join(replies, replies.c.case_id == cases.c.id)
    .join(drafts, and_(drafts.c.case_id == cases.c.id, drafts.c.version == replies.c.draft_version))
    .join(decisions, and_(decisions.c.case_id == cases.c.id, decisions.c.revision == replies.c.decided_in))
)


def read_cases(connection: Connection, query: Select[Any]) -> list[Case]:
    """The cases that a variant of AS_THEY_STAND finds, in its order."""
    rows = connection.execute(query).mappings().all()
    ids = {row[cases.c.id] for row in rows}
    heard, said = _messages_of(connection, ids), _said_in(connection, ids)
    return [_case(row, heard[row[cases.c.id]], said[row[cases.c.id]]) for row in rows]


def read_sent(connection: Connection, query: Select[Any]) -> list[Case]:
    """The replies that a variant of AS_SENT finds: each its case as it stood when the reply went out."""
    return [_as_sent(case) for case in read_cases(connection, query)]


def read_history(connection: Connection, id: CaseId) -> list[Entry]:
    """Oldest first."""
    rows = connection.execute(
        select(history.c.happened_at, history.c.who, history.c.action, history.c.detail)
        .where(history.c.case_id == id)
        .order_by(history.c.revision)
    )
    return [Entry(*row) for row in rows]


def _messages_of(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[Message, ...]]:
    """Messages by case, in the order they came in."""
    found: defaultdict[int, tuple[Message, ...]] = defaultdict(tuple)
    for some in _some_at_a_time(ids):
        query = select(messages).where(messages.c.case_id.in_(some)).order_by(messages.c.id)
        for row in connection.execute(query).mappings():
            found[row["case_id"]] += (_message(row),)
    return found


def _said_in(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[Said, ...]]:
    """Sent replies by case, oldest first."""
    found: defaultdict[int, tuple[Said, ...]] = defaultdict(tuple)
    what = and_(drafts.c.case_id == replies.c.case_id, drafts.c.version == replies.c.draft_version)
    for some in _some_at_a_time(ids):
        query = (
            select(replies.c.case_id, drafts.c.text, drafts.c.goes_to, replies.c.sent_at, drafts.c.answers)
            .join(drafts, what)
            .where(replies.c.case_id.in_(some))
            .order_by(replies.c.revision)
        )
        for row in connection.execute(query):
            found[row.case_id] += (Said(row.text, row.goes_to, row.sent_at, row.answers),)
    return found


def _some_at_a_time(ids: Iterable[int]) -> Iterator[list[int]]:
    wanted = sorted(ids)
    for start in range(0, len(wanted), AT_A_TIME):
        yield wanted[start : start + AT_A_TIME]


def _as_sent(case: Case) -> Case:
    answered = (case.draft.answers or "").split(" ")[0] if case.draft else ""  # edited since, perhaps
    before = tuple(takewhile(lambda message: message.external_id != answered, case.messages))
    return replace(case, stage=Stage.SENT, messages=case.messages[: len(before) + 1])


def _case(row: RowMapping, heard: tuple[Message, ...], said: tuple[Said, ...]) -> Case:
    sent_at = row[replies.c.sent_at]  # of the reply that this is about: later ones are not said yet
    return Case(
        id=CaseId(row[cases.c.id]),
        channel=row[cases.c.channel],
        conversation=row[cases.c.conversation],
        stage=row[cases.c.stage],
        priority=Priority(row[cases.c.priority]),
        opened_at=row[cases.c.opened_at],
        due_at=row[cases.c.due_at],
        due_next=row[cases.c.due_next],
        messages=heard,
        revision=row[cases.c.revision],
        triage=_triage(row[cases.c.triage]),
        question=row[cases.c.question],
        guidance=tuple(Considered(**stored) for stored in row[cases.c.guidance]),
        reason=row[cases.c.reason],
        draft=_draft(row) if row[drafts.c.version] is not None else None,
        drafts=row[cases.c.drafts],
        decision=_decision(row) if row[decisions.c.revision] is not None else None,
        claimed_at=row[cases.c.claimed_at],
        attempt=row[cases.c.attempt],
        send_after=row[cases.c.send_after],
        receipt=_receipt(row) if row[replies.c.external_id] is not None else None,
        said=tuple(one for one in said if sent_at is None or one.at <= sent_at),
        assignee=row[cases.c.assignee],
        snoozed_until=row[cases.c.snoozed_until],
        endorsed=_endorsement(row),
    )


def _message(row: RowMapping) -> Message:
    stored = {field.name: row[field.name] for field in fields(Message)}
    lists = {
        "link_titles": tuple(stored["link_titles"]),
        "before": tuple(
            Before(**one | {"at": datetime.fromisoformat(one["at"])}) for one in stored["before"]
        ),
    }
    return Message(**stored | lists)


def _triage(stored: dict[str, Any] | None) -> Triage | None:
    if stored is None:
        return None
    told = {
        "intent": Intent(stored["intent"]),
        "priority": Priority(stored["priority"]),
        "sentiment": Sentiment(stored.get("sentiment", Sentiment.NEUTRAL.value)),
        "products": tuple(stored.get("products", ())),
        "questions": tuple(stored.get("questions", ())),
        "topics": tuple(Topic(one) for one in stored.get("topics", ())),
    }
    return Triage(**stored | told)


def _draft(row: RowMapping) -> Draft:
    return Draft(
        version=row[drafts.c.version],
        to=row[drafts.c.goes_to],
        to_reason=row[drafts.c.to_reason],
        text=row[drafts.c.text],
        weighted_length=row[drafts.c.weighted_length],
        citations=tuple(Citation(**stored) for stored in row[drafts.c.citations]),
        problems=tuple(Problem(**stored) for stored in row[drafts.c.problems]),
        drafter=row[drafts.c.drafter],
        cost_usd=row[drafts.c.cost_usd],
        answers=row[drafts.c.answers],
        made=_making(row[drafts.c.made]),
        forms=tuple(_form(stored) for stored in row[drafts.c.forms]),
        public_line=row[drafts.c.public_line],
        invites=row[drafts.c.invites],
        vouched=row[drafts.c.vouched],
    )


def _making(stored: dict[str, Any]) -> Making:
    lists = {
        "considered": tuple(Considered(**one) for one in stored.get("considered", ())),
        "attempts": tuple(stored.get("attempts", ())),
    }
    return Making(**stored | lists)


def _form(stored: dict[str, Any]) -> Form:
    return Form(**stored | {"to": To(stored["to"])})


def _endorsement(row: RowMapping) -> Endorsement | None:
    if row[cases.c.endorsed_by] is None:
        return None
    return Endorsement(
        draft_version=row[cases.c.endorsed_version],
        draft_sha256=row[cases.c.endorsed_sha256],
        by=row[cases.c.endorsed_by],
        at=row[cases.c.endorsed_at],
    )


def _decision(row: RowMapping) -> Decision:
    return Decision(
        draft_version=row[decisions.c.draft_version],
        draft_sha256=row[decisions.c.draft_sha256],
        verdict=row[decisions.c.verdict],
        by=row[decisions.c.decided_by],
        at=row[decisions.c.decided_at],
        reason=row[decisions.c.reason],
        endorsed_by=row[decisions.c.endorsed_by],
    )


def _receipt(row: RowMapping) -> Receipt:
    return Receipt(external_id=row[replies.c.external_id], url=row[replies.c.url], at=row[replies.c.sent_at])
