"""Posts.xml of a Stack Exchange dump, row by row, so that a broken row costs only itself.

Answers after the accepted one are other answers, not corrections of it (those are comments, in another file): of the
185 solved questions of iot.stackexchange.com (2017) one has a later answer by its asker, and that corrects nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from lxml import etree

from index.knowledge import DocumentId
from ingest.errors import Unreadable
from ingest.forum.post_body import body_of
from ingest.forum.thread import Author, Place, Post, Thread, outcome_of
from ingest.parsed import Failure, Outcome, PassedOver, identity
from ingest.plain import storable
from ingest.sources import Source

Row = Mapping[str, str]

_ROW_STARTS = re.compile(rb"(?=<row[\s/>])")  # "<" is never plain in an attribute, so no post can hold this
_WHOLE = re.compile(r"-?[0-9]{1,9}")
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
            try:
                yield self._document(question, answers)
            except Unreadable as error:
                yield Failure(self._place(question, "q").id, str(error))

    def _add_question(self, row: Row) -> Iterator[Outcome]:
        self.seen.add(row["Id"])
        answers = self.early.pop(row["Id"], [])
        solution = next((answer for answer in answers if answer["Id"] == row.get("AcceptedAnswerId")), None)
        if solution:
            yield self._document(row, [solution])
        elif "AcceptedAnswerId" in row:
            self.open[row["Id"]] = row
        elif self.source.unaccepted:
            self.unsolved[row["Id"]] = (row, answers)
        else:
            yield self._passed_over(row)

    def _add_answer(self, row: Row) -> Iterator[Outcome]:
        parent = row["ParentId"]
        if parent in self.open and self.open[parent]["AcceptedAnswerId"] == row["Id"]:
            yield self._document(self.open.pop(parent), [row])
        elif parent in self.unsolved:
            self.unsolved[parent][1].append(row)
        elif parent not in self.seen:
            self.early.setdefault(parent, []).append(row)

    def _document(self, question: Row, answers: list[Row]) -> Outcome:
        replies = [self._post(answer, question) for answer in answers]
        thread = Thread(
            self._place(question, "q"), question["Title"], self._post(question, question), replies
        )
        return outcome_of(thread, unaccepted=self.source.unaccepted)

    def _passed_over(self, question: Row) -> PassedOver:
        return PassedOver(self._place(question, "q").id)

    def _post(self, row: Row, question: Row) -> Post:
        return Post(
            body=body_of(row["Body"]),
            author=_author(row),
            place=self._place(row, "a"),
            votes=int(score) if _WHOLE.fullmatch(score := row.get("Score", "")) else None,
            written_at=row.get("CreationDate"),
            accepted=row["Id"] == question.get("AcceptedAnswerId"),
            licence=row.get("ContentLicense"),
        )

    def _place(self, row: Row, page: str) -> Place:
        """A dump without a site has no addresses."""
        url = f"https://{self.source.site}/{page}/{row['Id']}" if self.source.site else None
        return Place(DocumentId(url or f"{identity(self.source, self.key)}#{row['Id']}"), url)


def _author(row: Row) -> Author | None:
    number = row.get("OwnerUserId")
    name = row.get("OwnerDisplayName") or (f"user {number}" if number else "")
    return Author(name, number) if name else None
