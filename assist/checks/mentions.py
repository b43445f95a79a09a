"""A reply speaks to the one who asked: nobody else is called."""

import re

from assist.checks.context import Context
from desk.drafts import Problem

# As X finds them (twitter-text, valid mentions): ".@name" calls somebody, the @ of an e-mail address does not.
# "@ name" calls nobody there, but somebody it was written to.
_HANDLE = re.compile(r"(?<![a-zA-Z0-9_!#$%&*@＠])[@＠](?:\w{1,50}| [^\W\d]\w{2,49})")
_EVERYBODY = frozenset({"everyone", "here", "channel", "all"})


def check_mentions(context: Context) -> list[Problem]:
    """Blocks handles other than the customer's and our own."""
    welcome = {*context.handles, context.author}
    calls = {match.group(): match.group()[1:].strip() for match in _HANDLE.finditer(context.draft.text)}
    found = {call: name for call, name in calls.items() if name.casefold() not in welcome}
    return [
        Problem("mentions", f"{_called(call, name)}; take it out", blocking=True, words=call)
        for call, name in found.items()
    ]


def _called(call: str, name: str) -> str:
    return (
        f"a call to everybody: {call!r}"
        if name.casefold() in _EVERYBODY
        else f"the handle of somebody: {call!r}"
    )
