"""Cuts a text without known structure into passages; one that fits a passage stays whole, to its last blank."""

import re
from collections.abc import Iterator

from index.knowledge import Span

LONGEST = 1200  # characters: a text up to here is one passage
_AIM = 900  # of a longer one, so that never a tiny rest is left
_SHORTEST = 300
_BREAKS = tuple(  # best first: between paragraphs, lines, sentences, words
    map(re.compile, (r"\n\s*\n\s*", r"\n\s*", r"(?<=[.!?])\s+|(?<=[。！？])\s*", r"\s+"))
)


def spans_of(text: str) -> list[Span]:
    """Spans that cover all of the text but blanks between them, in order; none of a blank text."""
    if not text.strip():
        return []
    if len(text) <= LONGEST:
        return [Span(0, len(text))]
    return [_trimmed(text, start, end) for start, end in _pieces(text) if text[start:end].strip()]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > LONGEST:
        end = _end(text, start)
        yield start, end
        start = end
    yield start, len(text)


def _end(text: str, start: int) -> int:
    """Behind the last of the best breaks there are; amid a word only where there is no break."""
    for pattern in _BREAKS:
        ends = [found.end() for found in pattern.finditer(text, start + _SHORTEST, start + _AIM)]
        if ends:
            return ends[-1]
    return start + _AIM


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()))
