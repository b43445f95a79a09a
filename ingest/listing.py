"""What there is to read at a source's location."""

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from glob import glob, has_magic
from pathlib import Path

from ingest.errors import Unreadable
from ingest.formats import BEGINNING, fits, guess
from ingest.parsed import Failure
from ingest.sources import Format, Source
from ingest.walk import Listed, LocalFile, covered


@dataclass
class Listing:
    """The walk over a folder: all its files in order of their keys, and what could not be looked at."""

    files: list[Listed] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    ignored: int = 0

    def __iter__(self) -> Iterator[Listed]:
        """Each file once."""
        return iter(self.files)

    @property
    def total(self) -> int:
        """How many files there are."""
        return len(self.files)

    def covers(self, key: str) -> bool:
        """Whether a file of this key would have been seen if it were still there."""
        return covered(key, self.failed)

    def stored(self, keys: Collection[str]) -> None:
        """Nothing is remembered of a folder: its files are looked at again each time."""

    def close(self) -> None:
        """Nothing is held open."""


def list_files(source: Source) -> Listing:
    """The files of the source. A folder is walked wholly; hidden files and links within it are left alone."""
    root = Path(source.location)
    listing = Listing()
    if root.is_dir():
        _add_all(listing, source, root, _walk(root, listing), named=False)
    elif root.exists():
        _add_all(listing, source, root.parent, [root], named=True)
    elif has_magic(str(root)) and _fixed_part(root).is_dir():
        found = (Path(name) for name in glob(str(root), recursive=True))
        _add_all(listing, source, _fixed_part(root), found, named=True)
    else:
        listing.failed.append(Failure("", f"there is nothing at {source.location!r}"))
    listing.files.sort(key=lambda listed: listed.key)
    return listing


def _fixed_part(pattern: Path) -> Path:
    """The folder above the first wildcard."""
    return next(folder for folder in pattern.parents if not has_magic(str(folder)))


def _walk(root: Path, listing: Listing) -> Iterator[Path]:
    def note(error: OSError) -> None:
        folder = Path(error.filename)
        key = "" if folder == root else f"{_key(folder, root)}/"
        listing.failed.append(Failure(key, f"the folder cannot be listed: {error.strerror}"))

    for folder, subfolders, names in os.walk(root, onerror=note):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        links = [name for name in subfolders if os.path.islink(os.path.join(folder, name))]
        yield from (Path(folder, name) for name in [*links, *names] if not name.startswith("."))


def _add_all(listing: Listing, source: Source, root: Path, paths: Iterable[Path], *, named: bool) -> None:
    """`named`: the location names these files, so that the source's format holds for each of them."""
    for path in paths:
        key = _key(path, root)
        try:
            form = _format(path, root, source, named=named)
        except OSError as error:
            listing.failed.append(Failure(key, f"cannot be opened: {error.strerror}"))
        except Unreadable as error:
            listing.failed.append(Failure(f"{key}/" if path.is_dir() else key, str(error)))
        else:
            listing.ignored += form is None
            listing.files += [Listed(key, form, LocalFile(path))] if form else []


def _format(path: Path, root: Path, source: Source, *, named: bool) -> Format | None:
    """How to read the file, None when nobody reads it. Raises Unreadable when it must not be read."""
    if path != Path(source.location) and _is_linked(path, root):
        _refuse_to_leave(path, root)
        return None
    if not path.is_file():  # a pipe would keep us waiting
        return None
    if source.format and named:
        return source.format
    with path.open("rb") as file:
        guessed = guess(path.name, file.read(BEGINNING), source.kind)
    if source.format is None:
        return guessed
    return source.format if fits(source.format, guessed) else None


def _is_linked(path: Path, root: Path) -> bool:
    """Whether the path is a link, or leads through one: patterns go through folders that are links."""
    return any(part.is_symlink() for part in (path, *path.parents) if part != root and root in part.parents)


def _refuse_to_leave(link: Path, root: Path) -> None:
    """A link within the folder is read where it points; one that leaves it may show what nobody meant to publish."""
    target = link.resolve()
    if not target.exists():
        raise Unreadable("it is a link to nothing")
    if not target.is_relative_to(root.resolve()):
        raise Unreadable(
            f"it is a link out of the folder, to {str(target)!r}; copy the file or name it as a source"
        )


def _key(path: Path, root: Path) -> str:
    key = path.relative_to(root).as_posix()
    return key.encode(
        "utf-8", errors="backslashreplace"
    ).decode()  # a name in another encoding has surrogates
