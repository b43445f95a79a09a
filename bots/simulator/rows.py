"""Replay rows: customers' messages written down as JSON objects, each read and judged on its own."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bots.simulator.world.posts import account_id

# No NUL: PostgreSQL cannot store it, and X never delivers one.
_Word = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^\s\x00]+$")]
_Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=25_000, pattern=r"^[^\x00]+$")]
_Time = Annotated[
    AwareDatetime, Field(ge=datetime(2006, 1, 1, tzinfo=UTC), lt=datetime(2100, 1, 1, tzinfo=UTC))
]


class Row(BaseModel):
    """One line of a replay file; keys that it does not know are left alone."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)

    id: _Word
    author: _Word
    text: _Line
    created_at: _Time
    author_name: _Line | None = None
    author_reach: int | None = Field(default=None, ge=0)
    direct: bool = False
    conversation: _Word | None = None
    in_reply_to: _Word | None = None
    quoted: _Line | None = None
    link_titles: Annotated[tuple[_Line, ...], Field(max_length=10)] = ()
    receives_dm: bool | None = None


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be read; `number` counts from 1, `id` is None when the row gives none."""

    number: int
    id: str | None
    reason: str


def rows_of(lines: Iterable[str]) -> Iterator[object]:
    """The JSON values of a JSON-lines text; a line that is no JSON comes as it stands, to be named as bad."""
    for line in lines:
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError):
                yield line


def read_rows(rows: Iterable[object], our_handles: Collection[str]) -> tuple[list[Row], list[BadRow]]:
    """The rows of customers, oldest first, and those that cannot be read."""
    good: list[Row] = []
    bad: list[BadRow] = []
    for number, given in enumerate(rows, start=1):
        try:
            good.append(_customers_row(given, our_handles))
        except ValidationError as error:
            bad.append(BadRow(number, _id_of(given), _reason(error)))
        except ValueError as error:
            bad.append(BadRow(number, _id_of(given), str(error)))
    return sorted(good, key=lambda row: row.created_at), bad


def _customers_row(given: object, our_handles: Collection[str]) -> Row:
    row = Row.model_validate(given)
    if account_id(row.author) in map(account_id, our_handles):
        raise ValueError(f"author: {row.author!r} is our own account, not a customer")
    return row


def _id_of(row: object) -> str | None:
    given = row.get("id") if isinstance(row, Mapping) else None
    return None if given is None else str(given)[:200].encode(errors="backslashreplace").decode()


def _reason(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(map(str, problem['loc'])) or 'row'}: {problem['msg']}" for problem in error.errors()
    )
