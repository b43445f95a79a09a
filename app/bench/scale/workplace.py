"""The folder of a measurement: material and stores, each made once, and used again when the folder is kept."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from typing import Any

import numpy as np

from app.bench.scale.ask import LIMIT
from app.bench.scale.exact import nearest
from app.bench.scale.filters import FILTERS
from app.bench.scale.material import Material, Told, make
from app.bench.scale.prose import read_prose

BUILT = "built.json"  # beside a store: the figures of its building, written when it was complete


@dataclass(frozen=True)
class Workplace:
    """For `count` passages, in `folder`, which is there."""

    folder: Path
    count: int

    @cached_property
    def material(self) -> Material:
        """Complete after `prepare`."""
        return Material(self.folder / f"material-{self.count}", self.count)

    def prepare(self, real: Path | None, told: Told) -> None:
        """Make the material, unless it is there."""
        if not self.material.complete:
            _empty(self.material.folder)
            make(self.material, read_prose(real), told)

    def store(self, name: str, build: Callable[[Path], dict[str, Any]]) -> tuple[Path, dict[str, Any]]:
        """The store of that name and the figures of its building, which is done unless it was done before."""
        folder = self.folder_of(name)
        noted = folder.with_name(f"{folder.name}.{BUILT}")
        if not noted.is_file():
            _empty(folder)
            figures = build(folder)
            noted.write_text(json.dumps(figures), encoding="utf-8")
        known: dict[str, Any] = json.loads(noted.read_text(encoding="utf-8"))
        return folder, known

    def folder_of(self, name: str) -> Path:
        """Where the store of that name is."""
        return self.folder / f"{name}-{self.count}"

    def right(self, name: str) -> np.ndarray:
        """Of each question vector, the best passages under this filter: (questions, LIMIT)."""
        kept = self.material.folder / f"right-{list(FILTERS).index(name)}.npy"
        if not kept.is_file():
            allowed = FILTERS[name].allowed(self.material.layout)
            found = nearest(self.material.vectors, allowed, self.material.question_vectors, LIMIT)
            np.save(kept, found)
        right: np.ndarray = np.load(kept)
        return right


def _empty(folder: Path) -> None:
    if folder.exists():
        rmtree(folder)
    folder.mkdir(parents=True)
