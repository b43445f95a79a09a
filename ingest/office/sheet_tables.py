"""The rows of a sheet as blocks: tables with the names of their columns, and the lines between them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile, groupby, takewhile

from ingest.blocks import Block, Role
from ingest.tables import Row, TableRow, table_rows

_LONGEST_NUMBER = 40  # characters
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)[-+−(]?\D?[\d.,\s]*\d[\d.,\s]*\S{0,3}")  # years name columns


def blocks_of_rows(rows: Iterable[Row]) -> Iterator[Block]:
    """An empty row ends a table, but one without names of its own goes on under those of the table before it.

    The rows are equally long. A table may have lines above it that fill one cell: its title.
    """
    names: Row = ()
    for filled, run in groupby(rows, key=any):
        table = list(run) if filled else []
        body = list(dropwhile(_is_line, table))
        role = Role.PARAGRAPH if body else Role.ROW
        yield from (Block(role, "".join(row)) for row in takewhile(_is_line, table))
        if body:
            used = [column for column, cells in enumerate(zip(*body, strict=True)) if any(cells)]
            names = body[0] if _is_headed(body, len(used)) else names
            yield from (Block(Role.ROW, row.text, row=row) for row in _told(names, body, used))


def _is_line(row: Row) -> bool:
    return sum(map(bool, row)) == 1


def _is_headed(table: Sequence[Row], columns: int) -> bool:
    """Whether its first row names its columns: it fills most of them, and not with numbers."""
    names = [name for name in table[0] if name]
    numbers = any(_NUMBER.fullmatch(name) for name in names if len(name) < _LONGEST_NUMBER)
    return len(table) > 1 and 2 * len(names) > columns and not numbers


def _told(names: Row, table: Sequence[Row], used: Sequence[int]) -> Sequence[TableRow]:
    rows = [tuple(row[column] for column in used) for row in table]
    named = tuple(names[column] for column in used) if names else ()
    if sum(map(bool, named)) < 2:
        return table_rows(rows, headed=False)
    if named == rows[0]:
        return table_rows(rows, headed=True)
    return table_rows([named, *rows], headed=True)[1:]
