"""What a sheet's XML says of its rows and columns, which openpyxl does not tell when it reads row by row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from re import fullmatch
from typing import IO
from xml.parsers.expat import ParserCreate

_YES = {"1", "true"}


@dataclass(frozen=True)
class Merged:
    """Cells merged into one that reaches down to `last_row`."""

    column: int  # its first
    last_row: int


@dataclass
class Outline:
    """Rows and columns are counted from 1. `unvalued` are formulas that were stored without their value."""

    cells: int = 0
    last_row: int = 0
    last_column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: dict[int, list[Merged]] = field(default_factory=dict)  # by their first row
    unvalued: int = 0


def outline_of(sheet: IO[bytes], most_columns: int) -> Outline:
    """Read from the sheet's part of the package; columns beyond `most_columns` are not told apart."""
    reader = _Reader(most_columns)
    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.ParseFile(sheet)
    return reader.outline


class _Reader:
    """Follows the elements of a sheet (ECMA-376 part 1, 18.3.1)."""

    def __init__(self, most_columns: int) -> None:
        self.outline = Outline()
        self.most_columns = most_columns
        self.row = self.column = 0
        self.formula = self.value = self.in_value = False

    def begin(self, name: str, said: Mapping[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "c":
                self.formula = self.value = False
                self.column = _place(said["r"])[1] if "r" in said else self.column + 1
            case "f":
                self.formula = True
            case "v" | "is":
                self.in_value = True
            case "row":
                self._begin_row(said)
            case "col" if said.get("hidden") in _YES:
                last = min(int(said["max"]), self.most_columns)
                self.outline.hidden_columns.update(range(int(said["min"]), last + 1))
            case "mergeCell":
                self._merge(said["ref"])

    def text(self, _words: str) -> None:
        """A formula that was never calculated has an empty <v>."""
        self.value = self.value or self.in_value

    def end(self, name: str) -> None:
        name = name.rpartition(" ")[2]
        if name in {"v", "is"}:
            self.in_value = False
        if name != "c":
            return
        self.outline.unvalued += self.formula and not self.value
        if self.value:
            self.outline.cells += 1
            self.outline.last_row = max(self.outline.last_row, self.row)
            self.outline.last_column = max(self.outline.last_column, self.column)

    def _begin_row(self, said: Mapping[str, str]) -> None:
        self.row = int(said.get("r", self.row + 1))
        self.column = 0
        if said.get("hidden") in _YES:
            self.outline.hidden_rows.add(self.row)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        (first_row, first_column), (last_row, _) = _place(first), _place(last or first)
        if last_row > first_row:
            self.outline.merged.setdefault(first_row, []).append(Merged(first_column, last_row))


def _place(reference: str) -> tuple[int, int]:
    """(row, column) of "B7". Raises ValueError."""
    found = fullmatch(r"\$?([A-Z]{1,6})\$?(\d{1,9})", reference)
    if not found:
        raise ValueError(f"{reference!r} is no cell")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
