"""What comes slowly, for so long and no longer."""

import time
from collections.abc import Callable, Iterable, Iterator
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Event, Thread
from typing import TypeVar

T = TypeVar("T")
_END = object()


class _Raised:
    def __init__(self, error: Exception) -> None:
        self.error = error


def within(seconds: float, start: Callable[[], Iterable[T]], slots: BoundedSemaphore) -> Iterator[T]:
    """The items of `start()` as they come. Raises TimeoutError when the last is not there in time.

    A client's own timeout begins anew with every byte, and servers send blank lines to keep a connection open:
    hence a thread that can be left behind. It ends with the next item, and until then it keeps one of `slots`.
    """
    ends = time.monotonic() + seconds
    if not slots.acquire(timeout=max(0.0, seconds)):
        raise TimeoutError
    items: SimpleQueue[object] = SimpleQueue()
    left = Event()
    Thread(target=_read, args=(start, items, left, slots), name="language model", daemon=True).start()
    try:
        while (item := _next(items, ends)) is not _END:
            if isinstance(item, _Raised):
                raise item.error
            yield item  # type: ignore[misc]  # the queue holds what start() yields, and the two marks above
    finally:
        left.set()


def _read(
    start: Callable[[], Iterable[T]], items: SimpleQueue[object], left: Event, slots: BoundedSemaphore
) -> None:
    try:
        for item in start():
            items.put(item)
            if left.is_set():
                return
        items.put(_END)
    except Exception as error:  # noqa: BLE001  # raised again where the items are read
        items.put(_Raised(error))
    finally:
        slots.release()


def _next(items: SimpleQueue[object], ends: float) -> object:
    try:
        return items.get(timeout=max(0.0, ends - time.monotonic()))
    except Empty:
        raise TimeoutError from None
