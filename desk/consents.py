"""Who wants no messages of ours: an opt-out holds on its channel until it is lifted. All of it stays on record."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, and_, func, select

from desk.cases import CaseId, Person, Stage
from desk.customer_schema import consents
from desk.errors import StepNotPossible
from desk.guards import expect_approver
from desk.messages import Message
from desk.schema import cases
from desk.writing import put_if_new

_LIFTED = consents.alias()
_IN_FORCE = and_(  # an opt-out that nothing after it has lifted
    consents.c.lifts.is_(None),
    consents.c.id
    > func.coalesce(
        select(func.max(_LIFTED.c.lifts))
        .where(_LIFTED.c.channel == consents.c.channel, _LIFTED.c.author_id == consents.c.author_id)
        .correlate(consents)
        .scalar_subquery(),
        0,
    ),
)
_WAITING = (Stage.AWAITING_DECISION, Stage.APPROVED)


@dataclass(frozen=True)
class OptOut:
    """Somebody asked us to write no more. The number tells it from those before it."""

    number: int
    at: datetime


@dataclass(frozen=True)
class Consent:
    """A line of the record: who took their consent back (`stopped`), or says that it was given again."""

    at: datetime
    by: str  # the customer's handle, or the agent's name
    stopped: bool
    why: str  # an agent says so; a customer's words stand in their message alone


@dataclass(frozen=True)
class Lifted:
    """A line of the record that lifts an opt-out."""

    number: int
    channel: str
    author_id: str


class Consents:
    """The record in SQL. It is opened on a ledger's database; nothing in it is ever changed."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine
        self._writes = engine.execution_options(writes=True)

    def opted_out(self, channel: str, author_id: str) -> datetime | None:
        """Since when nothing may be sent to them on this channel; None: something may."""
        found = self.opt_out(channel, author_id)
        return found.at if found else None

    def opt_out(self, channel: str, author_id: str) -> OptOut | None:
        """The newest one that holds; None when none does."""
        query = (
            select(consents.c.id, consents.c.at)
            .where(_theirs(channel, author_id), _IN_FORCE)
            .order_by(consents.c.id.desc())
            .limit(1)
        )
        with self._reads.begin() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else OptOut(row.id, row.at)

    def stop(self, message: Message, at: datetime) -> bool:
        """The author wants no messages; False when this message is on record already, lifted since or not."""
        return self._say(message, at, lifts=None)

    def resume(self, message: Message, at: datetime) -> bool:
        """The author takes messages again; False when none were stopped, or this is on record already."""
        found = self.opt_out(message.channel, message.author_id)
        return found is not None and self._say(message, at, lifts=found.number)

    def lift(self, channel: str, author_id: str, number: int, by: Person, why: str, at: datetime) -> None:
        """An agent says that they agreed again, and why. `number` is of the opt-out that the agent saw.

        Raises NotAllowed, and StepNotPossible without a reason or when somebody lifted it already.
        """
        expect_approver(by, "lift an opt-out")
        if not why.strip():
            raise StepNotPossible("say how you know that the customer takes messages again")
        key: dict[str, object] = {"lifts": number}
        values: dict[str, object] = {"channel": channel, "author_id": author_id, "by": by.name}
        theirs = and_(_theirs(channel, author_id), consents.c.id == number, _IN_FORCE)
        with self._writes.begin() as connection:
            stands = connection.scalar(select(consents.c.id).where(theirs)) is not None
            if not stands or not put_if_new(connection, consents, key, values | {"why": why, "at": at}):
                raise StepNotPossible("there is no such opt-out any more: somebody lifted it already")

    def record(self, channel: str, author_id: str) -> list[Consent]:
        """All of it about one author, oldest first."""
        query = select(consents).where(_theirs(channel, author_id)).order_by(consents.c.id)
        with self._reads.begin() as connection:
            return [Consent(row.at, row.by, row.lifts is None, row.why) for row in connection.execute(query)]

    def resumed_by(self, message: Message) -> bool:
        """True when this message lifted its author's opt-out."""
        theirs = _theirs(message.channel, message.author_id)
        query = select(consents.c.id).where(
            theirs, consents.c.message == message.wording, consents.c.lifts.is_not(None)
        )
        with self._reads.begin() as connection:
            return connection.scalar(query) is not None

    def lifted_after(self, number: int) -> list[Lifted]:
        """What was lifted since the line of this number (0: ever), in order."""
        query = select(consents.c.id, consents.c.channel, consents.c.author_id)
        later = query.where(consents.c.id > number, consents.c.lifts.is_not(None)).order_by(consents.c.id)
        with self._reads.begin() as connection:
            return [Lifted(*row) for row in connection.execute(later)]

    def waiting(self) -> list[CaseId]:
        """Cases of authors who opted out, with a draft that waits for a decision or to be sent."""
        query = (
            select(cases.c.id)
            .join(
                consents,
                and_(consents.c.channel == cases.c.channel, consents.c.author_id == cases.c.author_id),
            )
            .where(cases.c.stage.in_(_WAITING), cases.c.draft_version.is_not(None), _IN_FORCE)
            .distinct()
            .order_by(cases.c.id)
        )
        with self._reads.begin() as connection:
            return [CaseId(found) for found in connection.scalars(query)]

    def waiting_for(self, channel: str, author_id: str) -> list[CaseId]:
        """Cases of one author that wait for a person, or to be sent."""
        theirs = and_(cases.c.channel == channel, cases.c.author_id == author_id)
        stages = (*_WAITING, Stage.WITH_EXPERT)
        query = select(cases.c.id).where(theirs, cases.c.stage.in_(stages)).order_by(cases.c.id)
        with self._reads.begin() as connection:
            return [CaseId(found) for found in connection.scalars(query)]

    def _say(self, message: Message, at: datetime, lifts: int | None) -> bool:
        """The same message is heard once: a channel may hand it over again long after it was lifted."""
        key: dict[str, object] = {"channel": message.channel, "author_id": message.author_id}
        values: dict[str, object] = {"by": message.author_handle, "why": "", "at": at, "lifts": lifts}
        with self._writes.begin() as connection:
            return put_if_new(connection, consents, key | {"message": message.wording}, values)


def _theirs(channel: str, author_id: str) -> ColumnElement[bool]:
    return and_(consents.c.channel == channel, consents.c.author_id == author_id)
