"""A walk over a source: what it holds, one thing after the other, wherever it lies."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import file_digest, sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol

from ingest.parsed import Failure
from ingest.sources import Format


class Content(Protocol):
    """The bytes of one thing; it can be handed to another process."""

    def open(self) -> BinaryIO:
        """A file to read them from. Raises OSError and Unreadable."""

    def sha256(self) -> str:
        """Of the bytes, in hex. Raises OSError and Unreadable."""


@dataclass(frozen=True)
class LocalFile:
    """A file on this machine."""

    path: Path

    def open(self) -> BinaryIO:
        """The file as it is now."""
        return self.path.open("rb")

    def sha256(self) -> str:
        """Of the file as it is now."""
        with self.path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True)
class Held:
    """Bytes that were fetched."""

    data: bytes

    def open(self) -> BinaryIO:
        """A file in memory."""
        return BytesIO(self.data)

    def sha256(self) -> str:
        """Of the bytes."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Listed:
    """A thing to read. `key` names it within its source: its path there with slashes, or its web address.

    `content` is None when the place itself says that the thing is as it was when it was read last (HTTP 304).
    """

    key: str
    format: Format
    content: Content | None


def covered(key: str, failed: Sequence[Failure]) -> bool:
    """Whether no failure hides the thing of this key. For walks to answer `covers` with."""
    blind = [failure.id for failure in failed]
    return not any(spot in ("", key) or (spot.endswith("/") and key.startswith(spot)) for spot in blind)


class Walk(Protocol):
    """One look at all that a source holds, to be taken once.

    A failure's id is a key, the beginning of keys with a slash at its end, or "" for the whole location.
    """

    @property
    def failed(self) -> Sequence[Failure]:
        """What could not be looked at, so far."""

    @property
    def ignored(self) -> int:
        """How many things nobody reads, so far."""

    @property
    def total(self) -> int:
        """How many things there are, as far as is known by now."""

    def __iter__(self) -> Iterator[Listed]:
        """Each thing once. Raises BadSource when the source cannot be read as its settings stand."""

    def covers(self, key: str) -> bool:
        """After the walk: whether a thing of this key would have been seen if it were still there."""

    def stored(self, keys: Collection[str]) -> None:
        """What these things hold is in the library: a walk that goes on after a crash may leave them out."""

    def close(self) -> None:
        """Let go of what was opened, also in the middle."""


MayRest = Callable[[str], bool]  # whether a thing of this key need not be brought when it is as it was
