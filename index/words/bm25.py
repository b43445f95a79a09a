"""BM25 as tantivy computes it, so that a passage scores the same wherever its words are kept.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009.
"""

from math import log, sqrt
from typing import Final

import numpy as np

K1: Final = 1.2
B: Final = 0.75
EXACT: Final = 24  # lengths up to here are kept as they are


def _length_of(code: int) -> int:
    """The length that a byte stands for: three bits and an exponent above the exact ones, as Lucene has it."""
    above = code - EXACT
    if above < 8:
        return code
    return EXACT + ((above & 7 | 8) << (above >> 3) - 1)


LENGTHS: Final = np.array([_length_of(code) for code in range(256)], np.float64)


def kept_length(length: int) -> float:
    """The greatest length that a byte stands for and that is not above this one."""
    return float(LENGTHS[np.searchsorted(LENGTHS, length, side="right") - 1])


def rarity(has: int, documents: int) -> float:
    """The inverse document frequency of a term that so many of the documents have; above 0."""
    return log(1 + (documents - has + 0.5) / (has + 0.5))


def emphasis(often: float, rare: float, rarest: float) -> float:
    """What a word of a question counts beside its rarity `rare`; `rarest` is that of a word that no text has.

    Said twice is not asked twice, and in a long question the rare words tell what it is about: both roots did better
    on five judged sets than the plain number (docs/quality.md).
    """
    return sqrt(often * rare / rarest)


def saturation(often: np.ndarray, lengths: np.ndarray, average: float) -> np.ndarray:
    """What a term counts in each text that has it so often: 0 to 1 + K1; to be multiplied by its rarity."""
    share: np.ndarray = often / (often + K1 * (1 - B + B * lengths / average))
    return (1 + K1) * share
