"""Addresses that a site makes up without end: told by their look alone."""

import re
from collections import Counter
from urllib.parse import urlsplit

LONGEST = 2000  # characters of an address
DEEPEST = 20  # folders
REPEATS = 3  # times that one folder may stand in a path
VARIANTS = 1000  # addresses that differ only in their query

_CALENDAR = re.compile(
    r"(?<![a-z])(calendar|events?|agenda|schedule|month|week|day|date|year)(?![a-z])", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![\w.-])(\d{4})(?=[-/]\d{1,2}(?!\d)|$|[&/])")


def trap_in(address: str, year: int) -> str | None:
    """Why an address is taken for an endless one, None when it is not. `year` is the one we live in."""
    if len(address) > LONGEST:
        return f"addresses longer than {LONGEST} characters are not followed"
    path = urlsplit(address).path
    folders = [folder for folder in path.split("/") if folder]
    if len(folders) > DEEPEST:
        return f"addresses more than {DEEPEST} folders deep are not followed"
    named = Counter(folder for folder in folders if not folder.isdigit())
    if named and max(named.values()) > REPEATS:
        return "addresses that repeat a folder again and again are not followed"
    if _CALENDAR.search(address) and any(_far(int(found), year) for found in _YEAR.findall(address)):
        return "calendar pages of years far from now are not followed"
    return None


def _far(found: int, year: int) -> bool:
    return not 1990 <= found <= year + 2
