"""A reply has words, and no more of them than its way of sending takes."""

from assist.checks.context import Context
from assist.reply.planner import LIMITS, length_for
from desk.drafts import Problem


def check_length(context: Context) -> list[Problem]:
    """Blocks an empty reply and one that the channel would refuse."""
    draft = context.draft
    if not any(map(str.isalnum, draft.text)):
        return [Problem("length", "there is nothing to send; write a reply", blocking=True)]
    length, limit = length_for(draft.to, draft.text), LIMITS[draft.to]
    if length <= limit:
        return []
    message = f"{length} characters, and {limit} may be sent; shorten it by {length - limit}"
    return [Problem("length", message, blocking=True)]
