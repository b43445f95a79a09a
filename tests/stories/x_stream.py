"""What customers write in a run, and the manuals that answer them; the same for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

PARTS = ("rain gauge", "wind vane", "hub", "sensor", "display", "panel", "fan", "filter", "valve", "pump")
FAULTS = ("is blocked", "has lost its pairing", "runs on a weak cell", "stands askew", "is too hot")
REMEDIES = ("Rinse it with warm water.", "Hold its button for ten seconds.", "Let it cool for an hour.")
SHEET = "# {product} manual\n\n{code} on the {product} means that the {part} {fault}. {remedy}\n"

QUESTIONS = (
    "what does {code} on my {product} mean?",
    "my {product} shows {code} since this morning, what does {code} mean?",
    "{code} on our {product}, again. What does that mean, please?",
)
OTHERS = (
    "can I paint my {product} green? ({number})",
    "thanks a lot, you are great! {number}",
    "where is my parcel {number}? I ordered a {product} a week ago",
    "do you sponsor our handball club number {number}?",
)


@dataclass(frozen=True)
class Written:
    """A message of a customer. `after`: the id of an earlier one of theirs, below which it stands."""

    id: str
    author: str
    text: str
    direct: bool
    after: str | None = None


def matter(number: int) -> dict[str, str]:
    """No two are of one product."""
    return {
        "product": f"ZK-{100 + number}",
        "code": f"F{200 + number}",
        "part": PARTS[number % len(PARTS)],
        "fault": FAULTS[number % len(FAULTS)],
        "remedy": REMEDIES[number % len(REMEDIES)],
    }


def write_manuals(folder: Path, count: int) -> None:
    """One for each matter."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"m{number}.md").write_text(SHEET.format(**matter(number)), encoding="utf-8")


def stream(count: int, matters: int, seed: int) -> Iterator[Written]:
    """So many messages: mostly questions, some of them direct, some below what their author wrote before."""
    rng, before = Random(seed), list[Written]()
    for number in range(count):
        words = rng.choice(QUESTIONS) if rng.random() < 0.8 else rng.choice(OTHERS)
        text = words.format(**matter(rng.randrange(matters)), number=number)
        direct, again = rng.random() < 0.1, rng.random() < 0.12 and bool(before)
        one = Written(str(10**18 + number), f"customer{number}", text, direct)
        if again:
            earlier = rng.choice(before[-40:])
            one = Written(one.id, earlier.author, f"and {text}", earlier.direct, earlier.id)
        before.append(one)
        yield one
