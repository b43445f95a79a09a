"""Blocks of a page (headings, paragraphs, items, rows, code) put together into one text with its sections."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum

from index.knowledge import Fact
from ingest.facts import Around, facts_in
from ingest.headings import Path, below, names
from ingest.parsed import Section
from ingest.plain import narrow, on_one_line, plain
from ingest.tables import TableRow


class Role(Enum):
    """What a block is on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    CODE = "code"


_STATING = frozenset({Role.PARAGRAPH, Role.ITEM, Role.ROW})
_LONGEST_LEAD = 50  # characters


@dataclass(frozen=True)
class Block:
    """A piece of a page. `level` is a heading's, from 1; `page` counts from 1 where there are pages.

    `row` is what a row of a table is made of; its text is the block's. `mark` stands before an item: a dash, or its
    number, indented in a list within a list.
    """

    role: Role
    text: str
    level: int = 0
    page: int = 0
    row: TableRow | None = None
    mark: str = "- "


@dataclass(frozen=True)
class Composed:
    """One text, its sections, pages and facts, and how many invisible characters were left out."""

    text: str
    sections: tuple[Section, ...]
    pages: tuple[int, ...]
    facts: tuple[Fact, ...]
    dropped: int


@dataclass
class _Composer:
    parts: list[str] = field(default_factory=list)
    length: int = 0
    sections: list[Section] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    path: Path = ()
    lead: str = ""  # of the list that may follow
    last: Role | None = None
    dropped: int = 0

    def add(self, block: Block) -> None:
        cleaned = plain(block.text)
        self.dropped += cleaned.dropped
        text = _shaped(block, cleaned.text)
        if not text:
            return
        self._append(self._glue(block.role))
        self.pages += [self.length] * (block.page - len(self.pages))
        if block.role is Role.HEADING:
            self._open_section(block.level, text)
        self._note_facts(block, text)
        self._append(text)
        self.last = block.role

    def _note_facts(self, block: Block, text: str) -> None:
        """What the block states; it lies where its text is about to be appended."""
        self.lead = self.lead if block.role is Role.ITEM else ""
        said = text.removeprefix(block.mark) if block.role is Role.ITEM else text
        at = self.length + len(text) - len(said)
        around = Around(names(self.path), self.lead, block.page or None)
        for fact in (
            facts_in(said, block.row and _cleaned(block.row), around) if block.role in _STATING else ()
        ):
            self.facts.append(replace(fact, start=at + fact.start, end=at + fact.end))
        if block.role is Role.PARAGRAPH and text.endswith(":") and len(text) <= _LONGEST_LEAD:
            self.lead = text.rstrip(": ")

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _glue(self, role: Role) -> str:
        if self.last is None:
            return ""
        return "\n" if role is self.last and role in {Role.ITEM, Role.ROW} else "\n\n"

    def _open_section(self, level: int, heading: str) -> None:
        self.path = below(self.path, level, heading)
        self.sections.append(Section(self.length, names(self.path)))


def compose(blocks: Iterable[Block]) -> Composed:
    """The text of the blocks: items begin with their marks, rows and items stand line by line, the rest apart."""
    composer = _Composer()
    for block in blocks:
        composer.add(block)
    return Composed(
        "".join(composer.parts),
        tuple(composer.sections),
        tuple(composer.pages),
        tuple(composer.facts),
        composer.dropped,
    )


def _cleaned(row: TableRow) -> TableRow:
    names, cells = (tuple(on_one_line(plain(cell).text) for cell in part) for part in (row.names, row.cells))
    return replace(row, names=names, cells=cells)


def _shaped(block: Block, text: str) -> str:
    if block.role is Role.CODE:
        return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
    if block.role is Role.PARAGRAPH:
        return "\n".join(filter(None, narrow(text).split("\n")))
    line = on_one_line(text)
    return f"{block.mark}{line}" if block.role is Role.ITEM and line else line
