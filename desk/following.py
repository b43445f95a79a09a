"""Sends what follows replies, at most once: claim, send, record, as `desk.posting` does."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from desk import postscripts
from desk.drafts import To
from desk.errors import DeskError, SendRefused, SendUncertain
from desk.history import Entry
from desk.ledger import Ledger
from desk.ports import Clock, Publisher
from desk.posting import CUT_OFF, LEASE, expect_welcome, postscript_of
from desk.postscripts import Postscript, State
from desk.steps import DESK, Step

log = logging.getLogger(__name__)
GIVEN_UP_AFTER = timedelta(hours=1)
BETWEEN_LOOKS = timedelta(minutes=2)
SAID_LATELY = timedelta(days=30)
REPEATED = "the same words went to another customer lately, which channels take for spam"
UNSEEN = "nobody knows whether it went out, and the channel does not show it; it is not tried again"

_TOLD = {
    State.SENT: "sent what follows",
    State.UNCERTAIN: "does not know whether what follows went out",
    State.DROPPED: "gave up what follows",
}


def send_postscripts(ledger: Ledger, publishers: Mapping[str, Publisher], clock: Clock) -> None:
    """Take each open one a step further: send what waits, read back what is uncertain. Sends nothing twice."""
    for one in ledger.postscripts.open(clock()):
        channel = ledger.case(one.case_id).channel
        if channel in publishers:
            _ahead(ledger, publishers[channel], one, clock)


def _ahead(ledger: Ledger, publisher: Publisher, one: Postscript, clock: Clock) -> None:
    now = clock()
    if one.state is State.WAITING and one.send_after <= now:
        _send(ledger, publisher, one, clock)
    elif one.state is State.SENDING and one.claimed_at is not None and one.claimed_at <= now - LEASE:
        _move(ledger, one, postscripts.uncertain(one, CUT_OFF), now)
    elif one.state is State.UNCERTAIN and one.send_after <= now:
        _read_back(ledger, publisher, one, clock)


def _send(ledger: Ledger, publisher: Publisher, one: Postscript, clock: Clock) -> None:
    now = clock()
    if postscripts.outdated(one, now):
        _move(ledger, one, postscripts.dropped(one, "it could not go out in time"), now)
        return
    if _said_to_somebody_else(ledger, one, now):
        _move(ledger, one, postscripts.dropped(one, REPEATED), now)
        return
    free_at = publisher.free_at(one.to)
    taken = postscripts.claimed(one, now)
    if (free_at is None or free_at <= now) and _move(ledger, one, taken, now):
        _move(ledger, taken, _sent(ledger, publisher, taken), clock())


def _move(ledger: Ledger, before: Postscript, after: Postscript, at: datetime) -> bool:
    """The same as it is stored; what it came to stands in the case's history, so that every front looks again."""
    moved = ledger.postscripts.move(before, after, at)
    if moved and after.state in _TOLD and after.state is not before.state:
        entry = Entry(at, DESK, _TOLD[after.state], after.reason or after.text)
        ledger.change(after.case_id, lambda case: Step(replace(case, revision=case.revision + 1), entry))
    return moved


def _said_to_somebody_else(ledger: Ledger, one: Postscript, now: datetime) -> bool:
    """True for public words that another customer got lately: channels take that for spam."""
    message = ledger.case(one.case_id).message
    return one.to is To.PUBLIC and one.text in ledger.said_to_others(message, now - SAID_LATELY)


def _sent(ledger: Ledger, publisher: Publisher, taken: Postscript) -> Postscript:
    try:
        reply = postscript_of(ledger.case(taken.case_id), taken)
        expect_welcome(ledger, reply)
        receipt = publisher.send(reply)
    except SendRefused as error:
        return postscripts.refused(taken, error)
    except SendUncertain as error:
        return postscripts.uncertain(taken, str(error))
    except DeskError as error:
        return postscripts.dropped(taken, str(error))
    return postscripts.sent(taken, receipt)


def _read_back(ledger: Ledger, publisher: Publisher, one: Postscript, clock: Clock) -> None:
    try:
        found = publisher.find(postscript_of(ledger.case(one.case_id), one))
    except DeskError as error:
        log.warning("case %s: its %s could not be looked for: %s", one.case_id, one.part.value, error)
        _move(ledger, one, replace(one, send_after=clock() + BETWEEN_LOOKS), clock())
        return
    if found is not None:
        _move(ledger, one, postscripts.sent(one, found), clock())
    elif one.claimed_at is not None and clock() > one.claimed_at + GIVEN_UP_AFTER:
        _move(ledger, one, postscripts.dropped(one, UNSEEN), clock())
    else:
        _move(ledger, one, replace(one, send_after=clock() + BETWEEN_LOOKS), clock())
