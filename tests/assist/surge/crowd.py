"""People who write: their words are points, so that a test says how alike they are."""

from collections.abc import Iterable
from datetime import timedelta

import numpy as np

from assist.surge.heard import Heard
from tests.builders import NOON

SIZE = 64
_chance = np.random.default_rng(7)
_NOISE = _chance.normal(size=(4096, SIZE)).astype(np.float32)
_NOISE /= np.linalg.norm(_NOISE, axis=1, keepdims=True)


def unit(vector: np.ndarray) -> np.ndarray:
    made: np.ndarray = (vector / np.linalg.norm(vector)).astype(np.float32)
    return made


def topic(number: int) -> np.ndarray:
    """A direction of its own."""
    made = np.zeros(SIZE, np.float32)
    made[number] = 1.0
    return made


def about(what: int, number: int, closeness: float = 0.8) -> np.ndarray:
    """Words about a topic; two of them are `closeness` squared alike, more or less."""
    noise = _NOISE[number % len(_NOISE)].copy()
    noise[:16] = 0.0
    return unit(closeness * topic(what) + (1 - closeness**2) ** 0.5 * unit(noise))


def anything(number: int) -> np.ndarray:
    """Words like nobody else's."""
    found: np.ndarray = _NOISE[(number * 31 + 17) % len(_NOISE)]
    return found


class Crowd:
    """Numbers messages in the order in which they are written."""

    def __init__(self) -> None:
        self.number = 0

    def says(
        self,
        vector: np.ndarray,
        minutes: float,
        person: str | None = None,
        *,
        complains: bool = True,
        saying: int = 0,
    ) -> Heard:
        self.number += 1
        at = NOON + timedelta(minutes=minutes)
        return Heard(self.number, at, person or f"p{self.number}", complains, saying, vector)

    def surge(
        self, what: int, count: int, start: float = 0.0, lasts: float = 20.0, **said: bool
    ) -> list[Heard]:
        """So many people about one topic, evenly over these minutes."""
        return [
            self.says(about(what, self.number), start + lasts * place / count, **said)  # type: ignore[arg-type]
            for place in range(count)
        ]

    def chatter(self, count: int, start: float, lasts: float) -> list[Heard]:
        """So many people about anything."""
        return [self.says(anything(self.number), start + lasts * place / count) for place in range(count)]


def mixed(*heard: Iterable[Heard]) -> list[Heard]:
    """In the order of their moments, numbered anew."""
    ordered = sorted((one for many in heard for one in many), key=lambda one: one.at)
    return [
        Heard(number, one.at, one.person, one.complains, one.saying, one.vector)
        for number, one in enumerate(ordered, 1)
    ]
