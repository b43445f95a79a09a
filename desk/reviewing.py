"""What a review of a sent reply is, which replies are to be reviewed, and by whom. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from hashlib import sha256

from desk.cases import Case, CaseId, Person
from desk.errors import NotAllowed, StepNotPossible

BY_PERSON = "person:"  # how the drafter of a draft begins that somebody of the team worded


class Criterion(Enum):
    """What a reply is graded for."""

    CORRECT = "correct"
    COMPLETE = "complete"
    SOURCED = "sourced"
    TONE = "tone"
    CHANNEL = "channel"


class Grade(Enum):
    """How a reply does by one criterion."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Review:
    """What somebody said of one sent reply."""

    case_id: CaseId
    draft_version: int
    reviewer: str
    at: datetime
    grades: Mapping[Criterion, Grade]  # one for each
    comment: str = ""  # to the agent


@dataclass(frozen=True)
class Reviewable:
    """A sent reply, its case as it stood then, and what had been drafted before a person worded it."""

    reply: Case
    drafted: str | None  # None when nothing was, or when the reply is what was drafted


@dataclass(frozen=True)
class ReviewQueue:
    """How many replies wait for a review, and the newest of them."""

    total: int = 0
    newest: tuple[Case, ...] = ()


def to_review(case_id: CaseId, draft_version: int, drafter: str, share: float) -> bool:
    """Whether a reply is to be reviewed: each that a person worded, and a share (0 to 1) of the rest.

    It is the same share for everybody, at any time.
    """
    return drafter.startswith(BY_PERSON) or _place(case_id, draft_version) < share


def agent_of(reply: Case) -> str:
    """Whose reply it is: who worded it, or else who let it out."""
    return _writer(reply) or (reply.decision.by if reply.decision else "")


def reviewed(
    reply: Case, by: Person, grades: Mapping[Criterion, Grade], comment: str, at: datetime
) -> Review:
    """The review of a reply. Raises NotAllowed, and StepNotPossible when a grade is missing."""
    expect_reviewer(reply, by)
    missing = [criterion.value for criterion in Criterion if criterion not in grades]
    if missing:
        raise StepNotPossible(f"the review of case {reply.id} has no grade for {', '.join(missing)}; add it")
    version = reply.draft.version if reply.draft else 0
    return Review(reply.id, version, by.name, at, dict(grades), comment.strip())


def expect_reviewer(reply: Case, by: Person) -> None:
    """Raises NotAllowed unless the person may review, and had no hand in this reply."""
    if not by.may_review:
        raise NotAllowed(f"{by.name!r} may not review replies; ask a team lead")
    decision = reply.decision
    if by.name in {_writer(reply), decision and decision.by, decision and decision.endorsed_by}:
        raise NotAllowed(f"you had a hand in this reply of case {reply.id}; somebody else must review it")


def _writer(reply: Case) -> str | None:
    draft = reply.draft
    return draft.drafter.removeprefix(BY_PERSON) if draft is not None and draft.by_person else None


def _place(case_id: CaseId, draft_version: int) -> float:
    """Where a reply falls among all: evenly spread from 0 to 1, and nothing in it that anybody can foresee."""
    digest = sha256(f"{case_id}:{draft_version}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48
