"""What a review button and a review window are about: one sent reply."""

from dataclasses import dataclass

from bots.slack.kit.targets import OF_ANOTHER_VERSION
from desk.cases import CaseId
from desk.errors import StepNotPossible


@dataclass(frozen=True)
class ReviewTarget:
    """The case, and the version of the draft that went out."""

    case_id: CaseId
    draft_version: int

    def encoded(self) -> str:
        """Such as 12:2."""
        return f"{self.case_id}:{self.draft_version}"


def decoded(value: str) -> ReviewTarget:
    """Raises StepNotPossible for a value that is of no button of ours."""
    case_id, _, version = value.partition(":")
    if not all(number.isascii() and number.isdigit() for number in (case_id, version)):
        raise StepNotPossible(OF_ANOTHER_VERSION)
    return ReviewTarget(CaseId(int(case_id)), int(version))
