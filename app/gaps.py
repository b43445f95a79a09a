"""What the knowledge does not answer now: of cases that wait and of what the team asked, those alike together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from assist.knowledge.likeness import ALIKE, groups_of
from assist.knowledge.research import NOT_FOR_CUSTOMERS, NOTHING_ANSWERS, NOTHING_FOUND
from bots.slack.modals.deciding import REASONS
from desk.cases import Stage
from desk.contributions import Contribution, Contributions
from desk.gaps import GapKind, KnowledgeGap, gap_in, gap_of, in_field
from desk.inquiries import Inquiries
from desk.ledger import Ledger
from desk.ports import Clock

KINDS = {
    NOTHING_FOUND: GapKind.ZERO_HIT,
    NOTHING_ANSWERS: GapKind.UNCERTAIN,
    NOT_FOR_CUSTOMERS: GapKind.UNCERTAIN,
    REASONS["wrong"]: GapKind.REJECTED_SOURCES,
    REASONS["besides"]: GapKind.REJECTED_SOURCES,
    REASONS["sources"]: GapKind.REJECTED_SOURCES,
}
LATELY = timedelta(days=30)  # what the team asked before that counts no more
MOST = 500  # the newest; their vectors are made when somebody looks for the first time

Embed = Callable[[Sequence[str]], np.ndarray]  # questions to vectors of unit length, (questions, dimension)


@dataclass(frozen=True)
class Gaps:
    """Looks them up each time: they close by themselves when a case moves on or somebody teaches."""

    ledger: Ledger
    inquiries: Inquiries
    contributions: Contributions
    embed: Embed
    clock: Clock

    def open(self, products: frozenset[str]) -> list[list[KnowledgeGap]]:
        """Those about one of these products or none in particular (none given: all), in groups, the largest first."""
        gaps = in_field([*self._of_cases(), *self._of_the_team()], products)
        newest = sorted(gaps, key=lambda gap: gap.asked_at, reverse=True)[:MOST]
        vectors = self.embed([gap.question for gap in newest])
        groups = groups_of(vectors, [gap.products for gap in newest])
        return [[newest[number] for number in group] for group in groups]

    def _of_cases(self) -> list[KnowledgeGap]:
        waiting = self.ledger.cases({Stage.WITH_EXPERT, Stage.REJECTED})
        return [gap for case in waiting if (gap := gap_of(case, KINDS))]

    def _of_the_team(self) -> list[KnowledgeGap]:
        """Without those that somebody answered since: a question of the team does not move on as a case does."""
        since = self.clock() - LATELY
        asked = [gap for inquiry in self.inquiries.gaps(since) if (gap := gap_in(inquiry))]
        taught = self.contributions.since(since)
        if not asked or not taught:
            return asked
        like = self.embed([gap.question for gap in asked]) @ self.embed([one.question for one in taught]).T
        return [
            gap for gap, likeness in zip(asked, like, strict=True) if not _answered(gap, taught, likeness)
        ]


def _answered(gap: KnowledgeGap, taught: Sequence[Contribution], likeness: np.ndarray) -> bool:
    """True when somebody wrote later about a question like it."""
    near = (one for one, cosine in zip(taught, likeness, strict=True) if cosine >= ALIKE)
    return any(one.at >= gap.asked_at for one in near)
