"""Which product each fact of a document is about."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from index.facts.quantity import quantity_of
from index.knowledge import Fact
from index.words.codes import CODE, WITH_DIGIT
from ingest.parsed import Parsed

_FIRST_PART = 2000  # characters in which a sheet says what it is a sheet of
_MODEL = re.compile(
    r"\b(?:model|part (?:no\.?|number)|article (?:no\.?|number)|product name)\s*[:：|]\s*(?P<name>[^\s|]+)",
    re.IGNORECASE,
)
_VERSION = re.compile(r"v\d+(\.\d+)*|\d+(st|nd|rd|th)", re.IGNORECASE)


def with_products(parsed: Parsed, products: Sequence[str]) -> tuple[Fact, ...]:
    """The document's facts, each with its product where that is plain; `products` are the document's own."""
    whole = products[0] if len(products) == 1 else None
    whole = whole or _only(_codes(parsed.title)) or _only(_models(parsed.text[:_FIRST_PART]))
    return tuple(
        fact if fact.product else replace(fact, product=_headed(fact.heading, products, whole))
        for fact in parsed.facts
    )


def _headed(heading: Sequence[str], products: Collection[str], whole: str | None) -> str | None:
    """The product that the nearest heading names; where none does, the one that the whole document is about."""
    for name in reversed(heading):
        named = _only(product for product in products if _mentions(name, product))
        if named := named or (None if whole else _only(_codes(name))):
            return named
    return whole


def _mentions(text: str, product: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(product)}(?!\w)", text, re.IGNORECASE))


def _codes(text: str) -> Iterator[str]:
    """Part numbers: letters with digits that are no quantity and no version."""
    for word in WITH_DIGIT.findall(text):
        for code in CODE.findall(word):
            letters, digits = any(map(str.isalpha, code)), any(map(str.isdigit, code))
            if letters and digits and not quantity_of(code) and not _VERSION.fullmatch(code):
                yield code


def _models(text: str) -> Iterator[str]:
    """What follows "Model:" and the like."""
    for found in _MODEL.finditer(text):
        yield from _codes(found["name"])


def _only(names: Iterator[str]) -> str | None:
    """The name, if there is but one; None where several make it unclear."""
    told = dict.fromkeys(names)
    return next(iter(told)) if len(told) == 1 else None
