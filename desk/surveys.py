"""How it was, asked by direct message once a case is resolved: who was asked, and the scores."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, and_, func, insert, select, update

from desk.cases import Case, CaseId
from desk.channel_schema import postscripts
from desk.customer_schema import surveys
from desk.handles import Linked, any_of
from desk.messages import Message
from desk.postscripts import Part, Postscript, State
from desk.writing import add_postscript

GOOD = 4  # and 5
_OUT = (State.SENDING, State.UNCERTAIN, State.SENT)  # the customer has it, or may have it
WAS_ASKED = and_(
    postscripts.c.case_id == surveys.c.case_id,
    postscripts.c.revision == surveys.c.revision,
    postscripts.c.part == Part.SURVEY,
)


@dataclass(frozen=True)
class Survey:
    """A question that was sent for a case, and its score, once there is one."""

    case_id: CaseId
    revision: int  # that resolved the case
    asked_at: datetime
    score: int | None = None  # 1 to 5


@dataclass(frozen=True)
class Satisfaction:
    """What customers said of the surveys that went out in some time. Shares are 0 to 1, None without an answer."""

    sent: int
    answered: int
    mean: float | None  # 1 to 5
    good: float | None  # share of the answers that say 4 or 5


class Surveys:
    """The list in SQL. It is opened on a ledger's database."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine
        self._writes = engine.execution_options(writes=True)

    def ask(self, case: Case, question: Postscript, at: datetime) -> bool:
        """Have the question sent, and remember whom; False when this step of the case has one already."""
        values = {
            "case_id": case.id,
            "revision": question.revision,
            "channel": case.channel,
            "author_id": case.message.author_id,
            "asked_by": question.approved_by,
            "asked_at": at,
        }
        with self._writes.begin() as connection:
            new = add_postscript(connection, question)
            if new:
                connection.execute(insert(surveys).values(values))
            return new

    def asked_last(self, linked: Linked) -> datetime | None:
        """When any handle of this customer was asked last; None: never."""
        query = select(func.max(surveys.c.asked_at)).where(any_of(surveys, linked.handles))
        with self._reads.begin() as connection:
            found: datetime | None = connection.scalar(query)
        return found

    def unanswered(self, channel: str, author_id: str, since: datetime) -> Survey | None:
        """The newest that went out to them since then and has no score; None when there is none."""
        query = (
            select(surveys)
            .join(postscripts, WAS_ASKED)
            .where(
                surveys.c.channel == channel,
                surveys.c.author_id == author_id,
                surveys.c.score.is_(None),
                surveys.c.asked_at >= since,
                postscripts.c.state.in_(_OUT),
            )
            .order_by(surveys.c.asked_at.desc())
            .limit(1)
        )
        with self._reads.begin() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _survey(row)

    def answer(self, survey: Survey, message: Message, score: int, at: datetime) -> bool:
        """Keep the score; False when the survey has one already."""
        which = and_(surveys.c.case_id == survey.case_id, surveys.c.revision == survey.revision)
        given = {"score": score, "answer": message.external_id, "answered_at": at}
        with self._writes.begin() as connection:
            scored = update(surveys).where(which, surveys.c.score.is_(None)).values(given)
            return connection.execute(scored).rowcount == 1

    def answered_by(self, message: Message) -> Survey | None:
        """The survey that this message gave its score to; None when it gave none."""
        query = select(surveys).where(
            surveys.c.channel == message.channel,
            surveys.c.author_id == message.author_id,
            surveys.c.answer == message.external_id,
        )
        with self._reads.begin() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _survey(row)

    def of(self, case_id: CaseId) -> list[Survey]:
        """All of a case, oldest first."""
        query = select(surveys).where(surveys.c.case_id == case_id).order_by(surveys.c.revision)
        with self._reads.begin() as connection:
            return [_survey(row) for row in connection.execute(query)]

    def satisfaction(self, start: datetime, end: datetime) -> Satisfaction:
        """Of the surveys that were sent from `start` until before `end`, whenever they were answered."""
        sent = select(surveys.c.score).join(postscripts, WAS_ASKED)
        in_time = and_(postscripts.c.settled_at >= start, postscripts.c.settled_at < end)
        with self._reads.begin() as connection:
            scores = list(connection.scalars(sent.where(postscripts.c.state == State.SENT, in_time)))
        return satisfaction(scores)


def _survey(row: Row[Any]) -> Survey:
    return Survey(CaseId(row.case_id), row.revision, row.asked_at, row.score)


def satisfaction(scores: list[int | None]) -> Satisfaction:
    """The same of the scores alone; None: not answered."""
    given = [score for score in scores if score is not None]
    if not given:
        return Satisfaction(len(scores), 0, None, None)
    good = sum(score >= GOOD for score in given) / len(given)
    return Satisfaction(len(scores), len(given), sum(given) / len(given), good)
