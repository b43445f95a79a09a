"""Which sent replies wait for a review, and what the reviews say: kept in the ledger's database."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, RowMapping, Select, and_, select, tuple_, update

from desk.cases import CaseId, Person
from desk.drafts import Draft
from desk.errors import AlreadyDecided, UnknownCase
from desk.ports import Clock
from desk.reviewing import (
    BY_PERSON,
    Criterion,
    Grade,
    Review,
    Reviewable,
    ReviewQueue,
    reviewed,
    to_review,
)
from desk.rows import AS_SENT, read_sent
from desk.schema import drafts, replies
from desk.team_schema import reviews
from desk.writing import put_if_new

LATELY = timedelta(days=30)  # a reply that nobody graded for so long is left alone
_ITS_DRAFT = and_(drafts.c.case_id == replies.c.case_id, drafts.c.version == replies.c.draft_version)
_ITS_REVIEW = and_(reviews.c.case_id == replies.c.case_id, reviews.c.draft_version == replies.c.draft_version)


class Reviews:
    """One for each reply: the first one counts. It is opened on a ledger's database."""

    def __init__(self, engine: Engine, clock: Clock, share: float = 0.0) -> None:
        """`share` (0 to 1) is how many of the replies that nobody reworded are to be reviewed."""
        self._reads = engine
        self._writes = engine.execution_options(writes=True)
        self._clock = clock
        self._share = share

    def waiting(self, limit: int) -> ReviewQueue:
        """Replies of late that nobody has reviewed, newest first."""
        unreviewed = (
            select(replies.c.case_id, replies.c.draft_version, drafts.c.drafter)
            .join(drafts, _ITS_DRAFT)
            .outerjoin(reviews, _ITS_REVIEW)
            .where(reviews.c.at.is_(None), replies.c.sent_at >= self._clock() - LATELY)
            .order_by(replies.c.sent_at.desc(), replies.c.case_id.desc())
        )
        with self._reads.begin() as connection:
            rows = connection.execute(unreviewed).all()
            due = [(case, version) for case, version, by in rows if to_review(case, version, by, self._share)]
            newest = read_sent(connection, _sent(due[:limit])) if due else []
        return ReviewQueue(len(due), tuple(newest))

    def reply(self, case_id: CaseId, draft_version: int) -> Reviewable:
        """A sent reply, to be looked at. Raises UnknownCase."""
        with self._reads.begin() as connection:
            found = read_sent(connection, _sent([(case_id, draft_version)]))
            if not found:
                raise UnknownCase(f"no reply of case {case_id!r} went out as draft {draft_version!r}")
            [reply] = found
            reworded = reply.draft if reply.draft and reply.draft.by_person else None
            return Reviewable(reply, connection.scalar(_drafted(reply.id, reworded)) if reworded else None)

    def review(
        self, case_id: CaseId, draft_version: int, by: Person, grades: Mapping[Criterion, Grade], comment: str
    ) -> Review:
        """Grades a reply. Raises UnknownCase, NotAllowed, StepNotPossible, and AlreadyDecided to a second reviewer."""
        reply = self.reply(case_id, draft_version).reply
        review = reviewed(reply, by, grades, comment, self._clock())
        said = {"reviewer": review.reviewer, "at": review.at, "comment": review.comment}
        said |= {"grades": {criterion.value: grade.value for criterion, grade in review.grades.items()}}
        key = {"case_id": case_id, "draft_version": draft_version}
        with self._writes.begin() as connection:
            new = put_if_new(connection, reviews, key, said)
        if not new:
            [first] = self._read(select(reviews).where(_is(review)))
            raise AlreadyDecided(
                f"{first.reviewer} reviewed this reply of case {case_id} on {first.at:%Y-%m-%d at %H:%M} UTC;"
                " nothing more was done"
            )
        return review

    def untold(self, limit: int) -> list[Review]:
        """Reviews with a comment of which the agent has not heard, oldest first."""
        unheard = select(reviews).where(reviews.c.told_at.is_(None), reviews.c.comment != "")
        return self._read(unheard.order_by(reviews.c.at, reviews.c.case_id).limit(limit))

    def told(self, review: Review) -> None:
        """Notes that the agent has heard of the comment."""
        with self._writes.begin() as connection:
            connection.execute(update(reviews).where(_is(review)).values(told_at=self._clock()))

    def between(self, since: datetime, until: datetime) -> list[Review]:
        """Reviews from then on and before the other moment, oldest first."""
        in_time = select(reviews).where(reviews.c.at >= since, reviews.c.at < until)
        return self._read(in_time.order_by(reviews.c.at, reviews.c.case_id))

    def _read(self, query: Select[Any]) -> list[Review]:
        with self._reads.begin() as connection:
            return [_review(row) for row in connection.execute(query).mappings()]


def _sent(keys: list[tuple[CaseId, int]]) -> Select[Any]:
    """The replies of these cases and draft versions, newest first."""
    these = tuple_(replies.c.case_id, replies.c.draft_version).in_(keys)
    return AS_SENT.where(these).order_by(replies.c.sent_at.desc(), replies.c.case_id.desc())


def _drafted(case_id: CaseId, reworded: Draft) -> Select[Any]:
    """The text that a person had before them when they worded this one: the newest by no person."""
    earlier = select(drafts.c.text).where(
        drafts.c.case_id == case_id,
        drafts.c.version < reworded.version,
        drafts.c.answers == reworded.answers,
        drafts.c.drafter.not_like(f"{BY_PERSON}%"),
    )
    return earlier.order_by(drafts.c.version.desc()).limit(1)


def _is(review: Review) -> ColumnElement[bool]:
    return and_(reviews.c.case_id == review.case_id, reviews.c.draft_version == review.draft_version)


def _review(row: RowMapping) -> Review:
    return Review(
        case_id=CaseId(row["case_id"]),
        draft_version=row["draft_version"],
        reviewer=row["reviewer"],
        at=row["at"],
        grades={Criterion(name): Grade(grade) for name, grade in row["grades"].items()},
        comment=row["comment"],
    )
