"""Where we are in what Mastodon tells us: the cursor, which also knows the posts that are looked at again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from pydantic import AwareDatetime, TypeAdapter

from bots.mastodon.statuses import Status

MOST_WATCHED = 200
WATCHED_FOR = timedelta(days=3)  # after it was written; a person answers or closes a case before that


@dataclass(frozen=True)
class Watched:
    """A post that we heard: when it was written, and which version we know."""

    posted_at: AwareDatetime
    version: str = ""


@dataclass(frozen=True)
class Place:
    """The notification we read last, and the posts that are looked at again. It is written down whole as the cursor."""

    since: str = ""  # empty: nothing was read yet
    watched: Mapping[str, Watched] = field(default_factory=dict)  # by the post's id, in the order of hearing
    looked_at: AwareDatetime | None = None  # when the watched posts were looked at

    def heard(self, statuses: Sequence[Status]) -> "Place":
        """These were heard, or read again."""
        known = {one.id: Watched(one.created_at, one.version) for one in statuses}
        kept = {key: one for key, one in self.watched.items() if key not in known}
        return replace(self, watched=dict([*kept.items(), *known.items()][-MOST_WATCHED:]))

    def without(self, ids: Sequence[str]) -> "Place":
        """These are gone."""
        return replace(self, watched={key: one for key, one in self.watched.items() if key not in ids})

    def looked(self, now: datetime) -> "Place":
        """The watched posts were looked at; those that are too old are let go."""
        young = {key: one for key, one in self.watched.items() if one.posted_at > now - WATCHED_FOR}
        return replace(self, watched=young, looked_at=now)


_PLACE = TypeAdapter(Place)


def read_place(cursor: str | None) -> Place:
    """What was written down. Raises ValueError for a cursor that is not ours."""
    return _PLACE.validate_json(cursor) if cursor else Place()


def written(place: Place) -> str:
    """The cursor."""
    return _PLACE.dump_json(place).decode()
