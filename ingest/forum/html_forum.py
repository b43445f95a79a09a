"""Saved pages of any forum, by the CSS selectors that its source names."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from index.knowledge import DocumentId
from ingest.decode import decoded
from ingest.errors import Unreadable
from ingest.forum.thread import Post, Thread, document_of
from ingest.html import (
    Element,
    Page,
    attribute,
    before,
    canonical_url,
    first,
    matches,
    read_page,
    remove,
    select,
    text_of,
    title_of,
)
from ingest.html_blocks import blocks_of
from ingest.parsed import Outcome, PassedOver
from ingest.sources import Selectors, Source


def parse_html_forum(file: BinaryIO, source: Source, key: str) -> Iterator[Outcome]:
    """The page's question with its accepted solution, linked to that post; without one it is passed over.

    With `source.unaccepted` a question without a solution comes with all its replies, trusted less.
    Raises Unreadable when the selectors do not fit the page.
    """
    selectors = source.selectors
    if selectors is None:
        raise Unreadable("a saved forum page needs selectors in the settings of its source (post and body)")
    page = read_page(decoded(file.read()))
    remove(page.root, selectors.skip)
    question, *replies = _posts(page, selectors)
    solution = next((reply for reply in replies if _accepted(reply, selectors)), None)
    if solution is None and not (source.unaccepted and replies):
        yield PassedOver(f"{source.name}/{key}")
        return
    anchor = _anchor(solution, selectors) if solution else None
    url = canonical_url(page)
    link = "#".join(filter(None, (url or f"{source.name}/{key}", anchor)))
    thread = Thread(
        title=text_of(first(page.root, selectors.title))
        or title_of(page, page.root)
        or PurePosixPath(key).stem,
        question=_post(question, selectors),
        replies=[_post(reply, selectors) for reply in ([solution] if solution else replies)],
        accepted=solution is not None,
        unseen=page.dropped,
    )
    yield document_of(thread, id=DocumentId(link), url=link if url else None)


def _posts(page: Page, selectors: Selectors) -> list[Element]:
    posts = [post for post in select(page.root, selectors.post) if first(post, selectors.body)]
    if not posts:
        raise Unreadable(
            f"no post with a body: selectors {selectors.post!r} and {selectors.body!r} match nothing"
        )
    return posts


def _accepted(post: Element, selectors: Selectors) -> bool:
    css = selectors.accepted
    return css is not None and (matches(post, css) or first(post, css) is not None)


def _post(post: Element, selectors: Selectors) -> Post:
    author = text_of(first(post, selectors.author)) or None
    said = {"author": author, "date": text_of(first(post, selectors.date))}
    body = first(post, selectors.body)
    blocks = tuple(blocks_of(body)) if body else ()
    return Post(blocks, author, {name: value for name, value in said.items() if value})


def _anchor(post: Element, selectors: Selectors) -> str | None:
    """The id that links to the post: its own, that of something in it, or that of what stands right before it."""
    css = selectors.anchor
    if css is None:
        return None
    previous = before(post)
    around = [post, *([previous] if previous else [])]
    found = next((element for element in around if matches(element, css)), None) or first(post, css)
    return (attribute(found, "id") or attribute(found, "name")) if found else None
