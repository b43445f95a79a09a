"""The lines between two "---" at the top of a Markdown file: what its author says about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from index.knowledge import Audience
from ingest.errors import BadSource, Unreadable
from ingest.sources import audience_named

_FENCED = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
_MEMBER = re.compile(r"[ \t]*-[ \t]+(.*)$")
_KEPT = ("owner", "author", "review_by", "licence")


@dataclass(frozen=True)
class FrontMatter:
    """What a note says about itself; None where it says nothing."""

    title: str | None = None
    audience: Audience | None = None
    products: tuple[str, ...] | None = None
    meta: Mapping[str, str] | None = None


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """What the text says about itself, and the text below that. Raises Unreadable for a value that makes no sense."""
    found = _FENCED.match(text)
    if not found:
        return FrontMatter(), text
    return _understood(_pairs(found.group(1))), text[found.end() :]


def _pairs(lines: str) -> dict[str, list[str]]:
    """Keys with their values: `key: value`, `key: [a, b]`, or `key:` and below it `- a`. Other lines mean nothing."""
    pairs: dict[str, list[str]] = {}
    values: list[str] = []
    for line in lines.split("\n"):
        if found := _KEY.match(line):
            values = pairs.setdefault(found.group(1).lower().replace("-", "_"), [])
            values += _values(found.group(2) or "")
        elif found := _MEMBER.match(line):
            values += _values(found.group(1))
    return pairs


def _values(written: str) -> list[str]:
    written = re.sub(r"(^|\s)#.*$", "", written).strip()
    inside = written[1:-1].split(",") if written.startswith("[") and written.endswith("]") else [written]
    return [value for part in inside if (value := part.strip().strip("\"'"))]


def _understood(pairs: Mapping[str, list[str]]) -> FrontMatter:
    one = {key: values[0] for key, values in pairs.items() if values}
    _check_date(one.get("review_by"))
    products = [name for value in pairs.get("products", []) for name in value.split(",") if name.strip()]
    return FrontMatter(
        title=one.get("title"),
        audience=_audience(one.get("audience")),
        products=tuple(name.strip() for name in products) or None,
        meta={key: one[key] for key in _KEPT if key in one},
    )


def _audience(word: str | None) -> Audience | None:
    try:
        return audience_named(word) if word else None
    except BadSource as error:
        raise Unreadable(f"its front matter says: {error}") from error


def _check_date(word: str | None) -> None:
    try:
        date.fromisoformat(word or "2000-01-01")
    except ValueError as error:
        raise Unreadable(f"its front matter says review_by {word!r}; write a date like 2027-03-31") from error
