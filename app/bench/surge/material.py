"""Real messages for days with a surge and without one.

`tweets-twcs-5k` has too few that are alike for a surge of 300 (some dozen of each theme among 1,094), so there it is
made by a rule from real ones of one theme, which `reworded` tells. `tweets-airline-14k` has hundreds of passengers who
wait on the phone: that surge is of real posts alone.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from app.evaluation.rows import rows_of, words_of


def _both(one: str, other: str) -> re.Pattern[str]:
    """Texts with a word of each kind, in any order."""
    return re.compile(rf"(?=.*\b(?:{one})\b)(?=.*\b(?:{other})\b)", re.IGNORECASE | re.DOTALL)


# What makes a real post one of a theme: its words, not its vector, which is what is measured.
THEMES = {
    "parcels": _both(
        r"packages?|parcels?|orders?|deliver\w*|shipp\w*",
        r"late|not|never|no|missing|where|didn.?t|hasn.?t|still",
    ),
    "internet": _both(
        r"internet|wi-?fi|outages?|signal|data|network",
        r"down|out|outages?|slow|not working|barely|no|drop\w*",
    ),
    "update": _both(
        r"updat\w*|upgraded?|ios ?\d*|iphone",
        r"bugs?|glitch\w*|freez\w*|crash\w*|slow\w*|battery|keeps?|broken",
    ),
    "login": _both(
        r"log(?:ged)? ?in|sign ?in|password|account",
        r"can.?t|cannot|won.?t|not|hacked|locked|reset|changed|down",
    ),
}
HOLD = _both(
    r"on hold|hold for|holding|phone|call(?:ed|ing)?",
    r"hour|hours|hrs?|mins?|minutes|wait\w*|hung up|disconnect\w*",
)
_SWAPS = {
    "not working": "down",
    "please": "pls",
    "you": "u",
    "are": "r",
    "because": "bc",
    "still": "STILL",
    "order": "parcel",
    "package": "delivery",
    "internet": "wifi",
    "outage": "blackout",
    "slow": "super slow",
    "iphone": "phone",
    "update": "new version",
    "account": "profile",
    "password": "login",
    "why": "how come",
    "never": "not ever",
    "again": "once more",
    "today": "this morning",
    "delivered": "dropped off",
    "crashes": "freezes",
    "keeps": "won't stop",
    "hacked": "broken into",
    "days": "d",
    "really": "rly",
}


@dataclass(frozen=True)
class Post:
    """A real post, or one made from real ones; `theme` is empty for those that are of none."""

    text: str
    person: str
    theme: str = ""


def customers(data: Path) -> list[Post]:
    """What customers wrote in tweets-twcs-5k; a customer is known by a number of theirs."""
    rows = [
        (words_of(place, row, "customer"), str(row["customer_id"]))
        for place, row in rows_of(data / "tweets-twcs-5k/pairs.jsonl")
    ]
    return [Post(text, f"c{person}", _theme(text)) for text, person in rows]


def passengers(data: Path) -> list[Post]:
    """What passengers wrote to airlines, each as somebody else: the file does not say who they are."""
    with (data / "tweets-airline-14k/Tweets.csv").open(encoding="utf-8", newline="") as file:
        texts = dict.fromkeys(row["text"] for row in csv.DictReader(file))
    return [
        Post(text, f"p{number}", "on hold" if HOLD.match(text) else "") for number, text in enumerate(texts)
    ]


def reworded(seeds: Sequence[Post], others: Sequence[Post], count: int, chance: Random) -> list[Post]:
    """So many posts of one theme, each by somebody else, made from real ones.

    A seed in turn; one of its sentences left out when it has several; each word of a small table swapped with even
    odds; before or after it, with even odds, a sentence of an unrelated real post; then as people type: all lower case,
    without marks, with shouting, or with one letter missing.
    """
    made: dict[str, Post] = {}
    while len(made) < count:
        seed = seeds[len(made) % len(seeds)]
        text = _typed(_beside(_swapped(_shortened(seed.text, chance), chance), others, chance), chance)
        made.setdefault(text, Post(text, f"m{len(made)}-{seed.theme}", seed.theme))
    return list(made.values())


def _theme(text: str) -> str:
    return next((name for name, pattern in THEMES.items() if pattern.match(text)), "")


def _sentences(text: str) -> list[str]:
    return [piece for piece in re.split(r"(?<=[.!?])\s+", text) if piece]


def _shortened(text: str, chance: Random) -> str:
    parts = _sentences(text)
    if len(parts) > 2:
        parts.pop(chance.randrange(len(parts)))
    return " ".join(parts)


def _swapped(text: str, chance: Random) -> str:
    for word, other in _SWAPS.items():
        if chance.random() < 0.5:
            text = re.sub(rf"\b{word}\b", other, text, flags=re.IGNORECASE)
    return text


def _beside(text: str, others: Sequence[Post], chance: Random) -> str:
    if chance.random() < 0.5:
        return text
    more = chance.choice(_sentences(chance.choice(others).text))
    return f"{more} {text}" if chance.random() < 0.5 else f"{text} {more}"


def _typed(text: str, chance: Random) -> str:
    habit = chance.randrange(4)
    if habit == 0:
        return text.lower()
    if habit == 1:
        return re.sub(r"[.,!?]", "", text)
    if habit == 2:
        return f"{text}!!"
    at = chance.randrange(1, max(2, len(text)))
    return text[:at] + text[at + 1 :]
