"""The names that people of other platforms keep, on every database."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from desk.database import open_database
from desk.names import Names


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def names(engine: Engine) -> Names:
    return Names(engine, "slack")


def test_who_was_never_named_has_no_name(names: Names) -> None:
    assert names.name("U1") is None
    assert names.holder("Maria") is None


def test_the_first_name_stays(names: Names) -> None:
    assert names.give("U1", "Maria", "maria") == "Maria"
    assert names.give("U1", "Mary", "mary") == "Maria"
    assert names.name("U1") == "Maria"
    assert (names.holder("Maria"), names.holder("Mary")) == ("U1", None)


def test_a_name_that_reads_like_anothers_is_refused_on_every_front(names: Names, engine: Engine) -> None:
    names.give("U1", "Maria", "maria")
    assert names.give("U2", "MARIA", "maria") is None
    assert Names(engine, "teams").give("U1", "maria", "maria") is None
    assert names.name("U2") is None


def test_a_name_that_cannot_stay_is_replaced_once_and_never_by_anothers(names: Names) -> None:
    names.give("U1", "Lena", "lena")
    names.give("U2", "Maria", "maria")
    assert names.give("U1", "Maria", "maria", instead_of="Lena") is None
    assert names.give("U1", "Lena (U1)", "lena (u1)", instead_of="Lena") == "Lena (U1)"
    assert names.give("U1", "Late", "late", instead_of="Lena") == "Lena (U1)"


def test_of_many_who_want_one_name_at_once_one_gets_it(names: Names) -> None:
    with ThreadPoolExecutor(8) as together:
        given = list(together.map(lambda number: names.give(f"U{number}", "Maria", "maria"), range(8)))
    assert sorted(given, key=str) == ["Maria", *[None] * 7]


def test_one_person_seen_by_many_threads_gets_one_name(names: Names) -> None:
    with ThreadPoolExecutor(8) as together:
        given = list(
            together.map(lambda number: names.give("U1", f"Maria {number}", f"maria {number}"), range(8))
        )
    assert len(set(given)) == 1
