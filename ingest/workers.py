"""Reads files in processes of their own: what a damaged or hostile file does there ends there."""

import logging
import os
import resource
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as TooLong
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime, timedelta
from multiprocessing import get_context
from types import TracebackType
from typing import Self

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from ingest.errors import BadSource, IngestError
from ingest.parsed import Failure, identity
from ingest.reading import Result, read
from ingest.refresh import Clock
from ingest.sources import Format, Source
from ingest.walk import Listed

log = logging.getLogger(__name__)

# Bytes that a worker may use beyond what it has when it starts: with that it stays below 1 GB.
MEMORY = 800 * 2**20
WALL = timedelta(minutes=2)
AHEAD = 32  # things that may be read while what was read before is embedded and stored
_OUT_OF_MEMORY = 86  # exit code of a worker that had too little
ITEMS = 500  # that a worker reads before a fresh one takes its place: parsers leak

# Read row by row, so they need no limits, and too many documents to be handed over at once.
ROW_BY_ROW = frozenset({Format.JSONL, Format.CSV, Format.STACKEXCHANGE_DUMP})


class Workers:
    """Worker processes, begun when the first file comes. Call it in the place of `ingest.refresh.read_here`."""

    def __init__(self, number: int | None = None, memory: int = MEMORY, wall: timedelta = WALL) -> None:
        self._number = number or max(1, (os.cpu_count() or 1) - 1)
        self._memory = memory
        self._wall = wall
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble types its results only
            self._pool.join()

    @property
    def begun(self) -> bool:
        """Whether there are processes."""
        return self._pool is not None

    def __call__(
        self, things: Iterable[Listed], source: Source, now: Clock
    ) -> Iterator[tuple[Listed, Iterable[Result]]]:
        """What each holds, in their order; the workers go on while it is used."""
        ahead: deque[tuple[Listed, ProcessFuture[Sequence[Result]] | None]] = deque()
        try:
            for listed in things:
                alone = listed.format in ROW_BY_ROW or listed.content is None
                ahead.append((listed, None if alone else self._send(listed, source, now())))
                if len(ahead) > AHEAD:
                    yield self._taken(*ahead.popleft(), source, now)
            while ahead:
                yield self._taken(*ahead.popleft(), source, now)
        finally:
            for _, future in ahead:
                if future:
                    future.cancel()  # type: ignore[no-untyped-call]

    def _send(self, listed: Listed, source: Source, at: datetime) -> ProcessFuture[Sequence[Result]]:
        if self._pool is None:
            context = get_context("forkserver")
            context.set_forkserver_preload(["ingest.workers"])
            self._pool = ProcessPool(
                self._number,
                max_tasks=ITEMS,
                initializer=limit_memory,
                initargs=[self._memory],
                context=context,
            )
        return self._pool.schedule(
            _read_wholly, args=[listed, source, at], timeout=self._wall.total_seconds()
        )

    def _taken(
        self, listed: Listed, future: ProcessFuture[Sequence[Result]] | None, source: Source, now: Clock
    ) -> tuple[Listed, Iterable[Result]]:
        if future is None:
            return listed, read(listed, source, now())
        try:
            return listed, future.result()
        except TooLong:
            reason = f"reading it took longer than {self._wall.total_seconds():.0f} s; split it"
        except BrokenProcessPool as error:
            raise BadSource(
                "the processes that read files cannot be started: is there memory left?"
            ) from error
        except ProcessExpired as error:
            reason = self._end(error.exitcode)
        except IngestError:
            raise  # the settings are wrong, so every file would fail
        except Exception as error:
            log.exception("reading %r of source %r failed", listed.key, source.name)
            reason = f"reading it failed unexpectedly ({error!r}): please report it, with the file if you may"
        return listed, [Failure(identity(source, listed.key), reason)]

    def _end(self, exit_code: int) -> str:
        if exit_code == _OUT_OF_MEMORY:
            return f"reading it needs more than {self._memory // 2**20} MB of memory; split it"
        return f"reading it ended the process that did it (exit code {exit_code}): it is damaged or hostile"


def _read_wholly(listed: Listed, source: Source, at: datetime) -> Sequence[Result]:
    try:
        return list(read(listed, source, at))
    except MemoryError:
        # What filled the memory may stay there, and the next file would suffer for it.
        os._exit(_OUT_OF_MEMORY)


def limit_memory(memory: int) -> None:
    """Let this process use so many bytes more than now; where the system cannot count them, there is no limit."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            used = int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))
