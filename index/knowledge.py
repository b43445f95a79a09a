"""The nouns of knowledge: documents, their passages, and what a search finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import NewType

DocumentId = NewType("DocumentId", str)
PassageId = NewType("PassageId", int)


class Audience(Enum):
    """Who may read a document. A public reply may cite only PUBLIC ones."""

    PUBLIC = "public"
    CUSTOMER = "customer"
    INTERNAL = "internal"

    @property
    def may_read(self) -> frozenset["Audience"]:
        """The audiences whose documents a reader of this audience may see."""
        order = list(Audience)
        return frozenset(order[: order.index(self) + 1])


class Kind(Enum):
    """What sort of knowledge a document is."""

    DATA_SHEET = "data_sheet"
    FORUM = "forum"
    SME_NOTE = "sme_note"


@dataclass(frozen=True)
class Span:
    """Where a passage lies in its document's text: `text[start:end]`, under which headings, on which page (from 1)."""

    start: int
    end: int
    heading: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True)
class Fact:
    """A row of a table of values: what holds of a product. All of it as it is written there.

    The row is `document.text[start:end]`. At least one of value, minimum, typical and maximum is there.
    """

    attribute: str  # "Supply voltage (VDD)"
    start: int
    end: int
    value: str | None = None
    minimum: str | None = None
    typical: str | None = None
    maximum: str | None = None
    unit: str | None = None
    condition: str | None = None
    product: str | None = None
    heading: tuple[str, ...] = ()  # outermost first
    page: int | None = None  # from 1


@dataclass(frozen=True)
class Document:
    """One thing to read: a data sheet, a solved thread, a note. `version` counts from 1; 0 means not stored yet."""

    id: DocumentId  # its URL or stable path
    source: str
    kind: Kind
    title: str
    url: str | None
    text: str
    audience: Audience
    products: tuple[str, ...] = ()
    language: str | None = None  # ISO 639-1, None when unknown
    meta: Mapping[str, str] = field(
        default_factory=dict
    )  # author, votes, accepted_at, licence, owner, review_by
    facts: tuple[Fact, ...] = ()
    version: int = 0
    fetched_at: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class Passage:
    """A piece of one version of a document; `text == document.text[start:end]`, always."""

    id: PassageId
    document_id: DocumentId
    version: int
    kind: Kind
    audience: Audience
    title: str
    url: str | None
    text: str
    start: int
    end: int
    heading: tuple[str, ...] = ()
    page: int | None = None
    products: tuple[str, ...] = ()
    language: str | None = None  # ISO 639-1, None when unknown
    meta: Mapping[str, str] = field(default_factory=dict, hash=False)  # its document's


@dataclass(frozen=True)
class Leg:
    """What one way of searching thought of a passage; `rank` counts from 1."""

    score: float
    rank: int


@dataclass(frozen=True)
class Hit:
    """A passage that a search found.

    `score` orders the hits of one search; `confidence` (0 to 1) means the same for every question.
    """

    passage: Passage
    score: float
    confidence: float
    by_meaning: Leg | None = None
    by_words: Leg | None = None
