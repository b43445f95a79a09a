"""A saved HTML page as a document."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from index.knowledge import Audience, DocumentId, Kind
from ingest.blocks import compose
from ingest.decode import decoded
from ingest.errors import Unreadable
from ingest.front_matter import FrontMatter, key_of, understood
from ingest.html import Page, attribute, canonical_url, main_content, read_page, select, title_of
from ingest.html_blocks import blocks_of
from ingest.note_dates import DATES
from ingest.parsed import Parsed
from ingest.sources import Source

_HEARD = frozenset({"audience", "owner", "products", *DATES})
_AUDIENCES = frozenset(audience.value for audience in Audience)


def parse_html(file: BinaryIO, source: Source, key: str) -> Iterator[Parsed]:
    """The page's own part in blocks; its canonical link is the document's URL. Raises Unreadable without text."""
    page = read_page(decoded(file.read()))
    said = said_by(page, source)
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
        facts=composed.facts,
        url=canonical_url(page),
        meta={**(said.meta or {}), **unseen(page.dropped + composed.dropped)},
        audience=said.audience,
        products=said.products,
    )


def said_by(page: Page, source: Source) -> FrontMatter:
    """What the page says of itself by <meta name="audience" content="internal"> and the like. Raises Unreadable.

    A page of the web at large means its own things by these names: only an audience in our words is heard.
    """
    said: dict[str, list[str]] = {}
    for meta in select(page.root, "head > meta[name][content]"):
        key, value = key_of(attribute(meta, "name") or ""), (attribute(meta, "content") or "").strip()
        if value and key in _HEARD:
            said.setdefault(key, []).append(value)
    if source.on_the_web and source.kind is not Kind.SME_NOTE:
        said = {"audience": [word for word in said.get("audience", []) if word.lower() in _AUDIENCES]}
    return understood(said)


def unseen(characters: int) -> dict[str, str]:
    """The note that a document keeps of text left out because no reader would have seen it."""
    return {"unseen_characters": str(characters)} if characters else {}
