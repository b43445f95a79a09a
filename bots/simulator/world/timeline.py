"""The posts and direct messages of the simulated X inside one transaction."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from bots.simulator.world.posts import (
    IDS_IN_A_MILLISECOND,
    Post,
    account_id,
    handles_in,
    leading_handles,
    number_in,
    snowflake,
)
from bots.simulator.world.rows import POST_COLUMNS, post_of, values_of

_STANDING = "NOT direct AND NOT superseded AND deleted_at IS NULL"


class Timeline:
    """Posts. Each has an arrival number, which counts up for ever and moves on when the post is deleted."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def next_number(self, at: datetime) -> int:
        """An id that nothing has yet, of this moment."""
        first = snowflake(at)
        [last] = self._connection.execute(
            "SELECT MAX(number) FROM post WHERE number >= ? AND number < ?",
            (first, first + IDS_IN_A_MILLISECOND),
        ).fetchone()
        return first if last is None else int(last) + 1

    def number_for(self, id: str, at: datetime) -> int:
        """The number of a new post with this id: the id itself when it is one."""
        number = number_in(id)
        if number is not None and self.by_number(number) is None:
            return number
        return self.next_number(at)

    def add(self, post: Post) -> bool:
        """False when a post with this id stands already; that one is left as it is."""
        values = values_of(post)
        marks = ", ".join("?" * len(values))
        cursor = self._connection.execute(
            f"INSERT OR IGNORE INTO post ({POST_COLUMNS}) VALUES ({marks})", values
        )
        if cursor.rowcount == 1 and not post.direct:
            self._note_mentions(post)
        return cursor.rowcount == 1

    def post(self, id: str) -> Post | None:
        """One post; None when there is none with this id."""
        return next(iter(self._posts("id = ?", id)), None)

    def by_number(self, number: int) -> Post | None:
        """One post by the id that X's API speaks of."""
        return next(iter(self._posts("number = ?", number)), None)

    def number_of(self, id: str) -> int | None:
        """The number of a post that may not stand here; None when it has none."""
        row = self._connection.execute("SELECT number FROM post WHERE id = ?", [id]).fetchone()
        return int(row[0]) if row else number_in(id)

    def arrived(self, after: int) -> list[tuple[int, Post]]:
        """What customers wrote or took back after an arrival number, each with its own, in order."""
        condition = "NOT ours AND NOT superseded AND arrival > ? ORDER BY arrival"
        rows = self._connection.execute(
            f"SELECT arrival, {POST_COLUMNS} FROM post WHERE {condition}", [after]
        )
        return [(arrival, post_of(row)) for arrival, *row in rows]

    def ours(self) -> list[Post]:
        """What we wrote, oldest first."""
        return self._posts("ours ORDER BY arrival")

    def ours_to(self, recipient_id: str) -> list[Post]:
        """What we wrote to one customer, oldest first."""
        return self._posts("ours AND recipient_id = ? ORDER BY arrival", recipient_id)

    def public_to(self, author_id: str, recipient_id: str | None) -> list[Post]:
        """What stands of one account's public posts to another, or (None) to nobody, oldest first."""
        return self._posts(
            f"recipient_id IS ? AND author_id = ? AND {_STANDING} ORDER BY number", recipient_id, author_id
        )

    def by(self, author_id: str) -> list[Post]:
        """What stands of one account's public posts, newest first."""
        return self._posts(f"author_id = ? AND {_STANDING} ORDER BY number DESC", author_id)

    def wrote_directly(self, author_id: str, recipient_id: str | None = None) -> bool:
        """True when an account ever sent a direct message; with `recipient_id`, to that one or to us all."""
        condition = "author_id = ? AND direct AND (recipient_id IS NULL OR recipient_id = ?) LIMIT 1"
        return bool(self._posts(condition, author_id, recipient_id))

    def mentioning(self, key: str, *, above: int, below: int, limit: int, reach: int) -> list[Post]:
        """Public posts that mention an account with numbers between two, newest first.

        Only the newest `reach` mentions can be had at all.
        """
        oldest = self._connection.execute(
            "SELECT number FROM mention WHERE account = ? ORDER BY number DESC LIMIT 1 OFFSET ?",
            (key, reach - 1),
        ).fetchone()
        above = max(above, int(oldest[0]) - 1 if oldest else 0)
        return self._posts(
            "number IN (SELECT number FROM mention WHERE account = ? AND number > ? AND number < ?)"
            f" AND {_STANDING} AND author_id <> ? ORDER BY number DESC LIMIT ?",
            *(key, above, below, key, limit),
        )

    def mentioned(self, number: int, *, spelled: bool = False) -> frozenset[str]:
        """Keys of the accounts that a post mentions; without `spelled` also those that a reply does by itself."""
        rows = self._connection.execute(
            "SELECT account FROM mention WHERE number = ? AND spelled >= ?", (number, spelled)
        )
        return frozenset(key for (key,) in rows)

    def quoting(self, id: str) -> list[Post]:
        """Public posts that quote one, newest first."""
        return self._posts(f"quotes = ? AND {_STANDING} ORDER BY number DESC", id)

    def in_conversation(self, conversation: str) -> list[Post]:
        """What stands in a conversation, newest first."""
        return self._posts(f"conversation = ? AND {_STANDING} ORDER BY number DESC", conversation)

    def between(self, above: int, below: int) -> list[Post]:
        """Public posts with numbers between two, newest first."""
        return self._posts(f"number > ? AND number < ? AND {_STANDING} ORDER BY number DESC", above, below)

    def direct_messages(self, one: str, other: str | None = None) -> list[Post]:
        """Direct messages that an account sent or got, newest first; with `other`, of these two."""
        condition = "direct AND deleted_at IS NULL AND ? IN (author_id, recipient_id)"
        values = [one]
        if other is not None:
            condition += " AND ? IN (author_id, recipient_id)"
            values.append(other)
        return self._posts(f"{condition} ORDER BY number DESC", *values)

    def versions(self, first: str) -> list[Post]:
        """Every version of a post, oldest first."""
        return self._posts("id = ? OR first_id = ? ORDER BY number", first, first)

    def replies_to(self, id: str) -> int:
        """How many public replies stand under a post."""
        return self._count("in_reply_to = ?", id)

    def count_by(self, author_id: str) -> int:
        """How many public posts of an account stand."""
        return self._count("author_id = ?", author_id)

    def supersede(self, id: str) -> None:
        """A newer version stands in a post's place."""
        self._connection.execute("UPDATE post SET superseded = 1 WHERE id = ?", [id])

    def delete(self, first: str, at: datetime) -> None:
        """Takes a post back, with all its versions."""
        for post in self.versions(first):
            self._connection.execute(
                "UPDATE post SET deleted_at = ?, arrival = (SELECT MAX(arrival) + 1 FROM post) WHERE id = ?",
                (at.isoformat(), post.id),
            )

    def _note_mentions(self, post: Post) -> None:
        parent = self.post(post.in_reply_to) if post.in_reply_to else None
        by_itself = {parent.author_id} | self.mentioned(parent.number) if parent else set()
        named = {account_id(handle) for _, _, handle in handles_in(post.text)}
        filled_in = leading_handles(post.text) & by_itself
        spelled = {key: int(key not in filled_in) for key in named}
        if parent is not None:
            spelled.setdefault(parent.author_id, 0)
        self._connection.executemany(
            "INSERT OR REPLACE INTO mention (account, number, spelled) VALUES (?, ?, ?)",
            [(key, post.number, said) for key, said in spelled.items()],
        )

    def _count(self, condition: str, *values: object) -> int:
        [count] = self._connection.execute(
            f"SELECT COUNT(*) FROM post WHERE {condition} AND {_STANDING}", values
        ).fetchone()
        return int(count)

    def _posts(self, condition: str, *values: object) -> list[Post]:
        rows: Iterable[tuple[object, ...]] = self._connection.execute(
            f"SELECT {POST_COLUMNS} FROM post WHERE {condition}", values
        )
        return [post_of(row) for row in rows]
