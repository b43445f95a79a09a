"""Every citation quotes its document exactly, and the document still says so."""

from assist.checks.context import Context
from desk.cases import Citation, Problem
from index.knowledge import Document


def check_quotes(context: Context) -> list[Problem]:
    """Blocks a quote that its document does not have, or has no more."""
    found = (_wrong(citation, context) for citation in context.draft.citations)
    return [Problem("quotes", message, blocking=True) for message in found if message]


def _wrong(citation: Citation, context: Context) -> str | None:
    source = context.source(citation)
    named = f"source {citation.marker} ({citation.title!r})"
    if source.quoted is None or source.current is None:
        return f"{named} is not in the knowledge; draft again"
    if source.quoted.text[citation.start : citation.end] != citation.quote:
        return f"{named} does not say {citation.quote!r} where it is cited; draft again"
    if source.current.withdrawn_at is not None:
        return f"{named} was withdrawn; draft again from what is known now"
    if not _still_says(source.current, citation):
        return f"{named} was changed and no longer says {citation.quote!r}; draft again"
    return None


def _still_says(current: Document, citation: Citation) -> bool:
    return current.version == citation.document_version or citation.quote in current.text
