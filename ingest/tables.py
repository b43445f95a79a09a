"""Rows of a table as lines that can be read on their own."""

import re
from collections.abc import Sequence

Row = tuple[str, ...]

_EXTREME = re.compile(r"(min|typ|max|nom)(\.|imum|ical|inal)?", re.IGNORECASE)
_VALUE = re.compile(r"(value|rating)s?", re.IGNORECASE)
_UNIT = re.compile(r"units?", re.IGNORECASE)
_LABEL = re.compile(r"parameters?|characteristics?|descriptions?|items?|propert(y|ies)|rating", re.IGNORECASE)
_NOTHING = re.compile(
    r"[-–—−⎯.\s\ue000-\uf8ff]*|n/a", re.IGNORECASE
)  # fonts of symbols have dashes of their own
_NUMBER_LAST = re.compile(r"[\d∞]\s*$")


def lines_of(rows: Sequence[Row], *, headed: bool) -> list[str]:
    """One line for each row that says something. `headed`: the first row names the columns."""
    full = [tuple(" ".join(cell.split()) for cell in row) for row in rows]
    full = [row for row in full if any(row)]
    if full and (headed or is_spread(full[0])) and len(full) > 1:
        names, body = full[0], full[1:]
        return [_joined(names), *(row_line(names, row) for row in body)]
    return [_joined(row) for row in full]


def is_spread(names: Row) -> bool:
    """Whether the row names columns of values, but not its first one: at least two, or one of only two columns."""
    told = sum(map(is_value, names))
    return not is_value(names[0]) and (told > 1 or (len(names) == 2 and bool(_VALUE.fullmatch(names[1]))))


def is_value(name: str) -> bool:
    """Whether a column of this name holds values or their unit."""
    return is_extreme(name) or bool(_VALUE.fullmatch(name) or _UNIT.fullmatch(name))


def is_label(name: str) -> bool:
    """Whether a column of this name says what a row is about."""
    return bool(_LABEL.fullmatch(name))


def is_extreme(name: str) -> bool:
    """Whether a column of this name holds the least, the usual or the greatest value."""
    return bool(_EXTREME.fullmatch(name))


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


def _spread_line(names: Row, row: Row) -> str:
    said = [(name, cell) for name, cell in zip(names, row, strict=True) if not _NOTHING.fullmatch(cell)]
    unit = next((cell for name, cell in said if _UNIT.fullmatch(name)), "")
    told = [(name, cell) for name, cell in said if not _UNIT.fullmatch(name)]
    label = next((pair for pair in told if is_label(pair[0])), told[0] if told else ("", ""))
    rest = [_value(name, cell, unit) for name, cell in told if (name, cell) != label]
    return f"{label[1]}: {', '.join(rest)}" if rest and not is_value(label[0]) else _joined(row)


def _value(name: str, cell: str, unit: str) -> str:
    if not is_value(name):
        return f"{name.lower()} {cell.rstrip(',;')}".strip()
    measured = f"{cell} {unit}" if unit and _NUMBER_LAST.search(cell) else cell
    return measured if _VALUE.fullmatch(name) else f"{name.lower().rstrip('.')} {measured}"
