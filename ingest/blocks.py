"""Blocks of a page (headings, paragraphs, items, rows, code) put together into one text with its sections."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from ingest.headings import Path, below, names
from ingest.parsed import Section
from ingest.plain import narrow, on_one_line, plain


class Role(Enum):
    """What a block is on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    CODE = "code"


@dataclass(frozen=True)
class Block:
    """A piece of a page. `level` is a heading's, from 1; `page` counts from 1 where there are pages."""

    role: Role
    text: str
    level: int = 0
    page: int = 0


@dataclass(frozen=True)
class Composed:
    """One text, its sections and pages, and how many invisible characters were left out."""

    text: str
    sections: tuple[Section, ...]
    pages: tuple[int, ...]
    dropped: int


@dataclass
class _Composer:
    parts: list[str] = field(default_factory=list)
    length: int = 0
    sections: list[Section] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    path: Path = ()
    last: Role | None = None
    dropped: int = 0

    def add(self, block: Block) -> None:
        cleaned = plain(block.text)
        self.dropped += cleaned.dropped
        text = _shaped(block.role, cleaned.text)
        if not text:
            return
        self._append(self._glue(block.role))
        self.pages += [self.length] * (block.page - len(self.pages))
        if block.role is Role.HEADING:
            self._open_section(block.level, text)
        self._append(text)
        self.last = block.role

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
    """The text of the blocks: items begin with "- ", rows and items stand line by line, all else is set apart."""
    composer = _Composer()
    for block in blocks:
        composer.add(block)
    return Composed(
        "".join(composer.parts), tuple(composer.sections), tuple(composer.pages), composer.dropped
    )


def _shaped(role: Role, text: str) -> str:
    if role is Role.CODE:
        return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
    if role is Role.PARAGRAPH:
        return "\n".join(filter(None, narrow(text).split("\n")))
    line = on_one_line(text)
    return f"- {line}" if role is Role.ITEM and line else line
