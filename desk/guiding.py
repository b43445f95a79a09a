"""The step of a case that an expert has answered and that still waits for a person."""

from dataclasses import replace
from datetime import datetime

from desk.cases import Case
from desk.drafts import Considered
from desk.history import Entry
from desk.steps import ASSISTANT, Step


def guided(case: Case, reason: str, guidance: tuple[Considered, ...], at: datetime) -> Step:
    """What the expert wrote cannot be quoted to the customer: the case stays where it is, and the agent reads it."""
    after = replace(case, reason=reason, guidance=guidance, revision=case.revision + 1)
    return Step(after, Entry(at, ASSISTANT, "guided", reason))
