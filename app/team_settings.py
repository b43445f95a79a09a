"""What `assist.toml` says about the people of the team, and the people made of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from app.sections import Section, known_zone
from desk.cases import Person, Role
from desk.experts import Expert, Group
from desk.public_holidays import public_holidays
from desk.staffing import ALWAYS, Hours
from desk.timetable import shifts_of


class PersonSettings(Section):
    """One member of the team."""

    name: str
    roles: list[Literal["agent", "sme", "team_lead", "admin"]] = ["agent"]
    slack_id: str | None = None
    group: Literal["expert", "super_user", "phone_agent", "lead"] | None = Field(
        None, description="as whom questions reach them; none: SMEs as experts, who leads as lead, agents not"
    )
    products: list[str] = Field([], description="that they know about; none: they are asked whatever comes")
    known_as: list[str] = Field([], description="their names in notes and on forums")
    hours: list[str] = Field(
        [], description='weekly, such as "Mon-Fri 09:00-12:30, 13:30-18:00"; none: always on duty'
    )
    zone: str = Field("UTC", description="whose clock the hours are by, such as Europe/Berlin")
    holidays: str | None = Field(
        None, description="where they keep public holidays, by its ISO 3166 code: DE, DE-BY"
    )
    days_off: list[date] = []
    away_until: date | None = Field(None, description="the first day on which they are back")

    @field_validator("hours")
    @classmethod
    def _readable(cls, said: list[str]) -> list[str]:
        shifts_of(said)
        return said

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, said: str) -> str:
        return known_zone(said)

    @field_validator("holidays")
    @classmethod
    def _known_place(cls, said: str | None) -> str | None:
        if said is not None:
            public_holidays(said, 2026)
        return said


class RoutingSettings(Section):
    """When a question goes from one expert to the next."""

    next_after_minutes: float = Field(15, gt=0)
    urgent_next_after_minutes: float = Field(5, gt=0)
    again_after_hours: float = Field(4, gt=0, description="before somebody is asked a second time")
    at_once: int = Field(
        10,
        ge=1,
        description="questions that one expert gets before the next is asked; urgent ones come anyway",
    )


_FROM_OUTSIDE = {"super_user", "phone_agent"}
_GROUPS = {Role.SME: Group.EXPERT, Role.TEAM_LEAD: Group.LEAD, Role.ADMIN: Group.LEAD}  # the first that fits


def people_of(people: Sequence[PersonSettings]) -> tuple[Person, ...]:
    """The team; one agent called `agent` when nobody is named, so that a newcomer can approve."""
    named = tuple(Person(person.name, _roles_of(person), person.slack_id) for person in people)
    return named or (Person("agent", frozenset({Role.AGENT})),)


def experts_of(
    people: Sequence[PersonSettings], elsewhere: Mapping[str, Group] = MappingProxyType({})
) -> tuple[Expert, ...]:
    """Those who may be asked what a case needs; agents are not unless they say as whom, or belong to it `elsewhere`."""
    return tuple(expert for person in people if (expert := _expert(person, elsewhere)) is not None)


def _roles_of(person: PersonSettings) -> frozenset[Role]:
    """Nobody from outside decides about cases because a setting was left out."""
    if person.group in _FROM_OUTSIDE and "roles" not in person.model_fields_set:
        return frozenset()
    return frozenset(map(Role, person.roles))


def _expert(person: PersonSettings, elsewhere: Mapping[str, Group]) -> Expert | None:
    roles = _roles_of(person)
    group = (
        Group[person.group.upper()]
        if person.group
        else next((g for r, g in _GROUPS.items() if r in roles), elsewhere.get(person.name))
    )
    if group is None:
        return None
    zone = ZoneInfo(person.zone)
    shifts = shifts_of(person.hours) or ALWAYS.shifts
    back = datetime.combine(person.away_until, time(), zone) if person.away_until else None
    hours = Hours(shifts, zone, person.holidays, frozenset(person.days_off))
    return Expert(person.name, group, frozenset(person.products), hours, back, frozenset(person.known_as))
