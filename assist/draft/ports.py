"""What a drafter is, what it is given, and what it returns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assist.knowledge.evidence import Evidence
from assist.reply.planner import Plan
from desk.drafts import Citation, Making, Problem

Told = Callable[[str], None]  # is given all of the text so far each time that there is more; must not raise


def unheard(_text: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Drafted:
    """The sentences of a reply in reading order, each with its proof; none when nothing answers or fits."""

    citations: tuple[Citation, ...]
    drafter: str
    cost_usd: float = 0.0
    problems: tuple[Problem, ...] = ()
    too_long: bool = False  # something answers, but it does not fit
    made: Making = field(default_factory=Making)
    repairable: bool = False  # told what the checks hold against it, its drafter may do better

    @property
    def text(self) -> str:
        """The sentences as one text."""
        return " ".join(citation.sentence for citation in self.citations)


@dataclass(frozen=True)
class Assignment:
    """What a drafter is given. In a second round, `refused` is its first draft and `findings` what is wrong with it."""

    question: str
    evidence: Evidence
    plan: Plan
    language: str | None = None  # the customer's, ISO 639-1; None when nobody can tell
    refused: Drafted | None = None
    findings: tuple[Problem, ...] = ()
    told: Told = unheard  # hears sentences as a slow drafter finds them; nothing has checked them yet


class Drafter(Protocol):
    """Finds the sentences that answer a question."""

    def draft(self, assignment: Assignment) -> Drafted:
        """Sentences out of the evidence that fit the plan. Raises DraftingFailed."""


class Meaning(Protocol):
    """Tells how close sentences are to a question in meaning; the index's embedder can."""

    def similarity(self, question: str, sentences: Sequence[str]) -> Sequence[float]:
        """One cosine for each sentence, in their order."""
