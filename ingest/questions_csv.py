"""A CSV file of questions and their answers: each row a document."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from io import TextIOWrapper
from itertools import chain
from typing import BinaryIO, TextIO

from index.knowledge import DocumentId
from ingest.blocks import Block, Role, compose
from ingest.csv_layout import DELIMITERS, Layout, layout_of
from ingest.decode import encoding_of_file
from ingest.errors import Unreadable
from ingest.front_matter import understood
from ingest.parsed import Failure, Outcome, Parsed, identity
from ingest.plain import on_one_line, plain, storable
from ingest.sources import Source
from ingest.web_page import unseen

_LONGEST_LINE = 2**20  # characters
_LONGEST_TITLE = 120
_MOST_FAILURES = 100
_SAID_BY_EXCEL = re.compile(r"sep=([,;\t|])\s*", re.IGNORECASE)


def parse_questions(file: BinaryIO, source: Source, key: str) -> Iterator[Outcome]:
    """A document or a failure for each row; empty rows are nothing. Raises Unreadable without such columns."""
    text = TextIOWrapper(file, encoding_of_file(file), errors="replace", newline="")
    try:
        yield from _outcomes(_Lines(text), identity(source, key))
    finally:
        text.detach()  # or it would close the file


class _Lines:
    """The lines of a text, counted from 1, none of them endless."""

    def __init__(self, text: TextIO) -> None:
        self.text = text
        self.number = 0
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = "" if self.ended else self.text.readline(_LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == _LONGEST_LINE:
            self.ended = True
            raise Unreadable(f"it has more than {_LONGEST_LINE} characters; nothing after it was read")
        return line


def _outcomes(lines: _Lines, name: DocumentId) -> Iterator[Outcome]:
    first = _first(lines)
    said = _SAID_BY_EXCEL.fullmatch(first.strip())
    layout = layout_of(_first(lines), said[1]) if said else layout_of(first, DELIMITERS)
    rows = csv.reader(lines, delimiter=layout.delimiter, strict=True, skipinitialspace=True)
    own = [] if layout.columns else [layout.first]
    failed = 0
    for outcome in chain(_read(own, lines, layout, name), _read(rows, lines, layout, name)):
        yield outcome
        failed += isinstance(outcome, Failure)
        if failed == _MOST_FAILURES:
            raise Unreadable(
                f"{failed} of its rows cannot be read; those after line {lines.number} were not tried"
            )


def _first(lines: _Lines) -> str:
    return next((line for line in lines if line.strip()), "")


def _read(
    rows: Iterable[Sequence[str]], lines: _Lines, layout: Layout, name: DocumentId
) -> Iterator[Outcome]:
    following = iter(rows)
    while True:
        try:
            row = next(following)
            if any(map(str.strip, row)):
                yield _document(row, layout, name)
        except StopIteration:
            return
        except csv.Error as error:
            yield Failure(f"{name}, line {lines.number}", f"{error}: a quote may be missing, or one too many")
        except Unreadable as error:
            yield Failure(f"{name}, line {lines.number}", str(error))


def _document(row: Sequence[str], layout: Layout, name: DocumentId) -> Parsed:
    if any(map(str.strip, row[len(layout.first) :])):
        raise Unreadable(
            f"it has {len(row)} cells, and {len(layout.first)} columns have names; quote its commas"
        )
    columns = layout.columns or {"question": 0, "answer": 1}
    cells = {what: row[at].strip() for what, at in columns.items() if at < len(row)}
    said = understood({what: [cell] for what, cell in cells.items() if cell})
    question, answer = plain(cells.get("question", "")), plain(cells.get("answer", ""))
    for what, written in (("question", question), ("answer", answer)):
        if not written.text.strip():
            raise Unreadable(f"it has no {what}")
    title = on_one_line(plain(said.title or "").text) or on_one_line(question.text)[:_LONGEST_TITLE]
    composed = compose(_blocks(title, question.text, answer.text))
    return Parsed(
        id=DocumentId(
            f"{name}#{storable(cells.get('id', '')) or _mark(question.text, cells.get('products', ''))}"
        ),
        title=title,
        text=composed.text,
        sections=composed.sections,
        url=url if (url := cells.get("url", "")).startswith(("https://", "http://")) else None,
        meta={**(said.meta or {}), **unseen(question.dropped + answer.dropped)},
        audience=said.audience,
        products=said.products,
    )


def _blocks(title: str, question: str, answer: str) -> Iterator[Block]:
    yield Block(Role.HEADING, title, 1)
    if on_one_line(question) != title:
        yield Block(Role.PARAGRAPH, question)
    for paragraph in re.split(r"\n\s*\n", answer):
        yield Block(Role.PARAGRAPH, paragraph)


def _mark(question: str, products: str) -> str:
    """The same for the same question, wherever in the file it stands."""
    return sha256(f"{on_one_line(question)}\n{products}".encode(errors="replace")).hexdigest()[:12]
