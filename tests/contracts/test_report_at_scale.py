"""A report over many cases: few of them are in memory at once, and no table is read from end to end."""

import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert

from desk.cases import Stage, Verdict
from desk.database import open_database
from desk.drafts import To
from desk.figures import Figures
from desk.messages import Kind
from desk.schema import cases, decisions, drafts, history, messages, replies
from desk.service_level import USUAL
from desk.service_report import By
from tests.builders import NOON
from tests.templates import a_ledger_url

MINUTE = timedelta(minutes=1)
STAGES = (Stage.NEW, Stage.AWAITING_DECISION, Stage.APPROVED, Stage.SENDING, Stage.SENT)


def fill(connection: Connection, numbers: range) -> None:
    """A case for each number, so many minutes ago, answered after half an hour."""
    for one in numbers:
        at = NOON - one * MINUTE
        who = {"channel": "x", "conversation": f"c{one}", "author_id": f"a{one}"}
        said = {"author_handle": "h", "author_name": "n", "text": "word " * 40, "mentions_us": True}
        counts = {"priority": 3, "revision": 5, "drafts": 1, "attempt": 1, "guidance": []}
        due_at, sent_at = at + 60 * MINUTE, at + 30 * MINUTE
        rows: dict[Any, dict[str, Any]] = {
            cases: who | counts | {"id": one, "stage": Stage.SENT, "opened_at": at, "due_at": due_at},
            messages: who
            | said
            | {"case_id": one, "external_id": f"m{one}", "posted_at": at, "received_at": at, "public": True}
            | {"kind": Kind.MENTION, "wording": f"m{one}"},
            drafts: {
                "case_id": one,
                "version": 1,
                "goes_to": To.PUBLIC,
                "to_reason": "",
                "text": "word " * 40,
            }
            | {"weighted_length": 200, "citations": [], "problems": [], "drafter": "extractive"}
            | {"cost_usd": 0.0, "answers": f"m{one}"},
            decisions: {"case_id": one, "revision": 3, "draft_version": 1, "draft_sha256": "", "reason": ""}
            | {"verdict": Verdict.APPROVED, "decided_by": "alice", "decided_at": sent_at - MINUTE},
            replies: {"case_id": one, "revision": 5, "draft_version": 1, "decided_in": 3, "due_at": due_at}
            | {"external_id": f"r{one}", "sent_at": sent_at},
        }
        for table, row in rows.items():
            connection.execute(insert(table), row)
        steps = [
            {"case_id": one, "revision": step, "happened_at": at + step * MINUTE, "stage": stage}
            | {"who": "desk", "action": "went on", "detail": ""}
            for step, stage in enumerate(STAGES, start=1)
        ]
        connection.execute(insert(history), steps)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(a_ledger_url(tmp_path))
    yield engine
    engine.dispose()


def peak(engine: Engine) -> float:
    """Megabytes that a report takes."""
    tracemalloc.start()
    Figures(engine).report(NOON - timedelta(days=30), NOON, USUAL, By.AGENT)
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found / 1e6


@pytest.mark.slow
def test_four_times_the_cases_do_not_take_twice_the_memory(engine: Engine) -> None:
    with engine.execution_options(writes=True).begin() as connection:
        fill(connection, range(1, 501))
    few = peak(engine)
    with engine.execution_options(writes=True).begin() as connection:
        fill(connection, range(501, 2001))
    assert peak(engine) < 2 * few


def test_no_table_is_read_from_end_to_end_for_the_figures_of_a_week(engine: Engine) -> None:
    asked: list[tuple[str, Any]] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, parameters: Any, *_rest: object) -> None:
        asked.append((statement, parameters))

    with engine.execution_options(writes=True).begin() as connection:
        fill(connection, range(1, 4))
    asked.clear()
    Figures(engine).report(NOON - timedelta(days=7), NOON, USUAL, By.CHANNEL)
    questions = [one for one in asked if one[0].startswith("SELECT")]
    assert len(questions) == 7
    with engine.connect() as connection:
        for statement, parameters in questions:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
            assert not [
                row.detail for row in plan if row.detail.startswith("SCAN ") and "USING" not in row.detail
            ]
