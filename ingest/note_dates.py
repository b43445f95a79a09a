"""What the dates that a note gives itself mean on a day: found or not, stale or not, and when that changes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ingest.errors import Unreadable

DATES = ("valid_from", "valid_until", "review_by")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Standing:
    """How a note stands on a day. A day begins at midnight UTC; the last day of a date is a whole one."""

    why_not: str | None = None  # why it must not be found; None: it may be
    stale_since: date | None = None  # the review date that passed
    look_again_at: datetime | None = None  # when any of this changes; None: never


def iso_dates(said: Mapping[str, Collection[str]]) -> dict[str, str]:
    """The dates among what a note says of itself, written like 2027-03-31. Raises Unreadable, saying which is wrong."""
    dates = {name: _date(name, said[name]) for name in DATES if said.get(name)}
    begins, ends = dates.get("valid_from"), dates.get("valid_until")
    if begins and ends and ends < begins:
        raise Unreadable(
            f"it says that it is valid from {begins} until {ends}, which is before; mend one of the two dates"
        )
    return {name: day.isoformat() for name, day in dates.items()}


def standing(meta: Mapping[str, str], at: datetime) -> Standing:
    """What the dates of `iso_dates` mean at this time."""
    today = at.astimezone(UTC).date()
    dates = {name: date.fromisoformat(meta[name]) for name in DATES if name in meta}
    begins, ends, review = (dates.get(name) for name in DATES)
    if begins and today < begins:
        return Standing(f"it is valid from {begins} on", look_again_at=_midnight(begins))
    if ends and today > ends:
        return Standing(f"it was valid until {ends}")
    stale = review if review and today > review else None
    changes = [day + _DAY for day in (ends, review) if day and day >= today and day < date.max]
    return Standing(None, stale, _midnight(min(changes)) if changes else None)


def _date(name: str, written: Collection[str]) -> date:
    if len(written) > 1:
        raise Unreadable(f"it gives {len(written)} dates for {name}: {', '.join(written)}; leave one")
    (word,) = written
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        raise Unreadable(f"it says {name} {word!r}; write a date like 2027-03-31") from error


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
