"""Sends approved replies at most once: claim, send, record. What a crash left in between is swept up."""

import logging
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from functools import partial

from desk import outbox
from desk.cases import Case, CaseId, Receipt, Reply, Stage, Verdict
from desk.errors import Conflict, SendError, SendRefused, SendUncertain, StepNotPossible
from desk.ledger import Ledger
from desk.ports import Clock, Publisher
from desk.steps import ON_ITS_WAY, Step

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)  # shorter ones doubled sends without any crash: a stalled process is alive
CUT_OFF = "its sender was cut off before it could say whether the reply went out"


def reply_of(case: Case) -> Reply:
    """The reply that a person approved, exactly. Raises StepNotPossible when nobody did."""
    draft, decision = case.draft, case.decision
    if draft is None or decision is None or case.stage not in {Stage.APPROVED, *ON_ITS_WAY}:
        raise StepNotPossible(f"case {case.id} is {case.stage.value!r}: it has no approved reply")
    if decision.verdict is not Verdict.APPROVED:
        raise StepNotPossible(f"case {case.id}: {decision.by} rejected draft {decision.draft_version}")
    if (decision.draft_version, decision.draft_sha256) != (draft.version, draft.sha256):
        raise StepNotPossible(f"case {case.id}: draft {draft.version} is not what {decision.by} approved")
    answered = next(message for message in case.messages if message.external_id == draft.answers)
    return Reply(
        case_id=case.id,
        key=f"{case.id}-{draft.version}-{draft.sha256[:16]}",
        channel=case.channel,
        conversation=case.conversation,
        in_reply_to=answered.external_id,
        recipient_id=answered.author_id,
        to=draft.to,
        text=draft.text,
        approved_by=decision.by,
    )


def send_approved(ledger: Ledger, publisher: Publisher, case_id: CaseId, clock: Clock) -> Case:
    """Send a case's approved reply, unless somebody else is at it or the customer wrote again.

    Returns the case as it stands then: SENT, APPROVED or AWAITING_DECISION (refused, `reason` says why), or
    UNCERTAIN. Whatever a publisher raises besides SendError is raised again, after it was recorded.
    """
    case = ledger.case(case_id)
    if case.stage is not Stage.APPROVED:
        return case
    reply_of(case)  # what may not be sent is not claimed either
    try:
        case = ledger.apply(outbox.claim(case, clock()))
    except Conflict:
        return ledger.case(case_id)
    return _send_claimed(ledger, publisher, case, clock)


def send_waiting(ledger: Ledger, publishers: Mapping[str, Publisher], clock: Clock) -> list[Case]:
    """Send every approved reply whose time has come; one waits for its `send_after`."""
    now = clock()
    after = []
    for case in ledger.cases({Stage.APPROVED}):
        if case.channel in publishers and (case.send_after is None or case.send_after <= now):
            try:
                after.append(send_approved(ledger, publishers[case.channel], case.id, clock))
            except StepNotPossible:
                log.exception("case %s is approved and cannot be sent", case.id)
    return after


def sweep(
    ledger: Ledger, publishers: Mapping[str, Publisher], clock: Clock, lease: timedelta = LEASE
) -> list[Case]:
    """Settle what was claimed and never recorded; returns the cases that changed. Sends nothing.

    A claim older than `lease` becomes UNCERTAIN. An uncertain reply that its channel shows becomes SENT; one
    that cannot be seen waits for a person. Raises ValueError for a lease under a minute.
    """
    if lease < LEASE:
        raise ValueError(f"a lease of {lease} takes replies from senders that live; use {LEASE} or more")
    changed = {case.id: case for case in _give_up(ledger, clock(), lease)}
    for case in ledger.cases({Stage.UNCERTAIN}):
        publisher = publishers.get(case.channel)
        found = _find(publisher, case) if publisher else None
        if found is not None:
            changed[case.id] = _record_sent(ledger, case, found)
    return list(changed.values())


def _send_claimed(ledger: Ledger, publisher: Publisher, case: Case, clock: Clock) -> Case:
    try:
        receipt = publisher.send(reply_of(case))
    except SendRefused as error:
        return _record(ledger, case, partial(outbox.refused, error=error, at=clock()), ON_ITS_WAY)
    except SendUncertain as error:
        return _doubt(ledger, case, str(error), clock())
    except Exception as error:
        _doubt(ledger, case, f"sending broke off: {error!r}", clock())
        raise
    return _record_sent(ledger, case, receipt)


def _record_sent(ledger: Ledger, claimed: Case, receipt: Receipt) -> Case:
    return _record(ledger, claimed, partial(outbox.sent, receipt=receipt), ON_ITS_WAY | {Stage.APPROVED})


def _doubt(ledger: Ledger, claimed: Case, reason: str, at: datetime) -> Case:
    return _record(ledger, claimed, partial(outbox.uncertain, reason=reason, at=at), {Stage.SENDING})


def _record(
    ledger: Ledger, claimed: Case, outcome: Callable[[Case], Step], stages: Collection[Stage]
) -> Case:
    """Store what became of an attempt, unless the case has left these stages or tried again meanwhile."""

    def take(now: Case) -> Step | None:
        if now.stage in stages and now.attempt == claimed.attempt:
            return outcome(now)
        log.warning("case %s: what became of attempt %s came too late", now.id, claimed.attempt)
        return None

    return ledger.change(claimed.id, take)


def _give_up(ledger: Ledger, now: datetime, lease: timedelta) -> list[Case]:
    return [
        _doubt(ledger, case, CUT_OFF, now)
        for case in ledger.cases({Stage.SENDING})
        if case.claimed_at is not None and case.claimed_at <= now - lease
    ]


def _find(publisher: Publisher, case: Case) -> Receipt | None:
    try:
        return publisher.find(reply_of(case))
    except (SendError, StepNotPossible):
        log.exception("case %s: its uncertain reply could not be looked for", case.id)
        return None
