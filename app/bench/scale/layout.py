"""Which passage belongs to which document, product, audience and kind: a rule, so that nothing needs to be stored."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

A_DOCUMENT = 20  # passages
PRODUCTS = 200  # of equal size, 0.5 % each
RARE = 50  # passages of the one product that hardly has any
RARE_PRODUCT = PRODUCTS  # its number
COMMON_PRODUCT = 1  # any of the others
PUBLIC = 0.9  # share of the documents
KINDS = 3
SEED = 11


@dataclass(frozen=True)
class Layout:
    """For passages 0 to `count`, at least 200."""

    count: int

    @cached_property
    def documents(self) -> list[range]:
        """The passages of each document, in order. The rare product's are in the middle: 20, 20 and 10."""
        middle = (self.count // 2) // A_DOCUMENT * A_DOCUMENT
        parts = (range(middle), range(middle, middle + RARE), range(middle + RARE, self.count))
        return [
            part[start : start + A_DOCUMENT] for part in parts for start in range(0, len(part), A_DOCUMENT)
        ]

    @cached_property
    def document(self) -> np.ndarray:
        """(count,) the document of each passage."""
        return np.repeat(np.arange(len(self.documents)), [len(its) for its in self.documents])

    @cached_property
    def products(self) -> np.ndarray:
        """(documents,) the product of each, dealt in turn."""
        dealt = np.arange(len(self.documents)) % PRODUCTS
        dealt[self._rare] = RARE_PRODUCT
        return dealt

    @cached_property
    def public(self) -> np.ndarray:
        """(documents,) bool; the rest is internal."""
        public = np.random.default_rng(SEED).random(len(self.documents)) < PUBLIC
        public[self._rare] = True
        return public

    @cached_property
    def kinds(self) -> np.ndarray:
        """(documents,) 0 to KINDS - 1, in equal shares."""
        return np.random.default_rng(SEED + 1).integers(0, KINDS, len(self.documents))

    @cached_property
    def _rare(self) -> np.ndarray:
        first = int(self.document[(self.count // 2) // A_DOCUMENT * A_DOCUMENT])
        return np.arange(first, first + -(-RARE // A_DOCUMENT))


def product_name(number: int) -> str:
    """As a catalogue writes it."""
    return f"PX-{number:03d}"
