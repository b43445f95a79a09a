"""A Markdown file as a document: rendered by markdown-it and read like any HTML page."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from markdown_it import MarkdownIt

from index.knowledge import DocumentId
from ingest.blocks import Role, compose
from ingest.decode import decoded
from ingest.errors import Unreadable
from ingest.front_matter import split_front_matter
from ingest.html import main_content, read_page
from ingest.html_blocks import blocks_of
from ingest.parsed import Parsed
from ingest.plain import plain
from ingest.sources import Source
from ingest.web_page import unseen

_NAMED_HEADING = re.compile(r"^(#{1,6}[^\n]*?)[ \t]*\{[#.:][^}\n]*\}[ \t]*$", re.MULTILINE)
_ALERT = re.compile(r"^((?:>[ \t]?)+)\[!([A-Z])([A-Z]+)\][ \t]*$", re.MULTILINE)


def parse_markdown(file: BinaryIO, source: Source, key: str) -> Iterator[Parsed]:
    """The rendered page in blocks, with what its front matter says. Raises Unreadable without text."""
    cleaned = plain(decoded(file.read()))
    front, body = split_front_matter(cleaned.text)
    page = read_page(rendered(body))
    blocks = list(blocks_of(main_content(page)))
    composed = compose(blocks)
    if not composed.text:
        raise Unreadable("there is no text in it")
    headings = [block.text for block in blocks if block.role is Role.HEADING]
    yield Parsed(
        id=DocumentId(f"{source.name}/{key}"),
        title=front.title or " ".join((headings or [PurePosixPath(key).stem])[0].split()),
        text=composed.text,
        sections=composed.sections,
        facts=composed.facts,
        meta={**(front.meta or {}), **unseen(cleaned.dropped + page.dropped + composed.dropped)},
        audience=front.audience,
        products=front.products,
    )


def rendered(text: str) -> str:
    """HTML of CommonMark with tables; names given to headings ("{#top}") go, "[!NOTE]" becomes "Note:"."""
    text = _NAMED_HEADING.sub(r"\1", text)
    text = _ALERT.sub(lambda found: f"{found[1]}{found[2]}{found[3].lower()}:", text)
    html: str = MarkdownIt("commonmark").enable("table").render(text)
    return html
