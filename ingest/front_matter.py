"""The lines between two "---" at the top of a Markdown file: what its author says about it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from index.knowledge import Audience
from ingest.errors import BadSource, Unreadable
from ingest.note_dates import DATES, iso_dates
from ingest.sources import audience_named

_OPENED = re.compile(r"\A[\s\ufeff]*---[ \t]*\n")
_CLOSED = re.compile(r"^[ \t]*(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"""[ \t]*["']?([A-Za-z](?:[\w-]| (?=\w))*)["']?[ \t]*:(.*)$""")
_AUDIENCE = re.compile(r"^[^\w#\n]*audience\b", re.IGNORECASE | re.MULTILINE)
_DATE = re.compile(
    r"""^[^\w#\n]*(valid[ _-](?:from|until)|review[ _-]by)["' \t]*[:=]""", re.IGNORECASE | re.MULTILINE
)
_MEMBER = re.compile(r"[ \t]*-[ \t]+(.*)$")
_KEPT = ("owner", "author", "licence", "supersedes")
_KNOWN = frozenset({"title", "audience", "products", *_KEPT, *DATES})


@dataclass(frozen=True)
class FrontMatter:
    """What a note says about itself; None where it says nothing."""

    title: str | None = None
    audience: Audience | None = None
    products: tuple[str, ...] | None = None
    meta: Mapping[str, str] | None = None


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """What the text says about itself, and the text below that. Raises Unreadable for a value that makes no sense."""
    opened = _OPENED.match(text)
    if not opened:
        return FrontMatter(), text
    closed = _CLOSED.search(text, opened.end())
    if not closed:
        _refuse_unfinished(text[opened.end() :])
        return FrontMatter(), text
    lines = text[opened.end() : closed.start()]
    if not _is_front_matter(lines):
        return FrontMatter(), text
    pairs = _pairs(lines)
    _refuse_unclear(lines, pairs)
    return understood(pairs), text[closed.end() :]


def _is_front_matter(lines: str) -> bool:
    """False for prose between two rules."""
    written = (line for line in lines.split("\n") if line.strip() and not line.lstrip().startswith("#"))
    return _pair(next(written, "")) is not None or _AUDIENCE.search(lines) is not None


def _refuse_unclear(lines: str, pairs: Mapping[str, list[str]]) -> None:
    """Who may read a note, and how long it holds, is not to be guessed. Raises Unreadable."""
    if _AUDIENCE.search(lines) and not pairs.get("audience"):
        raise Unreadable(
            "its front matter does not say which audience; write a line like 'audience: internal'"
        )
    for name in map(key_of, _DATE.findall(lines)):
        if name not in pairs:
            raise Unreadable(
                f"its front matter does not say which {name}; write a line like '{name}: 2027-03-31'"
            )


def _refuse_unfinished(text: str) -> None:
    """A rule may stand above prose, but not above what its author meant for us. Raises Unreadable."""
    top = takewhile(lambda line: not line.strip() or _pair(line) or _MEMBER.match(line), text.split("\n"))
    pairs = (_pair(line) for line in top)
    if any(pair and pair[0] in _KNOWN for pair in pairs):
        raise Unreadable(
            "its front matter never ends; put a line '---' below it, or take out the first '---'"
        )


def key_of(written: str) -> str:
    """The key that is meant: "Review by" and "review-by" are "review_by"."""
    return re.sub(r"[\s-]", "_", written.strip().lower())


def _pair(line: str) -> tuple[str, str] | None:
    """Key and value. A key of ours may be written carelessly: indented, or without a blank before its value."""
    if not (found := _KEY.match(line)):
        return None
    key, value = key_of(found[1]), found[2]
    neat = not line[0].isspace() and " " not in found[1] and value[:1] in ("", " ", "\t")
    return (key, value) if neat or key in _KNOWN else None


def _pairs(lines: str) -> dict[str, list[str]]:
    """Keys with their values: `key: value`, `key: [a, b]`, or `key:` and below it `- a`. Other lines mean nothing."""
    pairs: dict[str, list[str]] = {}
    values: list[str] = []
    for line in lines.split("\n"):
        if pair := _pair(line):
            values = pairs.setdefault(pair[0], [])
            values += _values(pair[1])
        elif found := _MEMBER.match(line):
            values += _values(found.group(1))
    return pairs


def _values(written: str) -> list[str]:
    written = re.sub(r"(^|\s)#.*$", "", written).strip()
    inside = written[1:-1].split(",") if written.startswith("[") and written.endswith("]") else [written]
    return [value for part in inside if (value := part.strip().strip("\"'"))]


def understood(said: Mapping[str, Sequence[str]]) -> FrontMatter:
    """What these keys and values say, whatever they were written in. Raises Unreadable for what makes no sense."""
    one = {key: values[0] for key, values in said.items() if values}
    products = [name for value in said.get("products", []) for name in value.split(",") if name.strip()]
    return FrontMatter(
        title=one.get("title"),
        audience=_narrowest(said.get("audience", [])),
        products=tuple(name.strip() for name in products) or None,
        meta={**{key: one[key] for key in _KEPT if key in one}, **iso_dates(said)},
    )


def _narrowest(words: Sequence[str]) -> Audience | None:
    """The audience that keeps most from most people; None without any."""
    try:
        return max(map(audience_named, words), key=lambda audience: len(audience.may_read), default=None)
    except BadSource as error:
        raise Unreadable(f"it says of itself: {error}") from error
