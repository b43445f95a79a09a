"""Tables of a PDF page: lines of several cells, and which column each cell stands in."""

from collections.abc import Sequence
from itertools import takewhile

from ingest.pdf.lines import Cell, Line
from ingest.specification import stated
from ingest.tables import Row, TableRow, bare_row, is_extreme, is_label, is_spread, is_value, named_row

Columns = tuple[Cell, ...]  # the names of a table's columns, where they stand

_INDENTED = 2.0  # letter heights right of the first column
_NEXT_LINE = 0.5  # of the letter height: a wider gap starts another row
_NEAR = 2.0  # letter heights between a cell and the name of its column


def is_header(line: Line) -> bool:
    """Whether the line names columns of values (min, typ, max, unit)."""
    return sum(is_value(cell.text) for cell in line.cells) > 1 or is_spread(_texts(line.cells))


def is_continued(above: Line, line: Line) -> bool:
    """Whether the line goes on with cells of the line above it: close below, and not in the first column."""
    close = above.bottom - line.bottom - line.size < _NEXT_LINE * line.size
    return close and line.cells[0].left > above.cells[0].left + _INDENTED * line.size


def rows_of_table(lines: Sequence[Line], carried: Columns = ()) -> tuple[list[TableRow], Columns]:
    """Each row, and the names of the columns that the last ones stand below.

    Rows have the names of their columns where it is plain which; `carried` are those of the page before.
    """
    header = carried if carried and _aligned(lines[0], carried) else ()
    told: list[TableRow] = []
    rows: list[Row] = []
    for number, line in enumerate(lines):
        if _names_columns(lines, number):
            told += _told(header, rows)
            header, rows = _columns(lines[number - 1] if number else None, line), []
            told.append(bare_row(_texts(line.cells), marked=False))
        elif not (row := _aligned(line, header)):
            told += _told(header, rows)
            rows = []
            told.append(bare_row(_texts(line.cells), marked=False))
        elif rows and not row[0]:
            rows[-1:] = _continued(rows[-1], row, _texts(header))
        else:
            rows.append(row)
    return told + _told(header, rows), header


def _names_columns(lines: Sequence[Line], number: int) -> bool:
    """Whether the line is a header: by its words, by its letters, or by the values that stand below each of them."""
    if is_header(lines[number]) or (number == 0 and _stands_out(lines)):
        return True
    names, values = (
        _texts(lines[number].cells),
        _texts(lines[number + 1].cells) if lines[number + 1 :] else (),
    )
    of_words = len(names) > 2 and not any(stated(name) or name[0].isdigit() for name in names)
    return (
        of_words and len(values) > 2 and bool(stated(values[0])) and sum(map(bool, map(stated, values))) > 1
    )


def _told(header: Sequence[Cell], rows: Sequence[Row]) -> list[TableRow]:
    return [named_row(_texts(header), row, alone=len(rows) == 1) for row in rows]


def _stands_out(lines: Sequence[Line]) -> bool:
    """Whether only the first line is bold: it names the columns."""
    return lines[0].bold and len(lines) > 1 and not any(line.bold for line in lines[1:])


def _columns(above: Line | None, line: Line) -> tuple[Cell, ...]:
    """The names of the columns, some of which may stand in the line above; none when two values have one name."""
    columns = line.cells
    if is_value(columns[0].text) and above and above.bottom - line.bottom - line.size <= line.size:
        free = [cell for cell in above.cells if not any(_overlap(cell, name) for name in columns)]
        columns = tuple(sorted([*free, *columns], key=lambda cell: cell.left))
    values = [cell.text.lower() for cell in columns if is_value(cell.text)]
    plain = not is_value(columns[0].text) and len(set(values)) == len(values)
    return columns if plain else ()


def _texts(cells: Sequence[Cell]) -> Row:
    return tuple(cell.text for cell in cells)


def _aligned(line: Line, header: Sequence[Cell]) -> Row | None:
    """The line's cells in their columns; None where that is not plain, for a wrong name would be a false statement."""
    row = [""] * len(header)
    for cell in line.cells:
        column = _column(cell, header, _NEAR * line.size)
        if column is None or (row[column] and (is_value(header[column].text) or stated(cell.text))):
            return None
        if (
            is_extreme(header[column].text)
            and any(map(str.isalpha, cell.text))
            and not any(map(str.isdigit, cell.text))
        ):
            return None
        row[column] = f"{row[column]} {cell.text}".strip()
    return tuple(row)


def _column(cell: Cell, header: Sequence[Cell], near: float) -> int | None:
    """Which name the cell stands below: the only one it overlaps, or else is near to; of names of words the first."""
    below = [number for number, name in enumerate(header) if _overlap(cell, name)]
    below = below or [number for number, name in enumerate(header) if _gap(cell, name) <= near]
    words = not any(is_value(header[number].text) for number in below)
    return below[0] if len(below) == 1 or (below and words) else None


def _overlap(one: Cell, other: Cell) -> bool:
    return _gap(one, other) < 0


def _gap(one: Cell, other: Cell) -> float:
    return max(other.left - one.right, one.left - other.right)


def _continued(row: Row, more: Row, names: Row) -> list[Row]:
    """The row with the words that a line below adds to it; values there make a row of their own."""
    if not any(cell and is_value(name) for name, cell in zip(names, more, strict=True)):
        return [tuple(" ".join(filter(None, cells)) for cells in zip(row, more, strict=True))]
    empty = len(list(takewhile(lambda cell: not cell, more)))
    return [row, more if is_label(names[empty]) else (*row[:empty], *more[empty:])]
