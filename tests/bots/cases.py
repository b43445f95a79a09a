"""Cases at every stage, so that a test of a card names only what it is about."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from desk.cases import Case, CaseId, Decision, Priority, Receipt, Stage, Verdict
from desk.drafts import Draft
from desk.history import Customer
from tests.builders import NOON, a_draft, a_message

RAINY = Customer("rainy_day", "Rainy Day", reach=1234, earlier_cases=2, last_contact=NOON - timedelta(days=9))
WITHOUT_DRAFT = frozenset({Stage.NEW, Stage.SET_ASIDE, Stage.WITH_EXPERT})


def a_case(stage: Stage = Stage.AWAITING_DECISION, *, draft: Draft | None = None, **fields: Any) -> Case:
    """Case 12 at a stage, with what belongs to that stage filled in."""
    message = fields.pop("message", None) or a_message(external_id="m-12")
    if draft is None and stage not in WITHOUT_DRAFT:
        draft = a_draft(version=1)
    if draft is not None:
        draft = replace(draft, answers=message.external_id)
    case = Case(
        id=CaseId(12),
        channel="simulator",
        conversation=message.conversation,
        stage=stage,
        priority=Priority.NORMAL,
        opened_at=NOON,
        due_at=NOON + timedelta(hours=1),
        messages=(message,),
        revision=3,
        draft=draft,
        drafts=draft.version if draft else 0,
    )
    return replace(case, **(_belonging(stage, draft) | fields))


def _belonging(stage: Stage, draft: Draft | None) -> dict[str, Any]:
    verdicts = {Stage.REJECTED: Verdict.REJECTED} | dict.fromkeys(
        (Stage.APPROVED, Stage.SENDING, Stage.UNCERTAIN, Stage.SENT), Verdict.APPROVED
    )
    belonging: dict[str, Any] = {}
    if draft is not None and stage in verdicts:
        belonging["decision"] = Decision(draft.version, draft.sha256, verdicts[stage], "alice", NOON)
    if stage is Stage.SENT:
        belonging["receipt"] = Receipt("991", "https://x.example/FennbyCare/status/991", NOON)
    return belonging
