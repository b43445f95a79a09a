"""What a row of a table, or a line such as "Weight: 120 g", states: facts, all of them as they are written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from index.facts.quantity import quantity_of, units_in
from index.knowledge import Fact
from ingest.specification import SPECIFIES, specification_in, stated
from ingest.tables import (
    EXTREMES,
    Column,
    Row,
    TableRow,
    column_of,
    is_spread,
    label_columns,
    label_of,
    named_unit,
    says_nothing,
)

_LONGEST_ATTRIBUTE = 200  # characters
_MOST_LABELS = 2  # cells before a value in a row without names: a symbol and what it means
_LONGEST_SYMBOL = 5  # characters
_NUMBERING = re.compile(r"(?:(?:table|figure)\s)?[\d.\-]+\s+", re.IGNORECASE)  # of a heading
_WORDS = re.compile(r"[^\W\d_]{2}|[^\x00-\u2fff]")  # two letters, or a sign of a script that needs no more


@dataclass(frozen=True)
class Around:
    """Where a text stands: the headings above it, the words that introduce its list, and its page from 1."""

    heading: tuple[str, ...] = ()
    lead: str = ""
    page: int | None = None


def facts_in(text: str, row: TableRow | None, around: Around) -> Iterator[Fact]:
    """The facts of a row, or of each line; none where it is not plain what is stated. Places count from the text."""
    start = 0
    for line in [text] if row else text.split("\n"):
        for fact in _of_line(line, row, around):
            if _WORDS.search(fact.attribute) and len(fact.attribute) <= _LONGEST_ATTRIBUTE:
                end = start + len(line)
                yield replace(fact, start=start, end=end, heading=around.heading, page=around.page)
        start += len(line) + 1


def _of_line(line: str, row: TableRow | None, around: Around) -> Iterable[Fact]:
    if row and row.names:
        return _of_named_row(row, around.heading)
    if row and sum(map(bool, row.cells)) > 1:
        return _of_bare_row(row)
    return specification_in(line, around.lead)


def _of_named_row(row: TableRow, heading: tuple[str, ...]) -> Iterator[Fact]:
    if is_spread(row.names):
        return _spread(row.names, row.cells, heading)
    if column_of(row.names[0]) is Column.LABEL or not row.names[0]:
        return _by_row(row.names, row.cells)
    return _by_column(row)


def _spread(names: Row, cells: Row, heading: tuple[str, ...]) -> Iterator[Fact]:
    """A row below columns of values: a fact of its extremes, and one of each other value."""
    roles = [column_of(name) for name in names]
    said = {at: cell for at, cell in enumerate(cells) if not says_nothing(cell)}
    about = label_columns(names)
    attribute, condition = label_of(names, cells), _condition(names, said)
    if all(roles[at] is Column.CONDITION for at in about):  # "Typical current": "all lamps on | 7.5 mA"
        attribute = _NUMBERING.sub("", heading[-1] if heading else "")
    if not attribute:
        return
    frame = Fact(attribute, 0, 0, condition=condition, product=_product(names, said))
    unit = next((said[at] for at in said if roles[at] is Column.UNIT), None)
    extremes = {at: said[at] for at in said if roles[at] in EXTREMES and _has_number(said[at])}
    if extremes and len({roles[at] for at in extremes}) == len(extremes):
        named = {named_unit(names[at])[1] for at in extremes}
        own = unit or (named.pop() if len(named) == 1 else None)
        yield _of_extremes(frame, {roles[at]: cell for at, cell in extremes.items()}, own)
    for at in said:
        if roles[at] is Column.VALUE:
            yield _of_value(frame, said[at], unit or named_unit(names[at])[1])
        elif roles[at] is Column.OTHER and at not in about and stated(said[at]):
            yield _of_value(replace(frame, condition=names[at]), said[at], None)


def _of_extremes(frame: Fact, cells: Mapping[Column, str], unit: str | None) -> Fact:
    """With the unit of their column, or the one that all of the cells have."""
    written = {role: quantity_of(cell) for role, cell in cells.items()}
    units = {found.unit if found and not found.rest else None for found in written.values()}
    own = units.pop() if len(units) == 1 else None
    if own and not unit:
        cells = {role: found.value for role, found in written.items() if found}
    return replace(
        frame,
        minimum=cells.get(Column.MINIMUM),
        typical=cells.get(Column.TYPICAL),
        maximum=cells.get(Column.MAXIMUM),
        unit=_agreed(unit, cells.values()) if unit else own,
    )


def _of_value(frame: Fact, cell: str, unit: str | None) -> Fact:
    """With the unit of its column, or its own; any text is a value where the column says so."""
    found = None if unit else stated(cell)
    if found is None:
        return replace(frame, value=cell, unit=_agreed(unit, [cell]) if _has_number(cell) else None)
    condition = _listed((frame.condition, found.condition))
    return replace(frame, value=found.value, unit=found.unit, condition=condition)


def _agreed(unit: str | None, cells: Iterable[str]) -> str | None:
    """The unit of the column, unless a cell has another one of its own."""
    return unit if {own for cell in cells for own in units_in(cell)} <= {unit} else None


def _by_row(names: Row, cells: Row) -> Iterator[Fact]:
    """A row about one attribute; where several columns may hold a value, their names tell them apart."""
    said = dict(enumerate(cells))
    condition, product = _condition(names, said), _product(names, said)
    several = sum(column_of(name) is Column.OTHER for name in names[1:]) > 1
    for name, cell in zip(names[1:], cells[1:], strict=True):
        if column_of(name) is Column.CONDITION or not stated(cell):
            continue
        frame = Fact(cells[0].rstrip(" :"), 0, 0, condition=condition, product=product)
        if several and _names_a_product(name):
            frame = replace(frame, product=name)
        elif several:
            frame = replace(frame, condition=_listed((name, condition)))
        yield _of_value(frame, cell, None)


def _by_column(row: TableRow) -> Iterator[Fact]:
    """A row with a value for each of several attributes, which are the names of the columns."""
    said = dict(enumerate(row.cells))
    condition, product = _condition(row.names, said), _product(row.names, said)
    keyed = not (product or row.alone or column_of(row.names[0]) is Column.CONDITION)
    condition = _listed((f"{row.names[0]} {row.cells[0]}" if keyed else None, condition))
    for at, (name, cell) in enumerate(zip(row.names, row.cells, strict=True)):
        attribute, unit = named_unit(name)
        telling = column_of(name) in {Column.OTHER, Column.LABEL} and (at > 0 or not keyed)
        if telling and attribute and (stated(cell) or (unit and quantity_of(cell, bare=True))):
            yield _of_value(Fact(attribute, 0, 0, product=product, condition=condition), cell, unit)


def _of_bare_row(row: TableRow) -> list[Fact]:
    """Pairs of a label and a value, one or several in a row; none when any value has not a label of its own.

    Where the cells were but guessed (a circuit diagram has many words beside voltages), a label must name an attribute.
    """
    facts: list[Fact] = []
    labels: list[str] = []
    for cell in filter(None, row.cells):
        if not stated(cell):
            labels.append(cell)
        elif attribute := _label(labels):
            if row.marked or SPECIFIES.search(attribute):
                facts.append(_of_value(Fact(attribute, 0, 0), cell, None))
            labels = []
        else:
            return []
    return facts


def _label(cells: list[str]) -> str | None:
    """The cells before a value as its label: a word, or a symbol and a word; None when it is not plain."""
    if not cells or len(cells) > _MOST_LABELS or not _WORDS.search(cells[-1]):
        return None
    if column_of(cells[-1]) is not Column.OTHER:  # "Parameter | 25 °C" is a header
        return None
    label = cells[-1].rstrip(" ,;:：")
    if len(cells) == 1:
        return label
    return f"{label} ({cells[0]})" if len(cells[0]) <= _LONGEST_SYMBOL else None


def _condition(names: Row, said: Mapping[int, str]) -> str | None:
    """What the columns of conditions say."""
    return _listed(said.get(at) for at, name in enumerate(names) if column_of(name) is Column.CONDITION)


def _product(names: Row, said: Mapping[int, str]) -> str | None:
    """What the first column of products says."""
    told = (said.get(at) for at, name in enumerate(names) if column_of(name) is Column.PRODUCT)
    return next(filter(None, told), None)


def _listed(parts: Iterable[str | None]) -> str | None:
    return ", ".join(filter(None, parts)) or None


def _names_a_product(name: str) -> bool:
    """Whether the name reads like a part number: letters with digits."""
    return any(map(str.isdigit, name)) and any(map(str.isalpha, name)) and not stated(name)


def _has_number(cell: str) -> bool:
    return any(map(str.isdigit, cell)) or "∞" in cell
