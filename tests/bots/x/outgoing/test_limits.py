"""X's limits are kept, and nothing waits longer than they ask for."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.errors import Limited
from bots.x.limits import DAY, MESSAGES, POSTS, QUARTER, Usage, Window, began, endpoint_of, free_at, learnt
from bots.x.pace import Pace
from tests.bots.x.outgoing.door import Watch
from tests.builders import NOON

MINUTE = timedelta(minutes=1)
windows = st.lists(
    st.builds(Window, st.integers(1, 6), st.sampled_from([MINUTE, 5 * MINUTE, QUARTER])),
    min_size=1,
    max_size=3,
)
gaps = st.lists(st.integers(0, 400).map(lambda seconds: timedelta(seconds=seconds)), max_size=40)


def told(remaining: int, reset: datetime, prefix: str = "x-rate-limit") -> dict[str, str]:
    """X's headers."""
    return {f"{prefix}-remaining": str(remaining), f"{prefix}-reset": str(int(reset.timestamp()))}


@given(windows, gaps)
def test_no_stretch_of_time_ever_holds_more_calls_than_its_limit(
    limits: list[Window], waits: list[timedelta]
) -> None:
    usage, now, made = Usage(), NOON, list[datetime]()
    for wait in waits:
        now += wait
        if free_at(limits, usage, now) is None:
            usage = began(limits, usage, now)
            made.append(now)
    for window in limits:
        assert all(sum(start <= at < start + window.per for at in made) <= window.calls for start in made)


@given(windows, st.integers(1, 60))
def test_who_comes_when_told_to_is_let_in_and_none_waits_longer_than_the_longest_stretch(
    limits: list[Window], calls: int
) -> None:
    usage, now = Usage(), NOON
    for _ in range(calls):
        at = free_at(limits, usage, now)
        if at is not None:
            assert now < at <= now + max(window.per for window in limits)
            now = at
        assert free_at(limits, usage, now) is None
        usage = began(limits, usage, now)


@given(st.integers(1, 20), st.integers(1, 20), st.integers(0, 30))
def test_of_what_we_know_and_what_x_says_the_least_counts(ours: int, left: int, calls: int) -> None:
    limits, reset = [Window(ours, QUARTER)], NOON + 7 * MINUTE
    usage = learnt(began(limits, Usage(), NOON), 200, told(left, reset), NOON, NOON)
    now, made = NOON, 0
    for _ in range(calls):
        now += timedelta(seconds=1)
        if free_at(limits, usage, now) is None:
            usage, made = began(limits, usage, now), made + 1
    assert made == min(calls, left, ours - 1)


def test_what_other_processes_used_is_learnt_from_the_headers() -> None:
    usage = learnt(Usage(), 200, told(0, NOON + MINUTE), NOON, NOON)
    assert free_at([Window(100, QUARTER)], usage, NOON) == NOON + MINUTE
    assert free_at([Window(100, QUARTER)], usage, NOON + MINUTE) is None


def test_a_days_limit_is_kept_beside_that_of_the_quarter() -> None:
    headers = told(12, NOON + QUARTER) | told(0, NOON + timedelta(hours=9), "x-app-limit-24hour")
    usage = learnt(Usage(), 201, headers, NOON, NOON)
    assert free_at([], usage, NOON) == NOON + timedelta(hours=9)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-rate-limit-reset": "soon", "x-rate-limit-remaining": "0"},
        {"x-rate-limit-reset": "nan", "x-rate-limit-remaining": "nan"},
        {"x-rate-limit-reset": "1e300", "x-rate-limit-remaining": "0"},
        told(0, NOON - MINUTE),  # our clock goes ahead of X's
        told(0, NOON + timedelta(days=400)),  # nobody waits a year
        {"retry-after": "Fri, 20 Nov 2026 12:00:00 GMT"},
    ],
)
def test_a_refusal_that_gives_no_time_is_waited_out_longer_each_time(headers: dict[str, str]) -> None:
    usage, waits = Usage(), []
    for _ in range(8):
        usage = learnt(usage, 429, headers, NOON, NOON)
        waits.append((free_at([], usage, NOON) or NOON) - NOON)
    assert waits[0] == timedelta(seconds=30)
    assert waits == sorted(waits)
    assert waits[-1] == QUARTER
    well = learnt(usage, 200, {}, NOON, NOON + QUARTER)
    assert (free_at([], well, NOON + QUARTER), well.refusals) == (None, 0)


def test_a_refusal_is_over_when_x_says() -> None:
    usage = learnt(Usage(), 429, told(0, NOON + 3 * MINUTE), NOON, NOON)
    assert free_at([], usage, NOON) == NOON + 3 * MINUTE
    assert free_at([], learnt(Usage(), 429, {"retry-after": "7"}, NOON, NOON), NOON) == NOON + timedelta(
        seconds=7
    )


def test_an_answer_that_was_under_way_does_not_end_a_pause() -> None:
    usage = learnt(Usage(), 429, {}, NOON, NOON)
    late = learnt(usage, 200, told(5, NOON + QUARTER), NOON - MINUTE, NOON)
    assert free_at([], late, NOON) == NOON + timedelta(seconds=30)


@pytest.mark.parametrize(
    ("method", "path", "endpoint"),
    [
        ("POST", "/2/tweets", POSTS),
        ("POST", "/2/dm_conversations/with/2244994945/messages", MESSAGES),
        ("GET", "/2/users/12/mentions", "GET /2/users/:id/mentions"),
        ("GET", "/2/dm_conversations/12-34/dm_events", "GET /2/dm_conversations/:id/dm_events"),
        ("GET", "/2/users/by/username/jack", "GET /2/users/by/username/:id"),
        ("GET", "/2/users/me", "GET /2/users/me"),
        ("GET", "/2/tweets/search/recent", "GET /2/tweets/search/recent"),
    ],
)
def test_an_endpoint_is_its_path_without_ids(method: str, path: str, endpoint: str) -> None:
    assert endpoint_of(method, path) == endpoint


def test_fifteen_messages_go_in_fifteen_minutes_and_1440_in_a_day() -> None:
    clock = Watch()
    pace, sent = Pace(clock), 0
    while clock.now < NOON + DAY + timedelta(hours=1):
        if (free := pace.free_at(MESSAGES)) is not None:
            clock.now = free
            continue
        pace.begin(MESSAGES)
        sent += 1
        if sent == 15:
            assert pace.free_at(MESSAGES) == NOON + QUARTER
    assert sent == 15 * 100  # 1,440 until a day is over, and the first hour's again


def test_the_place_that_is_taken_is_not_given_twice() -> None:
    pace = Pace(Watch(), {"GET /x": (Window(1, QUARTER),)})
    pace.begin("GET /x")
    with pytest.raises(Limited, match="used up until 12:15:00 UTC") as caught:
        pace.begin("GET /x")
    assert caught.value.reset_at == NOON + QUARTER
