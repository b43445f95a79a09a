"""Passages as the index has them."""

from index.knowledge import Audience, DocumentId, Kind, Passage, PassageId


def a_passage(
    number: int, text: str, *, title: str = "", heading: tuple[str, ...] = (), language: str | None = None
) -> Passage:
    """A public passage of a document of its own."""
    return Passage(
        id=PassageId(number),
        document_id=DocumentId(f"document-{number}"),
        version=1,
        kind=Kind.FORUM,
        audience=Audience.PUBLIC,
        title=title,
        url=None,
        text=text,
        start=0,
        end=len(text),
        heading=heading,
        language=language,
    )
