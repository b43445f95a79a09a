"""What somebody changed in a text, in words that can be read out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

_LONGEST = (
    400  # words that are compared one by one: time grows with the square, and somebody waits for a window
)


@dataclass(frozen=True)
class Change:
    """Words that took the place of others; `before` is empty when they were added, `after` when words went."""

    before: str
    after: str


def changes(before: str, after: str) -> list[Change]:
    """In the order of the texts; none when they are the same but for their blanks."""
    old, new = before.split(), after.split()
    head = _shared(old, new)
    old, new = old[head:], new[head:]
    tail = _shared(old[::-1], new[::-1])
    return [
        Change(" ".join(gone), " ".join(come))
        for gone, come in _differences(old[: len(old) - tail], new[: len(new) - tail])
    ]


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _differences(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    if max(len(old), len(new)) > _LONGEST:
        yield old, new
        return
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield old[a:b], new[c:d]
