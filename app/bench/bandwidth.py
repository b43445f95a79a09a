"""How fast this machine reads its memory: the bound of every search that looks at all vectors."""

from statistics import median
from time import perf_counter

import numpy as np

GIGABYTE = 1e9
NUMBERS = 64_000_000  # 256 MB of float32: far more than any cache
ROUNDS = 7


def bandwidth() -> dict[str, float]:
    """GB/s of one thread: `read` (one look at all of it), `copy` (bytes read and written)."""
    source = np.ones(NUMBERS, np.float32)
    target = np.zeros(NUMBERS, np.float32)
    read, copied = [], []
    for _ in range(ROUNDS):
        begun = perf_counter()
        source.view(np.uint64).max()
        read.append(perf_counter() - begun)
        begun = perf_counter()
        np.copyto(target, source)
        copied.append(perf_counter() - begun)
    return {
        "read": source.nbytes / median(read) / GIGABYTE,
        "copy": 2 * source.nbytes / median(copied) / GIGABYTE,
    }
