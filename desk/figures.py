"""Counts what the figures of the desk are made of, in the ledger's database."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, case, exists, func, select

from desk.case_stories import WAS_DECIDED, stories, went_out
from desk.cases import Priority, Stage, Verdict
from desk.casework import TOOK_BACK
from desk.channel_schema import postscripts
from desk.customer_schema import surveys
from desk.metrics import OPEN, Decided, Flow, Standing
from desk.postscripts import State
from desk.reviewing import BY_PERSON
from desk.schema import cases, decisions, drafts, history, replies, reply_sources
from desk.service_level import USUAL, ServiceLevel
from desk.service_reckoning import NOBODY, Reckoning, Where
from desk.service_report import By, Report, flow_of
from desk.service_rows import are_at_risk, are_breached
from desk.surveys import WAS_ASKED

_IS_ABOUT = and_(drafts.c.case_id == decisions.c.case_id, drafts.c.version == decisions.c.draft_version)
_STANDS_BY: Mapping[By, ColumnElement[Any]] = {
    By.CHANNEL: cases.c.channel,
    By.AGENT: func.coalesce(cases.c.assignee, NOBODY),
    By.PRIORITY: cases.c.priority,
}
_NAMES: Mapping[By, Callable[[Any], str]] = {
    By.CHANNEL: str,
    By.AGENT: str,
    By.PRIORITY: lambda number: Priority(number).name.lower(),
}
_WHOSE = (cases.c.channel, cases.c.priority)


class Figures:
    """Each method asks about one moment. It is opened on a ledger's database."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine

    def flow(self, since: datetime, until: datetime) -> Flow:
        """What happened from `since` on and before `until`."""
        return flow_of(self.report(since, until).all)

    def report(
        self, since: datetime, until: datetime, level: ServiceLevel = USUAL, by: By | None = None
    ) -> Report:
        """All figures of the same time, also apart `by` something; case after case, never all in memory."""
        reckoning = Reckoning(since, until, level, by)
        with self._reads.begin() as connection:
            for story in stories(connection, since, until):
                reckoning.tell(story)
            for decided, where in _decided(connection, since, until):
                reckoning.decided(decided, where)
            for score, where in _scores(connection, since, until):
                reckoning.scored(score, where)
        return reckoning.report()

    def standing(self, now: datetime, level: ServiceLevel = USUAL) -> Standing:
        """How the open cases stand."""
        with self._reads.begin() as connection:
            return Standing(*connection.execute(_standing(now, level)).one())

    def standings(self, now: datetime, level: ServiceLevel, by: By) -> dict[str, Standing]:
        """The same apart; those of no group are left out, and days have none: what is open is open now."""
        if by not in _STANDS_BY:
            return {}
        query = _standing(now, level).add_columns(_STANDS_BY[by].label("name")).group_by("name")
        with self._reads.begin() as connection:
            rows = connection.execute(query).all()
        return {_NAMES[by](name): Standing(*counts) for *counts, name in rows}

    def rejections(self, since: datetime, until: datetime) -> Counter[str]:
        """How often drafts were rejected for which reason, as it was given."""
        with self._reads.begin() as connection:
            decided = _decided(connection, since, until)
            return Counter(one.reason for one, _ in decided if not one.approved)

    def cited(self, since: datetime, until: datetime, limit: int) -> list[tuple[str, int]]:
        """The ids of the documents that most replies cited, each with how many did, most first."""
        number = func.count()
        query = (
            select(reply_sources.c.document_id, number)
            .join(
                replies,
                and_(
                    replies.c.case_id == reply_sources.c.case_id,
                    replies.c.revision == reply_sources.c.revision,
                ),
            )
            .join(decisions, WAS_DECIDED)
            .where(replies.c.sent_at >= since, went_out >= since, went_out < until)
            .group_by(reply_sources.c.document_id)
            .order_by(number.desc(), reply_sources.c.document_id)
            .limit(limit)
        )
        with self._reads.begin() as connection:
            return [(document_id, times) for document_id, times in connection.execute(query)]


def _standing(now: datetime, level: ServiceLevel) -> Select[Any]:
    return select(
        func.count(),
        func.coalesce(func.sum(case((cases.c.stage == Stage.WITH_EXPERT, 1), else_=0)), 0),
        func.coalesce(func.sum(case((are_at_risk(now, level), 1), else_=0)), 0),
        func.coalesce(func.sum(case((are_breached(now), 1), else_=0)), 0),
    ).where(cases.c.stage.in_(OPEN))


def _decided(connection: Connection, since: datetime, until: datetime) -> Iterator[tuple[Decided, Where]]:
    """Every decision of this time that its person did not take back."""
    query = (
        select(*_WHOSE, decisions, drafts.c.drafter)
        .join(drafts, _IS_ABOUT)
        .join(cases, cases.c.id == decisions.c.case_id)
        .where(decisions.c.decided_at >= since, decisions.c.decided_at < until, ~_was_taken_back())
    )
    for row in connection.execute(query):
        decided = Decided(row.verdict is Verdict.APPROVED, row.drafter.startswith(BY_PERSON), row.reason)
        yield decided, Where(row.channel, Priority(row.priority), row.decided_by, row.decided_at)


def _scores(connection: Connection, since: datetime, until: datetime) -> Iterator[tuple[int | None, Where]]:
    """Every survey that went out in this time."""
    query = (
        select(*_WHOSE, surveys.c.score, surveys.c.asked_by, postscripts.c.settled_at)
        .join(postscripts, WAS_ASKED)
        .join(cases, cases.c.id == surveys.c.case_id)
        .where(postscripts.c.state == State.SENT)
        .where(postscripts.c.settled_at >= since, postscripts.c.settled_at < until)
    )
    for row in connection.execute(query):
        yield row.score, Where(row.channel, Priority(row.priority), row.asked_by, row.settled_at)


def _was_taken_back() -> ColumnElement[bool]:
    """Whether a decision was undone, and not a later one of its case."""
    later = decisions.alias()
    between = exists().where(
        later.c.case_id == decisions.c.case_id,
        later.c.revision > decisions.c.revision,
        later.c.revision < history.c.revision,
    )
    undone = exists().where(
        history.c.case_id == decisions.c.case_id,
        history.c.revision > decisions.c.revision,
        history.c.action == TOOK_BACK,
        ~between.correlate(decisions, history),  # by itself it would correlate with the nearest alone
    )
    return undone.correlate(decisions)
