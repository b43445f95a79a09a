"""Tables: what each column holds, and rows as lines that can be read on their own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import takewhile

from index.facts.quantity import is_unit

Row = tuple[str, ...]


class Column(Enum):
    """What the name of a column says of its cells."""

    LABEL = "label"  # what a row is about
    SYMBOL = "symbol"
    CONDITION = "condition"
    PRODUCT = "product"
    MINIMUM = "minimum"
    TYPICAL = "typical"
    MAXIMUM = "maximum"
    VALUE = "value"
    UNIT = "unit"
    OTHER = "other"


EXTREMES = frozenset({Column.MINIMUM, Column.TYPICAL, Column.MAXIMUM})
_VALUES = EXTREMES | {Column.VALUE, Column.UNIT}

_NAMES = (
    (Column.MINIMUM, r"min(\.|imum)?( value)?s?"),
    (Column.TYPICAL, r"(typ(\.|ical)?|nom(\.|inal)?)( value)?s?"),
    (Column.MAXIMUM, r"(abs(\.|olute)? )?max(\.|imum)?( value| rating)?s?|absolute max(imum)?\b[^/]*"),
    (Column.VALUE, r"(value|rating)s?|specifications?"),
    (Column.UNIT, r"units?( of measure(ment)?)?|einheit(en)?|unités?|unidad(es)?|unità|eenheid"),
    (Column.SYMBOL, r"sym(\.|bols?)?"),
    (Column.CONDITION, r"(test )?conditions?|notes?|remarks?|comments?"),
    (
        Column.PRODUCT,
        r"products?|models?|(catalog(ue)? |order(ing)? )?part (no\.?|numbers?|#)|devices?|variants?",
    ),
    (
        Column.LABEL,
        r"parameters?|characteristics?|descriptions?|items?|propert(y|ies)|attributes?|features?|functions?",
    ),
)
_ROLES = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _NAMES)
_WITH_UNIT = re.compile(
    r"(?P<name>.*\S)\s*(?:[(\[]\s*(?P<unit>[^()\[\]]+(?:\(A\))?)\s*[)\]]|,\s+(?P<after>\S+))"
)
_SHORT = {Column.MINIMUM: "min", Column.TYPICAL: "typ", Column.MAXIMUM: "max"}
_LONGEST_NAME = 100  # characters of the name of a column
_NOTHING = re.compile(
    r"[-–—−⎯.\s\ue000-\uf8ff]*|n/a", re.IGNORECASE
)  # fonts of symbols have dashes of their own
_NUMBER = re.compile(r"[+\-−–±]?[\d.,]+")  # no name: "min" beside it is a unit
_NUMBER_LAST = re.compile(r"[\d∞]\s*$")


@dataclass(frozen=True)
class TableRow:
    """A row that can be read alone, with the names of its columns where these are known.

    `names` has as many parts as `cells`, or none. `alone`: there is no other row under these names.
    `marked`: the page itself says which text is a cell; otherwise that was guessed from gaps.
    """

    text: str
    names: Row
    cells: Row
    alone: bool = False
    marked: bool = True


def table_rows(rows: Sequence[Row], *, headed: bool) -> list[TableRow]:
    """A row for each that says something. `headed`: the first names the columns; so does one that names values."""
    full = [tuple(" ".join(cell.split()) for cell in row) for row in rows]
    full = [row for row in full if any(row)]
    if full and (headed or is_spread(full[0])) and len(full) > 1:
        names, body = full[0], full[1:]
        return [bare_row(names), *(named_row(names, row, alone=len(body) == 1) for row in body)]
    return [bare_row(row) for row in full]


def bare_row(cells: Row, *, marked: bool = True) -> TableRow:
    """A row whose columns have no names."""
    return TableRow(_joined(cells), (), cells, marked=marked)


def named_row(names: Row, cells: Row, *, alone: bool = False) -> TableRow:
    """A row below the names of its columns; one that does not fit them stands as it is."""
    if len(names) != len(cells) or sum(map(bool, cells)) < 2:
        return bare_row(cells)
    return TableRow(row_line(names, cells), names, cells, alone)


def column_of(name: str) -> Column:
    """What a column of this name holds; a unit in brackets after the name says nothing about that."""
    return _column_of(name) if len(name) <= _LONGEST_NAME else Column.OTHER


@lru_cache(maxsize=1024)
def _column_of(name: str) -> Column:
    plain = named_unit(name)[0]
    return next((role for role, pattern in _ROLES if pattern.fullmatch(plain)), Column.OTHER)


def named_unit(name: str) -> tuple[str, str | None]:
    """The name without the unit that it ends with, and that unit: "Voltage (V)" is "Voltage" and "V"."""
    found = _WITH_UNIT.fullmatch(name.strip()) if len(name) <= _LONGEST_NAME else None
    unit = found and (found["unit"] or found["after"])
    return (found["name"], unit.strip()) if found and unit and is_unit(unit) else (name.strip(), None)


def is_spread(names: Row) -> bool:
    """Whether the row names columns of values, but not its first one."""
    roles = [column_of(name) for name in names]
    told = [role for role in roles if role in _VALUES]
    enough = len(told) > 1 or any(role is not Column.UNIT for role in told)
    return roles[0] not in _VALUES and enough and not any(map(_NUMBER.fullmatch, names))


def is_value(name: str) -> bool:
    """Whether a column of this name holds values or their unit."""
    return column_of(name) in _VALUES


def is_label(name: str) -> bool:
    """Whether a column of this name says what a row is about."""
    return column_of(name) is Column.LABEL or name.lower() == "rating"


def is_extreme(name: str) -> bool:
    """Whether a column of this name holds the least, the usual or the greatest value."""
    return column_of(name) in EXTREMES


def says_nothing(cell: str) -> bool:
    """Whether the cell is empty, or a dash in its place."""
    return bool(_NOTHING.fullmatch(cell))


def row_line(names: Row, row: Row) -> str:
    """A row with the names of its columns: "Supply voltage: min 3.0 V, max 3.6 V", or "E17 | Meaning: blocked"."""
    if len(names) != len(row) or sum(map(bool, row)) < 2:
        return _joined(row)
    if is_spread(names):
        return _spread_line(names, row)
    return _joined(row) if len(row) == 2 else _named_line(names, row)


def _joined(row: Row) -> str:
    return " | ".join(cell for cell in row if cell)


def _named_line(names: Row, row: Row) -> str:
    rest = [
        f"{name}: {cell}" if name else cell for name, cell in zip(names[1:], row[1:], strict=True) if cell
    ]
    return " | ".join([*filter(None, row[:1]), *rest])


def label_columns(names: Row) -> list[int]:
    """The columns before the values that say what a row is about."""
    roles = [column_of(name) for name in names]
    before = list(takewhile(lambda number: roles[number] not in _VALUES, range(len(names))))
    named = [number for number in before if roles[number] is Column.LABEL]
    return named or [number for number in before if roles[number] is Column.OTHER] or before[:1]


def label_of(names: Row, row: Row) -> str:
    """What the row is about, with its symbol: "Supply voltage (VDD)"; "" when the row does not say."""
    labels = dict.fromkeys(row[number].rstrip(" ,;:") for number in label_columns(names))
    label = ", ".join(filter(None, labels))
    symbols = [cell for name, cell in zip(names, row, strict=True) if column_of(name) is Column.SYMBOL]
    shown = "".join(f" ({cell})" for cell in symbols if not says_nothing(cell) and cell != label)
    return f"{label}{shown}" if label else ""


def _spread_line(names: Row, row: Row) -> str:
    said = [(name, "" if says_nothing(cell) else cell) for name, cell in zip(names, row, strict=True)]
    unit = next((cell for name, cell in said if cell and column_of(name) is Column.UNIT), "")
    label, labels = label_of(names, row), label_columns(names)
    rest = [
        _told(name, cell, unit)
        for number, (name, cell) in enumerate(said)
        if cell and number not in labels and column_of(name) not in {Column.UNIT, Column.SYMBOL}
    ]
    return f"{label}: {', '.join(rest)}" if label and rest else _joined(row)


def _told(name: str, cell: str, unit: str) -> str:
    role = column_of(name)
    if role not in _VALUES:
        return f"{name.lower()} {cell.rstrip(',;')}".strip()
    unit = unit or named_unit(name)[1] or ""
    measured = f"{cell} {unit}" if unit and _NUMBER_LAST.search(cell) else cell
    return f"{_SHORT[role]} {measured}" if role in _SHORT else measured
