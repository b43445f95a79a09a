"""Short ways to put documents into an index."""

from index.items import Change, Item, Parcel
from index.knowledge import Document, Span
from index.search import Index
from tests.builders import NOON


def an_item(key: str = "sheets/w3.md", *, fingerprint: str = "f1", source: str = "sheets") -> Item:
    """A file of the source that `a_document` is of."""
    return Item(source, key, fingerprint, NOON)


def lines(document: Document) -> list[Span]:
    """A span for each line that is not empty."""
    spans, start = [], 0
    for line in document.text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def put(index: Index, *documents: Document, item: Item | None = None) -> list[Change]:
    """Each line a passage; all of one item that is named after the first document."""
    item = item or an_item(documents[0].id)
    (changes,) = index.put([Parcel(item, [(document, lines(document)) for document in documents])])
    return changes
