"""Which of two documents holds where they differ: the one that replaced the other, or that came later."""

import re
from collections.abc import Callable

from assist.text.words import words
from index.knowledge import Document

# In "12 V 3 A" the V is none.
_VERSION = re.compile(
    r"\b(?P<kind>(?-i:v|V(?=\.?\d))|ver|version|rev|revision|issue|edition|iss)\.?\s?(?P<number>\d+(?:\.\d+)*|[A-Z])\b",
    re.IGNORECASE,
)


def why_newer(one: Document, other: Document) -> str | None:
    """Why the first holds and not the second, in words for an agent; None when nothing says so.

    Of two rules that say otherwise the first one decides: never is each newer than the other.
    """
    for rule in _RULES:
        why, instead = rule(one, other), rule(other, one)
        if why or instead:
            return None if instead else why
    return None


def _supersedes(one: Document, other: Document) -> str | None:
    named = {name.strip().casefold() for name in one.meta.get("supersedes", "").split(",")}
    its = {name.casefold() for name in (other.id, other.title, other.url) if name}
    return f"{one.title!r} says that it supersedes {other.title!r}" if named & its else None


def _is_valid_later(one: Document, other: Document) -> str | None:
    """ISO dates, which ingest makes sure of, are in the order of their characters."""
    since, before = one.meta.get("valid_from"), other.meta.get("valid_from")
    if since is None or before is None or since <= before:
        return None
    return f"{one.title!r} is valid from {since}, {other.title!r} from {before}"


def _is_later_version(one: Document, other: Document) -> str | None:
    """Two titles that differ in their version alone: "X200 manual, rev. B" and "... rev. A"."""
    ours, theirs = _VERSION.search(one.title), _VERSION.search(other.title)
    if ours is None or theirs is None or _without(one.title, ours) != _without(other.title, theirs):
        return None
    later, earlier = _order(ours["number"]), _order(theirs["number"])
    if later[0] != earlier[0] or later <= earlier:
        return None
    return f"{one.title!r} is the later version of {other.title!r}"


def _without(title: str, version: re.Match[str]) -> list[str]:
    return words(title[: version.start()] + " " + title[version.end() :])


def _order(number: str) -> tuple[bool, tuple[int, ...]]:
    """Letters among letters, numbers among numbers: 1.10 comes after 1.9."""
    if number.isalpha():
        return True, (ord(number.casefold()),)
    return False, tuple(int(part) for part in number.split("."))


_RULES: tuple[Callable[[Document, Document], str | None], ...] = (
    _supersedes,
    _is_valid_later,
    _is_later_version,
)
