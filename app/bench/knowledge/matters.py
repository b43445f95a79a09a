"""Matters that nobody knows anything about yet: three customers ask about each, and an expert's answer to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk.messages import Message
from desk.ports import Clock

_PARTS = ("rain gauge", "hub", "outdoor sensor", "wind vane", "display", "solar panel", "base plate")
_FAULTS = ("is blocked", "has lost its pairing", "runs on a weak cell", "stands askew", "has a broken cable")
_REMEDIES = (
    "Lift the cover off, rinse it with warm water and let it dry for an hour.",
    "Hold the button on its back for ten seconds until the lamp blinks twice.",
    "Replace both cells with lithium ones and press the reset pin.",
    "Turn it until the bubble stands in the middle, then tighten the screw.",
)
_ASKED = (
    "@OurCare my {product} shows {code} since this morning, what does {code} mean?",
    "@OurCare hello, what does {code} on the {product} mean?",
    "@OurCare {code} on our {product}, again and again: what does that mean, please?",
)


@dataclass(frozen=True)
class Matter:
    """The words of one: what is asked in public by each of three, and what the expert writes."""

    product: str
    asked: Sequence[str]
    question: str
    answer: str


def matter(number: int) -> Matter:
    """No two are of one product, or of one code."""
    product, code = f"ZK-{900 + number}", f"F{200 + number}"
    part, fault = _PARTS[number % len(_PARTS)], _FAULTS[number % len(_FAULTS)]
    remedy = _REMEDIES[number % len(_REMEDIES)]
    return Matter(
        product,
        [words.format(product=product, code=code) for words in _ASKED],
        f"What does {code} on the {product} mean?",
        f"{code} on the {product} means that the {part} {fault}. {remedy}",
    )


def message(key: str, text: str, clock: Clock) -> Message:
    """A public post of a customer of its own."""
    return Message(
        "bench", key, key, key, "customer", "Customer", text, clock(), public=True, mentions_us=True
    )
