"""One process at a time reads a source, and a dead one does not keep it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from index.database import open_engine
from index.runs import KEPT, Refusal, RunReport, Runs
from tests.builders import NOON

LEASE = timedelta(minutes=2)
SECOND = timedelta(seconds=1)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty library of each sort."""
    sqlite = f"sqlite:///{tmp_path / 'library.db'}"
    engine = open_engine(sqlite if request.param == "sqlite" else request.getfixturevalue("postgres_url"))
    yield engine
    engine.dispose()


@pytest.fixture
def runs(engine: Engine) -> Runs:
    return Runs(engine)


def test_who_comes_second_is_turned_away_until_the_first_is_done(runs: Runs) -> None:
    first = runs.begin("notes", NOON, LEASE)
    assert first is not None
    assert runs.begin("notes", NOON + SECOND, LEASE) is None
    runs.end(first, RunReport(new=3), NOON + 2 * SECOND)
    assert runs.begin("notes", NOON + 3 * SECOND, LEASE) is not None


def test_another_source_is_free(runs: Runs) -> None:
    assert runs.begin("notes", NOON, LEASE)
    assert runs.begin("sheets", NOON, LEASE)


def test_a_run_that_shows_no_sign_of_life_keeps_the_source_no_longer_than_the_lease(runs: Runs) -> None:
    assert runs.begin("notes", NOON, LEASE)
    assert runs.begin("notes", NOON + LEASE - SECOND, LEASE) is None
    assert runs.begin("notes", NOON + LEASE, LEASE) is not None


def test_a_sign_of_life_prolongs_the_lease(runs: Runs) -> None:
    run = runs.begin("notes", NOON, LEASE)
    assert run is not None
    assert runs.alive(run, NOON + LEASE - SECOND)
    assert runs.begin("notes", NOON + LEASE + SECOND, LEASE) is None


def test_a_run_that_was_overtaken_learns_it_and_can_end_nothing_but_itself(runs: Runs) -> None:
    slow = runs.begin("notes", NOON, LEASE)
    quick = runs.begin("notes", NOON + LEASE, LEASE)
    assert slow is not None
    assert quick is not None
    assert not runs.alive(slow, NOON + LEASE)
    runs.end(slow, RunReport(interrupted=True), NOON + LEASE)
    assert runs.begin("notes", NOON + LEASE, LEASE) is None
    assert runs.alive(quick, NOON + LEASE)


def test_a_run_that_ended_is_not_alive_any_more(runs: Runs) -> None:
    run = runs.begin("notes", NOON, LEASE)
    assert run is not None
    runs.end(run, RunReport(), NOON)
    assert not runs.alive(run, NOON)


def test_the_report_comes_back_as_it_was(runs: Runs) -> None:
    run = runs.begin("notes", NOON, LEASE)
    assert run is not None
    report = RunReport(
        new=1, refused=2, refusals=(Refusal("notes/a.md", "es ist „leer“"),), error="x", seconds=0.5
    )
    runs.end(run, report, NOON + SECOND)
    last = runs.last("notes")
    assert last is not None
    assert (last.report, last.begun_at, last.ended_at) == (report, NOON, NOON + SECOND)
    assert last.failed
    assert not last.succeeded
    assert runs.last("sheets") is None


def test_the_history_is_newest_first_and_does_not_grow_for_ever(runs: Runs) -> None:
    for number in range(KEPT + 5):
        run = runs.begin("notes", NOON + number * SECOND, LEASE)
        assert run is not None
        runs.end(run, RunReport(new=number), NOON + number * SECOND)
    other = runs.begin("sheets", NOON, LEASE)
    assert other is not None
    history = runs.history("notes")
    assert [run.report.new for run in history if run.report] == list(range(KEPT + 4, 4, -1))
    assert len(runs.history("notes", 3)) == 3
    assert len(runs.history("sheets")) == 1


def test_of_many_that_begin_at_once_one_does(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as threads:
        begun = list(threads.map(lambda _: Runs(engine).begin("notes", NOON, LEASE), range(24)))
    assert sum(run is not None for run in begun) == 1


def test_a_reader_that_is_dead_keeps_nobody_waiting(engine: Engine) -> None:
    dead, alive = Runs(engine, "dead"), Runs(engine, "alive", is_dead=lambda reader: reader == "dead")
    assert dead.begin("notes", NOON, LEASE)
    assert alive.begin("notes", NOON + SECOND, LEASE)
    assert alive.begin("notes", NOON + 2 * SECOND, LEASE) is None


def test_a_look_at_a_part_leaves_no_trace_and_keeps_others_out_while_it_lasts(runs: Runs) -> None:
    whole = runs.begin("notes", NOON, LEASE)
    assert whole is not None
    runs.end(whole, RunReport(new=3), NOON)
    before = runs.history("notes")
    part = runs.begin("notes", NOON + SECOND, LEASE)
    assert part is not None
    assert runs.begin("notes", NOON + 2 * SECOND, LEASE) is None
    runs.forget(part)
    assert runs.history("notes") == before
    assert runs.begin("notes", NOON + 3 * SECOND, LEASE) is not None
