"""What the team asks the assistant: kept before it is answered, then with the answer and what people think of it."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Any, NewType

from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, delete, or_, select, update

from desk.cases import Person
from desk.errors import StepNotPossible
from desk.team_schema import inquiries
from desk.writing import put_if_new

InquiryId = NewType("InquiryId", int)


class Outcome(Enum):
    """What became of a question."""

    AGAIN = "again"  # nobody finished it, so it was taken up a second time; there is no third
    ANSWERED = "answered"
    NOTHING_FOUND = "nothing_found"
    ASKED_EXPERT = "asked_expert"  # nothing was found, and somebody wants an expert's answer
    NO_ANSWER_DUE = "no_answer_due"  # thanks, spam, or what a person has to look up: no gap in the knowledge
    FAILED = "failed"  # something broke


class Feedback(Enum):
    """What somebody thinks of an answer."""

    HELPFUL = "helpful"
    NOT_HELPFUL = "not_helpful"


_WITHOUT_ANSWER = (Outcome.NOTHING_FOUND, Outcome.ASKED_EXPERT)
_UNFINISHED = or_(inquiries.c.outcome.is_(None), inquiries.c.outcome == Outcome.AGAIN.value)


@dataclass(frozen=True)
class Inquiry:
    """A question of somebody of the team. (front, key) is its identity; place and thread are the front's names.

    So is `asked_by` until the question is answered; from then on it is the person's name.
    """

    front: str
    key: str
    place: str
    thread: str
    asked_by: str
    at: datetime
    question: str
    id: InquiryId = InquiryId(0)  # 0: not stored
    answer: str | None = None
    documents: tuple[str, ...] = ()  # ids of those that the answer cites, best first
    outcome: Outcome | None = None  # None: not answered yet
    feedback: Mapping[str, Feedback] = field(default_factory=dict)  # by person
    feedback_why: Mapping[str, str] = field(default_factory=dict)  # the same, for those who said it

    @property
    def is_gap(self) -> bool:
        """True when the knowledge had no answer, or somebody says that the answer is none."""
        return self.outcome in _WITHOUT_ANSWER or Feedback.NOT_HELPFUL in self.feedback.values()


class Inquiries:
    """The list in SQL. It is opened on a ledger's database; threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine
        self._writes = engine.execution_options(writes=True)

    def receive(self, inquiry: Inquiry) -> Inquiry | None:
        """Stores a question before it is answered; None when it was received before."""
        key = {"front": inquiry.front, "key": inquiry.key}
        values = {
            "place": inquiry.place,
            "thread": inquiry.thread,
            "asked_by": inquiry.asked_by,
            "at": inquiry.at,
            "question": inquiry.question,
            "documents": [],
        }
        with self._writes.begin() as connection:
            if not put_if_new(connection, inquiries, key, values):
                return None
            return _read(connection, inquiries.c.front == inquiry.front, inquiries.c.key == inquiry.key)[0]

    def inquiry(self, id: InquiryId) -> Inquiry:
        """Raises StepNotPossible when there is no such question."""
        with self._reads.begin() as connection:
            return _one(connection, id)

    def finish(
        self,
        id: InquiryId,
        outcome: Outcome,
        *,
        by: Person | None = None,
        answer: str | None = None,
        documents: Iterable[str] = (),
    ) -> bool:
        """Keeps what became of a question that `by` asked; False when another process finished it first."""
        values = {"outcome": outcome.value, "answer": answer, "documents": list(documents)}
        return self._changed(id, _UNFINISHED, **values, **({"asked_by": by.name} if by else {}))

    def forget(self, id: InquiryId) -> None:
        """Lets go of what nobody of the team asked, unless it is answered."""
        with self._writes.begin() as connection:
            connection.execute(delete(inquiries).where(inquiries.c.id == id, _UNFINISHED))

    def left_over(
        self, since: datetime, before: datetime, limit: int, but: Collection[InquiryId] = ()
    ) -> list[Inquiry]:
        """Takes up what was asked in this time and never finished, as after a crash; each question once.

        The oldest first; `but` are those that are being answered at this moment.
        """
        nobody = inquiries.c.outcome.is_(None)
        with self._reads.begin() as connection:
            found = _read(connection, nobody, inquiries.c.at >= since, inquiries.c.at < before)
        again = Outcome.AGAIN
        left = [replace(one, outcome=again) for one in found if one.id not in but]
        return [one for one in left[:limit] if self._changed(one.id, nobody, outcome=again.value)]

    def earlier(self, inquiry: Inquiry, since: datetime, *, beside: bool = False) -> list[Inquiry]:
        """What was answered in the thread of a question before it, oldest first.

        With `beside`, what was answered in other threads of its place comes before that.
        """
        where = [inquiries.c.front == inquiry.front, inquiries.c.place == inquiry.place]
        where += [] if beside else [inquiries.c.thread == inquiry.thread]
        before = [inquiries.c.at >= since, inquiries.c.id < inquiry.id, inquiries.c.outcome.is_not(None)]
        with self._reads.begin() as connection:
            found = _read(connection, *where, *before)
        return sorted(found, key=lambda one: one.thread == inquiry.thread)

    def answered(self, asked_by: str, limit: int) -> list[Inquiry]:
        """What somebody asked last and got an answer to, newest first."""
        theirs = and_(inquiries.c.asked_by == asked_by, inquiries.c.outcome == Outcome.ANSWERED.value)
        query = select(inquiries).where(theirs).order_by(inquiries.c.id.desc()).limit(limit)
        with self._reads.begin() as connection:
            return [_inquiry(row) for row in connection.execute(query)]

    def rate(self, id: InquiryId, by: Person, feedback: Feedback, why: str = "") -> Inquiry:
        """Keeps what somebody thinks of an answer; they may change their mind. Raises StepNotPossible."""
        with self._writes.begin() as connection:
            connection.execute(select(inquiries.c.id).where(inquiries.c.id == id).with_for_update())
            found = _one(connection, id)
            said = {**found.feedback, by.name: feedback}
            reasons = {who: words for who, words in found.feedback_why.items() if who != by.name}
            reasons |= {by.name: why} if why else {}
            values = {
                "feedback": json.dumps({who: what.value for who, what in said.items()}),
                "feedback_why": json.dumps(reasons) if reasons else None,
            }
            connection.execute(update(inquiries).where(inquiries.c.id == id).values(values))
        return replace(found, feedback=said, feedback_why=reasons)

    def ask_expert(self, id: InquiryId) -> bool:
        """Makes a question without an answer one for the experts; False when it is not, or not any more."""
        nothing = inquiries.c.outcome == Outcome.NOTHING_FOUND.value
        return self._changed(id, nothing, outcome=Outcome.ASKED_EXPERT.value)

    def gaps(self, since: datetime) -> list[Inquiry]:
        """What the knowledge did not answer, or not well, newest first."""
        outcomes = inquiries.c.outcome.in_([outcome.value for outcome in _WITHOUT_ANSWER])
        with self._reads.begin() as connection:
            found = _read(
                connection, inquiries.c.at >= since, or_(outcomes, inquiries.c.feedback.is_not(None))
            )
        return [inquiry for inquiry in reversed(found) if inquiry.is_gap]

    def _changed(self, id: InquiryId, stands: ColumnElement[bool], **values: object) -> bool:
        where = and_(inquiries.c.id == id, stands)
        with self._writes.begin() as connection:
            return connection.execute(update(inquiries).where(where).values(values)).rowcount == 1


def _one(connection: Connection, id: InquiryId) -> Inquiry:
    found = _read(connection, inquiries.c.id == id)
    if not found:
        raise StepNotPossible(f"there is no question {id!r} of the team; ask it again")
    return found[0]


def _read(connection: Connection, *where: ColumnElement[bool]) -> list[Inquiry]:
    """In the order in which they were asked."""
    return [
        _inquiry(row) for row in connection.execute(select(inquiries).where(*where).order_by(inquiries.c.id))
    ]


def _inquiry(row: Row[Any]) -> Inquiry:
    return Inquiry(
        front=row.front,
        key=row.key,
        place=row.place,
        thread=row.thread,
        asked_by=row.asked_by,
        at=row.at,
        question=row.question,
        id=InquiryId(row.id),
        answer=row.answer,
        documents=tuple(row.documents),
        outcome=Outcome(row.outcome) if row.outcome else None,
        feedback={who: Feedback(what) for who, what in json.loads(row.feedback or "{}").items()},
        feedback_why=json.loads(row.feedback_why or "{}"),
    )
