"""The one door to FAISS: an index that proposes rows near a question, cheaply and almost exactly."""

import ctypes
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.vectors.layout import Layout, damaged

ITERATIONS = 5
BLOCK = 1 << 20


class Engine:
    """A FAISS index whose ids are rows: flat halves in one list, or inverted lists of 8-bit residuals.

    One that was opened from a file is mapped and only searched: FAISS ends the process when such an index is added to.
    """

    def __init__(self, index: Any, lists: int) -> None:
        self._index = index
        self.lists = lists

    @classmethod
    def open(cls, path: Path, layout: Layout) -> "Engine":
        """Mapped, hardly read. Raises DamagedSnapshot when it is not what the layout says."""
        faiss = _faiss()
        try:
            # IO_FLAG_MMAP would copy a flat index into memory; see docs/decisions/0012.
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except (RuntimeError, MemoryError) as error:
            raise damaged(path, f"is not an index: {error}") from error
        if not _fits(index, layout):
            raise damaged(path, f"is not an index of {layout.rows} vectors of {layout.dimension} numbers")
        return cls(index, layout.lists)

    @classmethod
    def flat(cls, dimension: int) -> "Engine":
        """Empty; scans all that is added."""
        faiss = _faiss()
        kind = faiss.ScalarQuantizer.QT_fp16
        return cls(faiss.IndexScalarQuantizer(dimension, kind, faiss.METRIC_INNER_PRODUCT), 1)

    @classmethod
    def trained(cls, sample: np.ndarray, lists: int) -> "Engine":
        """Empty; its lists lie where the sample (n, dimension) float32 does: the same sample, the same lists."""
        faiss, dimension = _faiss(), sample.shape[1]
        index = _inverted(faiss.IndexFlatIP(dimension), lists)
        clustering = index.cp
        clustering.niter = ITERATIONS
        clustering.spherical = True
        clustering.min_points_per_centroid = 1  # otherwise small samples are warned of on stderr
        clustering.max_points_per_centroid = len(sample)
        index.train(sample)
        return cls(_filed(index), lists)

    def emptied(self) -> "Engine":
        """With the same trained lists, and nothing in them."""
        return Engine(_filed(self._index), self.lists)

    def add(self, first: int, vectors: np.ndarray) -> None:
        """These vectors (n, dimension) float32 as the rows from `first` on."""
        faiss = _faiss()
        if self.lists == 1:
            self._index.add(vectors)
            return
        rows, lists = np.arange(first, first + len(vectors)), self._wide.search(vectors, 1)[1]
        self._index.add_core(len(vectors), *map(faiss.swig_ptr, (vectors, rows, lists)))

    @cached_property
    def _wide(self) -> Any:
        """The centroids once more, in single precision: many vectors at once are assigned by products of matrices."""
        centroids = self._index.quantizer.reconstruct_n(0, self.lists)
        wide = _faiss().IndexFlatIP(centroids.shape[1])
        wide.add(centroids)
        return wide

    def keep(self, other: "Engine", kept: np.ndarray) -> None:
        """The entries of another engine with the same lists whose rows are True in `kept`, numbered anew."""
        faiss, inverted = _faiss(), self._index.invlists
        numbers = np.cumsum(kept) - 1
        for number in range(self.lists):
            rows, codes = other.entries(number)
            here = kept[rows]
            ids, some = np.ascontiguousarray(numbers[rows[here]]), np.ascontiguousarray(codes[here])
            inverted.add_entries(number, len(ids), faiss.swig_ptr(ids), faiss.swig_ptr(some))
        self._index.ntotal += int(np.count_nonzero(kept))

    def propose(self, question: np.ndarray, bits: np.ndarray | None, probes: int, limit: int) -> np.ndarray:
        """Up to `limit` rows near the question out of its `probes` nearest lists; `bits` as in `Chosen`."""
        faiss = _faiss()
        chosen = None if bits is None else faiss.IDSelectorBitmap(bits)
        how = (
            faiss.SearchParameters(sel=chosen)
            if self.lists == 1
            else faiss.SearchParametersIVF(sel=chosen, nprobe=probes)
        )
        rows: np.ndarray = self._index.search(question[None, :], limit, params=how)[1][0]
        return rows[rows >= 0]  # FAISS pads a short answer with -1

    def entries(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        """Rows (n,) int64 and codes (n, width) uint8 of one list; views that hold as long as this engine."""
        index, width = self._index, int(self._index.code_size)
        if self.lists == 1:
            return np.arange(index.ntotal), _view(index.codes.data(), index.ntotal, width)
        size = int(index.invlists.list_size(number))
        if not size:  # FAISS has no pointer to nothing
            return np.zeros(0, np.int64), np.zeros((0, width), np.uint8)
        rows = _view(index.invlists.get_ids(number), size, 1)[:, 0]
        return rows, _view(index.invlists.get_codes(number), size, width)

    def codes(self, number: int, vectors: np.ndarray) -> np.ndarray:
        """What these vectors (n, dimension) float32 are kept as in one list: (n, width) uint8."""
        index, faiss = self._index, _faiss()
        found = np.zeros((len(vectors), index.code_size), np.uint8)
        if self.lists == 1:
            return np.asarray(index.sa_encode(vectors), np.uint8)
        lists = np.full(len(vectors), number, np.int64)
        index.encode_vectors(len(vectors), *map(faiss.swig_ptr, (vectors, lists, found)))
        return found

    def write(self, path: Path) -> None:
        """To a new file. Raises OSError, as Python's own files do: FAISS's writer loses the error of a full disk."""
        faiss = _faiss()
        with path.open("wb") as file:
            faiss.write_index(self._index, faiss.PyCallbackIOWriter(file.write, BLOCK))


def release() -> None:
    """Give memory that FAISS has freed back to the system: glibc would keep 400 MB after a million rows."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


@cache
def _load() -> Any:
    import faiss

    # From so many vectors on FAISS multiplies matrices; its own default of 128,000 makes training six times as slow.
    faiss.cvar.distance_compute_blas_threshold = 20
    return faiss


def _faiss() -> Any:
    """FAISS, on one core in the calling thread, for which alone the number counts: two cores fought over are slower."""
    faiss = _load()
    faiss.omp_set_num_threads(1)
    return faiss


def _inverted(centroids: Any, lists: int) -> Any:
    faiss = _faiss()
    kind, metric = faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    by_residual = True
    return faiss.IndexIVFScalarQuantizer(centroids, centroids.d, lists, kind, metric, by_residual)


def _filed(trained: Any) -> Any:
    """Empty lists of the same training, their centroids in half precision: each question reads them all."""
    faiss = _faiss()
    kind, metric = faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    centroids = faiss.IndexScalarQuantizer(trained.d, kind, metric)
    centroids.add(trained.quantizer.reconstruct_n(0, trained.nlist))
    index = _inverted(centroids, trained.nlist)
    index.sq = trained.sq
    index.is_trained = True
    return index


def _view(pointer: Any, height: int, width: int) -> np.ndarray:
    view: np.ndarray = _faiss().rev_swig_ptr(pointer, height * width)
    return view.reshape(height, width)


def _fits(index: Any, layout: Layout) -> bool:
    faiss = _faiss()
    kind = faiss.IndexScalarQuantizer if layout.lists == 1 else faiss.IndexIVFScalarQuantizer
    if not isinstance(index, kind) or index.metric_type != faiss.METRIC_INNER_PRODUCT:
        return False
    if (index.d, index.ntotal) != (layout.dimension, layout.rows):
        return False
    if layout.lists == 1:
        return bool(index.sq.qtype == faiss.ScalarQuantizer.QT_fp16)
    sizes = index.nlist, index.quantizer.ntotal, index.invlists.compute_ntotal()
    return (
        sizes == (layout.lists, layout.lists, layout.rows) and index.sq.qtype == faiss.ScalarQuantizer.QT_8bit
    )
