"""Only links that a cited document has."""

from assist.checks.context import Context
from assist.length import links_in
from desk.cases import Problem


def check_links(context: Context) -> list[Problem]:
    """Blocks links that come from nowhere: a slip of a model, a person or an attacker."""
    known = []
    for citation in context.draft.citations:
        document = context.source(citation).quoted
        known += [document.text, document.url or ""] if document else []
    return [
        Problem("links", f"{link!r} is in no cited source; take it out", blocking=True)
        for link in links_in(context.draft.text)
        if not any(link in text for text in known)
    ]
