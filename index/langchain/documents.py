"""Between LangChain's documents and ours: what is stored of one, and what one says so that a chain can cite it."""

import json
from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar

from langchain_core.documents import Document as LangChainDocument

from index.errors import UnfitDocument
from index.knowledge import Audience, Document, DocumentId, Hit, Kind, Passage
from index.rows import sha256_of

SAID = "langchain"  # the key of our `meta` that keeps the metadata of LangChain's document, as JSON
_UNKNOWN: tuple[object, ...] = (None, "", [])
_E = TypeVar("_E", bound=Enum)


def made_id(given: LangChainDocument) -> str:
    """An id for a document without one: the same for the same text and metadata."""
    return sha256_of(json.dumps([given.page_content, _written(given.metadata)]))


def document_of(
    given: LangChainDocument, id: DocumentId, source: str, audience: Audience, kind: Kind
) -> Document:
    """What is stored. Audience, kind, products, title and url may be said by the metadata. Raises UnfitDocument."""
    said = given.metadata
    title = said.get("title")
    url = said.get("url") or said.get("source")  # where LangChain's loaders put an address
    return Document(
        id=id,
        source=source,
        kind=_member(Kind, said.get("kind", kind), id),
        title=title if isinstance(title, str) else "",
        url=url if isinstance(url, str) and url.startswith(("https://", "http://")) else None,
        text=given.page_content,
        audience=_member(Audience, said.get("audience", audience), id),
        products=_products(said.get("products", []), id),
        meta={SAID: _written(said)},
    )


def said_of(document: Document | Passage) -> dict[str, Any]:
    """The metadata with which LangChain's document was added; {} for one that came another way."""
    said: dict[str, Any] = json.loads(document.meta.get(SAID, "{}"))
    return said


def hit_cited(hit: Hit) -> dict[str, Any]:
    """Where a passage stands, for whom it is and how well it fits, in what JSON can say."""
    found = hit.passage
    place = {"start": found.start, "end": found.end, "page": found.page, "heading": list(found.heading)}
    return _cited(found, found.document_id) | place | {"score": hit.score, "confidence": hit.confidence}


def whole_cited(document: Document) -> dict[str, Any]:
    """The same of a whole document, which no search weighed."""
    return _cited(document, document.id) | {
        "start": 0,
        "end": len(document.text),
        "page": None,
        "heading": [],
    }


def with_citation(said: Mapping[str, Any], cited: Mapping[str, Any]) -> dict[str, Any]:
    """Both; what the index does not know (the page of a text without pages) stays as it was said."""
    return {**cited, **said, **{key: value for key, value in cited.items() if value not in _UNKNOWN}}


def _cited(of: Passage | Document, id: DocumentId) -> dict[str, Any]:
    return {
        "document_id": id,
        "version": of.version,
        "title": of.title,
        "url": of.url,
        "audience": of.audience.value,
        "kind": of.kind.value,
        "products": list(of.products),
    }


def _written(said: Mapping[Any, Any]) -> str:
    """As JSON, and only what comes back from it as it was."""
    for key, value in said.items():
        try:
            same = isinstance(key, str) and json.loads(json.dumps(value)) == value
        except (TypeError, ValueError):
            same = False
        if not same:
            raise UnfitDocument(
                f"metadata {key!r}: {value!r} is not the same after JSON; write it in other words"
            )
    return json.dumps(said, sort_keys=True)


def _member(enum: type[_E], said: object, id: DocumentId) -> _E:
    try:
        return enum(said)
    except ValueError as error:
        known = ", ".join(repr(member.value) for member in enum)
        name = enum.__name__.lower()
        raise UnfitDocument(f"document {id!r}: there is no {name} {said!r}, only {known}") from error


def _products(said: object, id: DocumentId) -> tuple[str, ...]:
    if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
        raise UnfitDocument(f"document {id!r}: products is {said!r}; give a list of texts")
    return tuple(said)
