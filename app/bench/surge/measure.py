"""Surges among a day's messages, and days without one: found after how many, who was counted in, false alarms.

The settings of the watch were chosen on posts of `tweets-airline-14k` with even places in the file (bags, cancelled
flights, refunds, the website); measured is on `tweets-twcs-5k` and on those with odd places, which were not looked at.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

from app.bench.surge.days import Ear, Embed, Timed, normal, rising
from app.bench.surge.material import THEMES, Post, customers, passengers, reworded
from assist.surge.heard import Heard, Joined, Rise
from assist.surge.tuning import USUAL, Tuning
from assist.surge.watch import Watch

OTHERS, PLANTED, DAYS = 2_000, 300, 5
BEGINS = timedelta(hours=14)
SPANS = {"fast": timedelta(hours=1), "slow": timedelta(hours=6)}
REAL = "on hold"

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Found:
    """What came of one day with a surge. `after` counts its messages until it was found; None: it was not."""

    theme: str
    day: str
    seed: int
    planted: int
    after: int | None
    minutes: float | None  # since its first message
    precision: float | None
    recall: float | None
    recall_with_perhaps: float | None
    incidents: int  # of the same surge; 1 when it is seen as one
    false: int


def measure(data: Path, embed: Embed, rounds: int, progress: Progress) -> dict[str, Any]:
    """All figures, over so many seeds; `data` is the folder of real data."""
    ear, found, cpu = Ear(embed), list[Found](), list[float]()
    alarms, messages = 0, 0
    known, unseen = customers(data), passengers(data)[1::2]
    planned = [*_planned(known, unseen, rounds)]
    for done, (theme, day, seed, timed, planted) in enumerate(planned):
        progress(done, len(planned) + rounds)
        stream = ear.heard(timed)
        rises, joined, spent = _watched([heard for heard, _ in stream])
        cpu.append(spent)
        found.append(_judged(theme, day, seed, stream, planted, rises, joined))
    for seed in range(rounds):
        progress(len(planned) + seed, len(planned) + rounds)
        chance = Random(seed)  # noqa: S311 - no secret
        stream = ear.heard(_uneventful(known, unseen, chance))
        alarms += len(_watched([heard for heard, _ in stream])[0])
        messages += len(stream)
    return {
        "surges": [asdict(one) for one in found],
        "normal_messages": messages,
        "false_alarms": alarms,
        "per_1000": 1000 * alarms / messages,
        "cpu_ms_per_message": sum(cpu) / len(cpu),
        "cpu_ms_at_10000": watched_ms(embed, unseen),
    }


def watched_ms(embed: Embed, posts: Sequence[Post], count: int = 10_000) -> float:
    """CPU for a message when so many are in the window, without embedding it."""
    chance = Random(0)  # noqa: S311 - no secret
    stream = [heard for heard, _ in Ear(embed).heard(normal([*posts, *posts][:count], 0, chance))]
    close = [Heard(one.number, stream[0].at, one.person, one.complains, 0, one.vector) for one in stream]
    return _watched(close)[2]


def _planned(
    known: Sequence[Post], unseen: Sequence[Post], rounds: int
) -> Iterator[tuple[str, str, int, list[Timed], frozenset[str]]]:
    """Each theme on easy days (nobody else writes of it), hard ones (some always do), slow ones and a first day."""
    for seed in range(rounds):
        for theme in (*THEMES, REAL):
            for day in ("easy", "hard", "slow", "first"):
                chance = Random(f"{seed} {theme} {day}")  # noqa: S311 - no secret
                yield (theme, day, seed, *_day(theme, day, known, unseen, chance))


def _day(
    theme: str, day: str, known: Sequence[Post], unseen: Sequence[Post], chance: Random
) -> tuple[list[Timed], frozenset[str]]:
    before, rest = _parted(known, unseen, chance)
    surge = _surge(theme, known, rest, before, chance)
    planted = frozenset(post.text for post in surge)
    before, left = ([post for post in part if post.text not in planted] for part in (before, rest))
    if day == "easy":
        left = [post for post in left if post.theme != theme]
    lasts = SPANS["slow" if day == "slow" else "fast"]
    today = [*normal(left[:OTHERS], 1, chance), *rising(surge, 1, BEGINS, lasts, chance)]
    return ([*normal(before, 0, chance), *today] if day != "first" else today), planted


def _surge(
    theme: str, known: Sequence[Post], rest: Sequence[Post], before: Sequence[Post], chance: Random
) -> list[Post]:
    if theme == REAL:
        return [post for post in rest if post.theme == theme][:PLANTED]
    seeds = [post for post in known if post.theme == theme]
    return reworded(seeds, before, PLANTED, chance)


def _parted(known: Sequence[Post], unseen: Sequence[Post], chance: Random) -> tuple[list[Post], list[Post]]:
    """The day before, and what is left for the day: half of tweets-twcs-5k is in each."""
    ours, theirs = list(known), list(unseen)
    chance.shuffle(ours)
    chance.shuffle(theirs)
    half, fill = len(ours) // 2, OTHERS - len(ours) // 2
    return [*ours[:half], *theirs[:fill]], [*ours[half:], *theirs[fill:]]


def _uneventful(known: Sequence[Post], unseen: Sequence[Post], chance: Random) -> list[Timed]:
    """Some days on which nothing happens; each post is written once."""
    posts = [*known, *unseen]
    chance.shuffle(posts)
    days = [posts[start : start + OTHERS] for start in range(0, len(posts), OTHERS)][:DAYS]
    return [one for number, day in enumerate(days) for one in normal(day, number, chance)]


def _watched(heard: Sequence[Heard], tuning: Tuning = USUAL) -> tuple[list[Rise], list[Joined], float]:
    """What the watch finds, and its CPU milliseconds for each message."""
    watch = Watch(len(heard[0].vector), tuning)
    begun = process_time()
    findings = watch.hear(heard)
    return list(findings.rises), list(findings.joined), (process_time() - begun) / len(heard) * 1000


def _judged(
    theme: str,
    day: str,
    seed: int,
    stream: Sequence[tuple[Heard, Post]],
    planted: frozenset[str],
    rises: Sequence[Rise],
    joined: Sequence[Joined],
) -> Found:
    ours = {heard.number: heard for heard, post in stream if post.text in planted}
    keys = [rise.theme.key for rise in rises if _mostly(ours, joined, rise.theme.key)]
    false = len(rises) - len(keys)
    if not keys:
        return Found(theme, day, seed, len(ours), None, None, None, None, None, 0, false)
    first = min((rise for rise in rises if rise.theme.key in keys), key=lambda rise: rise.at)
    sure = {one.number for one in joined if one.key in keys and one.sure}
    perhaps = {one.number for one in joined if one.key in keys}
    return Found(
        theme=theme,
        day=day,
        seed=seed,
        planted=len(ours),
        after=sum(number <= first.theme.key for number in ours),
        minutes=(first.at - min(one.at for one in ours.values())) / timedelta(minutes=1),
        precision=len(sure & ours.keys()) / len(sure),
        recall=len(sure & ours.keys()) / len(ours),
        recall_with_perhaps=len(perhaps & ours.keys()) / len(ours),
        incidents=len(keys),
        false=false,
    )


def _mostly(ours: Mapping[int, Heard], joined: Sequence[Joined], key: int) -> bool:
    """True when at least half of an incident's members are of the surge."""
    members = [one.number for one in joined if one.key == key and one.sure]
    return 2 * sum(number in ours for number in members) >= len(members)
