"""Cuts a document into passages: short enough to be about one thing, whole enough to be read alone."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from index.knowledge import Span
from ingest.parsed import Parsed, Section

_AIM = 900  # characters, about 150 words: what the embedding model reads at once
_MOST = 1200
_TINY = 250
_LONGEST_WORD = 2000  # characters without any blank: no word, so it may be cut
_BREAKS = (  # where to cut, best first: between paragraphs, lines or rows, sentences, words
    re.compile(r"\n[^\S\n]*\n\s*"),
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=\S)|(?<=[。！？])"),
    re.compile(r"\s+"),
)


@dataclass(frozen=True)
class _Part:
    """A stretch of the text under one heading on one page. `bare`: nothing but headings; `apart`: see Section."""

    start: int
    end: int
    heading: tuple[str, ...]
    page: int | None
    bare: bool
    apart: bool

    @property
    def length(self) -> int:
        return self.end - self.start


def split(parsed: Parsed) -> list[Span]:
    """Spans that cover all of the text but blanks, in order, none overlapping another.

    A span stays on one page and under one heading (small neighbours under one parent may share one), and never
    begins or ends inside a word of at most 2,000 characters.
    """
    return [span for part in _merged(_parts(parsed)) for span in _spans(parsed.text, part)]


def _parts(parsed: Parsed) -> Iterator[_Part]:
    """The text cut at every heading and every page."""
    sections = {section.start: section for section in parsed.sections}
    length = len(parsed.text)
    cuts = sorted({cut for cut in (0, *sections, *parsed.pages) if cut < length})
    section = Section(0, ())
    for start, end in pairwise([*cuts, length]):
        section = sections.get(start, section)
        page = bisect_right(parsed.pages, start) if parsed.pages else None
        bare = start in sections and end - start < _TINY and "\n" not in parsed.text[start:end].strip()
        yield _Part(start, end, section.heading, page or None, bare, section.apart)


def _merged(parts: Iterator[_Part]) -> Iterator[_Part]:
    last: _Part | None = None
    for part in parts:
        joined = _together(last, part) if last else None
        if last and not joined:
            yield last
        last = joined or part
    if last:
        yield last


def _together(last: _Part, part: _Part) -> _Part | None:
    """Both as one part, where the second explains a bare heading or both are small and of one parent; else None."""
    if last.page != part.page:
        return None
    if last.bare and part.heading[: len(last.heading)] == last.heading:
        return replace(part, start=last.start, bare=part.bare)
    small = not part.apart and last.length < _TINY and part.length < _TINY
    parent = part.heading[:-1]
    if small and part.heading and (last.heading[:-1] == parent or last.heading == parent):
        return replace(part, start=last.start, heading=parent, bare=False)
    return None


def _spans(text: str, part: _Part) -> Iterator[Span]:
    for start, end in _packed(_pieces(text, part.start, part.end)):
        found = text[start:end]
        if found.strip():
            before, after = len(found) - len(found.lstrip()), len(found.rstrip())
            yield Span(start + before, start + after, part.heading, part.page)


def _pieces(text: str, start: int, end: int, level: int = 0) -> Iterator[tuple[int, int]]:
    """Adjoining pieces, each short enough or without any break."""
    if end - start <= _AIM:
        yield start, end
    elif level < len(_BREAKS):
        for found in _BREAKS[level].finditer(text, start, end):
            yield from _pieces(text, start, found.end(), level + 1)
            start = found.end()
        yield from _pieces(text, start, end, level + 1)
    elif end - start <= _LONGEST_WORD:
        yield start, end
    else:
        yield from ((at, min(at + _AIM, end)) for at in range(start, end, _AIM))


def _packed(pieces: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Adjoining pieces filled up to the length aimed at; a tiny rest goes with the last."""
    held: tuple[int, int] | None = None
    start, stop = next(pieces)
    for begin, end in pieces:
        limit = _AIM if stop - start >= _TINY else _MOST
        if end - start > limit:
            if held:
                yield held
            held, start = (start, stop), begin
        stop = end
    if held and stop - start < _TINY and stop - held[0] <= _MOST:
        yield held[0], stop
        return
    if held:
        yield held
    yield start, stop
