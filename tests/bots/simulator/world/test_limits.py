"""Windows of X's limits, counted in simulated time."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bots.simulator.world import store
from bots.simulator.world.clock import Pace
from bots.simulator.world.limits import Payer, exhausted
from bots.simulator.world.schema import create
from tests.builders import NOON

SECOND = timedelta(seconds=1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    create(tmp_path / "x.db")
    return tmp_path / "x.db"


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(pauses=st.lists(st.integers(0, 20), max_size=30), limit=st.integers(1, 4), who=st.uuids())
def test_no_window_ever_holds_more_than_its_limit(
    file: Path, pauses: list[int], limit: int, who: object
) -> None:
    with store.writing(file) as world:
        world.windows.set_limits("GET /x", [{"of": "user", "limit": limit, "seconds": 30}])
        now, taken = NOON, []
        for pause in pauses:
            now += pause * SECOND
            free_at = exhausted(world.windows.standing("GET /x", Payer.USER, str(who), now))
            assert free_at is None or now < free_at <= now + 30 * SECOND
            if free_at is None:
                world.windows.spend("GET /x", Payer.USER, str(who), now)
                taken.append(now)
    windows = [[at for at in taken if start <= at < start + 30 * SECOND] for start in taken]
    # A window begins with its first use, so two of them may touch: no more than both hold.
    assert all(len(window) <= 2 * limit for window in windows)


def test_one_payer_does_not_use_up_what_another_has(file: Path) -> None:
    with store.writing(file) as world:
        world.windows.set_limits("GET /x", [{"of": "user", "limit": 1, "seconds": 30}])
        world.windows.spend("GET /x", Payer.USER, "one", NOON)
        assert exhausted(world.windows.standing("GET /x", Payer.USER, "one", NOON)) == NOON + 30 * SECOND
        assert exhausted(world.windows.standing("GET /x", Payer.USER, "other", NOON)) is None


def test_a_clock_runs_at_the_speed_that_it_was_given() -> None:
    pace = Pace(NOON, NOON + timedelta(days=1), 60)
    assert pace.at(NOON + SECOND) == NOON + timedelta(days=1, minutes=1)
    assert Pace(NOON, NOON, 0).at(NOON + SECOND) == NOON


def test_a_driven_clock_is_the_same_for_every_process(file: Path) -> None:
    with store.writing(file) as world:
        assert world.time.now(NOON) == NOON
        world.time.drive(NOON, to=NOON + timedelta(hours=1), speed=0)
        world.time.drive(NOON + SECOND, by=timedelta(minutes=5))
    with store.reading(file) as world:
        assert world.time.now(NOON + timedelta(days=9)) == NOON + timedelta(hours=1, minutes=5)
