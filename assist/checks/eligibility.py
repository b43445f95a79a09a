"""Whether the customer may be answered in this way: by their wish, by the channel's rules, by where they asked."""

from assist.checks.context import Context
from desk.drafts import Problem, To
from desk.messages import Kind

_OUT_OF_THE_BLUE = "the customer never sent us a direct message, so the channel may refuse this one"
_REFUSED = "the customer takes no direct messages from us; answer in public"
_ANSWER_THERE = "the customer wrote a direct message; answer it there"
_UNASKED = (
    "a search found the post and its author never wrote to us; a direct message would come out of the blue"
)


def check_eligibility(context: Context) -> list[Problem]:
    """Blocks what the customer or the channel would not take, and an answer in public to what was private."""
    if context.opted_out is not None:
        wish = f"the customer asked us on {context.opted_out:%Y-%m-%d} to write no more; leave it at that"
        return [Problem("eligibility", wish, blocking=True)]
    found = _of_a_dm(context) if context.draft.to is To.DM else _of_a_public_reply(context)
    return [found] if found else []


def _of_a_dm(context: Context) -> Problem | None:
    if context.wrote_directly:
        return None
    if context.receives_dm is False:
        return Problem("eligibility", _REFUSED, blocking=True)
    if context.kind is Kind.LISTENING and not context.mentions_us:
        return Problem("eligibility", _UNASKED, blocking=True)
    return None if context.receives_dm else Problem("eligibility", _OUT_OF_THE_BLUE, blocking=False)


def _of_a_public_reply(context: Context) -> Problem | None:
    if not context.public:
        return Problem("eligibility", _ANSWER_THERE, blocking=True)
    barred = context.rules.barred(summoned=context.mentions_us, kind=context.kind, closed=context.closed)
    return Problem("eligibility", barred, blocking=True) if barred else None
