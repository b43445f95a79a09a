"""Incidents: many customers with one trouble. The nouns, and the steps an incident may take. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import NewType

from desk.cases import CaseId, Person
from desk.errors import NotAllowed, StepNotPossible, UnknownCase
from desk.history import Entry

IncidentId = NewType("IncidentId", int)
WATCH = "watch"  # who suspects, in an incident's history
QUIET = timedelta(days=1)  # a theme that was dismissed is not raised again so soon


class UnknownIncident(UnknownCase):
    """No such incident."""


class Standing(Enum):
    """Where an incident stands."""

    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    OVER = "over"


class Bond(Enum):
    """How a case belongs to an incident."""

    LIKE = "like"  # its words are
    PERHAPS = "perhaps"  # its words may be: a person decides
    ADDED = "added"  # a person said so
    EXCLUDED = "excluded"  # a person said that it does not


NEXT_STANDINGS: dict[Standing, frozenset[Standing]] = {
    Standing.SUSPECTED: frozenset({Standing.CONFIRMED, Standing.DISMISSED}),
    Standing.CONFIRMED: frozenset({Standing.OVER}),
    Standing.DISMISSED: frozenset(),
    Standing.OVER: frozenset(),
}
GOING_ON = frozenset({Standing.SUSPECTED, Standing.CONFIRMED})  # what is like it joins it
BELONGS = frozenset({Bond.LIKE, Bond.ADDED})


@dataclass(frozen=True)
class Member:
    """A case of an incident."""

    case_id: CaseId
    bond: Bond
    likeness: float  # cosine of its words to the incident's theme; 0 when a person added it unread
    at: datetime
    by: str = WATCH


@dataclass(frozen=True)
class Incident:
    """One trouble of many customers. `revision` counts every change of it; the store compares it first."""

    id: IncidentId
    theme: int  # the number of the message that raised it
    standing: Standing
    since: datetime  # the first of its messages
    raised_at: datetime
    people: int  # who had written so when it was raised
    usual: float  # who write so otherwise in that time
    revision: int
    members: tuple[Member, ...] = ()  # in the order in which they joined
    quiet_until: datetime | None = None

    @property
    def belonging(self) -> tuple[Member, ...]:
        """Those that belong to it for sure."""
        return tuple(member for member in self.members if member.bond in BELONGS)

    @property
    def perhaps(self) -> tuple[Member, ...]:
        """Those at which a person should look, likest first."""
        unsure = (member for member in self.members if member.bond is Bond.PERHAPS)
        return tuple(sorted(unsure, key=lambda member: -member.likeness))

    def member(self, case_id: CaseId) -> Member | None:
        """None when the case has nothing to do with it."""
        return next((member for member in self.members if member.case_id == case_id), None)


@dataclass(frozen=True)
class IncidentStep:
    """An incident as it stands after a step, the line for its history, and who is new or changed in it."""

    incident: Incident
    entry: Entry
    members: tuple[Member, ...] = ()


def expect_lead(by: Person, what: str) -> None:
    """Raises NotAllowed unless the person leads: one act of theirs answers hundreds."""
    if not by.may_review:
        raise NotAllowed(f"{by.name!r} may not {what}; ask a team lead")


def joined(incident: Incident, new: tuple[Member, ...], at: datetime) -> IncidentStep | None:
    """Cases whose words are like it; None when none is new. What a person said of a case stands."""
    fresh = tuple(member for member in new if _is_news(incident.member(member.case_id), member))
    if not fresh or incident.standing not in GOING_ON:
        return None
    sure = sum(member.bond is Bond.LIKE for member in fresh)
    detail = f"{sure} joined, {len(fresh) - sure} perhaps"
    return IncidentStep(_with(incident, fresh), Entry(at, WATCH, "joined", detail), fresh)


def confirm(incident: Incident, by: Person, at: datetime) -> IncidentStep:
    """A person says that it is one. Raises NotAllowed, StepNotPossible."""
    return _to(incident, Standing.CONFIRMED, by, at, "confirmed")


def dismiss(incident: Incident, by: Person, at: datetime) -> IncidentStep:
    """A person says that it is none; nothing like it is raised for a day. Raises NotAllowed, StepNotPossible."""
    step = _to(incident, Standing.DISMISSED, by, at, "dismissed")
    return replace(step, incident=replace(step.incident, quiet_until=at + QUIET))


def end(incident: Incident, by: Person, at: datetime) -> IncidentStep:
    """A person says that the trouble is over. Raises NotAllowed, StepNotPossible."""
    return _to(incident, Standing.OVER, by, at, "over")


def include(incident: Incident, case_id: CaseId, by: Person, at: datetime) -> IncidentStep:
    """A person says that a case belongs to it. Raises NotAllowed, StepNotPossible."""
    return _bound(incident, case_id, Bond.ADDED, by, at)


def exclude(incident: Incident, case_id: CaseId, by: Person, at: datetime) -> IncidentStep:
    """A person says that a case does not. Raises NotAllowed, StepNotPossible."""
    if incident.member(case_id) is None:
        raise StepNotPossible(
            f"case {case_id} is none of incident {incident.id}: there is nothing to exclude"
        )
    return _bound(incident, case_id, Bond.EXCLUDED, by, at)


def _bound(incident: Incident, case_id: CaseId, bond: Bond, by: Person, at: datetime) -> IncidentStep:
    expect_lead(by, "say which cases belong to an incident")
    if incident.standing not in GOING_ON | {Standing.OVER}:
        raise StepNotPossible(f"incident {incident.id} was dismissed: no case belongs to it")
    known = incident.member(case_id)
    if known is not None and known.bond is bond:
        raise StepNotPossible(f"case {case_id} is {bond.value} already")
    member = Member(case_id, bond, known.likeness if known else 0.0, at, by.name)
    return IncidentStep(
        _with(incident, (member,)), Entry(at, by.name, bond.value, f"case {case_id}"), (member,)
    )


def _is_news(known: Member | None, new: Member) -> bool:
    """A customer may write again: more likely than before is news, less is not."""
    if known is None:
        return True
    return known.bond is Bond.PERHAPS and new.bond is Bond.LIKE


def _with(incident: Incident, changed: tuple[Member, ...]) -> Incident:
    by_case = {member.case_id: member for member in incident.members} | {one.case_id: one for one in changed}
    return replace(incident, members=tuple(by_case.values()), revision=incident.revision + 1)


def _to(incident: Incident, standing: Standing, by: Person, at: datetime, action: str) -> IncidentStep:
    expect_lead(by, "say what an incident is")
    if standing not in NEXT_STANDINGS[incident.standing]:
        raise StepNotPossible(
            f"incident {incident.id} is {incident.standing.value!r} and cannot become {standing.value!r};"
            " look at it again"
        )
    after = replace(incident, standing=standing, revision=incident.revision + 1)
    return IncidentStep(after, Entry(at, by.name, action))
