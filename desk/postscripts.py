"""What follows a reply by itself: the public line beside a direct message, a question how it was."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from desk.cases import CaseId, Receipt
from desk.drafts import To
from desk.errors import SendRefused

KEPT_FOR = timedelta(hours=1)  # what could not go out by then would only confuse


class Part(Enum):
    """Which of them."""

    CLOSING_LINE = "closing_line"  # in public: we answered directly
    SURVEY = "survey"  # directly: how was it?


class State(Enum):
    """Where it stands; SENT and DROPPED are ends."""

    WAITING = "waiting"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Postscript:
    """One of them: who approved which text, and what became of it."""

    case_id: CaseId
    revision: int  # of the case's step that it follows
    part: Part
    to: To
    text: str
    answers: str  # external id of the message that it goes to
    approved_by: str
    at: datetime  # when it should go out
    send_after: datetime  # the same, and later when the channel refused it for now
    state: State = State.WAITING
    claimed_at: datetime | None = None
    attempt: int = 0
    reason: str | None = None  # why it waits, is uncertain or was dropped
    receipt: Receipt | None = None


def claimed(one: Postscript, at: datetime) -> Postscript:
    """Taken for sending: from here on it goes out once, or is given up."""
    return replace(one, state=State.SENDING, claimed_at=at, attempt=one.attempt + 1)


def sent(one: Postscript, receipt: Receipt) -> Postscript:
    """The channel has it."""
    return replace(one, state=State.SENT, receipt=receipt, reason=None)


def refused(one: Postscript, error: SendRefused) -> Postscript:
    """The channel took nothing: tried again while that makes sense, else dropped."""
    if error.retry_at is None:
        return dropped(one, str(error))
    return replace(one, state=State.WAITING, send_after=error.retry_at, reason=str(error))


def uncertain(one: Postscript, reason: str) -> Postscript:
    """Nobody knows; it is read back, and never sent again."""
    return replace(one, state=State.UNCERTAIN, reason=reason)


def dropped(one: Postscript, reason: str) -> Postscript:
    """Given up."""
    return replace(one, state=State.DROPPED, reason=reason)


def outdated(one: Postscript, now: datetime) -> bool:
    """True when it waited so long that nobody expects it any more."""
    return one.state is State.WAITING and now > one.at + KEPT_FOR
