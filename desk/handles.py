"""Handles of customers on the channels, as they are linked and as they were last seen there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select

from desk.customer_schema import customer_handles
from desk.errors import StepNotPossible
from desk.schema import messages

MOST_FOUND = 10  # handles that a search shows


@dataclass(frozen=True)
class Handle:
    """Somebody on one channel, as they were last seen there. (channel, author_id) is its identity."""

    channel: str
    author_id: str
    handle: str
    name: str
    reach: int | None  # followers; None when the channel never said
    last_wrote: datetime
    linked_by: str = ""  # empty: nobody linked it to another
    linked_at: datetime | None = None


@dataclass(frozen=True)
class Pick:
    """A handle that a person chose, and the number of the customer as they saw them."""

    channel: str
    author_id: str
    number: int = 0  # of `Linked`


@dataclass(frozen=True)
class Linked:
    """The handles of one customer. The number is another after every change; 0: there is one handle, unlinked."""

    number: int
    handles: tuple[Handle, ...]  # the one asked for first, then by channel

    def pick(self, handle: Handle | None = None) -> Pick:
        """One of its handles (None: the first) as it is to be seen now."""
        chosen = handle or self.handles[0]
        return Pick(chosen.channel, chosen.author_id, self.number)


@dataclass(frozen=True)
class Alike:
    """A handle that may be the same customer's: a question to a person, with what speaks for it."""

    handle: Handle
    number: int  # of the customer that it belongs to by now
    why: str

    @property
    def pick(self) -> Pick:
        """What a person chooses who says yes."""
        return Pick(self.handle.channel, self.handle.author_id, self.number)


@dataclass(frozen=True)
class LinkChange:
    """Who linked two handles, or parted one from the others (`other` is None then), and when."""

    at: datetime
    by: str
    one: tuple[str, str]  # channel and author_id
    other: tuple[str, str] | None


def any_of(table: Table, handles: Iterable[Handle | Pick]) -> ColumnElement[bool]:
    """Rows of a table that are about any of these."""
    return or_(
        *(and_(table.c.channel == each.channel, table.c.author_id == each.author_id) for each in handles)
    )


def is_among(pick: Pick, handles: Iterable[Handle]) -> bool:
    """True when it is one of these."""
    return any((each.channel, each.author_id) == (pick.channel, pick.author_id) for each in handles)


def linked_to(connection: Connection, channel: str, author_id: str) -> Linked:
    """Every handle of whoever has this one. Raises StepNotPossible when nobody ever wrote from it."""
    mine = Pick(channel, author_id)
    number = connection.scalar(select(customer_handles.c.customer).where(any_of(customer_handles, [mine])))
    if number is None:
        return Linked(0, (_seen_last(connection, channel, author_id),))
    rows = connection.execute(
        select(customer_handles)
        .where(customer_handles.c.customer == number)
        .order_by(customer_handles.c.channel, customer_handles.c.author_id)
    ).all()
    handles = [
        _seen_last(connection, row.channel, row.author_id, row.linked_by, row.linked_at) for row in rows
    ]
    return Linked(number, tuple(sorted(handles, key=lambda each: not is_among(mine, [each]))))


def _seen_last(
    connection: Connection, channel: str, author_id: str, by: str = "", at: datetime | None = None
) -> Handle:
    theirs = and_(messages.c.channel == channel, messages.c.author_id == author_id)
    newest = connection.execute(
        select(messages.c.author_handle, messages.c.author_name, messages.c.posted_at)
        .where(theirs)
        .order_by(messages.c.posted_at.desc(), messages.c.id.desc())
        .limit(1)
    ).one_or_none()
    if newest is None:
        raise StepNotPossible(f"nobody ever wrote to us on {channel!r} as {author_id!r}; look for the handle")
    reach = connection.scalar(newest_reach(theirs))
    return Handle(channel, author_id, newest[0], newest[1], reach, newest[2], by, at)


def newest_reach(theirs: ColumnElement[bool]) -> Select[int | None]:
    """The followers that a channel told last of whoever wrote these."""
    return (
        select(messages.c.author_reach)
        .where(theirs, messages.c.author_reach.is_not(None))
        .order_by(messages.c.posted_at.desc(), messages.c.id.desc())
        .limit(1)
    )


def called(connection: Connection, wanted: str, besides: Linked, why: str) -> list[Alike]:
    """Who goes by a folded handle, newest first. Where a handle ends in its server, it counts without it, too."""
    folded = func.lower(messages.c.author_handle)
    named = or_(folded == wanted, folded.startswith(f"{wanted}@", autoescape=True))
    query = (
        select(messages.c.channel, messages.c.author_id, func.max(messages.c.id).label("newest"))
        .where(named)
        .group_by(messages.c.channel, messages.c.author_id)
        .order_by(func.max(messages.c.id).desc())
        .limit(MOST_FOUND + len(besides.handles))
    )
    found = (linked_to(connection, row.channel, row.author_id) for row in connection.execute(query).all())
    return [
        Alike(each.handles[0], each.number, why)
        for each in found
        if not is_among(each.pick(), besides.handles)
    ][:MOST_FOUND]


def bare(handle: str) -> str:
    """As people say it: folded, without @ and server."""
    return handle.removeprefix("@").partition("@")[0].casefold()
