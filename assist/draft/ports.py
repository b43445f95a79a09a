"""What a drafter is, and what it returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assist.evidence import Evidence
from assist.planner import Plan
from desk.cases import Citation, Problem


@dataclass(frozen=True)
class Drafted:
    """The sentences of a reply in reading order, each with its proof; none when nothing answers or fits."""

    citations: tuple[Citation, ...]
    drafter: str
    cost_usd: float = 0.0
    problems: tuple[Problem, ...] = ()
    too_long: bool = False  # something answers, but it does not fit

    @property
    def text(self) -> str:
        """The sentences as one text."""
        return " ".join(citation.sentence for citation in self.citations)


class Drafter(Protocol):
    """Finds the sentences that answer a question."""

    def draft(self, question: str, evidence: Evidence, plan: Plan) -> Drafted:
        """Sentences out of `evidence` that fit `plan`."""


class Meaning(Protocol):
    """Tells how close sentences are to a question in meaning; the index's embedder can."""

    def similarity(self, question: str, sentences: Sequence[str]) -> Sequence[float]:
        """One cosine for each sentence, in their order."""
