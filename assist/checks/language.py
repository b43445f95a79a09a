"""A reply speaks the customer's language."""

from assist.checks.context import Context
from assist.text.language import language_of
from desk.drafts import Problem


def check_language(context: Context) -> list[Problem]:
    """Blocks when the two languages are told for sure and differ; a person may vouch for theirs."""
    theirs, ours = context.triage.language, language_of(context.draft.text)
    if theirs is None or ours is None or theirs == ours:
        return []
    message = f"the customer writes {theirs!r}, the reply is {ours!r}"
    return [Problem("language", message, blocking=True, passable=context.by_person)]
