"""An office file as a document; what sort it is says the file itself, not its name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from textwrap import shorten
from typing import BinaryIO

from ingest.blocks import Block, compose
from ingest.errors import Unreadable
from ingest.office.contents import DAMAGE, Contents
from ingest.office.docx import read_docx
from ingest.office.package import Kind, kind_of
from ingest.office.pptx import read_pptx
from ingest.office.xlsx import read_xlsx
from ingest.parsed import Parsed, identity
from ingest.sources import Source
from ingest.web_page import unseen

_MOST_TEXT = 10_000_000  # characters

_READERS: Mapping[Kind, Callable[[BinaryIO], Contents]] = {
    Kind.DOCUMENT: read_docx,
    Kind.SLIDES: read_pptx,
    Kind.WORKBOOK: read_xlsx,
}


def parse_office(file: BinaryIO, source: Source, key: str) -> Iterator[Parsed]:
    """All that it shows. Macros, pictures, embedded files and links are never opened. Raises Unreadable."""
    contents = _read(file)
    composed = compose(_bounded(contents.blocks))
    if not composed.text:
        raise Unreadable("there is no text in it")
    yield Parsed(
        id=identity(source, key),
        title=contents.title or PurePosixPath(key).stem,
        text=composed.text,
        sections=composed.sections,
        pages=composed.pages,
        facts=composed.facts,
        meta={**contents.meta, **unseen(contents.dropped + composed.dropped)},
    )


def _read(file: BinaryIO) -> Contents:
    try:
        return _READERS[kind_of(file)](file)
    except DAMAGE as error:
        what = shorten(f"{type(error).__name__}: {error}", 200, placeholder=" …")
        raise Unreadable(f"it is damaged ({what}); open it and save it again") from error


def _bounded(blocks: Iterable[Block]) -> Iterator[Block]:
    length = 0
    for block in blocks:
        length += len(block.text)
        if length > _MOST_TEXT:
            raise Unreadable(f"it holds more than {_MOST_TEXT} characters: split it")
        yield block
