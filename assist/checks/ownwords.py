"""What of a draft the company's own sheets and notes do not say word for word."""

from assist.checks.context import Context
from assist.text.plain import plain
from desk.drafts import Citation
from index.knowledge import Kind


def is_official(citation: Citation, context: Context) -> bool:
    """True when what it quotes is the company's own: a sheet or a note, no post."""
    document = context.source(citation).quoted
    return document is not None and document.kind is not Kind.FORUM


def own_words(context: Context) -> list[str]:
    """The sentences that are not the company's own, letter by letter: somebody has to answer for them now."""
    quoted = (one for one in context.draft.citations if not _is_verbatim(one, context))
    return [*context.unsourced, *(citation.sentence for citation in quoted)]


def _is_verbatim(citation: Citation, context: Context) -> bool:
    return is_official(citation, context) and citation.sentence in (citation.quote, plain(citation.quote))
