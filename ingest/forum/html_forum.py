"""Saved pages of any forum, by the CSS selectors that its source names."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from index.knowledge import DocumentId
from ingest.decode import decoded
from ingest.errors import Unreadable
from ingest.forum.addresses import address_of
from ingest.forum.post_body import Body, body_in
from ingest.forum.qapage import stated_thread
from ingest.forum.thread import Author, Place, Post, Thread, outcome_of
from ingest.html import (
    Element,
    Page,
    attribute,
    before,
    first,
    matches,
    read_page,
    remove,
    select,
    text_of,
    title_of,
)
from ingest.parsed import Outcome, PassedOver, identity
from ingest.sources import Selectors, Source


def parse_html_forum(file: BinaryIO, source: Source, key: str) -> Iterator[Outcome]:
    """The page's question with its accepted solution, linked to that post; without one it is passed over.

    With `source.unaccepted` a question without a solution comes with all its replies, trusted less. Without selectors
    the page has to say itself what is what, as schema.org's QAPage. Raises Unreadable when they do not fit the page.
    """
    markup = decoded(file.read())
    if source.selectors:
        thread: Thread | None = _thread(read_page(markup), source.selectors, source, key)
    else:
        thread = stated_thread(markup, source, key)
    if thread:
        yield outcome_of(thread, unaccepted=source.unaccepted)
    elif "://" in key:  # a page of a forum that is no thread
        yield PassedOver(identity(source, key))
    else:
        raise Unreadable(
            "a saved forum page needs selectors in the settings of its source (post and body): it does not say itself "
            "what is question and solution, as schema.org's QAPage would"
        )


def _thread(page: Page, selectors: Selectors, source: Source, key: str) -> Thread:
    remove(page.root, selectors.skip)
    question, *replies = _posts(page, selectors)
    url = address_of(page, key)
    place = Place(DocumentId(url or identity(source, key)), url)
    return Thread(
        place=place,
        title=text_of(first(page.root, selectors.title))
        or title_of(page, page.root)
        or PurePosixPath(key).stem,
        question=_post(question, selectors, place),
        replies=[_post(reply, selectors, place) for reply in replies],
        unseen=page.dropped,
    )


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


def _post(post: Element, selectors: Selectors, thread: Place) -> Post:
    body, name = first(post, selectors.body), text_of(first(post, selectors.author))
    anchor = _anchor(post, selectors)
    return Post(
        body=body_in(body) if body else Body(()),
        author=Author(name) if name else None,
        place=_at(thread, anchor) if anchor else None,
        written_at=_date(first(post, selectors.date)),
        accepted=_accepted(post, selectors),
    )


def _at(thread: Place, anchor: str) -> Place:
    return Place(DocumentId(f"{thread.id}#{anchor}"), f"{thread.url}#{anchor}" if thread.url else None)


def _date(shown: Element | None) -> str | None:
    """The moment that the page gives with the date, else the date as it is shown; None without either."""
    return (attribute(shown, "datetime") if shown else None) or text_of(shown) or None


def _anchor(post: Element, selectors: Selectors) -> str | None:
    """The id that links to the post: its own, that of something in it, or that of what stands right before it."""
    css = selectors.anchor
    if css is None:
        return None
    previous = before(post)
    around = [post, *([previous] if previous else [])]
    found = next((element for element in around if matches(element, css)), None) or first(post, css)
    return (attribute(found, "id") or attribute(found, "name")) if found else None
