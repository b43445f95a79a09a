"""How a CSV file of questions and answers is laid out, by its first row."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from ingest.errors import Unreadable
from ingest.front_matter import key_of

_NAMES = {
    "question": ("question", "q", "query", "problem", "issue", "frage"),
    "answer": ("answer", "a", "solution", "response", "reply", "resolution", "body", "content", "text", "antwort"),
    "title": ("title", "subject", "headline", "summary"),
    "id": ("id", "key", "number", "article_id", "question_id"),
    "url": ("url", "link", "permalink"),
    "audience": ("audience", "visibility"),
    "products": ("products", "product", "models", "model"),
    **{name: (name,) for name in ("owner", "author", "licence", "valid_from", "valid_until", "review_by")},
}  # fmt: skip
_MEANT = {word: name for name, words in _NAMES.items() for word in words}
DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class Layout:
    """What parts the cells of a row, and what is in which of them."""

    delimiter: str
    first: Sequence[str]  # the first row
    columns: Mapping[str, int]  # empty when the first row names none

    @property
    def asks(self) -> bool:
        """Whether the first row is a question and its answer, and so no names of columns."""
        return len(self.first) == 2 and self.first[0].rstrip().endswith("?")


def layout_of(line: str, delimiters: str) -> Layout:
    """What makes most sense of the first row. Raises Unreadable."""
    try:
        layouts = [_layout(line, delimiter) for delimiter in delimiters]
    except csv.Error as error:
        raise Unreadable(f"its first row cannot be read: {error}") from error
    best = max(layouts, key=lambda layout: (len(layout.columns), layout.asks))
    if not best.columns and not best.asks:
        names = shorten(line, 200, placeholder=" …")
        raise Unreadable(f"its first row is {names!r}; name two of its columns 'question' and 'answer'")
    return best


def _layout(line: str, delimiter: str) -> Layout:
    first = next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    found: dict[str, int] = {}
    for at, name in enumerate(first):
        if meant := _MEANT.get(key_of(name)):
            found.setdefault(meant, at)
    if "question" not in found and "title" in found:
        found["question"] = found.pop("title")
    return Layout(delimiter, first, found if {"question", "answer"} <= found.keys() else {})
