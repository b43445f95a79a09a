"""The cells of an HTML table row by row, merged ones included, and one name for each of its columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.html import Element, attribute, text_of
from ingest.tables import Row, is_extreme

_WIDEST = 60  # columns or rows; somebody writes colspan="1000000"


@dataclass(frozen=True)
class GridRow:
    """A row. `wide`: the columns where a cell begins that reaches over more, and how many it covers."""

    cells: Row  # "" where a cell from the left reaches over
    wide: dict[int, int]
    names: bool  # it holds nothing but <th>


def grid_of(table: Element) -> list[GridRow]:
    """The table's cells row by row; a cell that reaches down stands in each of its rows."""
    rows: list[GridRow] = []
    reaching: dict[int, tuple[int, str]] = {}  # column: (rows left, text)
    for tr in table.find_all("tr"):
        cells: list[str] = []
        wide: dict[int, int] = {}
        own = tr.find_all(["td", "th"])
        for cell in own:
            _fill(cells, reaching)
            if number_in(cell, "rowspan", _WIDEST) > 1:
                reaching[len(cells)] = (number_in(cell, "rowspan", _WIDEST) - 1, text_of(cell))
            if (columns := number_in(cell, "colspan", _WIDEST)) > 1:
                wide[len(cells)] = columns
            cells += [text_of(cell), *[""] * (columns - 1)]
        _fill(cells, reaching)
        rows.append(GridRow(tuple(cells), wide, len(own) > 1 and all(cell.name == "th" for cell in own)))
    return rows


def one_header(grid: Sequence[GridRow], *, headed: bool) -> tuple[list[Row], list[Row]]:
    """The rows above the last row of names; then that row and those below it.

    "Limits" over "Min | Max" names two columns. A cell that reaches over several names states nothing of one of them:
    its row gets fewer cells than there are names, so that it stands as it is.
    """
    two = headed and grid[0].wide and grid[1].names and len(grid[0].cells) == len(grid[1].cells)
    above, header, body = (grid[:1], grid[1], grid[2:]) if two else ([], grid[0], grid[1:])
    names = _joined_names(grid[0], grid[1].cells) if two else header.cells
    fitted = [_fitted(row, names) if headed else row.cells for row in body]
    return [row.cells for row in above], [names, *fitted]


def _joined_names(upper: GridRow, lower: Row) -> Row:
    """The lower names alone where they tell the values apart; with what stands above them otherwise."""
    over = list(upper.cells)
    for start, columns in upper.wide.items():
        over[start : start + columns] = [upper.cells[start]] * columns
    told = [name for name in lower if is_extreme(name)]
    if told and len({name.lower() for name in told}) == len(told):
        return lower
    return tuple(
        name if above in ("", name) else f"{above} {name}".strip()
        for above, name in zip(over, lower, strict=True)
    )


def _fitted(row: GridRow, names: Row) -> Row:
    covered = {at for start, columns in row.wide.items() for at in range(start + 1, start + columns)}
    if not any(names[at] for at in covered if at < len(names)):
        return row.cells
    return tuple(cell for at, cell in enumerate(row.cells) if at not in covered)


def _fill(cells: list[str], reaching: dict[int, tuple[int, str]]) -> None:
    while len(cells) in reaching:
        left, text = reaching.pop(len(cells))
        if left > 1:
            reaching[len(cells)] = (left - 1, text)
        cells.append(text)


def number_in(element: Element, name: str, most: int = 9999) -> int:
    """What an attribute such as colspan says, from 1."""
    value = attribute(element, name) or ""
    return min(int(value), most) if value.isascii() and value.isdigit() and int(value) else 1
