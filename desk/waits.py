"""How long a customer waited for each reply, and what for, read off what happened to their case. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import pairwise

from desk.cases import Stage


class Phase(Enum):
    """What somebody waits for."""

    HEARING = "hearing"  # the channel has the message, and the desk does not
    DRAFT = "draft"
    PERSON = "person"
    EXPERT = "expert"
    SENDING = "sending"
    CUSTOMER = "customer"  # we replied: the clock stands still


PHASES: dict[Stage, Phase] = {
    Stage.NEW: Phase.DRAFT,
    Stage.AWAITING_DECISION: Phase.PERSON,
    Stage.REJECTED: Phase.PERSON,
    Stage.WITH_EXPERT: Phase.EXPERT,
    Stage.APPROVED: Phase.SENDING,
    Stage.SENDING: Phase.SENDING,
    Stage.UNCERTAIN: Phase.SENDING,
    Stage.SENT: Phase.HEARING,  # as it stands there, the desk knows of nothing to answer
    Stage.RESOLVED: Phase.HEARING,
    Stage.SET_ASIDE: Phase.HEARING,
}

_DISMISSED = frozenset({Stage.SET_ASIDE, Stage.RESOLVED})  # whoever wrote before has nothing to wait for


@dataclass(frozen=True)
class Heard:
    """A message of the customer's."""

    id: str  # on its channel
    posted_at: datetime
    received_at: datetime
    edited_at: datetime | None = None
    for_us: bool = True  # False: it did not address us, or its author took it back


@dataclass(frozen=True)
class Answered:
    """A reply of ours: when it went out and should have, and which message it answers (None: not known)."""

    at: datetime
    due_at: datetime
    answers: str | None  # `Message.wording`


@dataclass(frozen=True)
class Stay:
    """The case came to a stage, or stayed there; None: an older version did not write down which."""

    at: datetime
    stage: Stage | None


@dataclass(frozen=True)
class Span:
    """Some time, and what was waited for meanwhile."""

    phase: Phase
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Wait:
    """One reply of ours, or the want of it, from the oldest message that it is about."""

    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None  # None: the customer still waits
    first: bool  # of the case
    reply: int | None = None  # which one of the case's replies, from 0

    @property
    def met(self) -> bool | None:
        """Whether the reply was in time; None while there is none."""
        return None if self.answered_at is None else self.answered_at <= self.due_at

    def breached_at(self, moment: datetime) -> bool:
        """True when the customer waited then, and longer than promised."""
        return self.due_at < moment and (self.answered_at is None or self.answered_at >= moment)


def waits(
    heard: Sequence[Heard], replies: Sequence[Answered], stays: Sequence[Stay], due_at: datetime | None
) -> list[Wait]:
    """The waits of one case, oldest first; `due_at` is None when nothing is due there now."""
    found, answered = [], 0
    for number, reply in enumerate(replies):
        upto = _upto(heard, reply)
        asking = _asking(heard[answered:upto], stays, reply.at)
        asked_at = asking[0].posted_at if asking else _asked_again(heard[upto - 1])
        found.append(Wait(asked_at, reply.due_at, reply.at, first=number == 0, reply=number))
        answered = max(answered, upto)
    if due_at is not None and (asking := _asking(heard[answered:], stays, None)):
        found.append(Wait(asking[0].posted_at, due_at, None, first=not replies))
    return found


def spent(stays: Sequence[Stay], start: datetime, end: datetime) -> Iterator[Span]:
    """What was waited for from one moment to another, in its order and without gaps, but for what is not known."""
    phase: Phase | None = Phase.HEARING
    for stay in stays:
        if stay.at > start:
            upto = min(stay.at, end)
            if phase is not None and start < upto:
                yield Span(phase, start, upto)
            start = max(start, upto)
        phase = PHASES[stay.stage] if stay.stage else None
    if phase is not None and start < end:
        yield Span(phase, start, end)


def for_customer(found: Sequence[Wait]) -> Iterator[Span]:
    """Between a reply of ours and what the customer wrote next, where they did."""
    for before, wait in pairwise(found):
        if before.answered_at is not None and before.answered_at < wait.asked_at:
            yield Span(Phase.CUSTOMER, before.answered_at, wait.asked_at)


def _asking(heard: Sequence[Heard], stays: Sequence[Stay], until: datetime | None) -> Sequence[Heard]:
    """Those that want a reply: not what was settled without one, such as thanks. The newest does if none else."""
    dismissed = [stay.at for stay in stays if stay.stage in _DISMISSED and (until is None or stay.at < until)]
    asking = [one for one in heard if one.for_us or until is not None]
    return [one for one in asking if all(at < one.received_at for at in dismissed)] or asking[-1:]


def _upto(heard: Sequence[Heard], reply: Answered) -> int:
    """How many of the messages came before, and with, the one that is answered; one at least."""
    for number, message in enumerate(heard, start=1):
        if reply.answers is not None and reply.answers.split(" ")[0] == message.id:
            return number
    return max(1, sum(message.received_at <= reply.at for message in heard))


def _asked_again(message: Heard) -> datetime:
    """When a message that was answered before asked again: it was edited while the reply was on its way."""
    return message.edited_at or message.posted_at
