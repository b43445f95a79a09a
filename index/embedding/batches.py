"""Many texts, a few at a time: alike in length, side by side on all cores, and back in their order."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count

import numpy as np

BATCH = 8


def in_batches(texts: Sequence[str], run: Callable[[Sequence[str]], np.ndarray]) -> np.ndarray:
    """What `run` makes of each text, a row for each, in their order. There is at least one text."""
    if len(texts) <= BATCH:
        return run(texts)
    by_length = sorted(range(len(texts)), key=lambda number: -len(texts[number]))  # alike need no filling
    batches = [by_length[start : start + BATCH] for start in range(0, len(texts), BATCH)]
    with ThreadPoolExecutor(cpu_count(), thread_name_prefix="embed") as threads:
        rows = np.concatenate(
            list(threads.map(lambda batch: run([texts[number] for number in batch]), batches))
        )
    found = np.empty_like(rows)
    found[np.concatenate(batches)] = rows
    return found


def unit(vectors: np.ndarray) -> np.ndarray:
    """The same directions, float32 of unit length; a vector of zeros stays one."""
    wide = np.asarray(vectors, np.float32)
    scaled: np.ndarray = wide / np.maximum(np.linalg.norm(wide, axis=1, keepdims=True), 1e-12)
    return scaled


def sound(text: str) -> str:
    """The same text, with '?' for a half character (a lone surrogate), which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode()
