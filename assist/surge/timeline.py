"""The messages of the last days in columns, so that one is compared with thousands at once."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from assist.surge.heard import Heard

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FREE = -1  # the key of no theme


def seconds_of(at: datetime) -> float:
    """Since 1970."""
    return (at - _EPOCH).total_seconds()


def moment_of(seconds: float) -> datetime:
    """The moment that many seconds after 1970."""
    return datetime.fromtimestamp(seconds, UTC)


class Timeline:
    """In the order in which they were heard. Columns are as long as `len` says; vectors are (len, dimension)."""

    def __init__(self, dimension: int) -> None:
        self._length = 0
        self._people: dict[str, int] = {}
        self._codes = 0
        self._columns: dict[str, np.ndarray] = {
            "vector": np.zeros((64, dimension), np.float32),
            "number": np.zeros(64, np.int64),
            "at": np.zeros(64, np.float64),
            "person": np.zeros(64, np.int64),
            "saying": np.zeros(64, np.int64),
            "complains": np.zeros(64, bool),
            "theme": np.zeros(64, np.int64),
        }

    def __len__(self) -> int:
        return self._length

    def column(self, name: str) -> np.ndarray:
        """One of: vector, number, at (seconds since 1970), person, saying, complains, theme (a key, or FREE)."""
        return self._columns[name][: self._length]

    def add(self, batch: Sequence[Heard]) -> None:
        """They come last, and belong to no theme yet."""
        start, self._length = self._length, self._length + len(batch)
        self._grow(self._length)
        for place, heard in enumerate(batch, start):
            self._columns["vector"][place] = heard.vector
            self._columns["number"][place] = heard.number
            self._columns["at"][place] = seconds_of(heard.at)
            self._columns["person"][place] = self._code_of(heard.person)
            # Nobody else says what is too short to tell: the place itself is its saying.
            self._columns["saying"][place] = heard.saying or -heard.number
            self._columns["complains"][place] = heard.complains
            self._columns["theme"][place] = FREE

    def place_of(self, number: int) -> int | None:
        """Where a message stands; None when it is not kept any more."""
        found = np.flatnonzero(self.column("number") == number)
        return int(found[0]) if len(found) else None

    def keep(self, wanted: np.ndarray) -> None:
        """Forget all but the `wanted` (one bool for each); nothing is copied while few are to be forgotten."""
        left = int(wanted.sum())
        if self._length - left < max(256, self._length // 8):
            return
        for name, column in self._columns.items():
            self._columns[name][:left] = column[: self._length][wanted]
        self._length = left
        if len(self._people) > 4 * left:
            self._forget_people()

    def _code_of(self, person: str) -> int:
        if person not in self._people:
            self._people[person], self._codes = self._codes, self._codes + 1
        return self._people[person]

    def _forget_people(self) -> None:
        """Those who are not here any more; nobody gets their code."""
        here = set(self.column("person").tolist())
        self._people = {name: code for name, code in self._people.items() if code in here}

    def _grow(self, length: int) -> None:
        room = len(self._columns["at"])
        if length <= room:
            return
        for name, column in self._columns.items():
            wider = np.zeros((max(length, 2 * room), *column.shape[1:]), column.dtype)
            wider[:room] = column
            self._columns[name] = wider
