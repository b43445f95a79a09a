"""One walk's view of its source's pages."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from sqlite3 import Connection

from ingest.crawl.memory import Pages
from ingest.crawl.page import Page, Role, State, packed, page_of
from ingest.crawl.response import Response
from ingest.errors import Cause, Unfetchable
from ingest.parsed import Failure
from ingest.sources import Format

_ADD = """
INSERT INTO page (source, same, address, run, place, depth, hops, role, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (source, same) DO UPDATE SET
    run = excluded.run, place = excluded.place, depth = excluded.depth, hops = excluded.hops,
    role = excluded.role, state = excluded.state, cause = NULL, reason = ''
WHERE page.run < excluded.run
"""
_AT_A_TIME = 500  # pages read at once


def begin(pages: Pages, source: str, settings: str) -> "Run":
    """The walk over this source: a new one, or the last one when that did not come to its end.

    What is remembered of a page (its links, its format) holds for the `settings` under which it was looked at: under
    others every page is brought once more.
    """
    last = pages.rows("SELECT * FROM run WHERE source = ? ORDER BY number DESC LIMIT 1", (source,))
    same = pages.rows("SELECT 1 FROM reading WHERE source = ? AND settings = ?", (source, settings))
    if same and last and not last[0]["finished"]:
        run = Run(pages, source, last[0]["number"])
        run.take_up()
        return run
    number = last[0]["number"] + 1 if last else 1
    with pages.changing() as connection:
        if not same:
            connection.execute("UPDATE page SET etag = '', last_modified = '' WHERE source = ?", (source,))
            connection.execute("INSERT OR REPLACE INTO reading VALUES (?, ?)", (source, settings))
        connection.execute("INSERT INTO run (source, number) VALUES (?, ?)", (source, number))
    return Run(pages, source, number)


class Run:
    """What is known of each page, written down at once. Threads may share it. A page is named by its sameness."""

    def __init__(self, pages: Pages, source: str, number: int) -> None:
        self._pages, self._source, self._number = pages, source, number
        (row,) = pages.rows("SELECT max(place) AS last FROM page WHERE source = ?", (source,))
        self._place: int = row["last"] or 0

    def take_up(self) -> None:
        """What was handed out before a crash is looked at again; what no server answered is asked for again."""
        sql = "UPDATE page SET state = ? WHERE source = ? AND run = ? AND state = ?"
        mine = (self._source, self._number)
        with self._pages.changing() as connection:
            for state in (State.LISTED, State.BEHIND):
                connection.execute(sql, (State.FETCHED.value, *mine, state.value))
            for state in (
                State.FAILED,
                State.FETCHED,
            ):  # the latter when the walk ended before it was looked at
                unanswered = (State.WAITING.value, *mine, state.value, Cause.SILENT.value)
                connection.execute(f"{sql} AND cause = ?", unanswered)

    def seen(self) -> Iterator[Page]:
        """Every page that this walk has come by, in order."""
        place = 0
        while found := self._of_this("place > ? ORDER BY place LIMIT ?", place, _AT_A_TIME):
            yield from found
            place = found[-1].place

    def due(self, after: int, most: int) -> list[Page]:
        """The next pages to ask for or to look at, in order, behind the place `after`."""
        return self._of_this(
            "place > ? AND state IN (?, ?) ORDER BY place LIMIT ?",
            *(after, State.WAITING.value, State.FETCHED.value, most),
        )

    def seen_page(self, same: str) -> Page | None:
        """As it is known; None when this walk has not come by it."""
        return next(iter(self._of_this("same = ?", same)), None)

    def body(self, same: str) -> bytes | None:
        """The bytes that were fetched, None when they are not kept."""
        rows = self._pages.rows("SELECT bytes FROM body WHERE source = ? AND same = ?", (self._source, same))
        return bytes(rows[0]["bytes"]) if rows else None

    def holds_body(self, same: str) -> bool:
        """Whether the bytes that were fetched are kept."""
        return bool(
            self._pages.rows("SELECT 1 FROM body WHERE source = ? AND same = ?", (self._source, same))
        )

    def add(
        self, found: Iterable[tuple[str, str]], *, depth: int, hops: int = 0, role: Role = Role.LINK
    ) -> None:
        """Puts (sameness, address) pairs to the end of the walk; what it has come by stays where it is."""
        rows = []
        for same, address in found:
            self._place += 1
            rows.append((same, address, self._number, self._place, depth, hops, role.value))
        with self._pages.changing() as connection:
            connection.executemany(_ADD, [(self._source, *row, State.WAITING.value) for row in rows])

    def add_unseen(self) -> list[Page]:
        """Puts the documents that no link has led to this time to the end of the walk, and says which."""
        unseen = self._select("run < ? AND stored = 1 ORDER BY place", self._number)
        for page in unseen:
            self.add([(page.same, page.address)], depth=page.depth)
        return unseen

    def ask_again(self, page: Page) -> None:
        """Puts it to the end of the walk, to be brought whole."""
        self._place += 1
        self._update(page.same, state=State.WAITING.value, place=self._place, etag="", last_modified="")

    def arrived(self, same: str, response: Response) -> None:
        """Notes an answer, and its bytes."""
        came = {"state": State.FETCHED.value, "status": response.status, "cause": None, "reason": ""}
        with self._pages.changing() as connection:
            self._write(connection, same, {**came, "location": response.location or ""})
            if response.location is None and not response.unchanged:
                self._write_body(connection, same, response)

    def _write_body(self, connection: Connection, same: str, response: Response) -> None:
        digest = sha256(response.body).hexdigest() if response.body else ""
        connection.execute(
            "UPDATE page SET stored = stored AND sha256 = ? AND content_type = ? WHERE source = ? AND same = ?",
            (digest, response.content_type, self._source, same),
        )
        described = {
            "content_type": response.content_type,
            "robots_tag": response.headers.get("x-robots-tag", ""),
            "etag": response.validators.etag,
            "last_modified": response.validators.last_modified,
            "sha256": digest,
        }
        self._write(connection, same, described)
        if response.body:
            connection.execute(
                "INSERT OR REPLACE INTO body (source, same, bytes) VALUES (?, ?, ?)",
                (self._source, same, response.body),
            )

    def missed(self, same: str, error: Unfetchable) -> None:
        """Notes that it did not come, and why."""
        state, cause = State.FETCHED.value, error.cause.value
        self._update(same, state=state, status=error.status, cause=cause, reason=str(error))

    def understood(
        self, page: Page, links: Collection[str], canonical: str, *, index: bool, form: Format | None
    ) -> None:
        """Notes what its bytes say, for the day on which they do not change."""
        written = form.value if form else None
        self._update(page.same, links=packed(links), canonical=canonical, indexed=int(index), format=written)

    def settle(self, page: Page, state: State, *, target: str = "", reason: str = "") -> None:
        """Notes what came of it."""
        stored = page.stored and state in (State.LISTED, State.FAILED)
        self._update(page.same, state=state.value, target=target, reason=reason, stored=int(stored))

    def behind(self) -> list[Page]:
        """The pages that another one should speak for, in order."""
        return self._of_this("state = ? ORDER BY place", State.BEHIND.value)

    def listed_twin(self, page: Page) -> Page | None:
        """The page of the same bytes that is listed already."""
        found = self._of_this(
            "same <> ? AND sha256 = ? AND sha256 <> '' AND state = ? ORDER BY place LIMIT 1",
            *(page.same, page.sha256, State.LISTED.value),
        )
        return next(iter(found), None)

    def elder_twin(self, page: Page) -> Page | None:
        """The page of the same bytes that is in the library, and that this walk has still to come by."""
        found = self._select(
            "same <> ? AND sha256 = ? AND sha256 <> '' AND stored = 1 AND (run < ? OR state IN (?, ?)) LIMIT 1",
            *(page.same, page.sha256, self._number, State.WAITING.value, State.FETCHED.value),
        )
        return next(iter(found), None)

    def stored(self, addresses: Collection[str]) -> None:
        """The library has what these pages hold: their bytes are let go."""
        with self._pages.changing() as connection:
            for address in addresses:
                named = (self._source, address)
                connection.execute("UPDATE page SET stored = 1 WHERE source = ? AND address = ?", named)
                connection.execute(
                    "DELETE FROM body WHERE source = ? AND same IN "
                    "(SELECT same FROM page WHERE source = ? AND address = ?)",
                    (self._source, *named),
                )

    def refuse(self, address: str, reason: str) -> None:
        """Notes that an address was left out; of those with one reason the first is named."""
        with self._pages.changing() as connection:
            connection.execute(
                "INSERT INTO refusal (source, run, reason, address) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (source, run, reason) DO UPDATE SET times = times + 1",
                (self._source, self._number, reason, address),
            )

    def failures(self) -> list[Failure]:
        """What could not be fetched, in order, and then what was left out."""
        failed = self._of_this("state = ? ORDER BY place", State.FAILED.value)
        refused = self._pages.rows(
            "SELECT address, reason, times FROM refusal WHERE source = ? AND run = ? ORDER BY rowid",
            (self._source, self._number),
        )
        return [Failure(page.address, page.reason) for page in failed] + [
            Failure(row["address"], row["reason"] + (f" ({row['times']} times)" if row["times"] > 1 else ""))
            for row in refused
        ]

    def finish(self) -> None:
        """The walk came to its end: the next one starts anew. Bytes that nobody is going to ask for are let go."""
        mine = (self._source, self._number)
        with self._pages.changing() as connection:
            connection.execute("UPDATE run SET finished = 1 WHERE source = ? AND number = ?", mine)
            connection.execute("DELETE FROM run WHERE source = ? AND number < ?", mine)
            connection.execute("DELETE FROM refusal WHERE source = ? AND run < ?", mine)
            connection.execute(
                "DELETE FROM body WHERE source = ? AND same IN "
                "(SELECT same FROM page WHERE source = ? AND (stored OR state <> ?) AND role <> ?)",
                (self._source, self._source, State.LISTED.value, Role.SITEMAP.value),
            )

    def forget_unseen(self) -> None:
        """Lets go of the pages that only earlier walks have come by."""
        with self._pages.changing() as connection:
            for table in ("body", "page"):
                connection.execute(
                    f"DELETE FROM {table} WHERE source = ? AND same IN "
                    "(SELECT same FROM page WHERE source = ? AND run < ?)",
                    (self._source, self._source, self._number),
                )

    def _of_this(self, where: str, *values: object) -> list[Page]:
        return self._select(f"run = ? AND {where}", self._number, *values)

    def _select(self, where: str, *values: object) -> list[Page]:
        rows = self._pages.rows(f"SELECT * FROM page WHERE source = ? AND {where}", (self._source, *values))
        return [page_of(row) for row in rows]

    def _update(self, same: str, **known: object) -> None:
        with self._pages.changing() as connection:
            self._write(connection, same, known)

    def _write(self, connection: Connection, same: str, known: Mapping[str, object]) -> None:
        named = ", ".join(f"{name} = ?" for name in known)
        connection.execute(
            f"UPDATE page SET {named} WHERE source = ? AND same = ?", (*known.values(), self._source, same)
        )
