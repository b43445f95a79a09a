"""What a sentence must have to fit a question for a price, a weight or a lamp: tables of patterns."""

import re

from assist.text import phrases
from assist.understanding.question import asks, sentences

_TIME = r"\d\s?(?:h|hours?|min|minutes?|days?|weeks?|months?|years?|s|seconds?)\b"
# What is asked, and what a sentence that answers says.
_ANSWERED_BY = (
    (
        r"""
        how much (?:is|are|for) / how much (?:do|does|would|will) (?:\S+ ){1,6}costs?
        what (?:do|does) (?:\S+ ){1,6}cost / (?:the|what|which|your) price
        """,
        r"[€$£]\s?\d|\d\s?(?:€|euros?|eur|usd|dollars?|gbp|pounds?)\b|\b(?:prices?|costs?|free|fees?)\b",
    ),
    (
        r"how heavy / how much (?:do|does) (?:\S+ ){1,6}weigh / weight of",
        r"\d\s?(?:k?g|lbs?|oz|grams?|pounds?|tonnes?)\b|weigh|heavy|heavier|lighter",
    ),
    (r"(?:supply|input|operating|what|which) voltages?", r"\d\s?(?:[km]?V\b|volts?\b)"),
    (r"how (?:cold|hot|warm|cool) / (?:what|which) temperatures?", r"\d\s?°|\d\s?[CF]\b|degrees|temperature"),
    (r"how (?:far|near|close)", r"\d\s?(?:k?m|cm|ft|feet|metres?|meters?|yards?|miles?)\b|range|distance"),
    (r"torque", r"torque|\bNm\b"),
    (r"how (?:accurate|precise) / accuracy", r"accura|precis|toleran|calibrat|±"),
    (r"how (?:loud|noisy|quiet)", r"dB|loud|quiet|nois|sound|silent|hear"),
    (r"how long (?:\S+ ){0,6}(?:last|lasts|run|runs)", rf"\blast|\brun|\blife|^(?!.*charg).*{_TIME}"),
)
_MEASURES = tuple(
    (phrases.any_of(question), re.compile(answer, re.IGNORECASE | re.DOTALL))
    for question, answer in _ANSWERED_BY
)
_LAMP = re.compile(r"\b(?:lamps?|leds?|lights?|flash\w*|blink\w*|lit|glow\w*)\b", re.IGNORECASE)
# A line is a group: a lamp is one of them.
_SIGNALS = tuple(
    {member: re.compile(rf"\b(?:{member})\b", re.IGNORECASE) for member in line.split(" / ")}
    for line in (
        "red / green / blue / yellow / orange|amber / white / purple",
        "steady|steadily|solid / blink(?:s|ing)?|flash(?:es|ing)?",
        "quick|quickly|fast|rapid|rapidly / slow|slowly",
    )
)


def wanted_measure(question: str) -> re.Pattern[str] | None:
    """What an answer has to say; None when no such thing is asked, or something else as well."""
    asking = [sentence for sentence in sentences(question) if asks(sentence)]
    if len(asking) != 1:
        return None
    return next((answer for asked, answer in _MEASURES if asked.search(asking[0])), None)


def signals_asked(question: str) -> tuple[frozenset[str], ...]:
    """The signals of a lamp that the question names, by group."""
    return _signals(question) if _LAMP.search(question) else ()


def is_another_signal(asked: tuple[frozenset[str], ...], sentence: str) -> bool:
    """Whether it speaks of a lamp of another colour, or that blinks otherwise."""
    if not any(asked):
        return False
    told = _signals(sentence)
    return any(ours and theirs and not ours & theirs for ours, theirs in zip(asked, told, strict=True))


def _signals(text: str) -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(member for member, pattern in group.items() if pattern.search(text)) for group in _SIGNALS
    )
