"""One message as the watch over surges hears it, and a kind of message that is watched already."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np


@dataclass(frozen=True, eq=False)
class Heard:
    """A message by its meaning, its author and its moment."""

    number: int  # of the message; later ones have larger numbers
    at: datetime
    person: str  # the same for everything that one author writes
    complains: bool  # False: praise, an offer, a retold joke; it counts for no surge
    saying: int  # the same for the same words of several people; 0: too few words to tell
    vector: np.ndarray  # (dimension,) float32 of unit length


@dataclass(frozen=True, eq=False)
class Theme:
    """What a surge is about. `key` is the number of the message that raised it."""

    key: int
    centre: np.ndarray  # (dimension,) float32 of unit length
    joins: float  # cosine to the centre from which a message belongs to it
    takes_in: bool = True  # what is like it joins it
    quiet_until: datetime | None = None  # a person said that it is none: nothing like it is raised until then


@dataclass(frozen=True, eq=False)
class Rise:
    """A surge that was found: its theme, and what speaks for it."""

    theme: Theme
    at: datetime
    people: int
    since: datetime  # of the first of these messages
    usual: float  # people who write so in that time


@dataclass(frozen=True)
class Joined:
    """A message like a theme. When it is not `sure`, a person should look."""

    key: int
    number: int
    likeness: float  # cosine to the theme's centre
    sure: bool
