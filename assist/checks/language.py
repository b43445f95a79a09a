"""A reply speaks the customer's language."""

from assist.checks.context import Context
from assist.language import language_of
from desk.cases import Problem


def check_language(context: Context) -> list[Problem]:
    """Warns when the two languages are told for sure and differ: the person decides."""
    theirs, ours = context.triage.language, language_of(context.draft.text)
    if theirs is None or ours is None or theirs == ours:
        return []
    return [Problem("language", f"the customer writes {theirs!r}, the reply is {ours!r}", blocking=False)]
