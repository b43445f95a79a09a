"""Rows of JSON lines and CSV files, each with the line it stands in; what is wrong is said with file and line."""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

Row = Mapping[str, Any]
Rows = Iterator[tuple[str, Row]]  # where it stands, for messages; the row


def rows_of(file: Path) -> Rows:
    """The rows of a .csv file by its heads, of any other as JSON lines. Raises click.BadParameter, also for none."""
    reader = _csv_rows if file.suffix.lower() == ".csv" else _json_rows
    try:
        none = True
        for place, row in reader(file):
            yield place, row
            none = False
    except UnicodeDecodeError as error:
        raise click.BadParameter(f"{file}: not UTF-8 text ({error}); save it as UTF-8") from error
    if none:
        raise click.BadParameter(f"{file}: there is no row in it")


def words_of(place: str, row: Row, field: str) -> str:
    """The text in a field; half characters become question marks. Raises click.BadParameter."""
    if field not in row:
        raise click.BadParameter(
            f"{place}: a row has no field {field!r}; it has {', '.join(map(repr, row)) or 'none at all'}"
        )
    if not isinstance(row[field], str):
        raise click.BadParameter(f"{place}: the field {field!r} is {row[field]!r}; it must be text")
    whole: str = row[field].encode("utf-8", "replace").decode()
    return whole


def _json_rows(file: Path) -> Rows:
    with file.open(encoding="utf-8-sig") as lines:  # not `splitlines`: U+2028 and its like end no row
        for number, line in enumerate(lines, start=1):
            place = f"{file}, line {number}"
            if line.strip():
                yield place, _object(place, line)


def _object(place: str, line: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise click.BadParameter(f"{place}: not JSON ({error})") from error
    if not isinstance(row, dict):
        raise click.BadParameter(f"{place}: a row must be an object, not {type(row).__name__}")
    return row


def _csv_rows(file: Path) -> Rows:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        try:
            for row in reader:
                place = f"{file}, line {reader.line_num}"
                if None in row or None in row.values():
                    heads = len(reader.fieldnames or ())
                    raise click.BadParameter(f"{place}: a row must have {heads} cells, as the heads are")
                yield place, row
        except csv.Error as error:
            raise click.BadParameter(f"{file}, line {reader.line_num}: not CSV ({error})") from error
