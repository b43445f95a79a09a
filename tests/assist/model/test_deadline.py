"""What comes slowly is waited for so long and no longer."""

import time
from collections.abc import Iterator
from threading import BoundedSemaphore, Event

import pytest

from assist.draft.model.deadline import within


def one() -> BoundedSemaphore:
    """A place for one call at a time."""
    return BoundedSemaphore(1)


def test_items_come_in_their_order() -> None:
    assert list(within(5, lambda: iter(range(100)), one())) == list(range(100))


def test_an_error_comes_where_it_happened() -> None:
    def breaking() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    items = within(5, breaking, one())
    assert next(items) == 1
    with pytest.raises(ValueError, match="broken"):
        next(items)


def test_one_who_never_says_anything_is_left_in_time_and_keeps_its_place_until_it_ends() -> None:
    wake, closed, slots = Event(), Event(), one()

    def silent() -> Iterator[int]:
        try:
            wake.wait(10)
            yield 1
            yield 2
        finally:
            closed.set()

    began = time.monotonic()
    with pytest.raises(TimeoutError):
        next(within(0.05, silent, slots))
    assert time.monotonic() - began < 5
    with pytest.raises(TimeoutError):  # its slot is not free
        next(within(0.05, lambda: iter([1]), slots))
    wake.set()
    assert closed.wait(5)
    assert list(within(5, lambda: iter([1]), slots)) == [1]


def test_many_small_pieces_do_not_make_a_longer_time() -> None:
    def dripping() -> Iterator[int]:
        for number in range(1000):
            time.sleep(0.01)
            yield number

    heard: list[int] = []
    with pytest.raises(TimeoutError):
        heard.extend(within(0.1, dripping, one()))
    assert len(heard) <= 11
