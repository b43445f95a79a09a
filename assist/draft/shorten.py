"""Words left out of a sentence that say nothing: lead-ins and asides. Whatever carries meaning stays.

Hedges ("I think", "probably") stay: they say how sure the source is.
"""

import re

from assist.text import phrases
from assist.text.words import identifiers, negated, numbers, units

# What binds a statement: without it, the statement says more than its source.
BINDING = phrases.any_of(r"""
    if / unless / only / except / until / when / while / once / provided / as long as / otherwise / but / however / or
    can / could / may / might / must / shall / should / will / would / need / needs / have to / has to / ought
    always / usually / sometimes / often / rarely / probably / perhaps / maybe / about / approximately / roughly / up to
    at least / at most / more / less / all / every / any / some / most / both / either / instead / without
    i think / i guess / i believe / i assume / not sure / afaik / imho
""")
_LEAD_IN = re.compile(
    r"^(?:"
    r"(?i:hi|hello|hey|dear)(?:\s[A-Z]\w{1,14})?\s?[,!.–-]\s*"
    r"|(?i:yes|yep|yeah|correct|exactly|indeed)\s?[,.!]\s*"  # to somebody else's question
    r"|(?i:well|ok|okay|anyway|anyhow|basically|by the way|btw|fyi|sure|right|ah|oh|hmm+)\s?,\s*"
    r"|(?i:as (?:(?:i|we)(?:['’]ve| have)? )?(?:said|mentioned|wrote|explained|noted|stated|described|discussed)"
    r"(?: (?:above|before|below|earlier|already))?)\s?,\s*"
    r"|(?i:(?:please )?note:?(?: that)?|nb:?|ps:?|edit:?|update:?)\s+(?=[A-Z])"
    r")"
)
_ASIDE = re.compile(
    r"\s*\((?i:see|as|thanks?|thank you|sorry|by the way|btw|link|picture|photo|image|pictured|shown|below|above"
    r"|attached|edit|nb|sic|hint|imo|lol|again)\b[^()]{0,80}\)|\s*\((?:[;:]-?[)D]|[!?]{1,3})\)?"
)


def shortened(sentence: str) -> str:
    """The sentence without lead-ins and asides; as it was when leaving them out would take meaning with them."""
    shorter = sentence
    while (without := _LEAD_IN.sub("", shorter, count=1)) != shorter and _means_the_same(shorter, without):
        shorter = without
    for aside in reversed(list(_ASIDE.finditer(shorter))):
        without = shorter[: aside.start()] + shorter[aside.end() :]
        shorter = without if _means_the_same(shorter, without) else shorter
    return shorter[:1].upper() + shorter[1:] if shorter != sentence and _is_ordinary(shorter) else shorter


def binding(text: str) -> tuple[object, ...]:
    """Everything of a text that must not be lost, to be compared."""
    bound = sorted(found.group().casefold() for found in BINDING.finditer(text))
    return numbers(text), identifiers(text), units(text), negated(text), bound


def _means_the_same(whole: str, without: str) -> bool:
    return any(map(str.isalnum, without)) and binding(whole) == binding(without)


def _is_ordinary(sentence: str) -> bool:
    """False for `emonPi works`: a name keeps its small letter."""
    first = sentence.split(maxsplit=1)[0]
    return first.isalpha() and first.islower()
