"""A post's text as X gives it out: handles that a reply begins with, short links, and `&` `<` `>` escaped.

So a client that looks for its own text has to know what X does to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import Any

from assist.text.length import links_in
from bots.simulator.world.posts import Post, account_id, handles_in, leading_handles
from bots.simulator.world.store import World

Json = dict[str, Any]
_CODE = 10  # characters of a short link behind https://t.co/, so that it has 23


@dataclass(frozen=True)
class Wire:
    """The text of a post as it goes out, where its visible part begins, and its links."""

    text: str
    visible_from: int
    links: tuple[tuple[str, str], ...]  # each short one with the long one


def wire_of(world: World, post: Post) -> Wire:
    """How X gives out a public post."""
    handles = _filled_in(world, post)
    links = tuple((_short(link), link) for link in links_in(post.text))
    text = escape(post.text, quote=False)
    for short, link in sorted(links, key=lambda pair: len(pair[1]), reverse=True):
        text = text.replace(escape(link, quote=False), short)
    return Wire(handles + text, len(handles), links)


def link_entities(wire: Wire) -> Iterator[Json]:
    """The links of a text, where they stand and what they stand for."""
    for short, link in dict(wire.links).items():
        start = wire.text.find(short)
        if start >= 0:
            whole = link if "://" in link else f"http://{link}"
            yield {
                "start": start,
                "end": start + len(short),
                "url": short,
                "expanded_url": whole,
                "display_url": whole.split("://", 1)[1][:30],
            }


def mention_entities(world: World, text: str) -> Iterator[Json]:
    """The accounts that a text names, and where."""
    for start, end, handle in handles_in(text):
        known = world.people.by_handle(handle)
        if known is not None:
            yield {"start": start, "end": end, "username": handle, "id": str(known.number)}


def _filled_in(world: World, post: Post) -> str:
    parent = world.posts.post(post.in_reply_to) if post.in_reply_to else None
    if parent is None or parent.author_id == post.author_id:
        return ""
    named = leading_handles(post.text) | {account_id(handle) for _, _, handle in handles_in(post.text)}
    return "" if parent.author_id in named else f"@{parent.author_handle} "


def _short(link: str) -> str:
    return f"https://t.co/{sha256(link.encode()).hexdigest()[:_CODE]}"
