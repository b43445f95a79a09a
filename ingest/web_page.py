"""A saved HTML page as a document."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from index.knowledge import DocumentId
from ingest.blocks import compose
from ingest.decode import decoded
from ingest.errors import Unreadable
from ingest.html import canonical_url, main_content, read_page, title_of
from ingest.html_blocks import blocks_of
from ingest.parsed import Parsed
from ingest.sources import Source


def parse_html(file: BinaryIO, source: Source, key: str) -> Iterator[Parsed]:
    """The page's own part in blocks; its canonical link is the document's URL. Raises Unreadable without text."""
    page = read_page(decoded(file.read()))
    content = main_content(page)
    title = title_of(page, content) or PurePosixPath(key).stem
    composed = compose(blocks_of(content))
    if not composed.text:
        raise Unreadable("the page shows no text")
    yield Parsed(
        id=DocumentId(f"{source.name}/{key}"),
        title=title,
        text=composed.text,
        sections=composed.sections,
        url=canonical_url(page),
        meta=unseen(page.dropped + composed.dropped),
    )


def unseen(characters: int) -> dict[str, str]:
    """The note that a document keeps of text left out because no reader would have seen it."""
    return {"unseen_characters": str(characters)} if characters else {}
