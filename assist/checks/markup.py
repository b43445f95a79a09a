"""Plain words only: no markup of any platform, no hidden characters, no calls to others."""

import re
import unicodedata

from assist.checks.context import Context
from assist.plain import MARKUP
from desk.cases import Problem

_HANDLE = re.compile(r"(?<![\w.+-])@(\w{1,50})")
_EVERYBODY = frozenset({"everyone", "here", "channel", "all"})
_JOINERS = "\u200c\u200d\ufe0f"  # they shape emojis and many scripts


def check_markup(context: Context) -> list[Problem]:
    """Blocks what would be more than text once it is sent or shown."""
    text = context.draft.text
    found = [f"markup: {match.group()!r}" for match in MARKUP.finditer(text)]
    found += [f"a hidden character: {character!r}" for character in dict.fromkeys(text) if _hidden(character)]
    found += [
        _called(name)
        for name in dict.fromkeys(_HANDLE.findall(text))
        if name.casefold() not in context.handles
    ]
    return [Problem("markup", f"{what}; take it out", blocking=True) for what in found]


def _hidden(character: str) -> bool:
    if character in _JOINERS or character == "\n":
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def _called(name: str) -> str:
    return (
        f"a call to everybody: '@{name}'"
        if name.casefold() in _EVERYBODY
        else f"the handle of somebody: '@{name}'"
    )
