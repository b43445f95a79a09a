"""Whose case is looked at first among those that are due in the same minute: whoever reaches more people. Pure.

Reach never says who gets help, nor lets anybody pass one who is due a minute sooner.
"""

from collections.abc import Iterable
from datetime import datetime

from desk.cases import Case


def in_order(cases: Iterable[Case]) -> tuple[Case, ...]:
    """Every one of these cases: soonest due first, of those due in one minute the one with the most reach."""
    return tuple(sorted(cases, key=lambda case: rank(case.due_at, reach_of(case), case.id)))


def rank(due_at: datetime, reach: int, id: int) -> tuple[datetime, int, datetime, int]:
    """What a case is sorted by: the smallest comes first."""
    return minute_of(due_at), -reach, due_at, id


def reach_of(case: Case) -> int:
    """Followers of its author, by the message that says most; 0 when the channel does not say."""
    return max((message.author_reach or 0 for message in case.messages), default=0)


def minute_of(at: datetime) -> datetime:
    """When it began."""
    return at.replace(second=0, microsecond=0)
