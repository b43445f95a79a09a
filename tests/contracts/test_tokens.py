"""The sealed keys to channels: one process at a time renews one, on every database."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from desk.channel_spending import ChannelSpending
from desk.database import open_database
from desk.tokens import SealedToken, TokenStore
from tests.builders import NOON

SOON = NOON + timedelta(minutes=2)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> TokenStore:
    return TokenStore(engine)


def test_nobody_has_signed_in_at_first(store: TokenStore) -> None:
    assert store.get("x") is None
    assert not store.take_for_refresh("x", 1, now=NOON, until=SOON)


def test_one_of_many_renews_a_key_and_the_others_see_the_new_one(store: TokenStore) -> None:
    store.put("x", "old")
    with ThreadPoolExecutor(8) as together:
        took = list(together.map(lambda _: store.take_for_refresh("x", 1, now=NOON, until=SOON), range(8)))
    assert sorted(took) == [False] * 7 + [True]
    assert store.refreshed("x", 1, "new")
    assert store.get("x") == SealedToken("new", 2, None)
    assert not store.take_for_refresh("x", 1, now=SOON, until=SOON)  # by one who still has the old one


def test_a_renewal_that_was_cut_off_leaves_its_mark_and_may_be_begun_again_later(store: TokenStore) -> None:
    store.put("x", "old")
    store.take_for_refresh("x", 1, now=NOON, until=SOON)
    assert not store.take_for_refresh("x", 1, now=NOON + timedelta(minutes=1), until=SOON)
    assert store.get("x") == SealedToken("old", 1, SOON)
    assert store.take_for_refresh("x", 1, now=SOON, until=SOON + timedelta(minutes=2))


def test_a_renewal_that_never_left_may_be_begun_again_at_once(store: TokenStore) -> None:
    store.put("x", "old")
    store.take_for_refresh("x", 1, now=NOON, until=SOON)
    store.release("x", 1)
    assert store.take_for_refresh("x", 1, now=NOON, until=SOON)


def test_a_new_sign_in_is_not_overwritten_by_a_renewal_of_the_old_one(store: TokenStore) -> None:
    store.put("x", "old")
    store.take_for_refresh("x", 1, now=NOON, until=SOON)
    store.put("x", "signed in anew")
    assert not store.refreshed("x", 1, "renewed")
    assert store.get("x") == SealedToken("signed in anew", 2, None)


def test_what_a_channel_costs_is_counted_by_day_and_by_what_it_was_for(engine: Engine) -> None:
    now = [NOON]
    spending = ChannelSpending(engine, lambda: now[0])
    assert spending.usd_today("x") == 0
    for _ in range(3):
        spending.add("x", "posts read", 2, 0.01)
    spending.add("x", "replies written", 1, 0.2)
    spending.add("mastodon", "posts read", 1, 5.0)
    assert spending.usd_today("x") == pytest.approx(0.23)
    told = [(one.what, one.times, round(one.usd, 6)) for one in spending.today("x")]
    assert told == [("replies written", 1, 0.2), ("posts read", 6, 0.03)]
    now[0] += timedelta(days=1)
    assert spending.usd_today("x") == 0
