"""How long a customer waited, and what for."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.cases import Stage
from desk.service_level import Lengths, ServiceLevel, Terms
from desk.staffed import after, between
from desk.waits import Answered, Heard, Phase, Stay, Wait, for_customer, spent, waits
from tests.builders import NOON
from tests.desk.service.desks import MINUTE, Desk, desks
from tests.desk.service.minutes import MINUTES

DUE = NOON + 60 * MINUTE


def at(minute: int) -> datetime:
    return NOON + minute * MINUTE


def heard(minute: int, *, for_us: bool = True, edited: int | None = None) -> Heard:
    changed = None if edited is None else at(edited)
    return Heard(f"m{minute}", at(minute), at(minute), changed, for_us)


def replied(minute: int, to: int | None, due: datetime = DUE) -> Answered:
    return Answered(at(minute), due, None if to is None else f"m{to}")


def test_the_first_reply_ends_the_first_wait_and_each_later_one_begins_with_what_it_is_about() -> None:
    found = waits([heard(0), heard(5), heard(40)], [replied(20, to=5), replied(50, to=40)], [], due_at=None)
    assert [(wait.asked_at, wait.answered_at, wait.first) for wait in found] == [
        (at(0), at(20), True),
        (at(40), at(50), False),
    ]


def test_what_came_while_the_reply_was_on_its_way_waits_since_it_was_written() -> None:
    found = waits([heard(0), heard(19)], [replied(20, to=0)], [], due_at=at(79))
    assert found[-1] == Wait(at(19), at(79), None, first=False)


def test_a_reply_to_nobody_knows_which_message_answers_those_that_were_there() -> None:
    found = waits([heard(0), heard(19), heard(30)], [replied(20, to=None)], [], due_at=at(79))
    assert [wait.asked_at for wait in found] == [at(0), at(30)]


@pytest.mark.parametrize("stage", [Stage.RESOLVED, Stage.SET_ASIDE])
def test_nobody_waited_for_an_answer_to_their_thanks(stage: Stage) -> None:
    thanks, stays = heard(30), [Stay(at(30), stage), Stay(at(500), Stage.NEW)]
    found = waits([heard(0), thanks, heard(500)], [replied(20, to=0), replied(510, to=500)], stays, None)
    assert [wait.asked_at for wait in found] == [at(0), at(500)]
    assert waits([heard(0), thanks, heard(500)], [replied(20, to=0)], stays, DUE)[-1].asked_at == at(500)


def test_a_message_that_is_edited_on_the_way_asks_again_when_it_is_edited() -> None:
    edited = Answered(at(30), DUE, f"m0 {at(19).isoformat()}")
    found = waits([heard(0, edited=19)], [replied(20, to=0), edited], [], due_at=None)
    assert [wait.asked_at for wait in found] == [at(0), at(19)]


def test_nobody_waits_whose_message_did_not_address_us_or_was_taken_back() -> None:
    assert waits([heard(0, for_us=False)], [], [], due_at=DUE) == []
    assert waits([heard(0)], [], [], due_at=None) == []  # set aside, say


def test_a_reply_to_the_minute_is_in_time_and_one_a_minute_later_is_not() -> None:
    told = [waits([heard(0)], [replied(minute, to=0)], [], None)[0].met for minute in (60, 61)]
    assert told == [True, False]


def test_a_wait_is_breached_at_the_moments_between_when_it_was_due_and_the_reply() -> None:
    [late] = waits([heard(0)], [replied(90, to=0)], [], None)
    assert [late.breached_at(at(minute)) for minute in (60, 61, 90, 91)] == [False, True, True, False]
    [waiting] = waits([heard(0)], [], [], DUE)
    assert waiting.breached_at(at(999))


STAYS = [
    *(Stay(at(2), Stage.NEW), Stay(at(3), Stage.WITH_EXPERT), Stay(at(10), Stage.AWAITING_DECISION)),
    *(Stay(at(12), Stage.APPROVED), Stay(at(13), Stage.SENDING), Stay(at(20), Stage.SENT)),
]


def test_what_somebody_waited_for_is_kept_apart() -> None:
    spans = list(spent(STAYS, at(0), at(20)))
    told = [(span.phase, (span.end - span.start) // MINUTE) for span in spans]
    assert told == [
        (Phase.HEARING, 2),
        (Phase.DRAFT, 1),
        (Phase.EXPERT, 7),
        (Phase.PERSON, 2),
        (Phase.SENDING, 1),
        (Phase.SENDING, 7),
    ]


def test_time_at_a_stage_that_nobody_wrote_down_is_not_guessed() -> None:
    stays = [Stay(at(2), None), Stay(at(10), Stage.AWAITING_DECISION)]
    assert [span.phase for span in spent(stays, at(0), at(20))] == [Phase.HEARING, Phase.PERSON]


def test_the_time_that_the_customer_takes_is_theirs() -> None:
    found = waits([heard(0), heard(300)], [replied(20, to=0), replied(310, to=300)], [], None)
    [span] = for_customer(found)
    assert (span.phase, span.start, span.end) == (Phase.CUSTOMER, at(20), at(300))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-5, 90), st.sampled_from(Stage)), max_size=9),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_the_parts_of_a_wait_make_up_all_of_it_in_whatever_order_clocks_tell_the_stages(
    told: list[tuple[int, Stage]], begins: int, length: int
) -> None:
    start, end = at(begins), at(begins + length)
    spans = list(spent([Stay(at(minute), stage) for minute, stage in told], start, end))
    assert sum((span.end - span.start for span in spans), timedelta(0)) == end - start
    assert all(one.end == other.start for one, other in pairwise(spans))


steps = st.lists(st.tuples(st.integers(0, 1500), st.booleans()), min_size=1, max_size=12)


def the_clock_stops_as_on_paper(desk: Desk, told: list[tuple[int, bool]], first: int, later: int) -> None:
    """A customer and we write in turn or not; a clock on paper ticks while they wait and somebody is there."""
    level = ServiceLevel(
        Terms(Lengths(*[first * MINUTE] * 4), Lengths(*[later * MINUTE] * 4)), hours=desk.hours
    )
    events, minute = [(1, True)], 1
    for pause, theirs in told:
        minute += pause + 1
        if minute < MINUTES:
            events.append((minute, theirs))
    found = _found(desk, events, level)
    counted = _on_paper(desk, events, first, later)
    assert [
        (between(w.asked_at, w.answered_at, desk.hours) // MINUTE, w.met) for w in found if w.answered_at
    ] == counted


def _found(desk: Desk, events: list[tuple[int, bool]], level: ServiceLevel) -> list[Wait]:
    messages, replies, asked = list[Heard](), list[Answered](), None
    for minute, theirs in events:
        moment = desk.paper.at(minute)
        if theirs:
            messages.append(Heard(f"m{minute}", moment, moment))
            asked = asked or moment
        elif asked:
            length = (level.usual.next if replies else level.usual.first).normal
            replies.append(Answered(moment, after(asked, length, desk.hours), messages[-1].id))
            asked = None
    return waits(messages, replies, [], None)


def _on_paper(desk: Desk, events: list[tuple[int, bool]], first: int, later: int) -> list[tuple[int, bool]]:
    """Minute by minute: how many ticks each answered wait took, and whether the last one promised was still to come."""
    when, found, waiting = dict(events), list[tuple[int, bool]](), False
    ticks, used_up = 0, MINUTES
    for minute in range(max(when) + 1):
        if minute in when and not when[minute] and waiting:
            found.append((ticks, minute <= used_up))
            ticks, used_up, waiting = 0, MINUTES, False
        waiting = waiting or when.get(minute, False)
        if waiting and desk.paper.ticks[minute]:
            ticks += 1
            if ticks == (later if found else first):
                used_up = minute + 1
    return found


@settings(max_examples=12, deadline=None)
@given(desks(), steps, st.integers(1, 600), st.integers(1, 600))
def test_the_clock_stands_still_while_we_wait_for_the_customer_and_while_nobody_is_there(
    desk: Desk, told: list[tuple[int, bool]], first: int, later: int
) -> None:
    the_clock_stops_as_on_paper(desk, told, first, later)


@pytest.mark.prove
def test_it_stands_still_thousands_of_times(rounds: int) -> None:
    @settings(max_examples=100 * rounds, deadline=None)
    @given(desks(), steps, st.integers(1, 600), st.integers(1, 600))
    def counted(desk: Desk, told: list[tuple[int, bool]], first: int, later: int) -> None:
        the_clock_stops_as_on_paper(desk, told, first, later)

    counted()
