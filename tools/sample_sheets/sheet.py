"""What a data sheet is made of."""

from dataclasses import dataclass
from datetime import date

RATINGS = ("Parameter", "Min", "Typ", "Max", "Unit")
VALUES = ("Parameter", "Value")
SIGNALS = ("Signal", "Meaning", "What to do")

Row = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows of as many cells as there are columns."""

    caption: str
    columns: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Section:
    """A heading, then paragraphs, then tables."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A product's data sheet."""

    file_name: str
    model: str
    product: str
    revision: str
    issued: date
    summary: str
    sections: tuple[Section, ...]
