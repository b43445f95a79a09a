"""What is derived, on disk: a folder that is complete or not there, of this library and this model, or not used."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from secrets import token_hex

LAYOUT = 1  # raised when what is written, or how words are made of text, changes: older snapshots are then not used
BEING_WRITTEN = ".tmp"
LOCK = "lock"


@dataclass(frozen=True)
class Manifest:
    """What a snapshot reflects: which library, whose vectors, up to which change; the sha256 of each of its files."""

    library: str
    model: str
    op: int
    token: str = ""
    layout: int = LAYOUT
    files: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def writing(folder: Path, *, wait: bool) -> Iterator[bool]:
    """True while nobody else writes snapshots here. Without `wait`, False when somebody does."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def save(
    folder: Path, manifest: Manifest, fill: Callable[[Path], None], vouch: Callable[[str, int], None]
) -> Manifest:
    """Fill a folder, then point the model's manifest at it: a crash leaves the old one or the new one.

    To be called inside `writing`. `vouch` tells the library of it before it can be found.
    """
    token = f"{manifest.op}-{token_hex(6)}"
    fresh = folder / f"{token}{BEING_WRITTEN}"
    fresh.mkdir()
    try:
        fill(fresh)
        done = Manifest(manifest.library, manifest.model, manifest.op, token, LAYOUT, _sums(fresh))
        for path in (*_files(fresh), *(each for each in fresh.rglob("*") if each.is_dir()), fresh):
            _fsync(path)
        fresh.rename(folder / token)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    vouch(token, manifest.op)
    note = folder / f"{token}.json{BEING_WRITTEN}"
    note.write_text(json.dumps(asdict(done)))
    _fsync(note)
    note.replace(_manifest_of(folder, manifest.model))
    _fsync(folder)
    return done


def clean(folder: Path, only: str | None = None) -> None:
    """Take away what no manifest names, and with `only` what is of other models. To be called inside `writing`."""
    for path in folder.glob("*.json"):
        if only is not None and path != _manifest_of(folder, only):
            path.unlink(missing_ok=True)
    named = {_token_in(path) for path in folder.glob("*.json")}
    for path in folder.iterdir():
        if path.is_dir() and path.name not in named:
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.endswith(BEING_WRITTEN):
            path.unlink(missing_ok=True)


def read(folder: Path, model: str) -> Manifest | None:
    """What the model's manifest says; None when there is none, or it says nothing sensible, or of another layout."""
    said = _read(_manifest_of(folder, model))
    return said if said is not None and (said.layout, said.model) == (LAYOUT, model) else None


def damage(folder: Path, manifest: Manifest) -> str | None:
    """What is wrong with a snapshot's files; None when nothing is. Reads them all."""
    place = folder / manifest.token
    try:
        found = _sums(place)
    except OSError as error:
        return f"snapshot {str(place)!r} cannot be read ({error.strerror})"
    for name in sorted(found.keys() ^ manifest.files.keys()):
        return f"snapshot {str(place)!r} is damaged: {name!r} is {'missing' if name in manifest.files else 'new'}"
    changed = [name for name, sum_ in manifest.files.items() if found[name] != sum_]
    return f"snapshot {str(place)!r} is damaged: {changed[0]!r} has changed" if changed else None


def sizes(folder: Path, manifest: Manifest) -> dict[str, int]:
    """Bytes on disk by file."""
    place = folder / manifest.token
    return {name: (place / name).stat().st_size for name in manifest.files if (place / name).is_file()}


def _read(path: Path) -> Manifest | None:
    try:
        return Manifest(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def _token_in(path: Path) -> str:
    manifest = _read(path)
    return manifest.token if manifest else ""


def _manifest_of(folder: Path, model: str) -> Path:
    return folder / f"{sha256(model.encode()).hexdigest()[:16]}.json"


def _files(place: Path) -> list[Path]:
    """Without the lock files that tantivy leaves where it reads."""
    return sorted(path for path in place.rglob("*") if path.is_file() and path.suffix != ".lock")


def _sums(place: Path) -> dict[str, str]:
    """sha256 by name; side by side, for hashing leaves the interpreter to others."""
    if not place.is_dir():
        raise FileNotFoundError(2, "it is not there")
    files = _files(place)
    with ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="sha256") as threads:
        sums = list(threads.map(_sha256, files))
    return {path.relative_to(place).as_posix(): sum_ for path, sum_ in zip(files, sums, strict=True)}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _fsync(path: Path) -> None:
    """Onto the disk: see man 2 rename and fsync."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
