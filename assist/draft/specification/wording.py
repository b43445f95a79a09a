"""A fact in a short sentence, by a table of templates; every number, unit and name in it is as the fact writes it."""

import re

from assist.text import phrases
from index.knowledge import Fact

_OF = "The {attribute} of the {product} {is_} {amount}."
_IN_WORDS = "{attribute} of the {product}: {amount}."
_TEMPLATES = (
    (r"(?:supply|input|operating|working|work) voltage / power supply", "The {product} runs {on} {amount}."),
    ("weight / mass", "The {product} weighs {amount}."),
    ("dimensions / size", "The {product} measures {amount}."),
    ("running time / run ?time / battery life", "The {product} runs for {amount}."),
    ("charging time / charge time", "The {product} charges in {amount}."),
)
_WORDED = tuple((phrases.any_of(table), template) for table, template in _TEMPLATES)
_RANGE = re.compile(r"\d\S*\s?(?:to|\.{2,3}|…|[–—~～-])\s?[+\-−±]?\d")
_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
_WORDS = re.compile(r"[A-Z][a-z]+(?:[ ,.]|$)")  # "Not supplied"
_LONGEST = 60  # characters of an attribute: a longer one is no name
_PREPOSITION = phrases.any_of(
    "at / for / when / while / with / without / per / in / on / during / from / between / if / only / after / before"
)


def worded(fact: Fact, product: str) -> str | None:
    """What the fact says of the product; None when it cannot be said shortly."""
    attribute, amount = _BRACKETS.sub("", fact.attribute).strip(" :"), amount_of(fact)
    if not attribute or len(attribute) > _LONGEST or amount is None:
        return None
    in_words = _WORDS.match(amount) is not None
    template = next((text for pattern, text in _WORDED if pattern.fullmatch(attribute)), _OF)
    sentence = (_IN_WORDS if in_words else template).format(
        product=product,
        attribute=attribute if in_words else _in_a_sentence(attribute),
        amount=amount,
        is_="are" if attribute.endswith("s") and not attribute.endswith("ss") else "is",
        on="from" if _RANGE.match(amount) else "on",
    )
    return sentence.replace("The The ", "The ").replace("the The ", "the ")


def amount_of(fact: Fact) -> str | None:
    """The values with their unit and condition; None when there is none."""
    said = _values(fact)
    if said is None or not fact.condition:
        return said
    return f"{said} {fact.condition}" if _PREPOSITION.match(fact.condition) else f"{said} ({fact.condition})"


def _values(fact: Fact) -> str | None:
    least, usual, most = (
        _with_unit(value, fact.unit) for value in (fact.minimum, fact.typical, fact.maximum)
    )
    if fact.value:
        return _with_unit(fact.value, fact.unit)
    if least and most and fact.minimum:
        spread = f"{fact.minimum} to {most}"
        return f"{spread} (typically {usual})" if usual else spread
    parts = [
        f"{name} {value}"
        for name, value in (("typically", usual), ("at least", least), ("at most", most))
        if value
    ]
    return ", ".join(parts) or None


def _with_unit(value: str | None, unit: str | None) -> str | None:
    if not value or not unit or value.endswith(unit):
        return value
    return f"{value} {unit}"


def _in_a_sentence(attribute: str) -> str:
    """`Supply voltage` as "supply voltage", but `USB voltage` and `ADC resolution` as they are."""
    attribute = f"{attribute}," if ", " in attribute else attribute
    first = attribute.split(maxsplit=1)[0]
    return attribute[0].lower() + attribute[1:] if first[1:].islower() or len(first) == 1 else attribute
