"""Slack's limits, by method and channel, and who goes first."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bots.slack.delivery.pacing import LIMITS, Lane, Limit, Pace
from bots.slack.delivery.waiting import Waiting, Wish
from desk.cases import CaseId
from tests.builders import NOON

HERE, THERE = Lane("chat.postMessage", "C1"), Lane("chat.postMessage", "C2")
UPDATES = Lane("chat.update")


def test_a_second_message_in_a_channel_waits_a_second_and_another_channel_does_not() -> None:
    pace = Pace(LIMITS).called(HERE, 100.0)
    assert pace.free_at(HERE) == 101.0
    assert pace.free_at(THERE) <= 100.0


def test_all_channels_share_the_limit_of_updates() -> None:
    pace = Pace(LIMITS)
    assert pace.lane("chat.update", "C1") == pace.lane("chat.update", "C2") == UPDATES
    assert pace.lane("chat.postMessage", "C1") != pace.lane("chat.postMessage", "C2")


def test_a_refusal_for_too_many_calls_pauses_its_lane_alone() -> None:
    pace = Pace(LIMITS).told_to_wait(HERE, 130.0)
    assert pace.free_at(HERE) == 130.0
    assert pace.free_at(THERE) <= 100.0
    assert pace.free_at(UPDATES) <= 100.0
    assert pace.told_to_wait(HERE, 110.0).free_at(HERE) == 130.0


@given(
    burst=st.integers(1, 10),
    every=st.floats(0.01, 5.0),
    gaps=st.lists(st.floats(0.0, 3.0), min_size=1, max_size=60),
)
def test_no_span_of_time_ever_has_more_calls_than_the_burst_and_its_share(
    burst: int, every: float, gaps: list[float]
) -> None:
    pace, now, calls = Pace({"m": Limit(every, burst)}), 0.0, []
    for gap in gaps:
        now = max(now + gap, pace.free_at(Lane("m")))
        pace = pace.called(Lane("m"), now)
        calls.append(now)
    for first, at in enumerate(calls):
        within = sum(1 for other in calls[first:] if other <= at + 10 * every + 1e-9)
        assert within <= burst + 10


def test_the_limit_is_used_to_the_full() -> None:
    pace, now = Pace({"m": Limit(2.0, burst=3)}), 50.0
    times = []
    for _ in range(5):
        now = max(now, pace.free_at(Lane("m")))
        pace = pace.called(Lane("m"), now)
        times.append(now)
    assert times == [50.0, 50.0, 50.0, 52.0, 54.0]


def wish(number: int, lane: Lane = HERE, *, due: int = 0, anew: bool = False) -> Wish:
    return Wish(CaseId(number), NOON + timedelta(minutes=due), lane, anew)


def test_what_is_due_soonest_goes_first_and_a_closed_lane_holds_up_no_other() -> None:
    waiting = Waiting()
    for one in (wish(1, HERE, due=5), wish(2, HERE, due=1), wish(3, THERE, due=3)):
        waiting.put(one)
    closed = {HERE: 7.0, THERE: 0.0}.__getitem__
    third = waiting.take(0.0, closed)
    assert third is not None
    assert third.case_id == 3
    assert waiting.take(0.0, closed) is None
    assert waiting.wait(0.0, closed) == 7.0
    taken = [waiting.take(0.0, lambda _: 0.0), waiting.take(0.0, lambda _: 0.0)]
    assert [one.case_id for one in taken if one] == [2, 1]
    assert waiting.wait(0.0, lambda _: 0.0) is None


def test_a_card_waits_once_and_remembers_that_it_is_wanted_anew() -> None:
    waiting = Waiting()
    for anew in (False, True, False):
        waiting.put(wish(1, anew=anew))
    assert CaseId(1) in waiting
    taken = waiting.take(0.0, lambda _: 0.0)
    assert taken is not None
    assert taken.anew
    assert waiting.take(0.0, lambda _: 0.0) is None
