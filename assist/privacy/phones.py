"""The door to phonenumbers: numbers that are valid in a country's numbering plan, however they are written."""

import re
from collections.abc import Iterator

_REGIONS = ("GB", "US", "DE")  # whose numbers are known without the code of their country
_TRIES = 200  # stretches that look like a number and are none, before it gives up a text
_ENOUGH_DIGITS = re.compile(r"(?:\d[ ().+/-]{0,3}){7}")


def phones_in(text: str) -> Iterator[str]:
    """Numbers that could be dialled, each as it is written; the same one for each region that has it."""
    if not _ENOUGH_DIGITS.search(text):
        return
    from phonenumbers import Leniency, PhoneNumberMatcher  # 40 ms, and most texts have no number at all

    for region in _REGIONS:
        matches = PhoneNumberMatcher(text, region, Leniency.VALID, _TRIES)
        yield from (match.raw_string for match in matches)
