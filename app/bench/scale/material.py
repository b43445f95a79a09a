"""What is searched and asked in a measurement, in files that our index and every peer read."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from app.bench.scale.known import KnownVectors, marked
from app.bench.scale.layout import Layout, product_name
from app.bench.scale.mixture import DIMENSION, Mixture, mixture
from app.bench.scale.prose import Prose, passages

QUESTIONS = 500
SPARE_DOCUMENTS = 60  # new texts for the documents that are changed while others search
BLOCK = 50_000  # vectors made at once: 77 MB
SEED = 7
NOTE = (
    "vectors generated in clusters, not embedded; words of real sentences dealt out anew (from {source}), so "
    "vector and words of a passage do not belong together: times, sizes and recall are real, relevance is not"
)

Told = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Said:
    """A passage as its line in `passages.jsonl` says it."""

    number: int
    document: str
    product: str
    public: bool
    kind: int
    text: str


@dataclass(frozen=True)
class Material:
    """The files in `folder`, for `count` passages; the numbers after those are spare."""

    folder: Path
    count: int

    @cached_property
    def layout(self) -> Layout:
        """Whose each passage is."""
        return Layout(self.count)

    @cached_property
    def vectors(self) -> np.ndarray:
        """(count + spare, DIMENSION) float16 of unit length, read from the disk as they are asked for."""
        found: np.ndarray = np.load(self.folder / "vectors.npy", mmap_mode="r")
        return found

    @cached_property
    def question_vectors(self) -> np.ndarray:
        """(questions, DIMENSION) float32."""
        found: np.ndarray = np.load(self.folder / "questions.npy").astype(np.float32)
        return found

    @cached_property
    def questions(self) -> list[str]:
        """The words of each, in no relation to the vectors."""
        found: list[str] = self._about["questions"]
        return found

    @property
    def note(self) -> str:
        """What must be said with every figure."""
        return NOTE.format(source=self._about["source"])

    @property
    def complete(self) -> bool:
        """True when the files are there, for this count."""
        return (self.folder / "about.json").is_file() and self._about["count"] == self.count

    def known_vectors(self) -> KnownVectors:
        """The embedder of these texts."""
        return KnownVectors(self.vectors, self.question_vectors)

    def lines(self) -> Iterator[Said]:
        """Every passage in order, then the spare ones."""
        with (self.folder / "passages.jsonl").open(encoding="utf-8") as file:
            yield from (Said(**json.loads(line)) for line in file)

    def spare(self) -> list[list[Said]]:
        """New passages of SPARE_DOCUMENTS documents, a list for each."""
        return _by_document(islice(self.lines(), self.count, None))

    def originals(self, changed: Sequence[Sequence[Said]]) -> list[list[Said]]:
        """The same documents as they were first."""
        documents = {its[0].document for its in changed}
        first = islice(self.lines(), self.count)
        return _by_document(said for said in first if said.document in documents)

    @cached_property
    def _about(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "about.json").read_text(encoding="utf-8"))
        return found


def make(material: Material, prose: Prose, told: Told, questions: int = QUESTIONS) -> None:
    """Write the files; the same for the same prose. `folder` must exist."""
    changed = _changed(material.layout)
    total = material.count + sum(len(its) for its in changed)
    words = passages(prose.sentences, total, SEED)
    with (material.folder / "passages.jsonl").open("w", encoding="utf-8") as file:
        for said in _said(material.layout, changed, words):
            file.write(json.dumps(asdict(said), ensure_ascii=False) + "\n")
    about = mixture(SEED)
    _write_vectors(material.folder / "vectors.npy", about, total, told)
    np.save(material.folder / "questions.npy", about.draw(questions, SEED + 1))
    kept = {
        "count": material.count,
        "source": prose.source,
        "questions": [prose.questions[number % len(prose.questions)] for number in range(questions)],
    }
    (material.folder / "about.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


def _by_document(lines: Iterable[Said]) -> list[list[Said]]:
    documents: dict[str, list[Said]] = {}
    for said in lines:
        documents.setdefault(said.document, []).append(said)
    return list(documents.values())


def _changed(layout: Layout) -> list[range]:
    """The documents that get new texts: spread over all of them, the rare product's not among them."""
    whole = [its for its in layout.documents if its.stop <= layout.count // 2 - len(its)]
    return whole[:: max(1, len(whole) // SPARE_DOCUMENTS)][:SPARE_DOCUMENTS]


def _said(layout: Layout, changed: Sequence[range], words: Iterator[str]) -> Iterator[Said]:
    for its in layout.documents:
        yield from (_passage(layout, number, number, next(words)) for number in its)
    spare = layout.count
    for number in (number for its in changed for number in its):
        yield _passage(layout, number, spare, next(words))
        spare += 1


def _passage(layout: Layout, place: int, number: int, text: str) -> Said:
    """Passage `number`, which stands where `place` stands."""
    document = int(layout.document[place])
    return Said(
        number=number,
        document=f"document-{document:06d}",
        product=product_name(int(layout.products[document])),
        public=bool(layout.public[document]),
        kind=int(layout.kinds[document]),
        text=marked(text, number),
    )


def _write_vectors(path: Path, about: Mixture, count: int, told: Told) -> None:
    file = np.lib.format.open_memmap(path, "w+", np.float16, (count, DIMENSION))
    for block, start in enumerate(range(0, count, BLOCK)):
        told(start, count, "making vectors")
        size = min(BLOCK, count - start)
        file[start : start + size] = about.draw(size, SEED + 2 + block)
    file.flush()
