"""What the knowledge lacks: the questions that wait for an expert."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desk.cases import Case, CaseId, Stage


@dataclass(frozen=True)
class Gap:
    """A question nothing good enough was found for, and the cases in which it was asked."""

    question: str
    reason: str
    cases: tuple[CaseId, ...]
    since: datetime  # when it was asked first


def gaps(cases: Iterable[Case]) -> list[Gap]:
    """The gaps behind the cases that are with an expert, the most asked first, then the oldest."""
    asked: dict[str, list[Case]] = {}
    for case in sorted(cases, key=lambda case: case.opened_at):
        if case.stage is Stage.WITH_EXPERT:
            asked.setdefault(" ".join(_question(case).casefold().split()), []).append(case)
    return sorted(map(_gap, asked.values()), key=lambda gap: (-len(gap.cases), gap.since))


def _gap(cases: list[Case]) -> Gap:
    first = cases[0]
    return Gap(_question(first), first.reason or "", tuple(case.id for case in cases), first.opened_at)


def _question(case: Case) -> str:
    return case.question or case.message.text
