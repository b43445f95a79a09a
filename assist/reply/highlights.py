"""Which words of a draft its problems are about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from desk.drafts import Problem

_MOST = 20  # places that one problem points at


@dataclass(frozen=True)
class Stretch:
    """A stretch of a text. `problems` are those that are about it, `ends` those whose words end with it.

    They are numbers, counted from 1 in the draft's order.
    """

    text: str
    problems: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


@dataclass(frozen=True)
class Flaw:
    """text[start:end] is what a problem is about."""

    start: int
    end: int
    problem: int


def flaws_in(text: str, problems: Sequence[Problem]) -> list[Flaw]:
    """Wherever the words of a problem stand, by the order of the problems."""
    return [
        Flaw(start, start + len(problem.words), number)
        for number, problem in enumerate(problems, start=1)
        for start in _places(text, problem.words)
    ]


def stretches(text: str, flaws: Sequence[Flaw], start: int = 0, end: int | None = None) -> list[Stretch]:
    """text[start:end] cut wherever a flaw begins or ends; joined, the stretches are that part of the text."""
    end = len(text) if end is None else end
    edges = {edge for flaw in flaws for edge in (flaw.start, flaw.end) if start < edge < end}
    return [
        Stretch(
            text[left:right],
            tuple(dict.fromkeys(flaw.problem for flaw in flaws if flaw.start < right and left < flaw.end)),
            tuple(dict.fromkeys(flaw.problem for flaw in flaws if flaw.end == right)),
        )
        for left, right in pairwise([start, *sorted(edges), end])
        if left < right
    ]


def _places(text: str, words: str) -> list[int]:
    """Where the words stand, as whole words if they do anywhere: `9` is not what is wrong with `19`."""
    if not words:
        return []
    exactly = re.escape(words)
    found = list(re.finditer(rf"(?<!\w){exactly}(?!\w)", text)) or list(re.finditer(exactly, text))
    return [match.start() for match in found[:_MOST]]
