"""Promises are for people to make, with open eyes."""

from assist import phrases
from assist.checks.context import Context
from desk.cases import Problem
from index.knowledge import Kind

_PROMISE = phrases.any_of(r"""
    (?:we|i)(?:['’]ll| will| can| shall) (?:\w+ )?(?:refund|replace|repair|send|ship|pay|cover|credit|compensate|fix)
    (?:we|i) (?:\w+ )?(?:guarantee|promise|assure|undertake) / guaranteed / (?:full|your) refund / free of charge
    free replacement / compensation / voucher / discount / never again
    you(?:['’]ll| will) (?:get|receive|have) (?:a|your|the) (?:refund|money|replacement|credit)
    (?:by|within|in) (?:tomorrow|today|\d+ (?:hours|(?:working )?days))
    will be (?:fixed|refunded|replaced|delivered)
""")


def check_promises(context: Context) -> list[Problem]:
    """Warns of promises, other than those that the company's own sheets and notes make."""
    said = [*context.unsourced, *_from_forums(context)]
    found = dict.fromkeys(match.group() for sentence in said for match in _PROMISE.finditer(sentence))
    return [
        Problem("promises", f"{promise!r} sounds like a promise; can we keep it?", blocking=False)
        for promise in found
    ]


def _from_forums(context: Context) -> list[str]:
    return [
        citation.sentence
        for citation in context.draft.citations
        for document in [context.source(citation).quoted]
        if document is None or document.kind is Kind.FORUM
    ]
