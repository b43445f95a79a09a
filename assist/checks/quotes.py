"""Every citation quotes its document exactly, proves a sentence that is there, and the document still says so."""

from assist.checks.context import Context
from desk.drafts import Citation, Problem
from index.knowledge import Document

_NAME = "quotes"


def check_quotes(context: Context) -> list[Problem]:
    """Blocks a quote that its document does not have, or has no more, and one whose sentence or number is wrong."""
    wrong = [
        Problem(_NAME, message, blocking=True)
        for citation in context.draft.citations
        if (message := _wrong(citation, context))
    ]
    return [*wrong, *_wrong_numbers(context)]


def _wrong(citation: Citation, context: Context) -> str | None:
    source, named = context.source(citation), _named(citation)
    if citation.sentence not in context.draft.text or not citation.sentence:
        return f"{named} proves {citation.sentence!r}, which is not in the text"
    if source.quoted is None or source.current is None:
        return f"{named} is not in the knowledge; draft again"
    if not citation.quote or source.quoted.text[citation.start : citation.end] != citation.quote:
        return f"{named} does not say {citation.quote!r} where it is cited; draft again"
    if citation.title != (source.quoted.title or source.quoted.id):
        return f"{named} has the title {source.quoted.title!r} in the knowledge; draft again"
    if source.current.withdrawn_at is not None:
        return f"{named} was withdrawn; draft again from what is known now"
    if not _still_says(source.current, citation):
        return f"{named} was changed and no longer says {citation.quote!r}; draft again"
    return None


def _still_says(current: Document, citation: Citation) -> bool:
    return current.version == citation.document_version or citation.quote in current.text


def _wrong_numbers(context: Context) -> list[Problem]:
    """Citations are numbered from 1 in the order in which their sentences stand in the text."""
    text = context.draft.text
    ordered = sorted(
        context.draft.citations, key=lambda citation: (text.find(citation.sentence), citation.marker)
    )
    return [
        Problem(_NAME, f"{_named(citation)} is number {number} in the text; draft again", blocking=True)
        for number, citation in enumerate(ordered, start=1)
        if citation.marker != number
    ]


def _named(citation: Citation) -> str:
    return f"source {citation.marker} ({citation.title!r})"
