"""Several things done in the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

T = TypeVar("T")


def at_once(*work: Callable[[], T]) -> list[T | Exception]:
    """What each returned or raised, all begun in the same moment, each in a thread of its own."""
    barrier = Barrier(len(work))

    def wait_and(do: Callable[[], T]) -> T | Exception:
        barrier.wait(timeout=30)
        try:
            return do()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            return error

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(wait_and, work))
