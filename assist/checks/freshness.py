"""Whoever decides hears that a quoted note is past its review date."""

from assist.checks.context import Context
from desk.drafts import Citation, Problem
from index.knowledge import Document


def check_freshness(context: Context) -> list[Problem]:
    """Warns of stale notes by title, owner and date."""
    first = {citation.document_id: citation for citation in reversed(context.draft.citations)}
    cited = ((citation, context.source(citation).current) for citation in reversed(first.values()))
    return [
        _warning(citation, document)
        for citation, document in cited
        if document is not None and "stale_since" in document.meta
    ]


def _warning(citation: Citation, stale: Document) -> Problem:
    owner = stale.meta.get("owner", "somebody who knows")
    message = (
        f"source {citation.marker} ({stale.title!r}) was to be reviewed by {stale.meta['stale_since']}; "
        f"ask {owner} whether it still holds"
    )
    return Problem("freshness", message, blocking=False)
