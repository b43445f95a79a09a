"""A page's elements to blocks of text, its data tables to lines."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from ingest.blocks import Block, Role
from ingest.html import Element, attribute, fill, pieces_of, select, text_of
from ingest.tables import Row, lines_of

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ROLES = {"li": Role.ITEM, "tr": Role.ROW, "pre": Role.CODE} | dict.fromkeys(_HEADINGS, Role.HEADING)
_WIDEST = 60  # columns; somebody writes colspan="1000000"


def blocks_of(element: Element) -> Iterator[Block]:
    """The element's text in blocks, in order of the page. Its data tables are rewritten into lines."""
    for table in element.find_all("table"):
        _write_as_lines(table)
    begun: set[int] = set()
    for _, pieces in groupby(pieces_of(element), key=itemgetter(0)):
        (_, block, text), *more = pieces
        text += "".join(piece[2] for piece in more)
        if text.strip():
            yield _block(block, text, begun)


def _block(block: Element, text: str, begun: set[int]) -> Block:
    """A block of text; only the first of a list item (noted in `begun`) is the item."""
    role = _ROLES.get(block.name, Role.PARAGRAPH)
    item = block if block.name == "li" else block.find_parent("li")
    if item is not None and role in {Role.ITEM, Role.PARAGRAPH}:
        role = Role.PARAGRAPH if id(item) in begun else Role.ITEM
        begun.add(id(item))
    return Block(role, text, _HEADINGS.get(block.name, 0))


def _write_as_lines(table: Element) -> None:
    """Puts the lines of a data table in its place; a table that only lays out the page stays."""
    if table.find(["table", *_HEADINGS]) or attribute(table, "role") == "presentation":
        return
    rows = _grid(table)
    if len(rows) < 2 or all(sum(map(bool, row)) < 2 for row in rows):
        return
    cells = select(table, "tr:first-child > *")
    headed = bool(table.find("thead")) or all(cell.name == "th" for cell in cells)
    caption = text_of(table.find("caption"))
    fill(table, [("caption", caption), *(("tr", line) for line in lines_of(rows, headed=headed))])


def _grid(table: Element) -> list[Row]:
    """The table's cells row by row; a cell that reaches down stands in each of its rows."""
    rows: list[Row] = []
    reaching: dict[int, tuple[int, str]] = {}  # column: (rows left, text)
    for tr in table.find_all("tr"):
        cells: list[str] = []
        for cell in tr.find_all(["td", "th"]):
            _fill(cells, reaching)
            if _number(cell, "rowspan") > 1:
                reaching[len(cells)] = (_number(cell, "rowspan") - 1, text_of(cell))
            cells += [text_of(cell), *[""] * (_number(cell, "colspan") - 1)]
        _fill(cells, reaching)
        rows.append(tuple(cells))
    return rows


def _fill(cells: list[str], reaching: dict[int, tuple[int, str]]) -> None:
    while len(cells) in reaching:
        left, text = reaching.pop(len(cells))
        if left > 1:
            reaching[len(cells)] = (left - 1, text)
        cells.append(text)


def _number(cell: Element, name: str) -> int:
    value = attribute(cell, name) or ""
    return min(int(value), _WIDEST) if value.isascii() and value.isdigit() and int(value) else 1
