"""Days of messages: when they come, and what the watch hears of them."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np

from app.bench.surge.material import Post
from assist.surge.heard import Heard
from assist.surge.hearing import complains, said_in, saying_of

MIDNIGHT = datetime(2026, 11, 16, tzinfo=UTC)
# How many of a day's messages come in each hour, in 1,000ths: few at night, most in the evening.
RHYTHM = (20, 14, 9, 7, 7, 10, 18, 30, 42, 52, 56, 58, 58, 56, 55, 55, 57, 60, 64, 66, 64, 58, 48, 36)
Embed = Callable[[Sequence[str]], np.ndarray]
Timed = tuple[datetime, Post]


def normal(posts: Sequence[Post], day: int, chance: Random) -> list[Timed]:
    """Each at some moment of the day, by its rhythm."""
    hours = chance.choices(range(24), RHYTHM, k=len(posts))
    return [
        (MIDNIGHT + timedelta(days=day, hours=hour, seconds=3600 * chance.random()), post)
        for hour, post in zip(hours, posts, strict=True)
    ]


def rising(
    posts: Sequence[Post], day: int, begins: timedelta, lasts: timedelta, chance: Random
) -> list[Timed]:
    """More and more of them from when it begins: their rate grows in proportion to the time."""
    start = MIDNIGHT + timedelta(days=day) + begins
    return [(start + lasts * (chance.random() ** 0.5), post) for post in posts]


class Ear:
    """Turns posts into what the watch hears; each text is embedded once."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._known: dict[str, np.ndarray] = {}

    def heard(self, timed: Sequence[Timed]) -> list[tuple[Heard, Post]]:
        """In the order of their moments, without those that have no words."""
        spoken = [(at, post, said_in(post.text)) for at, post in sorted(timed, key=lambda one: one[0])]
        spoken = [one for one in spoken if one[2]]
        self._learn([said for _, _, said in spoken])
        return [
            (
                Heard(number, at, post.person, complains(post.text), saying_of(post.text), self._known[said]),
                post,
            )
            for number, (at, post, said) in enumerate(spoken, 1)
        ]

    def _learn(self, texts: Sequence[str]) -> None:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        for start in range(0, len(new), 64):
            some = new[start : start + 64]
            self._known |= zip(some, self._embed(some), strict=True)
