"""How often an uncertain reply is looked for."""

from dataclasses import replace
from datetime import timedelta

from bots.looking import SOONEST, Looks
from desk.cases import Stage
from desk.posting import reply_of
from tests.bots.cases import a_case
from tests.builders import NOON

REPLY = replace(reply_of(a_case(Stage.APPROVED)), approved_at=NOON)


def looks_within(age: timedelta, length: timedelta) -> int:
    """How often a reply that was approved `age` ago is looked for, if the desk asks each second."""
    now = [NOON + age]
    looks, found = Looks(lambda: now[0]), 0
    for _ in range(int(length.total_seconds())):
        found += looks.is_due(REPLY)
        now[0] += timedelta(seconds=1)
    return found


def test_a_new_one_is_looked_for_at_once_and_then_every_fifteen_seconds() -> None:
    assert looks_within(timedelta(0), timedelta(minutes=1)) == 4


def test_an_old_one_is_looked_for_less_and_less_often() -> None:
    assert looks_within(timedelta(hours=8), timedelta(hours=1)) == 1


def test_each_reply_is_looked_for_by_itself() -> None:
    looks = Looks(lambda: NOON)
    assert looks.is_due(REPLY)
    assert looks.is_due(replace(REPLY, key="another"))
    assert not looks.is_due(REPLY)


def test_an_approval_of_unknown_time_is_looked_for_soon() -> None:
    now = [NOON]
    looks = Looks(lambda: now[0])
    assert looks.is_due(replace(REPLY, approved_at=None))
    now[0] += SOONEST
    assert looks.is_due(replace(REPLY, approved_at=None))
