"""X takes a public reply only from an account that the post mentions, and a direct message not from everybody."""

from assist.checks.context import Context
from desk.drafts import Problem, To

_OUT_OF_THE_BLUE = "the customer never sent us a direct message, so the channel may refuse this one"
_REFUSED = "the customer takes no direct messages from us; answer in public"
_ANSWER_THERE = "the customer wrote a direct message; answer it there"
_NOT_MENTIONED = "the post does not mention us, so X refuses a public reply"


def check_eligibility(context: Context) -> list[Problem]:
    """Blocks what the channel would refuse, and an answer in public to what was written in private."""
    found = _of_a_dm(context) if context.draft.to is To.DM else _of_a_public_reply(context)
    return [found] if found else []


def _of_a_dm(context: Context) -> Problem | None:
    if context.wrote_directly:
        return None
    if context.receives_dm is False:
        return Problem("eligibility", _REFUSED, blocking=True)
    return None if context.receives_dm else Problem("eligibility", _OUT_OF_THE_BLUE, blocking=False)


def _of_a_public_reply(context: Context) -> Problem | None:
    if not context.public:
        return Problem("eligibility", _ANSWER_THERE, blocking=True)
    return None if context.mentions_us else Problem("eligibility", _NOT_MENTIONED, blocking=True)
