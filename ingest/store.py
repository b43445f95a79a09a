"""Object stores and shares by their URLs; the only module that knows fsspec."""

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from fsspec import get_filesystem_class
from fsspec.core import url_to_fs

from ingest.errors import BadSource, Unreadable
from ingest.sources import Source

_PACKAGES: Mapping[str, str | None] = {  # what a protocol needs besides fsspec
    "s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs", "abfss": "adlfs", "az": "adlfs",
    "smb": "smbprotocol", "sftp": "paramiko", "ssh": "paramiko", "ftp": None, "zip": None, "file": None, "memory": None,
}  # fmt: skip
_MOST = 2 * 2**30  # bytes of a file
_IN_MEMORY = 16 * 2**20  # bytes; more are kept on disk while they are read
_CHUNK = 2**20
_PASSWORD = re.compile(r"(?<=//)[^/@]*@")


@dataclass(frozen=True)
class SharedFile:
    """A file in a store. It is brought when it is opened, by whatever process does so."""

    location: str  # of its source: how to get at the store
    path: str  # in the store
    mark: str | None  # of its version, as the store gives it

    def open(self) -> BinaryIO:
        """All of it, in a file of our own."""
        with ExitStack() as unless_all_is_well:
            copy = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # whoever asked for it closes it
            unless_all_is_well.callback(copy.close)
            for chunk in self._chunks():
                copy.write(chunk)
                if copy.tell() > _MOST:
                    raise Unreadable(f"it has more than {_MOST >> 20} MB: split it")
            unless_all_is_well.pop_all()
        copy.seek(0)
        return cast("BinaryIO", copy)

    def sha256(self) -> str:
        """Of the mark of its version; only without one, of the bytes, which have to be brought for that."""
        if self.mark is not None:
            return sha256(self.mark.encode()).hexdigest()
        digest = sha256()
        for chunk in self._chunks():
            digest.update(chunk)
        return digest.hexdigest()

    def _chunks(self) -> Iterator[bytes]:
        with store_errors():
            store, _ = store_at(self.location)
            with store.open(self.path, "rb") as file:
                while chunk := file.read(_CHUNK):
                    yield chunk


def store_at(location: str) -> tuple[Any, str]:
    """The store, and the path in it. Raises what stores raise."""
    store, path = url_to_fs(location)
    return store, path


def check_location(source: Source) -> None:
    """Raises BadSource when this kind of place cannot be read here."""
    for part in source.location.split("::"):
        protocol = part.partition("://")[0]
        if "://" in part or protocol.isalnum():  # else it is the path of an archive on this machine
            _refuse_unknown(protocol, source.name)


def _refuse_unknown(protocol: str, source: str) -> None:
    if protocol not in _PACKAGES:
        known = ", ".join(_PACKAGES)
        raise BadSource(f"source {source!r}: {protocol}:// cannot be read as files; use one of {known}")
    try:
        get_filesystem_class(protocol)
    except ImportError as error:
        package = _PACKAGES[protocol]
        raise BadSource(
            f"source {source!r}: {protocol}:// needs the package {package!r}; install it beside assist"
        ) from error


@contextmanager
def store_errors() -> Iterator[None]:
    """Whatever a store raises becomes Unreadable."""
    try:
        yield
    except (Unreadable, MemoryError):
        raise
    except FileNotFoundError as error:
        raise Unreadable(f"there is nothing at {error.filename or str(error)!r} in the store") from error
    except Exception as error:  # each store has errors of its own, with nothing in common
        reason = _PASSWORD.sub("", str(error)) or type(error).__name__
        raise Unreadable(f"the store says: {reason}") from error
