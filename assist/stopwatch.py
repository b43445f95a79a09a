"""How long the parts of a piece of work take."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter


@dataclass
class Stopwatch:
    """Milliseconds by part, added up; `ticks` gives seconds."""

    ticks: Callable[[], float] = perf_counter
    taken_ms: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timing(self, part: str) -> Iterator[None]:
        """Adds what happens within to that part, even when it fails."""
        begun = self.ticks()
        try:
            yield
        finally:
            self.taken_ms[part] = round(self.taken_ms.get(part, 0.0) + (self.ticks() - begun) * 1000, 3)
