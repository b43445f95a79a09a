"""One clock for several processes: simulated time, which the test drives."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from mmap import mmap
from pathlib import Path
from threading import Event, Thread
from time import monotonic

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_TICK = 0.01  # seconds


@dataclass(frozen=True)
class SharedClock:
    """A time in a file that every process maps: reading it costs nothing, and all of them see it move at once."""

    file: Path
    _time: mmap = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """The file is made if it is not there."""
        if not self.file.exists():
            self.file.write_bytes(bytes(8))
        with self.file.open("r+b") as opened:
            object.__setattr__(self, "_time", mmap(opened.fileno(), 8))

    def __call__(self) -> datetime:
        return _EPOCH + int.from_bytes(self._time[:8], "little") * _MICROSECOND

    def set(self, time: datetime) -> None:
        """It stands at this time."""
        self._time[:8] = ((time - _EPOCH) // _MICROSECOND).to_bytes(8, "little")

    def move(self, by: timedelta) -> None:
        """Time passes at once."""
        self.set(self() + by)


class Flow:
    """Has the clock run so many times as fast as the wall's, in a thread, until it is left."""

    def __init__(self, clock: SharedClock, speed: float) -> None:
        self._clock, self._speed, self._stop = clock, speed, Event()
        self._thread = Thread(target=self._run, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        before = monotonic()
        while not self._stop.wait(_TICK):
            now = monotonic()
            self._clock.move(timedelta(seconds=(now - before) * self._speed))
            before = now
