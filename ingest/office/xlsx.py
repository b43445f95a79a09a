"""A workbook through openpyxl, read row by row; the only module that knows openpyxl."""

import warnings
from collections.abc import Iterator
from contextlib import closing
from typing import Any, BinaryIO
from zipfile import ZipFile

from openpyxl import load_workbook

from ingest.blocks import Block, Role
from ingest.errors import Unreadable
from ingest.office.contents import Contents, counted
from ingest.office.outline import Outline, outline_of
from ingest.office.sheet_tables import blocks_of_rows
from ingest.office.shown import shown
from ingest.plain import on_one_line
from ingest.tables import Row

_MOST_CELLS = 1_000_000
_MOST_COLUMNS = 500
_MOST_ROWS = 2**20  # Excel's own limit


def read_xlsx(file: BinaryIO) -> Contents:
    """Each shown sheet under its name; formulas by the values that were stored with them. Raises Unreadable."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of drawings and extensions that it leaves out
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        with closing(book), ZipFile(file) as package:
            reader = _Reader(package)
            blocks = list(reader.blocks(book))
    left_out = counted(
        hidden_sheets=reader.sheets,
        hidden_rows=reader.rows,
        hidden_columns=reader.columns,
        formulas_without_value=reader.unvalued,
    )
    return Contents("", blocks, meta={"sheets": str(len(book.worksheets)), **left_out})


class _Reader:
    """Walks over the sheets and counts what is left out."""

    def __init__(self, package: ZipFile) -> None:
        self.package = package
        self.sheets = self.rows = self.columns = self.unvalued = 0

    def blocks(self, book: Any) -> Iterator[Block]:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                self.sheets += 1
                continue
            outline = self._outline(sheet)
            if outline.cells:
                yield Block(Role.HEADING, sheet.title, 1)
                yield from blocks_of_rows(_rows(sheet, outline))

    def _outline(self, sheet: Any) -> Outline:
        # openpyxl tells neither merged nor hidden cells when it reads row by row, nor where the sheet lies.
        with self.package.open(sheet._worksheet_path) as part:
            outline = outline_of(part, _MOST_COLUMNS)
        _refuse_large(sheet.title, outline)
        self.rows += sum(row <= outline.last_row for row in outline.hidden_rows)
        self.columns += sum(column <= outline.last_column for column in outline.hidden_columns)
        self.unvalued += outline.unvalued
        return outline


def _refuse_large(name: str, outline: Outline) -> None:
    for count, most, what in (
        (outline.cells, _MOST_CELLS, "cells"),
        (outline.last_column, _MOST_COLUMNS, "columns"),
        (outline.last_row, _MOST_ROWS, "rows"),
    ):
        if count > most:
            raise Unreadable(f"sheet {name!r} has {count} {what}; {most} is the most: split it")


def _rows(sheet: Any, outline: Outline) -> Iterator[Row]:
    """The rows that are shown, equally long; a cell that reaches down stands in each of its rows."""
    reaching: dict[int, tuple[int, str]] = {}  # column: (last row, text)
    rows = sheet.iter_rows(max_row=outline.last_row, max_col=outline.last_column)
    for number, cells in enumerate(rows, start=1):
        texts = [_text(cell) for cell in cells]
        for column, (last, text) in reaching.items():
            if number <= last:
                texts[column - 1] = texts[column - 1] or text
        for merged in outline.merged.get(number, ()):
            if merged.column <= len(texts):
                reaching[merged.column] = (merged.last_row, texts[merged.column - 1])
        if number not in outline.hidden_rows:
            yield tuple(
                text for column, text in enumerate(texts, start=1) if column not in outline.hidden_columns
            )


def _text(cell: Any) -> str:
    return "" if cell.value is None else on_one_line(shown(cell.value, cell.number_format))
