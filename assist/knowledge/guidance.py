"""What the team knows of a matter and the customer may not read: for the agent's eyes, never for a draft."""

from collections.abc import Iterable
from dataclasses import dataclass

from assist.knowledge.evidence import Knowledge
from desk.drafts import Considered
from index.knowledge import Audience, DocumentId


@dataclass(frozen=True)
class Guidance:
    """A passage as it stands in the knowledge."""

    title: str
    text: str
    audience: Audience  # who may read it, at most
    url: str | None
    document_id: str
    document_version: int


def guidance_in(knowledge: Knowledge, passages: Iterable[Considered]) -> tuple[Guidance, ...]:
    """The passages with their words; those whose document was withdrawn meanwhile are left out."""
    found = [
        (passage, knowledge.document(DocumentId(passage.document_id), passage.document_version))
        for passage in passages
    ]
    return tuple(
        Guidance(
            title=document.title,
            text=document.text[passage.start : passage.end],
            audience=document.audience,
            url=document.url,
            document_id=document.id,
            document_version=passage.document_version,
        )
        for passage, document in found
        if document is not None and document.withdrawn_at is None
    )
