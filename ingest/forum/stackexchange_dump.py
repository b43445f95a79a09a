"""Posts.xml of a Stack Exchange dump, row by row, so that a broken row costs only itself."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from lxml import etree

from index.knowledge import DocumentId
from ingest.errors import Unreadable
from ingest.forum.thread import Post, Thread, document_of
from ingest.html import read_page
from ingest.html_blocks import blocks_of
from ingest.parsed import Failure, Outcome, Parsed, PassedOver
from ingest.plain import on_one_line, storable
from ingest.sources import Source

Row = Mapping[str, str]

_ROW_STARTS = re.compile(rb"(?=<row[\s/>])")  # "<" is never plain in an attribute, so no post can hold this
_CHUNK = 2**20
_LONGEST = 32 * 2**20  # bytes of one row


def parse_stackexchange_dump(file: BinaryIO, source: Source, key: str) -> Iterator[Outcome]:
    """Each question with its accepted answer; the others are passed over.

    With `source.unaccepted` a question without an accepted answer comes with all its answers, which are
    kept in memory to the end of the file. Raises Unreadable for what is no Posts.xml.
    """
    threads = _Threads(source, key)
    ended = False
    for number, piece in enumerate(_pieces(file)):
        written, end, _ = piece.partition(b"</posts")
        ended = bool(end)
        if number == 0:
            _check_beginning(written)
            continue
        try:
            yield from threads.add(_row(written))
        except Unreadable as error:
            yield Failure(f"{source.name}/{key}, row {number}", str(error))
    if not ended:
        yield Failure(f"{source.name}/{key}", "it ends before </posts>: the file is cut short")
    yield from threads.rest()


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """What stands before the first row, then each row with what follows it."""
    rest = b""
    while chunk := file.read(_CHUNK):
        *whole, rest = _ROW_STARTS.split(rest + chunk)
        yield from filter(None, whole)  # a split before the first byte leaves an empty piece
        if len(rest) > _LONGEST:
            raise Unreadable(f"a row is longer than {_LONGEST} bytes")
    yield rest


def _check_beginning(beginning: bytes) -> None:
    if b"<posts" not in beginning:
        raise Unreadable("no <posts> at its beginning: not the Posts.xml of a Stack Exchange dump")


def _row(written: bytes) -> Row:
    """The attributes of a post. Raises Unreadable for a row that is no XML or lacks what a post has."""
    # A row is parsed by itself: no document type comes with it, so there are no entities to expand.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8")
    try:
        row = {str(name): storable(str(value)) for name, value in etree.fromstring(written, parser).items()}
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"not well-formed: {error.msg}") from error
    lacking = [name for name in _needed(row) if not row.get(name, "").strip()]
    if lacking:
        raise Unreadable(f"post {row.get('Id', '?')!r} has no {' and no '.join(lacking)}")
    return row


def _needed(row: Row) -> tuple[str, ...]:
    match row.get("PostTypeId"):
        case "1":
            return ("Id", "Title", "Body")
        case "2":
            return ("Id", "ParentId", "Body")
        case _:
            return ("Id", "PostTypeId")


@dataclass
class _Threads:
    """Brings questions and answers together as their rows come by."""

    source: Source
    key: str
    seen: set[str] = field(default_factory=set)  # questions
    open: dict[str, Row] = field(default_factory=dict)  # questions whose accepted answer did not come yet
    early: dict[str, list[Row]] = field(default_factory=dict)  # answers whose question did not come yet
    unsolved: dict[str, tuple[Row, list[Row]]] = field(default_factory=dict)

    def add(self, row: Row) -> Iterator[Outcome]:
        if row["PostTypeId"] == "1":
            yield from self._add_question(row)
        elif row["PostTypeId"] == "2":
            yield from self._add_answer(row)

    def rest(self) -> Iterator[Outcome]:
        """What can be said only after the last row."""
        for question in self.open.values():
            yield self._passed_over(question)
        for question, answers in self.unsolved.values():
            yield self._document(question, answers) if answers else self._passed_over(question)

    def _add_question(self, row: Row) -> Iterator[Outcome]:
        self.seen.add(row["Id"])
        answers = self.early.pop(row["Id"], [])
        solution = next((answer for answer in answers if answer["Id"] == row.get("AcceptedAnswerId")), None)
        if solution:
            yield self._document(row, [solution], accepted=True)
        elif "AcceptedAnswerId" in row:
            self.open[row["Id"]] = row
        elif self.source.unaccepted:
            self.unsolved[row["Id"]] = (row, answers)
        else:
            yield self._passed_over(row)

    def _add_answer(self, row: Row) -> Iterator[Outcome]:
        parent = row["ParentId"]
        if parent in self.open and self.open[parent]["AcceptedAnswerId"] == row["Id"]:
            yield self._document(self.open.pop(parent), [row], accepted=True)
        elif parent in self.unsolved:
            self.unsolved[parent][1].append(row)
        elif parent not in self.seen:
            self.early.setdefault(parent, []).append(row)

    def _document(self, question: Row, answers: list[Row], *, accepted: bool = False) -> Parsed:
        title = on_one_line(question["Title"])
        thread = Thread(title, _post(question), [_post(answer) for answer in answers], accepted)
        post, page = (answers[0]["Id"], "a") if accepted else (question["Id"], "q")
        url = f"https://{self.source.site}/{page}/{post}" if self.source.site else None
        return document_of(thread, id=DocumentId(url or self._name(post)), url=url)

    def _passed_over(self, question: Row) -> PassedOver:
        return PassedOver(self._name(question["Id"]))

    def _name(self, post: str) -> str:
        return f"{self.source.name}/{self.key}#{post}"


def _post(row: Row) -> Post:
    author = row.get("OwnerDisplayName") or (f"user {row['OwnerUserId']}" if "OwnerUserId" in row else None)
    said = {
        "author": author,
        "score": row.get("Score"),
        "date": row.get("CreationDate"),
        "licence": row.get("ContentLicense"),
        "accepted_id": row["Id"] if row["PostTypeId"] == "2" else None,
    }
    blocks = tuple(blocks_of(read_page(row["Body"]).root))
    return Post(blocks, author, {name: value for name, value in said.items() if value})
