"""A message taken apart once, for every verdict to look at."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from assist.understanding.question import LONGEST, cleaned, sentences
from assist.understanding.verdicts.questions import questions_in

T = TypeVar("T")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")


class Told(NamedTuple, Generic[T]):
    """A verdict, and what speaks for it in words that an agent reads."""

    verdict: T
    why: str


@dataclass(frozen=True)
class Reading:
    """`message` as it was written but for blanks around emojis, `text` without handles, links, greetings and thanks."""

    message: str
    text: str
    sentences: tuple[str, ...]
    questions: tuple[str, ...]


Rules = tuple[
    tuple[T, Callable[[Reading], str | None]], ...
]  # a verdict, and what speaks for it; None: nothing


def read(message: str) -> Reading:
    """The message as the verdicts look at it."""
    text = cleaned(message)
    parts = sentences(text)
    return Reading(_EMOJI.sub(r" \g<0> ", message[:LONGEST]), text, tuple(parts), questions_in(parts))


def first_of(rules: Rules[T], reading: Reading, otherwise: Told[T]) -> Told[T]:
    """The verdict of the first rule that something speaks for."""
    for verdict, speaks in rules:
        if why := speaks(reading):
            return Told(verdict, why)
    return otherwise
