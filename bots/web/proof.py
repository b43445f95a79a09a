"""What the pages show of a draft's proof: its numbered sentences, and each quote where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assist.reply.highlights import Stretch, flaws_in, stretches
from bots.web.words import web_link
from desk.drafts import Citation, Draft
from index.knowledge import Document, DocumentId, Kind

PARAGRAPH = "\n\n"
SURROUNDINGS = 240  # characters shown of the paragraph on each side of a quote


class Library(Protocol):
    """Where the text of a cited document can be read again; `index.search.Index` is one."""

    def document(self, id: DocumentId, version: int | None = None) -> Document | None:
        """This version of a document, withdrawn ones too; None when there is none."""


@dataclass(frozen=True)
class Piece:
    """A part of a draft's text and the numbers of what proves it; joined, the pieces are the text."""

    stretches: tuple[Stretch, ...]
    markers: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """As it stands in the draft."""
        return "".join(stretch.text for stretch in self.stretches)


@dataclass(frozen=True)
class Source:
    """A citation with its quote where it stands in the document."""

    citation: Citation
    kind: Kind | None
    before: str
    after: str
    found: bool  # False: the stored text could not be read at the quote's place

    @property
    def href(self) -> str | None:
        """Where a browser finds it: at the page, for a PDF; None when it is nothing to open."""
        url, page = self.citation.url, self.citation.page
        if url is None or not web_link(url):
            return None
        return f"{url}#page={page}" if page and "#" not in url else url


def pieces(draft: Draft) -> list[Piece]:
    """The draft cut at its cited sentences. A sentence that is not in the text any more marks nothing."""
    flaws = flaws_in(draft.text, draft.problems)
    found: list[Piece] = []
    start = 0
    for sentence, markers in _markers(draft.citations).items():
        at = draft.text.find(sentence, start)
        if at < 0:
            continue
        if at > start:
            found.append(Piece(tuple(stretches(draft.text, flaws, start, at))))
        start = at + len(sentence)
        found.append(Piece(tuple(stretches(draft.text, flaws, at, start)), markers))
    rest = tuple(stretches(draft.text, flaws, start))
    return [*found, Piece(rest)] if rest else found


def _markers(citations: Sequence[Citation]) -> dict[str, tuple[int, ...]]:
    """The numbers of each cited sentence, in the order of the numbers."""
    markers: dict[str, tuple[int, ...]] = {}
    for citation in sorted(citations, key=lambda each: each.marker):
        if citation.sentence:
            markers[citation.sentence] = (*markers.get(citation.sentence, ()), citation.marker)
    return markers


def sources(draft: Draft | None, library: Library) -> list[Source]:
    """What each number of the draft stands for."""
    return [source(citation, library) for citation in draft.citations] if draft else []


def source(citation: Citation, library: Library) -> Source:
    """A citation with what stands around its quote in the very version that was cited."""
    document = library.document(DocumentId(citation.document_id), citation.document_version)
    kind = document.kind if document else None
    if document is None or document.text[citation.start : citation.end] != citation.quote:
        return Source(citation, kind, "", "", found=False)
    before = _tail(document.text[: citation.start].rpartition(PARAGRAPH)[2])
    after = _head(document.text[citation.end :].partition(PARAGRAPH)[0])
    return Source(citation, kind, before, after, found=True)


def _head(text: str) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= SURROUNDINGS:
        return text.rstrip()
    cut = text[:SURROUNDINGS]
    return (cut.rpartition(" ")[0].rstrip() or cut) + " …"


def _tail(text: str) -> str:
    """The end of a text, cut between words."""
    if len(text) <= SURROUNDINGS:
        return text.lstrip()
    cut = text[-SURROUNDINGS:]
    return "… " + (cut.partition(" ")[2].lstrip() or cut)
