"""What lies in the folder of a vector store: the names of its files, and how they belong together."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import DamagedSnapshot

ROWS = "vectors.f16"
"""The vectors themselves, row after row, little-endian halves, nothing else."""

NEAREST = "vectors.faiss"
"""What FAISS proposes rows from: a flat index of halves, or inverted lists of 8-bit residuals."""

LAYOUT = "vectors.json"
FORMAT = 1


@dataclass(frozen=True)
class Layout:
    """The sizes of a store.

    `lists` is 1 when a search scans all rows; otherwise `trained` is how many rows there were when the lists were
    trained, and `added` how many came since. `faiss_bytes` is the size of FAISS's file, of which FAISS does not miss
    the end.
    """

    dimension: int
    rows: int
    lists: int
    trained: int
    added: int
    faiss_bytes: int

    @property
    def row_bytes(self) -> int:
        """The size of one vector."""
        return 2 * self.dimension


def save(folder: Path, layout: Layout) -> None:
    """Beside the files that it describes."""
    (folder / LAYOUT).write_text(json.dumps({"format": FORMAT} | asdict(layout)), encoding="utf-8")


def read(folder: Path) -> Layout:
    """Raises DamagedSnapshot when it is missing, of another format, or says other sizes than the files have."""
    path = folder / LAYOUT
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        known = fields.pop("format") == FORMAT and all(type(value) is int for value in fields.values())
        layout = Layout(**fields)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise damaged(path, f"cannot be read: {error}") from error
    if not known or layout.dimension < 1 or layout.rows < 0 or layout.lists < 1:
        raise damaged(path, "is not of this version")
    for name, size in ((ROWS, layout.rows * layout.row_bytes), (NEAREST, layout.faiss_bytes)):
        _check_size(folder / name, size)
    return layout


def damaged(path: Path, why: str) -> DamagedSnapshot:
    """The error that says which file, what is wrong with it, and what to do."""
    return DamagedSnapshot(f"{str(path)!r} {why}; `assist index rebuild` writes a new one from the library")


def _check_size(path: Path, size: int) -> None:
    try:
        found = path.stat().st_size
    except OSError as error:
        raise damaged(path, f"cannot be read: {error}") from error
    if found != size:
        raise damaged(path, f"has {found} bytes, not {size}")
