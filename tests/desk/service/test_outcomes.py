"""What became of customers' matters: evidence counts, silence does not."""

from datetime import datetime, timedelta

import pytest

from desk.cases import Stage
from desk.outcomes import Matter, matters
from desk.waits import Stay
from tests.builders import NOON

WEEK = timedelta(days=7)
N, D, S, R, A = Stage.NEW, Stage.AWAITING_DECISION, Stage.SENT, Stage.RESOLVED, Stage.SET_ASIDE


def on(day: float) -> datetime:
    return NOON + timedelta(days=day)


def told(*stays: tuple[float, Stage | None]) -> list[Matter]:
    return matters([Stay(on(day), stage) for day, stage in stays], WEEK)


def test_silence_after_a_reply_is_not_known_and_never_a_resolution() -> None:
    [matter] = told((0, N), (0, D), (0, S))
    assert (matter.resolved_at, matter.first_contact) == (None, False)


def test_one_reply_and_thanks_is_first_contact_resolution() -> None:
    [matter] = told((0, N), (0, S), (1, R))
    assert (matter.resolved_at, matter.replies_it_took, matter.first_contact) == (on(1), 1, True)


def test_two_replies_are_not_first_contact() -> None:
    [matter] = told((0, N), (0, S), (1, N), (1, S), (2, R))
    assert (matter.replies_it_took, matter.first_contact) == (2, False)


@pytest.mark.parametrize("after", [(4.0, S), (4.0, D), (4.0, Stage.WITH_EXPERT)])
def test_who_needs_us_again_within_the_days_was_not_helped_the_first_time(after: tuple[float, Stage]) -> None:
    [matter] = told((0, N), (0, S), (1, R), (3, N), after)
    assert (matter.reopened_at, matter.first_contact) == (on(3), False)


@pytest.mark.parametrize("then", [R, A])
def test_thanks_said_twice_reopen_nothing(then: Stage) -> None:
    [matter] = told((0, N), (0, S), (1, R), (3, N), (3, then))
    assert (matter.reopened_at, matter.first_contact) == (None, True)


def test_who_said_thanks_in_between_and_then_needs_us_again_was_not_helped_the_first_time() -> None:
    [matter] = told((0, N), (0, S), (1, R), (2, N), (2, A), (4, N), (5, S))
    assert (matter.reopened_at, matter.first_contact) == (on(4), False)


def test_thanks_in_between_do_not_make_an_old_matter_of_a_new_one() -> None:
    old, new = told((0, N), (0, S), (1, R), (2, N), (2, A), (20, N), (21, S))
    assert (old.first_contact, old.reopened_at, len(new.replied_at)) == (True, None, 1)


@pytest.mark.parametrize("stage", [S, R])
def test_an_edit_of_what_was_answered_is_no_other_reply(stage: Stage) -> None:
    stays = [(0.0, N), (0.5, S)] + ([(1.0, R)] if stage is R else [])
    assert told(*stays, (1.5, stage), (1.6, stage)) == told(*stays)


def test_who_writes_later_has_a_new_matter_and_the_old_one_stays_resolved() -> None:
    old, new = told((0, N), (0, S), (1, R), (8.5, N), (9, S))
    assert (old.first_contact, new.resolved_at, len(new.replied_at)) == (True, None, 1)


def test_the_days_count_from_the_last_resolution() -> None:
    [matter] = told((0, N), (0, S), (1, R), (3, N), (4, S), (5, R), (11, N), (12, S))
    assert matter.reopened_at == on(3)


def test_stages_that_an_older_version_did_not_write_down_resolve_nothing() -> None:
    [matter] = told((0, None), (1, None))
    assert matter == Matter(())
