"""Judged data in the BEIR layout, and messages that are only asked."""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import click

from app.evaluation.rows import rows_of, words_of

MESSAGE_FIELDS = ("customer", "text", "tweet")  # where files of messages have them, the likeliest first


def questions_in(file: Path, field: str) -> dict[str, str]:
    """Question by id. Raises click.BadParameter."""
    questions: dict[str, str] = {}
    for place, row in rows_of(file):
        key = row.get("_id", row.get("id"))
        if not isinstance(key, str | int) or key == "":
            raise click.BadParameter(f"{place}: an object with an id is needed: {{'_id': ..., 'text': ...}}")
        if str(key) in questions:
            raise click.BadParameter(f"{place}: the id {str(key)!r} comes a second time; give each its own")
        questions[str(key)] = words_of(place, row, field)
    return questions


def judgements_in(file: Path, queries: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """Score by document by query. Raises click.BadParameter, also when not one of them is of these queries."""
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    for place, (query, document, score) in _judgements(file):
        try:
            judged[query][document] = int(score)
        except ValueError as error:
            raise click.BadParameter(f"{place}: the score {score!r} is no whole number") from error
    if not judged.keys() & queries.keys():
        shown = (
            f"; it judges {next(iter(judged))!r}, the queries have {next(iter(queries))!r}" if judged else ""
        )
        raise click.BadParameter(f"{file}: there is no judgement of any of the queries{shown}")
    return judged


def _judgements(file: Path) -> list[tuple[str, list[str]]]:
    """The cells of each line and where it stands; a first line of names is left out."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    except UnicodeDecodeError as error:
        raise click.BadParameter(f"{file}: not UTF-8 text ({error}); save it as UTF-8") from error
    except csv.Error as error:
        raise click.BadParameter(f"{file}: not tab-separated lines ({error})") from error
    named = [(f"{file}, line {number}", cells) for number, cells in enumerate(rows, start=1) if cells]
    if named and named[0][1][-1] == "score":
        named = named[1:]
    wrong = next(((place, cells) for place, cells in named if len(cells) != 3), None)
    if wrong:
        raise click.BadParameter(
            f"{wrong[0]}: query-id, corpus-id and score are needed, with tabs; it has {len(wrong[1])} cells"
        )
    return named


def messages_in(file: Path, field: str | None = None, sample: int | None = None) -> Sequence[str]:
    """The messages of a file, or of that many rows of it, the same ones each time. Raises click.BadParameter.

    Without a field the first of `MESSAGE_FIELDS` that the first row has.
    """
    rows = list(rows_of(file))
    place, first = rows[0]
    field = field or next((name for name in MESSAGE_FIELDS if name in first), None)
    if field is None:
        raise click.BadParameter(
            f"{place}: none of the fields {', '.join(MESSAGE_FIELDS)}; name the right one of {', '.join(first)}"
        )
    messages = [words_of(place, row, field) for place, row in rows]
    if sample is None or sample >= len(messages):
        return messages
    return Random(0).sample(messages, sample)  # noqa: S311 - the same ones each time is what is wanted
