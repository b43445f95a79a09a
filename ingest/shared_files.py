"""The walk over an object store or a share by its fsspec URL."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from glob import has_magic
from itertools import takewhile
from operator import itemgetter
from posixpath import basename
from typing import Any

from ingest.errors import Unreadable
from ingest.formats import BEGINNING, fits, guess, told_by_name
from ingest.parsed import Failure
from ingest.sources import Format, Source
from ingest.store import SharedFile, check_location, store_at, store_errors
from ingest.walk import Listed, covered

Info = Mapping[str, Any]  # what a store tells of a file

_MARKS = (  # what stores call the version of a file, or the time of its last change
    *("ETag", "etag", "md5Hash", "content_md5", "CRC", "date_time"),
    *("LastModified", "last_modified", "updated", "mtime", "last_write_time", "modify"),
)
_DEEPEST = 64  # folders


@dataclass
class SharedFiles:
    """The walk, folder by folder. Hidden files and links are left alone."""

    source: Source
    failed: list[Failure] = field(default_factory=list)
    ignored: int = 0
    total: int = 0  # so far

    def __iter__(self) -> Iterator[Listed]:
        """Each file once."""
        try:
            store, root, found = self._begun()
        except Unreadable as error:
            self.failed.append(Failure("", str(error)))
            return
        named = isinstance(found, list)
        for info in found:
            key = _key(info["name"], root)
            if not any(part.startswith(".") for part in key.split("/")):
                yield from self._listed(store, info, key, named=named)

    def covers(self, key: str) -> bool:
        """Whether a file of this key would have been seen if it were still there."""
        return covered(key, self.failed)

    def stored(self, keys: Collection[str]) -> None:
        """Nothing is remembered of a store: its files are listed again each time."""

    def close(self) -> None:
        """Nothing is held open."""

    def _begun(self) -> tuple[Any, str, Iterable[Info]]:
        """The store, the folder that keys are below, and files: a list of those that the location itself names."""
        with store_errors():
            store, root = store_at(self.source.location)
            store.invalidate_cache()  # of listings, which live as long as the process
            if has_magic(root):
                found = store.glob(root, detail=True).values()
                return store, _fixed_part(root), [info for info in found if _is_file(info)]
            info = store.info(root) if root.strip("/") else {"type": "directory"}
        if info["type"] == "directory":
            return store, root, self._walk(store, root, root)
        return store, root.removesuffix(basename(root)), [info]

    def _walk(self, store: Any, folder: str, root: str, depth: int = 0) -> Iterator[Info]:
        try:
            if depth > _DEEPEST:
                raise Unreadable(f"its folders are nested more than {_DEEPEST} deep")
            with store_errors():
                found = sorted(store.ls(folder, detail=True), key=itemgetter("name"))
        except Unreadable as error:
            key = _key(folder, root)
            self.failed.append(Failure(f"{key}/" if key else "", f"the folder cannot be listed: {error}"))
            return
        for info in found:
            if _is_file(info):
                yield info
            elif info["type"] == "directory" and _key(info["name"], folder):
                yield from self._walk(store, info["name"], root, depth + 1)

    def _listed(self, store: Any, info: Info, key: str, *, named: bool) -> Iterator[Listed]:
        self.total += 1
        try:
            form = self._format(store, info["name"], named=named)
        except Unreadable as error:
            self.failed.append(Failure(key, str(error)))
            return
        if form is None:
            self.ignored += 1
        else:
            yield Listed(key, form, SharedFile(self.source.location, info["name"], _mark(info)))

    def _format(self, store: Any, path: str, *, named: bool) -> Format | None:
        if self.source.format and named:
            return self.source.format
        beginning = b""
        if not told_by_name(path):  # each beginning is a request of its own
            with store_errors(), store.open(path, "rb") as file:
                beginning = file.read(BEGINNING)
        guessed = guess(basename(path), beginning, self.source.kind)
        if self.source.format is None or fits(self.source.format, guessed):
            return self.source.format or guessed
        return None


def list_shared_files(source: Source) -> SharedFiles:
    """The files at the source's location. Raises BadSource when such a place cannot be read here."""
    check_location(source)
    return SharedFiles(source)


def _is_file(info: Info) -> bool:
    return bool(info["type"] == "file")


def _fixed_part(pattern: str) -> str:
    """The folder above the first wildcard."""
    return "/".join(takewhile(lambda part: not has_magic(part), pattern.split("/")))


def _key(name: str, root: str) -> str:
    key = name.rstrip("/").removeprefix(root.rstrip("/")).lstrip("/")
    return key.encode(
        "utf-8", errors="backslashreplace"
    ).decode()  # a name in another encoding has surrogates


def _mark(info: Info) -> str | None:
    """What changes whenever the file does; None when the store tells nothing but its size."""
    told = {name: str(info[name]) for name in _MARKS if info.get(name)}
    return json.dumps([info.get("size"), told]) if told else None
