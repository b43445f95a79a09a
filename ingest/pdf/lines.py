"""Pieces of text on a PDF page put together into lines and cells. PDF knows neither; it only places glyphs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_SAME_ROW = 0.5  # share of the smaller piece's height that must overlap
_SAME_SIZE = 2.0  # a letter twice as tall as another stands on no line with it
_MARK = re.compile(
    r"[^\w\s]|o|\(?[a-z]\)|[a-z]\.|\(?\d{1,3}(\.\d{1,3})*[.)]?|(Table|Figure|Fig\.?) \d{1,3}([-.]\d{1,3})*[.:]?"
)
CELL_GAP = 1.0  # of the letter height: a wider gap starts a new cell
_WORD_GAP = 0.1
_DRAWN_TWICE = 0.2  # of the letter height: how some make letters look bold
_FULL_LINE = 0.85  # of the column's width
_PROSE_LINES = 10  # in each column, to believe that there are two


@dataclass(frozen=True)
class Piece:
    """Text of one font on one line. Points from the lower left; bottom and top are the font's, not the glyphs'."""

    left: float
    right: float
    bottom: float
    top: float
    text: str
    bold: bool = False

    @property
    def size(self) -> float:
        return self.top - self.bottom


@dataclass(frozen=True)
class Cell:
    """A part of a line with a wide gap on either side."""

    left: float
    right: float
    text: str


@dataclass(frozen=True)
class Line:
    """A line of a page, its cells from left to right."""

    cells: tuple[Cell, ...]
    bottom: float
    size: float
    bold: bool

    @property
    def text(self) -> str:
        return " | ".join(cell.text for cell in self.cells)

    @property
    def right(self) -> float:
        return self.cells[-1].right


def lines_of_page(pieces: Sequence[Piece]) -> list[Line]:
    """The lines of a page in reading order; two columns of prose are read one after the other."""
    gutter = _gutter(pieces)
    if gutter is None:
        return _lines(pieces)
    across = _lines([piece for piece in pieces if piece.left < gutter < piece.right])
    lines: list[Line] = []
    top = float("inf")
    for line in [*across, None]:
        bottom = line.bottom if line else float("-inf")
        band = [piece for piece in pieces if bottom < piece.bottom < top]
        lines += _lines([piece for piece in band if piece.right <= gutter])
        lines += _lines([piece for piece in band if piece.left >= gutter])
        lines += [line] if line else []
        top = bottom
    return lines


def _lines(pieces: Iterable[Piece]) -> list[Line]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -(piece.top + piece.bottom)):
        row = next((row for row in reversed(rows[-6:]) if _on_one_line(row[0], piece)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return [_line(sorted(row, key=lambda piece: piece.left)) for row in rows]


def _on_one_line(one: Piece, other: Piece) -> bool:
    smaller, larger = sorted((one.size, other.size))
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return larger <= _SAME_SIZE * smaller and overlap >= _SAME_ROW * smaller


def _line(row: Sequence[Piece]) -> Line:
    typical = max(row, key=lambda piece: len(piece.text))
    size = typical.size
    cells = [Cell(row[0].left, row[0].right, row[0].text)]
    for before, piece in pairwise(row):
        if piece.text == before.text and piece.left - before.left < _DRAWN_TWICE * size:
            continue
        last = cells[-1]
        gap = piece.left - last.right
        if gap > CELL_GAP * size:
            cells.append(Cell(piece.left, piece.right, piece.text))
        else:
            space = " " if gap > _WORD_GAP * size else ""
            cells[-1] = Cell(last.left, max(last.right, piece.right), f"{last.text}{space}{piece.text}")
    bold = all(piece.bold for piece in row)
    return Line(_with_its_mark(cells), typical.bottom, size, bold)


def _with_its_mark(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells, but a bullet or number that stands alone before a text belongs to it."""
    if len(cells) == 2 and _MARK.fullmatch(cells[0].text) and any(map(str.isalpha, cells[1].text)):
        return (Cell(cells[0].left, cells[1].right, f"{cells[0].text} {cells[1].text}"),)
    return tuple(cells)


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Where the blank strip between two columns of prose is; None when the page has no such columns."""
    if len(pieces) < 2 * _PROSE_LINES:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    middle = (left + right) / 2
    for shift in (0.0, 0.02, -0.02, 0.05, -0.05, 0.1, -0.1):
        gutter = middle + shift * (right - left)
        if _is_prose([p for p in pieces if p.right <= gutter], gutter) and _is_prose(
            [p for p in pieces if p.left >= gutter], right
        ):
            return gutter
    return None


def _is_prose(column: Sequence[Piece], edge: float) -> bool:
    """Whether most lines of the column are full ones of a single cell."""
    lines = _lines(column)
    if len(lines) < _PROSE_LINES:
        return False
    left = median(line.cells[0].left for line in lines)
    reach = (edge - left) * _FULL_LINE
    full = sum(len(line.cells) == 1 and line.right - line.cells[0].left >= reach for line in lines)
    return full >= len(lines) / 2
