"""Drafts from an expert's note alone: what another drafter picks of it, else its own sentences from the first on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from assist.draft.candidates import Candidate, candidates
from assist.draft.citing import citation_of
from assist.draft.extractive import NAME
from assist.draft.ports import Assignment, Drafted, Drafter
from assist.knowledge.noted import of_note
from assist.reply.planner import Plan
from desk.drafts import Citation, Problem, To
from index.knowledge import DocumentId

_READ_IT = Problem(
    "drafting", "this is how the expert's answer begins: see that it answers the customer", blocking=False
)


@dataclass(frozen=True)
class FromNote:
    """A `Drafter` for the case that the expert was asked about: a person has said that the note answers it."""

    drafter: Drafter
    note: DocumentId

    def draft(self, assignment: Assignment) -> Drafted:
        """Sentences of the note. Raises DraftingFailed."""
        narrowed = replace(assignment, evidence=of_note(assignment.evidence, self.note))
        drafted = self.drafter.draft(narrowed)
        return drafted if drafted.citations else leading(narrowed)


def leading(assignment: Assignment) -> Drafted:
    """The evidence's sentences in their order, as many as fit; none when a direct message may take all of them."""
    plan = assignment.plan
    said = sorted(candidates(assignment.evidence, links=plan.to is To.DM), key=lambda one: one.at)
    fitting = [one for one, length in zip(said, _lengths(said, plan), strict=True) if length <= plan.limit]
    too_long = len(fitting) < len(said)
    if not fitting or (too_long and plan.movable):
        return Drafted((), NAME, too_long=too_long)
    return Drafted(
        tuple(_citation(marker, one) for marker, one in enumerate(fitting, start=1)),
        NAME,
        problems=(_READ_IT,),
    )


def _lengths(said: list[Candidate], plan: Plan) -> Iterator[int]:
    """How long the reply is with each sentence and those before it."""
    texts = accumulate((one.sentence for one in said), lambda before, sentence: f"{before} {sentence}")
    return (plan.length(text) for text in texts)


def _citation(marker: int, one: Candidate) -> Citation:
    return citation_of(marker, one.sentence, one.hit, one.document, one.piece.start, one.piece.end)
