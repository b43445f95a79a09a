"""Our index of the material: built and derived, or derived again, in a process of its own.

python -m app.bench.scale.store build|rebuild MATERIAL COUNT STORE      prints its figures as JSON
"""

import json
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from app.bench.measured import disk, memory, plain
from app.bench.scale.documents import parcels
from app.bench.scale.filters import FILTERS
from app.bench.scale.material import Material
from index.database import chunks
from index.search import Index

AT_ONCE = 100  # documents in one step


def open_index(material: Material, store: Path) -> Index:
    """The index in `store`; its embedder looks vectors up."""
    return Index.open(f"sqlite:///{store / 'library.db'}", store / "index", material.known_vectors())


def build(material: Material, store: Path) -> dict[str, Any]:
    """Put everything, ask once, which derives what is searched, and close, which waits until that is on disk."""
    begun, used = perf_counter(), process_time()
    index = open_index(material, store)
    lines = (said for said in material.lines() if said.number < material.count)
    for some in chunks(parcels(lines), AT_ONCE):
        index.put(some)
    put = perf_counter()
    index.search(material.questions[0], **FILTERS["none"].asked)
    first = perf_counter()
    index.close()
    ended = perf_counter()
    return {
        "put_s": put - begun,
        "derive_s": first - put,
        "write_s": ended - first,
        "build_s": ended - begun,
        "build_cpu_s": process_time() - used,
        "memory": plain(memory()),
        "disk_mb": disk(store),
    }


def rebuild(material: Material, store: Path) -> dict[str, Any]:
    """Derive everything again from the library."""
    index = open_index(material, store)
    begun, used = perf_counter(), process_time()
    index.rebuild()
    index.close()
    figures = {"rebuild_s": perf_counter() - begun, "rebuild_cpu_s": process_time() - used}
    return figures | {"memory": plain(memory()), "disk_mb": disk(store)}


def main(what: str, material: str, count: str, store: str) -> None:
    """Print the figures."""
    work = {"build": build, "rebuild": rebuild}[what]
    print(json.dumps(work(Material(Path(material), int(count)), Path(store))))


if __name__ == "__main__":
    main(*sys.argv[1:])
