"""X takes a public reply only from an account that the post mentions, and may refuse a first direct message."""

from assist.checks.context import Context
from desk.cases import Problem, To

_OUT_OF_THE_BLUE = "the customer never sent us a direct message, so the channel may refuse this one"


def check_eligibility(context: Context) -> list[Problem]:
    """Blocks a public reply to a direct message or to a post without us; warns of a DM out of the blue."""
    if context.draft.to is not To.PUBLIC:
        return [] if context.wrote_directly else [Problem("eligibility", _OUT_OF_THE_BLUE, blocking=False)]
    if not context.public:
        return [Problem("eligibility", "the customer wrote a direct message; answer it there", blocking=True)]
    if not context.mentions_us:
        return [
            Problem("eligibility", "the post does not mention us, so X refuses a public reply", blocking=True)
        ]
    return []
