"""A reply has words, no more of them than its way of sending takes, and no character that is never taken."""

from assist.checks.context import Context
from desk.drafts import Problem, To


def check_length(context: Context) -> list[Problem]:
    """Blocks an empty reply and one that the channel would refuse."""
    draft = context.draft
    if not any(map(str.isalnum, draft.text)):
        return [Problem("length", "there is nothing to send; write a reply", blocking=True)]
    return [*_never_taken(context), *_too_long(context)]


def _too_long(context: Context) -> list[Problem]:
    draft, rules = context.draft, context.rules
    length, limit = rules.length(draft.to, draft.text), rules.limit(draft.to)
    if length <= limit:
        return []
    message = f"{length} characters, and {limit} may be sent; shorten it by {length - limit}"
    return [Problem("length", message, blocking=True)]


def _never_taken(context: Context) -> list[Problem]:
    draft, rules = context.draft, context.rules
    found = rules.never_taken & set(draft.text) if draft.to is To.PUBLIC else set()
    return [
        Problem(
            "length", f"{rules.name} takes no post with the character {one!r}; take it out", True, words=one
        )
        for one in sorted(found)
    ]
