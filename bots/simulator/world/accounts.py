"""Accounts of the simulated X, and how they stand to each other."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Tie(Enum):
    """What one account has done to another."""

    FOLLOWING = "following"
    BLOCKING = "blocking"
    MUTING = "muting"


@dataclass(frozen=True)
class Account:
    """Somebody on X. `key` is the handle without capitals, `number` the id that X's API speaks of."""

    key: str
    number: int
    handle: str
    name: str
    created_at: datetime
    ours: bool = False
    followers: int | None = None  # None: nobody said
    following: int = 0
    verified: bool = False
    protected: bool = False
    suspended: bool = False
    takes_dms: bool | None = None  # from anybody; None: nobody said, so only from whom they wrote to
    bio: str = ""
    location: str = ""
