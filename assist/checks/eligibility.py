"""X takes a public reply only from an account that the post mentions."""

from assist.checks.context import Context
from desk.cases import Problem, To


def check_eligibility(context: Context) -> list[Problem]:
    """Blocks a public reply to a direct message, and to a post that does not mention us."""
    if context.draft.to is not To.PUBLIC:
        return []
    if not context.public:
        return [Problem("eligibility", "the customer wrote a direct message; answer it there", blocking=True)]
    if not context.mentions_us:
        return [
            Problem("eligibility", "the post does not mention us, so X refuses a public reply", blocking=True)
        ]
    return []
