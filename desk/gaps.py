"""What the knowledge does not answer: nouns, and how cases show them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from desk.cases import Case, CaseId, Stage
from desk.inquiries import Feedback, Inquiry


class GapKind(Enum):
    """How a gap came to light."""

    ZERO_HIT = "zero_hit"  # nothing near enough was found
    REJECTED_SOURCES = "rejected_sources"  # somebody said that what was found does not carry an answer
    UNCERTAIN = "uncertain"  # something near was found, and no answer in it


@dataclass(frozen=True)
class KnowledgeGap:
    """One question that the knowledge did not answer."""

    kind: GapKind
    question: str
    asked_at: datetime
    products: frozenset[str] = frozenset()
    case_id: CaseId | None = None  # the case that waits for it; None when a colleague asked


def gap_of(case: Case, kinds: Mapping[str, GapKind]) -> KnowledgeGap | None:
    """What the case waits for; None when it waits for something else than knowledge, or for nothing.

    `kinds` says which reasons, by how they begin, are of a gap: those of the assistant for having no draft, and those
    of people for turning one down.
    """
    if case.stage is Stage.WITH_EXPERT:
        kind = _kind(case.reason, kinds)
    elif case.stage is Stage.REJECTED and case.decision is not None:
        kind = _kind(case.decision.reason, kinds)
    else:
        kind = None
    if kind is None:
        return None
    products = frozenset(case.triage.products) if case.triage else frozenset()
    return KnowledgeGap(kind, case.question or case.message.text, case.message.posted_at, products, case.id)


def gap_in(inquiry: Inquiry) -> KnowledgeGap | None:
    """What a colleague asked for in vain; None when the answer was good enough for everybody."""
    if not inquiry.is_gap:
        return None
    rejected = Feedback.NOT_HELPFUL in inquiry.feedback.values()
    kind = GapKind.REJECTED_SOURCES if rejected else GapKind.ZERO_HIT
    return KnowledgeGap(kind, inquiry.question, inquiry.at)


def in_field(gaps: Iterable[KnowledgeGap], products: frozenset[str]) -> list[KnowledgeGap]:
    """Those about one of these products and those about none in particular; all of them when no product is given."""
    return [gap for gap in gaps if not products or not gap.products or gap.products & products]


def _kind(reason: str | None, kinds: Mapping[str, GapKind]) -> GapKind | None:
    return next((kind for beginning, kind in kinds.items() if (reason or "").startswith(beginning)), None)
