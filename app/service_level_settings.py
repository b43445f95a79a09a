"""What `assist.toml` says about how soon customers hear from us."""

from datetime import date, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from app.sections import Section, known_zone
from desk.cases import Priority
from desk.public_holidays import public_holidays
from desk.service_level import Exceptional, Lengths, ServiceLevel, Terms
from desk.staffing import ALWAYS, Hours
from desk.timetable import shifts_of

_MOST = 28 * 24 * 60.0  # minutes: a promise for later than that is none
_NAMES = tuple(priority.name.lower() for priority in Priority)


class MinutesSettings(Section):
    """Minutes of staffed time by priority; what is left out is as it is elsewhere."""

    urgent: float | None = Field(None, gt=0, le=_MOST)
    high: float | None = Field(None, gt=0, le=_MOST)
    normal: float | None = Field(None, gt=0, le=_MOST)
    low: float | None = Field(None, gt=0, le=_MOST)

    def over(self, others: Lengths) -> Lengths:
        """These, and the others where nothing is said."""
        said = {name: value for name in _NAMES if (value := getattr(self, name)) is not None}
        return Lengths(
            **{
                name: timedelta(minutes=said[name]) if name in said else getattr(others, name)
                for name in _NAMES
            }
        )


class ExceptionSettings(MinutesSettings):
    """Other targets for one channel, or for what is direct or public there."""

    channel: Literal["x", "mastodon", "facebook", "simulator"]
    direct: bool | None = Field(None, description="true: direct messages, false: public ones; none: both")
    next: MinutesSettings = MinutesSettings()

    def of(self, usual: Terms) -> Exceptional:
        """The same as the desk counts."""
        first = self.over(usual.first)
        return Exceptional(self.channel, Terms(first, self.next.over(self.over(usual.next))), self.direct)


class ServiceLevelSettings(Section):
    """Minutes of staffed time until a reply is due, by priority, and when somebody is there."""

    urgent: float = Field(15, gt=0, le=_MOST)
    high: float = Field(30, gt=0, le=_MOST)
    normal: float = Field(60, gt=0, le=_MOST)
    low: float = Field(480, gt=0, le=_MOST)
    next: MinutesSettings = Field(
        MinutesSettings(), description="for later replies of a case; what is left out is as for its first"
    )
    exceptions: list[ExceptionSettings] = Field([], description="the first that fits a message holds")
    hours: list[str] = Field(
        [], description='weekly, such as "Mon-Fri 09:00-12:30, 13:30-18:00"; none: always'
    )
    zone: str = Field("UTC", description="whose clock the hours are by, such as Europe/Berlin")
    holidays: str | None = Field(
        None, description="whose public holidays are kept, by ISO 3166 code: DE, DE-BY"
    )
    days_off: list[date] = []
    at_risk_minutes: float = Field(10, gt=0, le=_MOST, description="before it is due, a case is at risk")
    at_risk_share: float | None = Field(
        None, gt=0, lt=1, description="of a priority's target, instead of so many minutes"
    )
    reopen_days: int = Field(
        7, ge=1, le=365, description="who writes again within them was not helped the first time"
    )

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

    @model_validator(mode="after")
    def _each_exception_can_hold(self) -> "ServiceLevelSettings":
        """One below another that takes all its messages would never hold, and nobody would notice."""
        for number, below in enumerate(self.exceptions):
            for above in self.exceptions[:number]:
                if above.channel == below.channel and above.direct in {None, below.direct}:
                    raise ValueError(
                        f"exceptions: the entry {number + 1}, for channel {below.channel!r}, never holds: one above it"
                        " takes the same messages; put the narrower one first, or join the two"
                    )
        return self

    @property
    def level(self) -> ServiceLevel:
        """The same as the desk counts."""
        usual = Terms(self._first, self.next.over(self._first))
        return ServiceLevel(
            usual=usual,
            exceptions=tuple(one.of(usual) for one in self.exceptions),
            hours=Hours(
                shifts_of(self.hours) or ALWAYS.shifts,
                ZoneInfo(self.zone),
                self.holidays,
                frozenset(self.days_off),
            ),
            risk=self._risk,
            reopened_within=timedelta(days=self.reopen_days),
        )

    @property
    def _first(self) -> Lengths:
        return Lengths(*(timedelta(minutes=getattr(self, name)) for name in _NAMES))

    @property
    def _risk(self) -> Lengths:
        if self.at_risk_share is None:
            return Lengths(*[timedelta(minutes=self.at_risk_minutes)] * len(_NAMES))
        return Lengths(*(getattr(self._first, name) * self.at_risk_share for name in _NAMES))
