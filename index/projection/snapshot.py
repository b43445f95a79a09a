"""The vectors' file on disk: complete or not there, of this library and this model, or not used."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path

MANIFEST = "vectors.json"


@dataclass(frozen=True)
class Manifest:
    """What a snapshot reflects: which library, whose vectors, up to which change."""

    library: str
    model: str
    op: int
    file: str = ""
    sha256: str = ""


def save(folder: Path, manifest: Manifest, write: Callable[[Path], None]) -> None:
    """Write the file beside the old one, then point the manifest at it: a crash leaves the old one or the new one."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{os.getpid()}.tmp"
    write(fresh)
    sha256 = _sha256(fresh)
    name = f"vectors-{manifest.op}-{sha256[:12]}.faiss"
    _settle(fresh, folder / name)
    note = folder / f"{os.getpid()}.json.tmp"
    note.write_text(json.dumps(asdict(manifest) | {"file": name, "sha256": sha256}))
    _settle(note, folder / MANIFEST)
    # What is left is older, or of a save that crashed; one under way elsewhere fails, and is tried again later.
    for rest in (*folder.glob("vectors-*.faiss"), *folder.glob("*.tmp")):
        if rest.name != name:
            rest.unlink(missing_ok=True)


def find(folder: Path, library: str, model: str, op: int) -> Path | None:
    """The file, if it is whole, of this library and model, and not of its future; None otherwise."""
    manifest = read_manifest(folder)
    if manifest is None or (manifest.library, manifest.model) != (library, model) or manifest.op > op:
        return None
    return folder / manifest.file if damage(folder) is None else None


def damage(folder: Path) -> str | None:
    """What is wrong with the file that the manifest names; None when nothing is, or when there is no snapshot."""
    manifest = read_manifest(folder)
    if manifest is None:
        return None
    path = folder / manifest.file
    if not path.is_file():
        return f"snapshot {str(path)!r} is missing"
    return None if _sha256(path) == manifest.sha256 else f"snapshot {str(path)!r} is damaged"


def read_manifest(folder: Path) -> Manifest | None:
    """None when there is none or it says nothing sensible."""
    try:
        return Manifest(**json.loads((folder / MANIFEST).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def _settle(fresh: Path, place: Path) -> None:
    """Onto the disk, then into its place, then the folder onto the disk: see man 2 rename and fsync."""
    _fsync(fresh)
    fresh.replace(place)
    _fsync(place.parent)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
