"""A draft whose words stand while what speaks against it has changed: the same text as a new version. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from desk.cases import Case, Stage
from desk.drafts import Problem
from desk.errors import StepNotPossible
from desk.history import Entry
from desk.steps import ASSISTANT, Step, to_stage


def rechecked(case: Case, problems: Iterable[Problem], why: str, at: datetime) -> Step:
    """The draft with these problems and no others waits for a decision, an approved one for a new decision.

    Raises StepNotPossible when there is no draft, or it is on its way.
    """
    if case.draft is None:
        raise StepNotPossible(f"case {case.id} has no draft that could be checked again")
    waiting = case if case.stage is Stage.AWAITING_DECISION else to_stage(case, Stage.AWAITING_DECISION)
    draft = replace(case.draft, version=case.drafts + 1, problems=tuple(problems))
    after = replace(
        waiting,
        draft=draft,
        drafts=draft.version,
        decision=None,
        reason=None,
        endorsed=None,
        revision=case.revision + 1,
    )
    return Step(after, Entry(at, ASSISTANT, "checked again", f"draft {draft.version}: {why}"), draft=draft)
