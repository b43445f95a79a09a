"""No personal data in public."""

from assist.checks.context import Context
from assist.privacy import private_in
from desk.cases import Problem, To
from index.knowledge import Kind


def check_personal_data(context: Context) -> list[Problem]:
    """Blocks personal data in a public reply, unless the company's own sheets and notes publish it."""
    if context.draft.to is not To.PUBLIC:
        return []
    published = " ".join(
        citation.quote
        for citation in context.draft.citations
        for document in [context.source(citation).quoted]
        if document is not None and document.kind is not Kind.FORUM
    )
    return [
        Problem(
            "personal_data",
            f"{found.what} in public: {found.text!r}; take it out or send a DM",
            blocking=True,
        )
        for found in private_in(context.draft.text)
        if found.text not in published
    ]
