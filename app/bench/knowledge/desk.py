"""A desk in a folder, over an index of generated vectors, in which experts are heard: real but for its channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from app.bench.scale.known import KnownVectors, number_of
from app.bench.scale.material import Material
from app.contributions import Heard, Learner
from app.happenings import Happenings
from app.knowledge_in import Intake
from app.notes import Notes
from app.redrafting import Redrafting
from app.wiring import now
from assist.checks.run import Checker
from assist.draft.extractive import ExtractiveDrafter
from assist.draft.meaning import EmbeddedMeaning
from assist.redraft import Redrafter
from assist.respond import Assistant
from desk.ledger import Ledger
from index.database import open_engine
from index.embedding.embed import SentenceEmbedder
from index.events import Events
from index.inventory import Inventory
from index.knowledge import Audience, Kind
from index.runs import Runs
from index.search import Index
from ingest.refresh import refresh
from ingest.sources import Source

SOURCE = "notes"


@dataclass(frozen=True)
class Among:
    """An Embedder: what is marked has its vector of the material, and real words have those of the model.

    So notes and questions find each other as they would, among as many passages as there are.
    """

    model: SentenceEmbedder
    known: KnownVectors

    @property
    def name(self) -> str:
        """What the store's vectors are called."""
        return self.known.name

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self.known.dimension

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Passages: (len(texts), dimension) float32 of unit length."""
        made = all(number_of(text) is not None for text in texts)
        return self.known.embed(texts) if made else self.model.embed(texts)

    def embed_questions(self, texts: Sequence[str]) -> np.ndarray:
        """The same for questions."""
        return self.model.embed_questions(texts)


@dataclass(frozen=True)
class BenchDesk:
    """`store` is changed: it gets notes."""

    folder: Path
    store: Path
    material: Material
    model: SentenceEmbedder

    @cached_property
    def index(self) -> Index:
        """All that is known."""
        return Index.open(
            self._library, self.store / "index", Among(self.model, self.material.known_vectors())
        )

    @cached_property
    def ledger(self) -> Ledger:
        """The cases."""
        return Ledger.open(f"sqlite:///{self.folder / 'ledger.db'}")

    @cached_property
    def assistant(self) -> Assistant:
        """With the extractive drafter."""
        return Assistant(Checker(self.index, self._meaning), [ExtractiveDrafter(self._meaning)])

    def learner(self, heard: Heard) -> Learner:
        """As a house builds it, without a front."""
        redrafter = Redrafter(self.assistant, self.index, self._meaning)
        return Learner(
            contributions=self.ledger.contributions,
            notes=Notes((self._source,), SOURCE, self._intake, lambda: self.index, self._inventory, now),
            redrafting=Redrafting(self.ledger, lambda: redrafter, now),
            tellers=(),
            clock=now,
            heard=heard,
        )

    @cached_property
    def _meaning(self) -> EmbeddedMeaning:
        return EmbeddedMeaning(self.model)

    @property
    def _library(self) -> str:
        return f"sqlite:///{self.store / 'library.db'}"

    @cached_property
    def _source(self) -> Source:
        notes = self.folder / "notes"
        notes.mkdir()
        return Source(SOURCE, Kind.SME_NOTE, str(notes), Audience.INTERNAL)

    @cached_property
    def _inventory(self) -> Inventory:
        return Inventory(open_engine(self._library))

    @cached_property
    def _intake(self) -> Intake:
        records = open_engine(self._library)
        runs = Runs(records)
        happenings = Happenings(
            Events(records), self._inventory, runs, self.index.document, lambda: self.ledger, now
        )
        return Intake(
            lambda source, full, _progress: refresh(source, self.index, now=now, full=full),
            runs,
            happenings,
            now,
        )
