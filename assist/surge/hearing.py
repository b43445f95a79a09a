"""What of a message counts for a surge: what it says, and whether its author tells of a trouble of their own."""

import re
from hashlib import blake2b

from assist.text.words import words
from assist.understanding.question import cleaned, has_words
from assist.understanding.triage import triaged
from desk.cases import Intent, Sentiment, Triage

_FEW = 8  # words that several people may well choose alike: "the app is down again"
_RETOLD = re.compile(r"""^\s*(?:\W*\bRT\b|[“"”'‘]\s*@)|\bRT @""")  # somebody else's post, handed on
_NO_TROUBLE = frozenset({Intent.PRAISE, Intent.SPAM})


def said_in(text: str) -> str:
    """The words to be compared; empty when there are none."""
    return cleaned(text) if has_words(text) else ""


def complains(text: str, triage: Triage | None = None) -> bool:
    """False for praise, for offers, and for what only hands on somebody else's words."""
    read = triage or triaged(text)
    if read.intent in _NO_TROUBLE or _RETOLD.search(text):
        return False
    return not (read.intent is Intent.OTHER and read.sentiment is Sentiment.POSITIVE)


def saying_of(text: str) -> int:
    """The same for the same words, whatever links and handles stand beside them; 0 when they are few."""
    said = words(cleaned(text))
    if len(said) < _FEW:
        return 0
    digest = blake2b(" ".join(said).encode(), digest_size=7).digest()
    return int.from_bytes(digest) + 1
