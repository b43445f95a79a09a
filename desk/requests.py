"""What experts are asked while a case is with them, and who was asked one after the other."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from desk.cases import Case, CaseId, Priority, Stage


class Outcome(Enum):
    """What became of the case that was with the experts."""

    DRAFTED = "drafted"
    SET_ASIDE = "set_aside"
    TAKEN_UP_AGAIN = "taken_up_again"  # its customer wrote, say, or a new note may answer it


def outcome_of(stage: Stage) -> Outcome:
    """Of a request whose case left the experts, by where the case stands now."""
    return _OUTCOMES.get(stage, Outcome.DRAFTED)


_OUTCOMES = {
    Stage.SET_ASIDE: Outcome.SET_ASIDE,
    Stage.NEW: Outcome.TAKEN_UP_AGAIN,
    Stage.WITH_EXPERT: Outcome.TAKEN_UP_AGAIN,  # and came back since
}


@dataclass(frozen=True)
class Asking:
    """One rung of the ladder: somebody who is asked. `rung` counts from 1."""

    case_id: CaseId
    revision: int
    rung: int
    expert: str
    why: str  # this one
    asked_at: datetime  # when it was shown; until then, when they were chosen
    place: str | None = None  # where a front shows it; None while it does not
    answered_at: datetime | None = None
    declined_at: datetime | None = None

    @property
    def key(self) -> str:
        """The same at every attempt to show it."""
        return f"{self.case_id}.{self.revision}.{self.rung}"

    @property
    def settled(self) -> bool:
        """True once the expert answered or declined."""
        return (self.answered_at or self.declined_at) is not None

    @property
    def unshown(self) -> bool:
        """True while no front shows it and the expert can yet be asked."""
        return self.place is None and not self.settled


@dataclass(frozen=True)
class ExpertRequest:
    """What the experts are asked while a case is with them; a case that comes back to them makes another."""

    case_id: CaseId
    revision: int  # of the case, that brought it to the experts
    question: str
    why: str  # what was searched, and why it was not enough
    products: tuple[str, ...]
    simple: bool  # somebody from outside may answer it
    priority: Priority  # the case's
    handed_by: str  # who handed the case to the experts; mostly the assistant
    opened_at: datetime
    askings: tuple[Asking, ...] = ()  # by rung
    closed_at: datetime | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Handed:
    """A case that was handed to the experts: in which revision, and by whom."""

    case: Case
    revision: int
    by: str
