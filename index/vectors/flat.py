"""Search by meaning: the one door to FAISS. Exact inner products, half precision, filtered before they are ranked."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

Scores = dict[int, float]


class Vectors:
    """Vectors by passage id: a main part, and a small later one beside it. Never changed, only replaced.

    It may hold passages that are gone; a search names the ones that it allows.
    """

    def __init__(self, *parts: Any) -> None:
        """The FAISS indexes of the main and the later part; without any, nothing is found."""
        self._parts = [(part, _ids(part)) for part in parts]

    @classmethod
    def read(cls, path: Path) -> "Vectors":
        """The main part as `write` left it. Raises RuntimeError when it is no FAISS file."""
        main = _faiss().read_index(str(path))
        return cls(main) if main.ntotal else cls()

    def write(self, path: Path) -> None:
        """The main part, not safely: see `index.projection.snapshot`."""
        nothing = np.zeros(0, np.int64), np.zeros((0, 1), np.float32)
        main = self._parts[0][0] if self._parts else _part(*nothing)
        _faiss().write_index(main, str(path))

    @property
    def ids(self) -> np.ndarray:
        """All passages held, gone ones too: (n,) int64."""
        return np.concatenate([np.zeros(0, np.int64), *(ids for _, ids in self._parts)])

    @property
    def later(self) -> int:
        """How many vectors stand beside the main part, which `write` does not write."""
        return sum(len(ids) for _, ids in self._parts[1:])

    def added(self, ids: np.ndarray, vectors: np.ndarray) -> "Vectors":
        """These unit vectors (n, dimension) float32 too, beside the main part; an id is never added twice."""
        if not len(ids):
            return self
        if not self._parts:
            return Vectors(_part(ids, vectors))
        main, *rest = (part for part, _ in self._parts)
        for part in rest:
            held = _ids(part)
            vectors = np.concatenate([part.reconstruct_batch(held), vectors])
            ids = np.concatenate([held, ids])
        return Vectors(main, _part(ids, vectors))

    def merged(self, live: np.ndarray) -> "Vectors":
        """The vectors of these passages only, all in the main part."""
        kept = [(ids[np.isin(ids, live)], part) for part, ids in self._parts]
        found = [(ids, part.reconstruct_batch(ids)) for ids, part in kept if len(ids)]
        if not found:
            return Vectors()
        return Vectors(_part(np.concatenate([i for i, _ in found]), np.concatenate([v for _, v in found])))

    def nearest(self, question: np.ndarray, allowed: np.ndarray, limit: int) -> Scores:
        """The `limit` allowed passages of the greatest cosine, best first; fewer only when fewer are allowed."""
        if not len(allowed):
            return {}
        faiss = _faiss()
        faiss.omp_set_num_threads(1)  # counts for the calling thread only; two cores fought over are slower
        chosen = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(_bitmap(allowed)))
        found: list[tuple[float, int]] = []
        for part, _ in self._parts:
            scores, ids = part.search(question[None, :], limit, params=chosen)
            # FAISS pads a short answer with id -1.
            found += [(float(s), int(i)) for s, i in zip(scores[0], ids[0], strict=True) if i >= 0]
        return {key: score for score, key in sorted(found, reverse=True)[:limit]}

    def cosines(self, question: np.ndarray, ids: np.ndarray) -> Scores:
        """Exactly, of those of these passages that have a vector."""
        found: Scores = {}
        for part, held in self._parts:
            here = ids[np.isin(ids, held)]
            if len(here):
                cosines = part.reconstruct_batch(here) @ question
                found |= dict(zip(here.tolist(), cosines.tolist(), strict=True))
        return found

    def same(self, ids: np.ndarray, vectors: np.ndarray) -> np.ndarray:
        """Which of these passages have exactly this vector here: (n,) bool."""
        equal = np.zeros(len(ids), np.bool_)
        for part, held in self._parts:
            here = np.isin(ids, held)
            if here.any():
                equal[here] = (part.reconstruct_batch(ids[here]) == vectors[here]).all(axis=1)
        return equal


@cache
def _faiss() -> Any:
    import faiss

    return faiss


def _part(ids: np.ndarray, vectors: np.ndarray) -> Any:
    faiss = _faiss()
    part = faiss.index_factory(vectors.shape[1], "IDMap2,SQfp16", faiss.METRIC_INNER_PRODUCT)
    if len(ids):
        part.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.ascontiguousarray(ids, np.int64))
    return part


def _ids(part: Any) -> np.ndarray:
    ids: np.ndarray = _faiss().vector_to_array(part.id_map)
    return ids


def _bitmap(ids: np.ndarray) -> np.ndarray:
    bits = np.zeros(int(ids.max()) + 1, np.bool_)
    bits[ids] = True
    return np.packbits(bits, bitorder="little")
