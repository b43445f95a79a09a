"""Waves: one list of texts to the customers of an incident, shown whole and approved whole, in one act. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256
from typing import NewType

from desk.cases import Case, CaseId, Stage
from desk.drafts import To
from desk.errors import StaleDraft, StepNotPossible
from desk.incidents import IncidentId
from desk.messages import Kind

WaveId = NewType("WaveId", int)
MINUTE = timedelta(minutes=1)
# How many of a wave go out in a minute: a tenth of what X takes of posts, and all but a few of the direct messages.
PACE: Mapping[To, int] = {To.PUBLIC: 10, To.DM: 1}


class Purpose(Enum):
    """What the texts of a wave are for."""

    HOLDING = "holding"  # we know of it
    FOLLOW_UP = "follow_up"  # it is over


class Outcome(Enum):
    """What became of a line."""

    WAITING = "waiting"
    APPROVED = "approved"  # it has its draft and its decision
    SECOND_NEEDED = "second_needed"  # a second person must approve it
    LEFT_OUT = "left_out"  # nothing was done with its case; the detail says why


@dataclass(frozen=True)
class Line:
    """One recipient and the exact text. `closed` says why it cannot be sent; empty when it can."""

    case_id: CaseId
    to: To
    text: str
    message: str  # the customer's newest when the line was made
    cost_usd: float = 0.0
    closed: str = ""
    excluded_by: str = ""
    edited_by: str = ""
    outcome: Outcome = Outcome.WAITING
    detail: str = ""

    @property
    def goes_out(self) -> bool:
        """True when approving the list approves this text."""
        return not self.closed and not self.excluded_by


@dataclass(frozen=True)
class Wave:
    """A list. `revision` counts every change of it; the approval binds to the sha256 of what goes out."""

    id: WaveId
    incident_id: IncidentId
    purpose: Purpose
    made_by: str
    made_at: datetime
    revision: int
    lines: tuple[Line, ...]  # due soonest first
    approved_by: str | None = None
    approved_at: datetime | None = None
    approved_sha256: str | None = None

    @property
    def going_out(self) -> tuple[Line, ...]:
        """What approving it approves."""
        return tuple(line for line in self.lines if line.goes_out)

    @property
    def cost_usd(self) -> float:
        """Of all that goes out."""
        return sum(line.cost_usd for line in self.going_out)

    @property
    def sha256(self) -> str:
        """The fingerprint of the list: each recipient, the exact text, and where it goes."""
        told = sorted((line.case_id, line.to.value, line.message, line.text) for line in self.going_out)
        return sha256(repr((self.purpose.value, told)).encode("utf-8", "surrogatepass")).hexdigest()

    def line(self, case_id: CaseId) -> Line:
        """Raises StepNotPossible for a case that is not on the list."""
        for line in self.lines:
            if line.case_id == case_id:
                return line
        raise StepNotPossible(f"case {case_id} is not on this list; load the page again")


def expect_open(wave: Wave) -> None:
    """Raises StepNotPossible once it is approved: nothing varies after that."""
    if wave.approved_by is not None:
        raise StepNotPossible(f"{wave.approved_by} approved this list; what joins later goes onto a next one")


def expect_seen(wave: Wave, shown: str, changes: Iterable[str]) -> None:
    """Raises StaleDraft unless the list is what was shown; `changes` are those since, in words."""
    expect_open(wave)
    if wave.sha256 != shown:
        since = "; ".join(changes) or "somebody changed a line"
        raise StaleDraft(f"the list changed: {since}; look at it again")
    if not wave.going_out:
        raise StepNotPossible("nobody is left on the list; there is nothing to approve")


def changed(wave: Wave, line: Line) -> Wave:
    """The wave with another state of one of its lines. Raises StepNotPossible."""
    expect_open(wave)
    wave.line(line.case_id)
    lines = tuple(line if one.case_id == line.case_id else one for one in wave.lines)
    return replace(wave, lines=lines, revision=wave.revision + 1)


def extended(wave: Wave, new: Iterable[Line]) -> Wave:
    """The wave with those who joined since. Raises StepNotPossible."""
    expect_open(wave)
    known = {line.case_id for line in wave.lines}
    more = tuple(line for line in new if line.case_id not in known)
    return replace(wave, lines=(*wave.lines, *more), revision=wave.revision + 1)


def send_times(lines: Iterable[Line], start: datetime) -> dict[CaseId, datetime]:
    """When each goes out at the soonest: in their order, so many of a kind in each minute."""
    sent = dict.fromkeys(To, 0)
    times = {}
    for line in lines:
        times[line.case_id] = start + MINUTE * (sent[line.to] // PACE[line.to])
        sent[line.to] += 1
    return times


def why_not_listed(case: Case, purpose: Purpose, held: str | None) -> str | None:
    """Why a case does not get onto a list; None when it does. `held` is the holding text that it got, if any."""
    return _FITNESS[purpose](case, held)


def _holding(case: Case, held: str | None) -> str | None:
    if held is not None:
        return "it got a holding text"
    return _untouched(case)


def _follow_up(case: Case, held: str | None) -> str | None:
    """Only who was told, and of whom nobody has heard or taken care since."""
    if case.stage is not Stage.SENT:
        return f"it is {case.stage.value!r}: its customer wrote again, or a person is at it"
    if held is None:
        return "it got no holding text"
    if case.draft is None or case.draft.text != held:
        return "a person answered it since"
    return _unreachable(case)


def _untouched(case: Case) -> str | None:
    if case.stage not in _WAITING:
        return f"it is {case.stage.value!r} already"
    if case.draft is not None and case.draft.by_person:
        return f"{case.draft.drafter.removeprefix('person:')} is wording a reply"
    return _unreachable(case)


def _unreachable(case: Case) -> str | None:
    message = case.message
    if message.gone:
        return f"what its customer wrote is gone: {message.gone}"
    if message.kind is Kind.LISTENING:
        return "it does not address us"
    return None


_WAITING = frozenset({Stage.NEW, Stage.AWAITING_DECISION, Stage.WITH_EXPERT, Stage.REJECTED})
_FITNESS = {Purpose.HOLDING: _holding, Purpose.FOLLOW_UP: _follow_up}
