"""Characters of a PDF page, each where it is drawn, to pieces of text."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.pdf.lines import CELL_GAP, Piece

_SAME_LINE = 0.1  # of the letter height: a character further up or down is of another piece
_OVERLAP = 0.5  # of the letter height that a character may reach back over the one before


@dataclass(frozen=True)
class Glyph:
    """A character and the room it takes, in points from the lower left; `quarter`: how often it is turned left."""

    character: str
    left: float
    right: float
    bottom: float
    top: float
    quarter: int = 0
    bold: bool = False


def upright(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The page as it is read when most of its text is turned; the other text (labels along an axis) is left out."""
    drawn = [glyph for glyph in glyphs if glyph.right > glyph.left or glyph.character.isspace()]
    turns = Counter(glyph.quarter for glyph in drawn if not glyph.character.isspace())
    quarter = turns.most_common(1)[0][0] if turns else 0
    kept = [glyph for glyph in drawn if glyph.quarter == quarter or glyph.character.isspace()]
    return [_turned(glyph, quarter) for glyph in kept] if quarter else kept


def pieces_of(glyphs: Iterable[Glyph]) -> list[Piece]:
    """Characters that follow one another on a line, without wide gaps, as one piece of text."""
    return [_piece(run) for run in _runs(glyphs)]


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    spaces: list[Glyph] = []
    for glyph in glyphs:
        if glyph.character.isspace():
            spaces.append(glyph)
            continue
        if run and _goes_on(run[-1], glyph):
            run += [*spaces[:1], glyph]
        else:
            if run:
                yield run
            run = [glyph]
        spaces = []
    if run:
        yield run


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.top - last.bottom, 0.1)
    level = abs(last.bottom - glyph.bottom) + abs(last.top - glyph.top) <= 2 * _SAME_LINE * size
    return (
        level and last.bold is glyph.bold and -_OVERLAP * size <= glyph.left - last.right <= CELL_GAP * size
    )


def _piece(run: list[Glyph]) -> Piece:
    first = run[0]
    text = "".join(" " if glyph.character.isspace() else glyph.character for glyph in run)
    return Piece(first.left, run[-1].right, first.bottom, first.top, text, first.bold)


def _turned(glyph: Glyph, quarter: int) -> Glyph:
    left, right, bottom, top = glyph.left, glyph.right, glyph.bottom, glyph.top
    for _ in range(quarter):
        left, right, bottom, top = bottom, top, -right, -left
    return replace(glyph, left=left, right=right, bottom=bottom, top=top)
