"""Customers' recorded messages come onto the simulated X, as if they were written there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC

from bots.simulator.rows import BadRow, Row, read_rows
from bots.simulator.world.accounts import Account
from bots.simulator.world.deeds import addresses_us, put_up
from bots.simulator.world.posts import Post, account_id
from bots.simulator.world.store import World


@dataclass(frozen=True)
class Fed:
    """What became of the rows of a replay: taken in, known before, or not to be read."""

    taken: int
    known: int
    bad: tuple[BadRow, ...]


def feed(world: World, rows: Iterable[object], our_handles: Sequence[str]) -> Fed:
    """Customers write, one row each (see `rows.Row`); a bad row is named and the rest goes on."""
    good, bad = read_rows(rows, our_handles)
    taken = sum(_put(world, row, account_id(our_handles[0])) for row in good)
    return Fed(taken, len(good) - taken, tuple(bad))


def _put(world: World, row: Row, us: str) -> bool:
    if world.posts.post(row.id) is not None:
        return False
    author = _author(world, row)
    parent = world.posts.post(row.in_reply_to) if row.in_reply_to else None
    post = Post(
        id=row.id,
        author_id=author.key,
        author_handle=row.author.removeprefix("@"),
        author_name=row.author_name or row.author.removeprefix("@"),
        text=row.text,
        created_at=row.created_at.astimezone(UTC),
        direct=row.direct,
        conversation=row.conversation or _conversation(row, parent, author.key),
        in_reply_to=row.in_reply_to,
        recipient_id=us if row.direct else None,
        author_reach=row.author_reach,
        quoted=row.quoted or "",
        link_titles=row.link_titles,
        receives_dm=row.receives_dm,
        number=world.posts.number_for(row.id, row.created_at),
    )
    return put_up(world, replace(post, mentions_us=addresses_us(world, post))) is not None


def _author(world: World, row: Row) -> Account:
    author = world.people.join(row.author, row.created_at.astimezone(UTC), name=row.author_name)
    said = {"followers": row.author_reach, "takes_dms": row.receives_dm}
    known = replace(author, **{name: value for name, value in said.items() if value is not None})  # type: ignore[arg-type]  # the fields take just these
    if known != author:
        world.people.put(known)
    return known


def _conversation(row: Row, parent: Post | None, author_id: str) -> str:
    if row.direct:
        return f"dm-{author_id}"
    return parent.conversation if parent else row.in_reply_to or row.id
