"""What customers write in a burst, on which channel, and the manuals that answer them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from app.bench.knowledge.matters import matter

MATTERS = 120
X, MASTODON = "x", "mastodon"
_DIRECT = 0.05  # shares
_ON_MASTODON = 0.1
_AGAIN = 0.1  # below what the same customer wrote before
_URGENT, _HIGH = 0.01, 0.05
_SINCE = {
    "urgent": "my {product} is on fire",
    "high": "this is unacceptable, my {product} is broken and I want a refund",
}
_ADDED = ("", " It was fine last week.", " Any idea?", " I have tried everything.", " Please help.")


@dataclass(frozen=True)
class Wanted:
    """One message: when it comes, as a share of the burst, and the row that a simulated channel is fed."""

    channel: str
    at: float
    row: dict[str, object]


def burst(count: int, seed: int) -> Iterator[Wanted]:
    """So many, in the order in which they come; the same for the same seed."""
    rng, earlier = Random(seed), {X: list[dict[str, object]](), MASTODON: list[dict[str, object]]()}  # noqa: S311 - no secret
    for number, at in enumerate(sorted(rng.random() for _ in range(count))):
        channel = MASTODON if rng.random() < _ON_MASTODON else X
        direct = channel == X and rng.random() < _DIRECT
        row: dict[str, object] = {
            "id": f"{seed}{number:06}",
            "author": f"customer{number}",
            "text": _words(rng, number),
            "direct": direct,
        }
        if not direct and earlier[channel] and rng.random() < _AGAIN:
            above = rng.choice(earlier[channel][-100:])
            row |= {"author": above["author"], "in_reply_to": above["id"]}
        if not direct:
            earlier[channel].append(row)
        yield Wanted(channel, at, row)


def write_manuals(folder: Path) -> None:
    """A page for each matter."""
    folder.mkdir()
    for number in range(MATTERS):
        about = matter(number)
        page = f"# {about.product}\n\n{about.answer}\n"
        (folder / f"{number}.md").write_text(page, encoding="utf-8")


def _words(rng: Random, number: int) -> str:
    about, dice = matter(rng.randrange(MATTERS)), rng.random()
    if dice < _URGENT:
        said = "@OurCare " + _SINCE["urgent"].format(product=about.product)
    elif dice < _URGENT + _HIGH:
        said = "@OurCare " + _SINCE["high"].format(product=about.product)
    else:
        said = rng.choice(about.asked) + rng.choice(_ADDED)
    return f"{said} #{number}"  # no two alike: what an embedder remembers would flatter the figures
