"""The ledger: every message, case, draft and decision, stored so that nothing is lost or doubled."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, Engine, and_, or_, select

from desk import casework, lookups, rewording
from desk.alarm_store import Alarms
from desk.arrivals import Arrivals
from desk.cases import Case, CaseId, Priority, Stage
from desk.consents import Consents
from desk.contributions import Contributions
from desk.customers import Customers
from desk.database import open_database
from desk.deliveries import Deliveries
from desk.drafts import To
from desk.figures import Figures
from desk.heard import HeardMessages
from desk.history import Customer, Entry
from desk.holding import hold, hold_case_of, read_case
from desk.incident_store import Incidents
from desk.inquiries import Inquiries
from desk.messages import Gone, Message
from desk.names import Names
from desk.ports import Clock
from desk.postscript_store import Postscripts
from desk.queues import Queues
from desk.recalls import Recalls
from desk.request_store import Requests
from desk.resolution import thanked
from desk.reviews import Reviews
from desk.rewording import is_later
from desk.rows import AS_SENT, AS_THEY_STAND, read_cases, read_history, read_sent
from desk.schema import cases, cursors, drafts, messages, replies, reply_sources
from desk.spending import Spending
from desk.steps import ON_ITS_WAY, Step
from desk.surveys import Surveys
from desk.thanks import Thanks
from desk.uses import Uses
from desk.views import Views
from desk.wave_store import Waves
from desk.writing import make_case, put, write_step

Kept = TypeVar("Kept")


class Ledger:
    """The cases in SQL. Threads may share one, and other processes may use the same database."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine
        self._writes = engine.execution_options(writes=True)
        self.alarms = Alarms(engine)  # cases that came at risk or are overdue
        self.arrivals = Arrivals(engine)  # what channels handed over, as it came
        self.consents = Consents(engine)  # who wants no messages
        self.contributions = Contributions(engine)  # what experts write, on its way into the knowledge
        self.customers = Customers(engine)  # who is who on which channel
        self.figures = Figures(engine)  # how soon, how much, how often
        self.heard = HeardMessages(engine)  # what the watch over surges heard
        self.incidents = Incidents(engine)  # troubles of many customers
        self.inquiries = Inquiries(engine)  # what the team asks the assistant
        self.postscripts = Postscripts(engine)  # what follows replies
        self.queues = Queues(engine)  # what somebody should look at first
        self.recalls = Recalls(engine)  # sent replies that somebody should look at again
        self.requests = Requests(engine)  # questions that cases put to experts
        self.surveys = Surveys(engine)  # how it was for them
        self.thanks = Thanks(engine)  # of agents to experts
        self.uses = Uses(engine)  # how often documents carried a reply
        self.waves = Waves(engine)  # lists of texts to the customers of an incident

    @classmethod
    def open(cls, url: str) -> "Ledger":
        """Open the database at a SQLAlchemy URL, making or migrating its tables. Raises LedgerUnavailable."""
        return cls(open_database(url))

    def spending(self, clock: Clock) -> Spending:
        """What was spent on language models."""
        return Spending(self._reads, clock)

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

    def beside(self, store: Callable[[Engine], Kept]) -> Kept:
        """A store of its own in the same database, such as `TokenStore`."""
        return store(self._reads)

    def close(self) -> None:
        """Let go of the database."""
        self._reads.dispose()

    def receive(
        self,
        message: Message,
        *,
        priority: Priority,
        due_at: datetime,
        at: datetime,
        next_due_at: datetime | None = None,
        thanks: bool = False,
    ) -> CaseId | None:
        """Record a message and open, or extend, its author's case in the conversation.

        `next_due_at` (None: the same) counts when the case had a reply of ours before. Each customer of a public thread
        has a case of their own, so that nobody's answer depends on the others. `thanks`: it resolves a case that we
        replied to. A known message with a later `edited_at` is an edit. None when nothing is new.
        """
        with self._writes.begin() as connection:
            known = lookups.stored(connection, message)
            if known is not None:
                return _edited(connection, known, message, at) if message.edited_at else None
            made = make_case(connection, message, priority=priority, due_at=due_at, at=at)
            if made is not None:
                step = casework.opened(made, message, priority=priority, due_at=due_at, at=at)
            else:
                case = hold_case_of(connection, message)
                if (
                    lookups.stored(connection, message) is not None
                ):  # received by somebody else before we held it
                    return None
                due = next_due_at if next_due_at and (case.said or case.stage in ON_ITS_WAY) else due_at
                step = (thanked(case, message, at) if thanks else None) or casework.customer_wrote(
                    case, message, priority=priority, due_at=due, at=at
                )
            return write_step(connection, step).id

    def take_back(self, gone: Gone, at: datetime) -> list[CaseId]:
        """Remove the words of what its author took back, and close what needs no answer now; the cases it touched."""
        with self._writes.begin() as connection:
            return [
                _taken_back(connection, case_id, gone, at) for case_id in lookups.standing(connection, gone)
            ]

    def case(self, id: CaseId) -> Case:
        """Raises UnknownCase."""
        with self._reads.begin() as connection:
            return read_case(connection, id)

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
            select(messages.c.wording)
            .where(messages.c.case_id == cases.c.id, messages.c.gone == "")
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
            case = hold(connection, id)
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
        """Public texts of ours since then to others than the message's author; first what is about to go to them."""
        with self._reads.begin() as connection:
            return lookups.said_to_others(connection, message, since, limit)

    def customer(self, case: Case) -> Customer:
        """Whoever wrote the case's newest message, and what earlier cases they had on any of their handles."""
        return self.customers.customer(case)

    def earlier(self, case: Case, limit: int = 20) -> list[Case]:
        """The other cases of whoever wrote this one, newest first."""
        return self.customers.earlier(case, limit)

    def rested(self, now: datetime) -> list[CaseId]:
        """Cases that were snoozed until now or before."""
        with self._reads.begin() as connection:
            return lookups.rested(connection, now)

    def to_send(self, channel: str, to: To, now: datetime, limit: int) -> list[CaseId]:
        """Cases of a channel with an approved reply of this kind whose time has come, soonest due first."""
        with self._reads.begin() as connection:
            return lookups.to_send(connection, channel, to, now, limit)

    def cursor(self, channel: str) -> str | None:
        """Where to go on reading a channel; None: from its beginning."""
        with self._reads.begin() as connection:
            return connection.scalar(select(cursors.c.position).where(cursors.c.channel == channel))

    def save_cursor(self, channel: str, cursor: str) -> None:
        """Remember where to go on, once every message before it was received."""
        with self._writes.begin() as connection:
            put(connection, cursors, {"channel": channel}, {"position": cursor})


def _edited(connection: Connection, case_id: CaseId, message: Message, at: datetime) -> CaseId | None:
    """The case whose message says something else by now; None when it says what is known."""
    case = hold(connection, case_id)
    known = next((one for one in case.messages if one.external_id == message.external_id), None)
    if known is None or known.gone or not is_later(message, known):
        return None
    return write_step(connection, rewording.customer_edited(case, message, at)).id


def _taken_back(connection: Connection, case_id: CaseId, gone: Gone, at: datetime) -> CaseId:
    case = hold(connection, case_id)
    of_theirs = [
        message
        for message in case.messages
        if not message.gone and gone.external_id in {None, message.external_id}
    ]
    write_step(connection, rewording.taken_back(case, of_theirs, gone.why, at))
    lookups.forget_words(connection, case_id)
    return case_id
