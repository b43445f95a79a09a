"""What the room of the reviewers needs of the house."""

from collections.abc import Mapping
from typing import Protocol

from desk.cases import CaseId, Person
from desk.reviewing import Criterion, Grade, Review, Reviewable


class Reviewing(Protocol):
    """The reviews, kept; `desk.reviews.Reviews` is one."""

    def reply(self, case_id: CaseId, draft_version: int) -> Reviewable:
        """A sent reply, to be looked at. Raises UnknownCase."""

    def review(
        self, case_id: CaseId, draft_version: int, by: Person, grades: Mapping[Criterion, Grade], comment: str
    ) -> Review:
        """Grades a reply, once. Raises DeskError."""

    def untold(self, limit: int) -> list[Review]:
        """Reviews with a comment of which the agent has not heard, oldest first."""

    def told(self, review: Review) -> None:
        """Notes that the agent has heard of the comment."""
