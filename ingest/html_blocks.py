"""A page's elements to blocks of text, its data tables to lines."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from ingest.blocks import Block, Role
from ingest.html import Element, attribute, fill, pieces_of, select, text_of
from ingest.html_grid import grid_of, number_in, one_header
from ingest.tables import TableRow, bare_row, table_rows

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ROLES = {"li": Role.ITEM, "tr": Role.ROW, "pre": Role.CODE} | dict.fromkeys(_HEADINGS, Role.HEADING)
_DEEPEST_LIST = 6


def blocks_of(element: Element) -> Iterator[Block]:
    """The element's text in blocks, in order of the page. Its data tables are rewritten into lines."""
    rows = {id(line): row for table in element.find_all("table") for line, row in _written_as_lines(table)}
    lists = _Lists()
    for _, pieces in groupby(pieces_of(element), key=itemgetter(0)):
        (_, block, text), *more = pieces
        text += "".join(piece[2] for piece in more)
        if text.strip():
            yield replace(_block(block, text, lists), row=rows.get(id(block)))


def _block(block: Element, text: str, lists: "_Lists") -> Block:
    """A block of text; only the first of a list item is the item."""
    role = _ROLES.get(block.name, Role.PARAGRAPH)
    item = block if block.name == "li" else block.find_parent("li")
    if item is not None and role in {Role.ITEM, Role.PARAGRAPH}:
        mark = lists.mark_of(item)
        return Block(Role.ITEM, text, mark=mark) if mark else Block(Role.PARAGRAPH, text)
    return Block(role, text, _HEADINGS.get(block.name, 0))


class _Lists:
    """What stands before the items of a page's lists, asked for in the order of the page."""

    def __init__(self) -> None:
        self._begun: set[int] = set()
        self._numbers: dict[int, int] = {}  # of the last item of a list

    def mark_of(self, item: Element) -> str | None:
        """The dash or number of the item; None when it has been given."""
        if id(item) in self._begun:
            return None
        self._begun.add(id(item))
        around = item.find_parents(["ol", "ul"], limit=_DEEPEST_LIST)
        indent = "  " * (len(around) - 1)
        if not around or around[0].name == "ul":
            return f"{indent}- "
        number = self._numbers.get(id(around[0]), number_in(around[0], "start") - 1) + 1
        self._numbers[id(around[0])] = number_in(item, "value") if item.has_attr("value") else number
        return f"{indent}{self._numbers[id(around[0])]}. "


def _written_as_lines(table: Element) -> Sequence[tuple[Element, TableRow]]:
    """Puts the lines of a data table in its place; a table that only lays out the page stays."""
    if table.find(["table", *_HEADINGS]) or attribute(table, "role") == "presentation":
        return ()
    grid = grid_of(table)
    if len(grid) < 2 or all(sum(map(bool, row.cells)) < 2 for row in grid):
        return ()
    cells = select(table, "tr:first-child > *")
    headed = bool(table.find("thead")) or all(cell.name == "th" for cell in cells)
    above, rows = one_header(grid, headed=headed)
    caption = text_of(table.find("caption"))
    told = [*map(bare_row, above), *table_rows(rows, headed=headed)]
    fill(table, [("caption", caption), *(("tr", row.text) for row in told)])
    return list(zip(table.find_all("tr"), told, strict=True))
