"""The ledger: every message, case, draft and decision, stored so that nothing is lost or doubled."""

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import Connection, Engine, and_, func, or_, select

from desk import casework
from desk.cases import Case, CaseId, Message, Priority, Stage
from desk.contributions import Contributions
from desk.database import open_database
from desk.deliveries import Deliveries
from desk.drafts import To
from desk.errors import UnknownCase
from desk.figures import Figures
from desk.history import Customer, Entry
from desk.inquiries import Inquiries
from desk.names import Names
from desk.ports import Clock
from desk.queues import Queues
from desk.recalls import Recalls
from desk.request_store import Requests
from desk.reviews import Reviews
from desk.rows import AS_SENT, AS_THEY_STAND, read_cases, read_history, read_sent
from desk.schema import cases, cursors, drafts, messages, replies, reply_sources
from desk.spending import Spending
from desk.steps import SETTLED, Step
from desk.thanks import Thanks
from desk.uses import Uses
from desk.views import Views
from desk.writing import make_case, put, write_step


class Ledger:
    """The cases in SQL. Threads may share one, and other processes may use the same database."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine
        self._writes = engine.execution_options(writes=True)

    @classmethod
    def open(cls, url: str) -> "Ledger":
        """Open the database at a SQLAlchemy URL, making or migrating its tables. Raises LedgerUnavailable."""
        return cls(open_database(url))

    def spending(self, clock: Clock) -> Spending:
        """What was spent on language models."""
        return Spending(self._reads, clock)

    @property
    def inquiries(self) -> Inquiries:
        """What the team asks the assistant."""
        return Inquiries(self._reads)

    @property
    def recalls(self) -> Recalls:
        """Sent replies that somebody should look at again."""
        return Recalls(self._reads)

    @property
    def requests(self) -> Requests:
        """Questions that cases put to experts."""
        return Requests(self._reads)

    @property
    def figures(self) -> Figures:
        """How soon, how much, how often."""
        return Figures(self._reads)

    @property
    def queues(self) -> Queues:
        """What somebody should look at first."""
        return Queues(self._reads)

    def reviews(self, clock: Clock, share: float = 0.0) -> Reviews:
        """Sent replies that are graded: each that a person worded, and a share (0 to 1) of the rest."""
        return Reviews(self._reads, clock, share)

    def views(self, front: str) -> Views:
        """Where a front shows the cases."""
        return Views(self._reads, front)

    def deliveries(self, front: str) -> Deliveries:
        """What a front was handed already."""
        return Deliveries(self._reads, front)

    def names(self, front: str) -> Names:
        """Under which people of another platform are known here."""
        return Names(self._reads, front)

    @property
    def contributions(self) -> Contributions:
        """What experts write, on its way into the knowledge."""
        return Contributions(self._reads)

    @property
    def thanks(self) -> Thanks:
        """Of agents to experts."""
        return Thanks(self._reads)

    @property
    def uses(self) -> Uses:
        """How often documents carried a reply."""
        return Uses(self._reads)

    def close(self) -> None:
        """Let go of the database."""
        self._reads.dispose()

    def receive(
        self, message: Message, *, priority: Priority, due_at: datetime, at: datetime
    ) -> CaseId | None:
        """Record a message and open, or extend, its author's case in the conversation; None when seen before.

        Each customer of a public thread has a case of their own, so that nobody's answer depends on the others.
        """
        with self._writes.begin() as connection:
            if _seen(connection, message):
                return None
            made = make_case(connection, message, priority=priority, due_at=due_at, at=at)
            if made is not None:
                step = casework.opened(made, message, priority=priority, due_at=due_at, at=at)
            else:
                case = _hold_case_of(connection, message)
                if _seen(connection, message):  # somebody else received it before we held the case
                    return None
                step = casework.customer_wrote(case, message, priority=priority, due_at=due_at, at=at)
            return write_step(connection, step).id

    def case(self, id: CaseId) -> Case:
        """Raises UnknownCase."""
        with self._reads.begin() as connection:
            return _read(connection, id)

    def cases(self, stages: Collection[Stage] | None = None, limit: int | None = None) -> list[Case]:
        """Cases at these stages (None: at any), soonest due first."""
        query = AS_THEY_STAND.order_by(cases.c.due_at, cases.c.id).limit(limit)
        if stages is not None:
            query = query.where(cases.c.stage.in_(stages))
        with self._reads.begin() as connection:
            return read_cases(connection, query)

    def without_draft(self, limit: int | None = None) -> list[Case]:
        """What the assistant should look at: new cases, and rejected ones whose customer wrote again."""
        newest = (
            select(messages.c.external_id)
            .where(messages.c.case_id == cases.c.id)
            .order_by(messages.c.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        wrote_again = and_(cases.c.stage == Stage.REJECTED, drafts.c.answers != newest)
        query = AS_THEY_STAND.where(or_(cases.c.stage == Stage.NEW, wrote_again))
        with self._reads.begin() as connection:
            return read_cases(connection, query.order_by(cases.c.due_at, cases.c.id).limit(limit))

    def apply(self, step: Step) -> Case:
        """Store a step, and what follows it, if nobody changed the case since it was read. Raises Conflict."""
        with self._writes.begin() as connection:
            return write_step(connection, step)

    def change(self, id: CaseId, take: Callable[[Case], Step | None]) -> Case:
        """Read a case, take a step and store it while nobody else can: never a Conflict. `take` must be quick.

        When `take` returns None the case stays as it is. Raises UnknownCase, and whatever `take` raises.
        """
        with self._writes.begin() as connection:
            case = _hold(connection, id)
            step = take(case)
            return case if step is None else write_step(connection, step)

    def history(self, id: CaseId) -> list[Entry]:
        """Who did what when, oldest first."""
        with self._reads.begin() as connection:
            return read_history(connection, id)

    def sent(self, limit: int | None = None) -> list[Case]:
        """Sent replies, newest first: each its case as it stood then, with that reply's draft and decision."""
        query = AS_SENT.order_by(replies.c.sent_at.desc(), replies.c.case_id.desc()).limit(limit)
        with self._reads.begin() as connection:
            return read_sent(connection, query)

    def relied_on(self, document_id: str) -> list[Case]:
        """Sent replies that cited a document, newest first, as `sent` gives them."""
        cited = and_(
            reply_sources.c.case_id == replies.c.case_id, reply_sources.c.revision == replies.c.revision
        )
        query = AS_SENT.join(reply_sources, cited).where(reply_sources.c.document_id == document_id)
        with self._reads.begin() as connection:
            return read_sent(connection, query.order_by(replies.c.sent_at.desc(), replies.c.case_id.desc()))

    def said_to_others(self, message: Message, since: datetime, limit: int = 500) -> list[str]:
        """Texts of public replies on the message's channel since then to others than its author, newest first."""
        what = and_(drafts.c.case_id == replies.c.case_id, drafts.c.version == replies.c.draft_version)
        query = (
            select(drafts.c.text)
            .select_from(replies)
            .join(drafts, what)
            .join(cases, cases.c.id == replies.c.case_id)
            .where(
                cases.c.channel == message.channel,
                cases.c.author_id != message.author_id,
                drafts.c.goes_to == To.PUBLIC,
                replies.c.sent_at >= since,
            )
            .order_by(replies.c.sent_at.desc())
            .limit(limit)
        )
        with self._reads.begin() as connection:
            return list(connection.scalars(query))

    def customer(self, case: Case) -> Customer:
        """Whoever wrote the case's newest message, and what earlier cases they had."""
        author = case.message
        query = select(func.count(messages.c.case_id.distinct()), func.max(messages.c.posted_at)).where(
            messages.c.channel == author.channel,
            messages.c.author_id == author.author_id,
            messages.c.case_id < case.id,
        )
        with self._reads.begin() as connection:
            earlier, last = connection.execute(query).one()
        return Customer(author.author_handle, author.author_name, author.author_reach, earlier, last)

    def earlier(self, case: Case, limit: int = 20) -> list[Case]:
        """The other cases of whoever wrote this one, newest first."""
        author = case.message
        theirs = and_(cases.c.channel == author.channel, cases.c.author_id == author.author_id)
        query = AS_THEY_STAND.where(theirs, cases.c.id != case.id).order_by(cases.c.id.desc()).limit(limit)
        with self._reads.begin() as connection:
            return read_cases(connection, query)

    def due_between(self, start: datetime, end: datetime) -> list[CaseId]:
        """Open cases that are due after `start`, and at `end` the latest."""
        query = select(cases.c.id).where(
            cases.c.due_at > start, cases.c.due_at <= end, cases.c.stage.not_in(SETTLED)
        )
        with self._reads.begin() as connection:
            return [CaseId(found) for found in connection.scalars(query)]

    def rested(self, now: datetime) -> list[CaseId]:
        """Cases that were snoozed until now or before."""
        query = select(cases.c.id).where(cases.c.snoozed_until <= now)
        with self._reads.begin() as connection:
            return [CaseId(found) for found in connection.scalars(query)]

    def cursor(self, channel: str) -> str | None:
        """Where to go on reading a channel; None: from its beginning."""
        with self._reads.begin() as connection:
            return connection.scalar(select(cursors.c.position).where(cursors.c.channel == channel))

    def save_cursor(self, channel: str, cursor: str) -> None:
        """Remember where to go on, once every message before it was received."""
        with self._writes.begin() as connection:
            put(connection, cursors, {"channel": channel}, {"position": cursor})


def _seen(connection: Connection, message: Message) -> bool:
    query = select(messages.c.id).where(
        messages.c.channel == message.channel, messages.c.external_id == message.external_id
    )
    return connection.scalar(query) is not None


def _hold_case_of(connection: Connection, message: Message) -> Case:
    query = select(cases.c.id).where(
        cases.c.channel == message.channel,
        cases.c.conversation == message.conversation,
        cases.c.author_id == message.author_id,
    )
    return _hold(connection, CaseId(connection.scalars(query).one()))


def _hold(connection: Connection, case_id: CaseId) -> Case:
    """The case, which nobody else can change until this transaction ends."""
    connection.execute(select(cases.c.id).where(cases.c.id == case_id).with_for_update())
    return _read(connection, case_id)


def _read(connection: Connection, case_id: CaseId) -> Case:
    found = read_cases(connection, AS_THEY_STAND.where(cases.c.id == case_id))
    if not found:
        raise UnknownCase(f"there is no case {case_id!r}; the queue lists those there are")
    return found[0]
