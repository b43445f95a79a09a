"""What every peer is asked to do, in its own words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.bench.scale.known import number_of
from app.bench.scale.material import Material, Said

LIMIT = 10  # passages of an answer
BATCH = 5000  # passages handed over at once; Chroma takes 5,461 at most


@dataclass(frozen=True)
class Question:
    """Words and the unit vector (DIMENSION,) float32 that is asked with."""

    words: str
    vector: np.ndarray


@dataclass(frozen=True)
class Way:
    """One way of searching: `ask` gives texts of passages, best first; the second argument is a product or None.

    `by_vectors_alone` is True when it ranks by the vectors alone, so that its recall can be measured.
    """

    name: str
    said: str
    by_vectors_alone: bool
    ask: Callable[[Question, str | None], Sequence[str]]

    def numbers(self, question: Question, product: str | None) -> list[int]:
        """The numbers of the passages found."""
        return [number for text in self.ask(question, product) if (number := number_of(text)) is not None]


@dataclass(frozen=True)
class Opened:
    """A store that answers; `replace` puts these passages in the place of all that their document had."""

    ways: Sequence[Way]
    replace: Callable[[Sequence[Said], np.ndarray], None]
    replaced_is: str  # what a replaced document has outlived when the call returns


Build = Callable[[Material, Path], None]
Open = Callable[[Material, Path], Opened]


def batches(material: Material, size: int = BATCH) -> Iterator[tuple[list[Said], np.ndarray]]:
    """All passages but the spare ones in order, with their vectors (n, DIMENSION) float32."""
    held: list[Said] = []
    for said in material.lines():
        if said.number == material.count:
            break
        held.append(said)
        if len(held) == size:
            yield held, _vectors(material, held)
            held = []
    if held:
        yield held, _vectors(material, held)


def _vectors(material: Material, some: Sequence[Said]) -> np.ndarray:
    return material.vectors[some[0].number : some[-1].number + 1].astype(np.float32)
