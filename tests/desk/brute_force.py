"""The figures of the desk counted one by one, slowly and plainly, to hold the quick ones against."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from desk.cases import Case, CaseId, Verdict
from desk.metrics import OPEN, Flow, Standing
from desk.steps import SETTLED, Step


@dataclass
class Chronicle:
    """Everything that happened, in its order, as the steps tell it."""

    cases: dict[CaseId, Case] = field(default_factory=dict)
    received: list[datetime] = field(default_factory=list)
    replies: list[tuple[CaseId, datetime, datetime]] = field(default_factory=list)  # went out, was due
    asked: dict[CaseId, datetime] = field(default_factory=dict)  # since when the customer waits
    first: dict[CaseId, tuple[datetime, datetime]] = field(default_factory=dict)  # asked, first reply
    decided: list[tuple[datetime, bool, bool, str]] = field(default_factory=list)  # at, approved, edited, why

    def note(self, step: Step) -> None:
        """What one step of a case brought."""
        for one in step.chain():
            self._note(one, self.cases.get(one.case.id))
            self.cases[one.case.id] = one.case

    def heard(self, case: Case, at: datetime) -> None:
        """A message came in, and this is its case now."""
        self.received.append(at)
        before = self.cases.get(case.id)
        if before is None or before.stage in SETTLED:
            self.asked[case.id] = case.message.posted_at
        self.cases[case.id] = case

    def _note(self, step: Step, before: Case | None) -> None:
        case, draft = step.case, step.case.draft
        if step.decision is not None and draft is not None:
            approved = step.decision.verdict is Verdict.APPROVED
            self.decided.append((step.decision.at, approved, draft.by_person, step.decision.reason))
        if step.entry.action == "took back the approval":
            assert before is not None
            assert before.decision is not None
            self.decided.remove(_told(before))
        if case.stage.value == "sent" and (before is None or before.stage is not case.stage):
            assert case.decision is not None
            at = case.receipt.at if case.receipt else case.decision.at
            self.replies.append((case.id, at, case.due_at))
            self.first.setdefault(case.id, (self.asked[case.id], at))

    def flow(self, since: datetime, until: datetime) -> Flow:
        sent = [reply for reply in self.replies if since <= reply[1] < until]
        overdue = [c for c in self.cases.values() if c.stage in OPEN and c.due_at < until]
        late = [reply for reply in self.replies if reply[1] >= until > reply[2]]
        decided = [one for one in self.decided if since <= one[0] < until]
        as_drafted = sum(approved and not edited for _, approved, edited, _ in decided)
        reworded = sum(approved and edited for _, approved, edited, _ in decided)
        return Flow(
            received=sum(since <= at < until for at in self.received),
            answered=len(sent),
            first_response_minutes=self._first(since, until),
            sla_met_share=_share(sum(at <= due for _, at, due in sent), len(sent) + len(overdue) + len(late)),
            acceptance_rate=_share(as_drafted, len(decided)),
            edit_rate=_share(reworded, len(decided)),
            rejected=sum(not approved for _, approved, _, _ in decided),
        )

    def standing(self, now: datetime) -> Standing:
        waiting = [case for case in self.cases.values() if case.stage not in SETTLED]
        left = [case.due_at - now for case in waiting]
        return Standing(
            open=len(waiting),
            with_expert=sum(case.stage.value == "with_expert" for case in waiting),
            at_risk=sum(timedelta(0) <= one <= timedelta(minutes=10) for one in left),
            breached=sum(one < timedelta(0) for one in left),
        )

    def _first(self, since: datetime, until: datetime) -> float | None:
        waits = [
            (at - asked).total_seconds() / 60 for asked, at in self.first.values() if since <= at < until
        ]
        return median(waits) if waits else None


def _told(case: Case) -> tuple[datetime, bool, bool, str]:
    assert case.decision is not None
    assert case.draft is not None
    return case.decision.at, True, case.draft.by_person, case.decision.reason


def _share(part: int, whole: int) -> float | None:
    return None if whole == 0 else part / whole
