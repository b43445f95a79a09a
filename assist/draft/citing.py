"""The proof of a sentence."""

from desk.drafts import Citation
from index.knowledge import Document, Hit


def citation_of(marker: int, sentence: str, hit: Hit, document: Document, start: int, end: int) -> Citation:
    """The proof that `document.text[start:end]`, within the passage that was found, says `sentence`."""
    return citation_at(marker, sentence, document, start, end, hit.passage.page)


def citation_at(
    marker: int, sentence: str, document: Document, start: int, end: int, page: int | None
) -> Citation:
    """The proof that `document.text[start:end]` says `sentence`."""
    return Citation(
        marker=marker,
        sentence=sentence,
        quote=document.text[start:end],
        document_id=document.id,
        document_version=document.version,
        title=document.title or document.id,
        url=document.url,
        page=page,
        start=start,
        end=end,
    )
