"""What the team's questions are answered with."""

from dataclasses import dataclass
from typing import Protocol

from assist.knowledge.guidance import Guidance
from assist.reply.answers import Answer
from desk.cases import Priority
from desk.inquiries import Inquiries, Inquiry, Outcome


@dataclass(frozen=True)
class Found:
    """An answer, or why there is none; and what the team alone may read of it."""

    answer: Answer
    guidance: tuple[Guidance, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """What is kept of it; not every question is one for the knowledge."""
        triage = self.answer.triage
        if self.answer.draft is not None:
            return Outcome.ANSWERED
        not_due = triage.set_aside or triage.needs_private or triage.priority is Priority.URGENT
        return Outcome.NO_ANSWER_DUE if not_due else Outcome.NOTHING_FOUND

    @property
    def said(self) -> tuple[str | None, tuple[str, ...]]:
        """The text of the answer, None without one, and the ids of the documents that it cites, best first."""
        draft = self.answer.draft
        if draft is None:
            return None, ()
        return draft.text, tuple(dict.fromkeys(citation.document_id for citation in draft.citations))


class Inquirer(Protocol):
    """Finds answers, and keeps what was asked."""

    @property
    def records(self) -> Inquiries:
        """Where the questions are kept."""

    def find(self, inquiry: Inquiry, *, direct: bool) -> Found:
        """An answer in the light of what was asked before in its thread; `direct`: in all threads of its place."""
