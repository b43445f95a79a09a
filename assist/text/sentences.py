"""A text cut into its sentences, items and rows, each with its exact offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"```|~~~")
_RULE = re.compile(r"[-=_*|:+\s]{3,}")
_HEADING = re.compile(r"#{1,6}\s")
_ITEM = re.compile(r"\s*(?:[-*+•–▪◦]|\(?\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
_CODE = re.compile(
    r"[{}]$|[()=<>\[\]].*;$|^(?:\$ |#define|#include|//|>>>|sudo |\./|git |cd |void |int |float |char )"
    r"|^[\w.\[\]]+ ?[-+]?= ?\S+$|^\S+\(\S*\)$"
)
_END = re.compile(r"(?:[.!?…]+[\"'”’)\]*_]*(?=\s)|[。！？]+)\s*")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:(?i:e\.g|i\.e|eg|ie|etc|vs|approx|ca|cf|nos?|figs?|sec|dr|mrs?|ms|st|min|max|typ|temp|incl|resp|dept"
    r"|est|inc|ltd|co|u\.s|u\.k|a\.m|p\.m)|(?<!\d )[A-Z])\.$"  # "J. Smith", but "at 230 V. Then"
)
_LONGEST_ABBREVIATION = 10
_LABELLED = re.compile(r"[^\s.:|][^.:|]{0,60}: \S")
_FULL_LINE = 60  # a line at least this long was probably broken to fit, and its sentence goes on


@dataclass(frozen=True)
class Piece:
    """A sentence, an item or a row: `text == whole[start:end]`, without blanks around it."""

    text: str
    start: int
    end: int


def pieces(whole: str, start: int = 0, end: int | None = None) -> list[Piece]:
    """What can be quoted from whole[start:end], in order: no headings, rules or code."""
    paragraphs = _paragraphs(whole, start, len(whole) if end is None else end)
    found = [piece for begin, stop in paragraphs for piece in _sentences(whole, begin, stop)]
    return [piece for piece in found if any(map(str.isalnum, piece.text))]


def _paragraphs(whole: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs of lines that belong together."""
    opened, last, previous = None, start, ""
    for begin, stop, line in _quotable(whole, start, end):
        if opened is not None and not (last + 1 == begin and _goes_on(previous, line)):
            yield opened, last
            opened = None
        opened = begin if opened is None else opened
        last, previous = stop, line
    if opened is not None:
        yield opened, last


def _quotable(whole: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Lines that are prose, items or rows, with their offsets."""
    fenced = False
    while start < end:
        newline = whole.find("\n", start, end)
        stop = end if newline < 0 else newline
        line = whole[start:stop].strip()
        fence = _FENCE.match(line) is not None
        fenced ^= fence
        if not (fence or fenced or _is_furniture(line)):
            yield start, stop, line
        start = stop + 1


def _is_furniture(line: str) -> bool:
    return not line or any((_RULE.fullmatch(line), _HEADING.match(line), _CODE.search(line)))


def _goes_on(previous: str, line: str) -> bool:
    """True when `line` continues the line before instead of beginning something of its own."""
    if _ITEM.match(line) or _is_row(line) or _is_row(previous) or previous.endswith((".", "!", "?", ":")):
        return False
    if _LABELLED.match(line) and _LABELLED.match(previous):
        return False
    return len(previous) >= _FULL_LINE or line[:1].islower()


def _is_row(line: str) -> bool:
    return " | " in line or line.count("|") >= 2


def _sentences(whole: str, start: int, end: int) -> Iterator[Piece]:
    item = _ITEM.match(whole, start, end)
    begin = start
    for found in _END.finditer(whole, item.end() if item else start, end):
        if _ends_here(whole, begin, found):
            yield _piece(whole, begin, found.end())
            begin = found.end()
    if begin < end:
        yield _piece(whole, begin, end)


def _ends_here(whole: str, begin: int, found: re.Match[str]) -> bool:
    mark = found.group().strip()
    if not mark.startswith((".", "…")):
        return True
    before = whole[max(begin, found.start() - _LONGEST_ABBREVIATION) : found.start() + 1]
    follows = whole[found.end() : found.end() + 1]
    return not follows.islower() and not (mark == "." and _ABBREVIATION.search(before))


def _piece(whole: str, start: int, end: int) -> Piece:
    text = whole[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return Piece(text, start, start + len(text))
