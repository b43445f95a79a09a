"""Sends approved replies at most once: claim, send, record. What a crash left in between is swept up."""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import product

from desk import outbox
from desk.cases import Case, CaseId, Receipt, Reply, Stage, Verdict
from desk.drafts import To
from desk.errors import Conflict, SendError, SendRefused, SendUncertain, StepNotPossible
from desk.ledger import Ledger
from desk.messages import Message, address_in
from desk.ports import Clock, Publisher
from desk.postscripts import Postscript
from desk.steps import ON_ITS_WAY, Step

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)  # shorter ones doubled sends without any crash: a stalled process is alive
_NEXT_LOOK = timedelta(minutes=1)
PORTION = 50  # replies of one kind on one channel at a time
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
    answered = _message(case, (draft.answers or "").split(" ")[0])
    if case.stage is Stage.APPROVED and answered.wording != draft.answers:
        raise StepNotPossible(
            f"case {case.id}: the message that draft {draft.version} answers was edited since"
        )
    key = f"{case.id}-{draft.version}-{draft.sha256[:16]}"
    reply = _reply(
        case, answered, key, draft.to, draft.text, approved_by=decision.by, approved_at=decision.at
    )
    # Of a reply on its way: an edit since does not change under which version it is to be found.
    address = address_in(draft.answers or answered.wording)
    return replace(reply, in_reply_to=address, drafter=draft.drafter, invites=draft.invites)


def postscript_of(case: Case, one: Postscript) -> Reply:
    """What follows a reply, as a channel takes it. Raises StepNotPossible when its message is not to be had."""
    key = f"{case.id}-{one.revision}-{one.part.value}"
    return _reply(
        case,
        _message(case, one.answers),
        key,
        one.to,
        one.text,
        approved_by=one.approved_by,
        approved_at=one.at,
    )


def _message(case: Case, external_id: str) -> Message:
    found = next((message for message in case.messages if message.external_id == external_id), None)
    if found is None:
        raise StepNotPossible(f"case {case.id} has no message {external_id!r} that could be replied to")
    return found


def _reply(
    case: Case, answered: Message, key: str, to: To, text: str, *, approved_by: str, approved_at: datetime
) -> Reply:
    return Reply(
        case_id=case.id,
        key=key,
        channel=case.channel,
        conversation=case.conversation,
        in_reply_to=answered.address,
        recipient_id=answered.author_id,
        to=to,
        text=text,
        approved_by=approved_by,
        kind=answered.kind,
        approved_at=approved_at,
    )


def expect_welcome(ledger: Ledger, reply: Reply) -> None:
    """Raises SendRefused when the customer asked for no more messages on this channel."""
    since = ledger.consents.opted_out(reply.channel, reply.recipient_id)
    if since is not None:
        raise SendRefused(f"the customer asked us on {since:%Y-%m-%d %H:%M} UTC to write no more")


def send_approved(ledger: Ledger, publisher: Publisher, case_id: CaseId, clock: Clock) -> Case:
    """Send a case's approved reply, unless somebody else is at it or the customer wrote again.

    Returns the case as it stands then: SENT, APPROVED or AWAITING_DECISION (refused, `reason` says why), or
    UNCERTAIN. Whatever a publisher raises besides SendError is raised again, after it was recorded.
    """
    case = ledger.case(case_id)
    if case.stage is not Stage.APPROVED:
        return case
    reply_of(case)  # what may not be sent is not claimed either
    tried_before = case.attempt > 0
    try:
        case = ledger.apply(outbox.claim(case, clock()))
    except Conflict:
        return ledger.case(case_id)
    if tried_before:
        return _send_again(ledger, publisher, case, clock)
    return _send_claimed(ledger, publisher, case, clock)


def send_waiting(ledger: Ledger, publishers: Mapping[str, Publisher], clock: Clock) -> list[Case]:
    """Send approved replies whose time has come, soonest due first; one waits for its `send_after`.

    Nothing is claimed that the channel's limits would not let go now. A portion of each channel and kind is sent
    at a time, so that none waits for the others.
    """
    after = []
    for (channel, publisher), to in product(publishers.items(), To):
        for case_id in ledger.to_send(channel, to, clock(), PORTION):
            if not is_free(publisher, to, clock):
                break
            try:
                after.append(send_approved(ledger, publisher, case_id, clock))
            except StepNotPossible as error:
                log.warning("case %s goes back to the people: %s", case_id, error)
                give_back = partial(_given_back, why=str(error), at=clock())
                after.append(ledger.change(case_id, give_back))
    return after


def _given_back(case: Case, why: str, at: datetime) -> Step | None:
    """None when somebody has taken it elsewhere meanwhile."""
    return outbox.unsendable(case, why, at) if case.stage is Stage.APPROVED else None


def is_free(publisher: Publisher, to: To, clock: Clock) -> bool:
    """True when the channel's limits let one go now."""
    at = publisher.free_at(to)
    return at is None or at <= clock()


def sweep(
    ledger: Ledger, publishers: Mapping[str, Publisher], clock: Clock, lease: timedelta = LEASE
) -> list[Case]:
    """Settle what was claimed and never recorded; returns the cases that changed. Sends nothing.

    A claim older than `lease` becomes UNCERTAIN. An uncertain reply that its channel shows becomes SENT; one
    that cannot be seen waits for a person, and is looked for again less and less often.
    Raises ValueError for a lease under a minute.
    """
    if lease < LEASE:
        raise ValueError(f"a lease of {lease} takes replies from senders that live; use {LEASE} or more")
    changed = {case.id: case for case in _give_up(ledger, clock(), lease)}
    for case in ledger.cases({Stage.UNCERTAIN}):
        if case.channel in publishers and (case.send_after is None or case.send_after <= clock()):
            changed[case.id] = _looked_for(ledger, publishers[case.channel], case, clock)
    return list(changed.values())


def _looked_for(ledger: Ledger, publisher: Publisher, case: Case, clock: Clock) -> Case:
    """SENT when the channel shows the reply; else both facts are told: why it is uncertain, and what was seen."""
    try:
        found = publisher.find(reply_of(case))
    except (SendError, StepNotPossible) as error:
        log.warning("case %s: its uncertain reply could not be looked for: %s", case.id, error)
        what = f"it could not be looked for ({error})"
    else:
        if found is not None:
            return _record_sent(ledger, case, found)
        what = "the channel does not show it"
    return _record(ledger, case, partial(outbox.not_seen, what=what, at=clock()), {Stage.UNCERTAIN})


def _send_again(ledger: Ledger, publisher: Publisher, case: Case, clock: Clock) -> Case:
    """Sent only when the channel, asked once more, does not show an earlier attempt: somebody may have missed it."""
    try:
        found = publisher.find(reply_of(case))
    except SendError as error:
        again = clock() + _NEXT_LOOK
        refusal = SendRefused(f"whether an earlier attempt went out cannot be seen now: {error}", again)
        return _record(ledger, case, partial(outbox.refused, error=refusal, at=clock()), ON_ITS_WAY)
    if found is not None:
        return _record_sent(ledger, case, found)
    return _send_claimed(ledger, publisher, case, clock)


def _send_claimed(ledger: Ledger, publisher: Publisher, case: Case, clock: Clock) -> Case:
    try:
        reply = reply_of(case)
        expect_welcome(ledger, reply)
        receipt = publisher.send(reply)
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
