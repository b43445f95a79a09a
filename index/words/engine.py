"""The one door to tantivy, opened when words are first looked at: it takes its time to load."""

from functools import cache
from typing import Any


@cache
def tantivy() -> Any:
    """The package."""
    import tantivy

    return tantivy
