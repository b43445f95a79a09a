"""One customer over channels: handles that a person linked, with who and when. Nothing is linked by itself."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Engine, and_, delete, func, insert, or_, select, update

from desk.cases import Case, Person
from desk.customer_schema import customer_handles, customer_links
from desk.errors import Conflict, StepNotPossible
from desk.guards import expect_approver
from desk.handles import (
    Alike,
    Handle,
    LinkChange,
    Linked,
    Pick,
    any_of,
    bare,
    called,
    is_among,
    linked_to,
    newest_reach,
)
from desk.history import Customer
from desk.rows import AS_THEY_STAND, read_cases
from desk.schema import cases, messages
from desk.writing import put_if_new


class Customers:
    """The links in SQL. They are opened on a ledger's database."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine
        self._writes = engine.execution_options(writes=True)

    def linked(self, channel: str, author_id: str) -> Linked:
        """Every handle of whoever has this one. Raises StepNotPossible when nobody ever wrote from it."""
        with self._reads.begin() as connection:
            return linked_to(connection, channel, author_id)

    def link(self, one: Pick, other: Pick, by: Person, at: datetime) -> Linked:
        """Two handles, and all that are linked to either, are one customer from now on.

        Raises NotAllowed, StepNotPossible, and Conflict when either is not linked as the person saw it.
        """
        expect_approver(by, "link handles")
        with self._writes.begin() as connection:
            both = [_as_seen(connection, each) for each in (one, other)]
            if is_among(other, both[0].handles):
                raise StepNotPossible(
                    "these handles belong to one customer already; there is nothing to link"
                )
            number = _note(connection, one, other, by, at)
            for each in both:
                _renumber(connection, each, number, by, at)
            return linked_to(connection, one.channel, one.author_id)

    def unlink(self, pick: Pick, by: Person, at: datetime) -> Linked:
        """This handle stands by itself again; the others stay linked. Raises as `link` does."""
        expect_approver(by, "unlink handles")
        with self._writes.begin() as connection:
            seen = _as_seen(connection, pick)
            if not seen.number:
                raise StepNotPossible("this handle is linked to no other; there is nothing to unlink")
            number = _note(connection, pick, None, by, at)
            rest = [each for each in seen.handles if not is_among(pick, [each])]
            _part(connection, seen.number, [pick] if len(rest) > 1 else seen.handles)
            if len(rest) > 1:
                _renumber(connection, Linked(seen.number, tuple(rest)), number, by, at)
            return linked_to(connection, pick.channel, pick.author_id)

    def record(self, linked: Linked) -> list[LinkChange]:
        """What people linked and parted of these handles, oldest first."""
        named = or_(
            any_of(customer_links, linked.handles),
            *(
                and_(
                    customer_links.c.other_channel == each.channel,
                    customer_links.c.other_author_id == each.author_id,
                )
                for each in linked.handles
            ),
        )
        query = select(customer_links).where(named).order_by(customer_links.c.id)
        with self._reads.begin() as connection:
            return [
                LinkChange(
                    row.at,
                    row.by,
                    (row.channel, row.author_id),
                    (row.other_channel, row.other_author_id) if row.linked else None,
                )
                for row in connection.execute(query)
            ]

    def called(self, handle: str, besides: Linked) -> list[Alike]:
        """Who goes by this handle on any channel and is not linked to these yet; large letters and small are one."""
        wanted = handle.strip().removeprefix("@").casefold()
        if not wanted:
            return []
        with self._reads.begin() as connection:
            return called(connection, wanted, besides, "you looked for this handle")

    def alike(self, linked: Linked) -> list[Alike]:
        """Handles on other channels that are spelt the same: to be asked about, never to be linked by itself."""
        spelt = dict.fromkeys(bare(each.handle) for each in linked.handles if each.handle)
        known = {each.channel for each in linked.handles}
        with self._reads.begin() as connection:
            found = [
                each
                for name in spelt
                for each in called(connection, name, linked, f"the same handle, {name!r}, on another channel")
            ]
        return list({each.pick: each for each in found if each.handle.channel not in known}.values())

    def customer(self, case: Case) -> Customer:
        """Whoever wrote the case's newest message, and their earlier cases over all linked handles."""
        author = case.message
        with self._reads.begin() as connection:
            theirs = any_of(messages, linked_to(connection, author.channel, author.author_id).handles)
            query = select(func.count(messages.c.case_id.distinct()), func.max(messages.c.posted_at))
            earlier, last = connection.execute(query.where(theirs, messages.c.case_id < case.id)).one()
            reach = connection.scalar(newest_reach(theirs))
        return Customer(author.author_handle, author.author_name, reach, earlier, last)

    def earlier(self, case: Case, limit: int) -> list[Case]:
        """The other cases of whoever wrote this one, over all linked handles, newest first."""
        author = case.message
        with self._reads.begin() as connection:
            theirs = any_of(cases, linked_to(connection, author.channel, author.author_id).handles)
            query = AS_THEY_STAND.where(theirs, cases.c.id != case.id).order_by(cases.c.id.desc())
            return read_cases(connection, query.limit(limit))


def _as_seen(connection: Connection, pick: Pick) -> Linked:
    linked = linked_to(connection, pick.channel, pick.author_id)
    if linked.number != pick.number:
        raise Conflict("somebody linked or unlinked a handle of this customer meanwhile; look at them again")
    return linked


def _note(connection: Connection, one: Pick, other: Pick | None, by: Person, at: datetime) -> int:
    values = {
        "at": at,
        "by": by.name,
        "linked": other is not None,
        "channel": one.channel,
        "author_id": one.author_id,
        "other_channel": other.channel if other else None,
        "other_author_id": other.author_id if other else None,
    }
    made = connection.execute(insert(customer_links).values(values).returning(customer_links.c.id))
    return int(made.scalar_one())


def _renumber(connection: Connection, linked: Linked, number: int, by: Person, at: datetime) -> None:
    """All its handles belong to the customer of this number now. Raises Conflict when they changed meanwhile."""
    if linked.number:
        old = update(customer_handles).where(customer_handles.c.customer == linked.number)
        changed = connection.execute(old.values(customer=number)).rowcount
    else:
        (alone,) = linked.handles
        key: dict[str, object] = {"channel": alone.channel, "author_id": alone.author_id}
        values: dict[str, object] = {"customer": number, "linked_by": by.name, "linked_at": at}
        changed = put_if_new(connection, customer_handles, key, values)
    _expect(changed, len(linked.handles))


def _part(connection: Connection, number: int, handles: Iterable[Handle | Pick]) -> None:
    gone = list(handles)
    theirs = and_(customer_handles.c.customer == number, any_of(customer_handles, gone))
    _expect(connection.execute(delete(customer_handles).where(theirs)).rowcount, len(gone))


def _expect(changed: int, wanted: int) -> None:
    if changed != wanted:
        raise Conflict("somebody linked or unlinked a handle of this customer at the same moment; look again")
