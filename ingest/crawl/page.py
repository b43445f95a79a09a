"""A web address and what is known of it."""

import sqlite3
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from ingest.crawl.response import Validators
from ingest.errors import Cause
from ingest.sources import Format


class Role(Enum):
    """What an address is asked for."""

    START = "start"
    SITEMAP = "sitemap"
    LINK = "link"


class State(Enum):
    """How far an address has come in the walk that saw it last."""

    WAITING = "waiting"
    FETCHED = "fetched"  # an answer or a failure is noted, nobody has looked at it yet
    LISTED = "listed"
    BEHIND = "behind"  # another page speaks for it: its canonical one, or one of the same bytes
    MOVED = "moved"
    GONE = "gone"
    IGNORED = "ignored"
    FAILED = "failed"


@dataclass(frozen=True)
class Page:
    """What is known of an address; until it is asked for again that is what the walk before learned."""

    same: str  # equal for addresses that differ only in how they are written
    address: str
    place: int  # in the order of the walk
    depth: int
    hops: int  # redirects that led here
    role: Role
    state: State
    status: int | None
    cause: Cause | None  # why it did not come
    reason: str
    location: str
    content_type: str
    robots_tag: str
    validators: Validators
    sha256: str
    target: str  # sameness of its canonical page, or of where it moved to
    links: tuple[str, ...]
    canonical: str
    index: bool  # whether it wants to be found
    format: Format | None
    stored: bool  # the library has what its bytes hold


def page_of(row: sqlite3.Row) -> Page:
    """As it is kept in a row of the table `page`."""
    return Page(
        same=row["same"],
        address=row["address"],
        place=row["place"],
        depth=row["depth"],
        hops=row["hops"],
        role=Role(row["role"]),
        state=State(row["state"]),
        status=row["status"],
        cause=Cause(row["cause"]) if row["cause"] else None,
        reason=row["reason"],
        location=row["location"],
        content_type=row["content_type"],
        robots_tag=row["robots_tag"],
        validators=Validators(row["etag"], row["last_modified"]),
        sha256=row["sha256"],
        target=row["target"],
        links=_unpacked(row["links"]),
        canonical=row["canonical"],
        index=bool(row["indexed"]),
        format=Format(row["format"]) if row["format"] else None,
        stored=bool(row["stored"]),
    )


def packed(links: Collection[str]) -> bytes:
    """Small enough to be kept for every page: most of a site's links are on all of its pages."""
    return zlib.compress("\n".join(links).encode())


def _unpacked(kept: bytes) -> tuple[str, ...]:
    return tuple(zlib.decompress(kept).decode().splitlines()) if kept else ()
