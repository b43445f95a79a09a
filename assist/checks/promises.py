"""Promises are for people to make, with open eyes."""

from assist.checks.context import Context
from assist.checks.ownwords import own_words
from assist.promises import promises_in
from desk.drafts import Problem


def check_promises(context: Context) -> list[Problem]:
    """Blocks promises that the company's own sheets and notes do not make word by word; a person may vouch for one."""
    found = dict.fromkeys(promise for sentence in own_words(context) for promise in promises_in(sentence))
    return [
        Problem(
            "promises",
            f"{promise.words!r} promises {promise.what}; can we keep it?",
            blocking=True,
            words=promise.words,
            passable=context.by_person,
        )
        for promise in found
    ]
