"""A burst on several channels: nothing is lost, nobody is answered out of turn, limits hold."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.bench.burst.measure import measure
from app.bench.burst.messages import MASTODON, X, burst
from app.bench.burst.order import Book
from desk.cases import Case, CaseId, Reply, Stage
from desk.posting import reply_of
from tests.builders import NOON
from tests.desk.cases import a_case_at


def models() -> Path:
    """Where the packaged model is exported once for all tests."""
    return Path(os.environ["ASSIST_MODELS_DIR"])  # noqa: TID251 - set for all tests


def test_a_burst_is_the_same_for_the_same_seed_and_on_both_channels() -> None:
    assert list(burst(300, 1)) == list(burst(300, 1)) != list(burst(300, 2))
    assert {one.channel for one in burst(300, 1)} == {X, MASTODON}
    assert any(one.row["direct"] for one in burst(300, 1))
    assert any("in_reply_to" in one.row for one in burst(300, 1))


def stands(_case: CaseId) -> bool:
    return True


def an_approved_case(id: int, due_in: int) -> tuple[Case, Reply]:

    case = replace(
        a_case_at(Stage.APPROVED), id=CaseId(id), due_at=NOON + timedelta(minutes=due_in), send_after=NOON
    )
    return case, reply_of(case)


def test_a_reply_that_goes_before_one_that_is_due_sooner_is_noticed() -> None:
    book = Book(stands, turn_at=NOON)
    (late, its_reply), (soon, other) = an_approved_case(1, 60), an_approved_case(2, 5)
    book.approved(late)
    book.approved(soon)
    book.went(its_reply)
    book.went(other)
    assert (book.sent, book.out_of_order) == (2, 1)


def test_soonest_due_first_is_in_order_and_what_was_taken_back_does_not_count() -> None:
    book = Book(stands, turn_at=NOON)
    (late, its_reply), (soon, _) = an_approved_case(1, 60), an_approved_case(2, 5)
    book.approved(late)
    book.approved(soon)
    book.taken_back(soon.id)
    book.went(its_reply)
    assert (book.sent, book.out_of_order) == (1, 0)


@pytest.mark.slow
def test_a_small_burst_loses_nothing_and_sends_the_soonest_due_first(tmp_path: Path) -> None:
    figures = measure(models(), 60, 400.0, lambda *_: None)
    print(figures)
    assert figures["lost"] == 0
    assert figures["sent_out_of_order"] == 0
    assert figures["sent"] == figures["stages"]["sent"] > 20
    assert set(figures["stages"]) <= {"sent", "with_expert", "set_aside"}


@pytest.mark.prove
def test_ten_thousand_messages_in_ten_minutes_lose_nothing_within_the_limits() -> None:
    figures = measure(models(), 10_000, 20.0, lambda *_: None)
    print(figures)
    assert (figures["lost"], figures["sent_out_of_order"]) == (0, 0)
    assert figures["memory_mb"]["peak"] < 2000
