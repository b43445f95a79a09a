"""An answer out of the knowledge: found and drafted, moved to a direct message when it must be, or declined."""

from dataclasses import dataclass

from assist.draft.ports import Drafted, Drafter
from assist.evidence import Evidence, Knowledge, gather, withheld
from assist.language import language_of
from assist.planner import Plan
from desk.cases import Problem, To
from index.knowledge import Audience, DocumentId, Hit

NOTHING_FOUND = "nothing in the knowledge is close enough to the question"
NOTHING_ANSWERS = "what was found is about the matter but does not answer it"
NOT_FOR_CUSTOMERS = "what answers it best is not for customers to read"
TOO_LONG = "the answer does not fit in a public reply"
CUSTOMERS_ONLY = "what answers it is for customers only"
_AHEAD = 0.1  # of confidence: then what the reader may not read is clearly the better source
_NOTHING = Drafted((), "")


@dataclass(frozen=True)
class Found:
    """Sentences that answer and where they go, or why there are none. `hint` is for the agent alone."""

    plan: Plan
    drafted: Drafted
    reason: str | None
    hint: str | None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the agent should know about the draft before any check."""
        hint = (Problem("knowledge", self.hint, blocking=False),) if self.hint else ()
        return (*self.drafted.problems, *hint)


class Researcher:
    """Asks the knowledge and has a drafter make sentences of what it says."""

    def __init__(self, knowledge: Knowledge, drafter: Drafter, floor: float) -> None:
        self._knowledge = knowledge
        self._drafter = drafter
        self._floor = floor

    def find(self, search: str, language: str | None, plan: Plan, *, movable: bool) -> Found:
        """What the knowledge answers; `movable` when a public reply may become a direct message."""
        evidence = self._evidence(search, plan)
        drafted = self._drafted(evidence, plan)
        if not drafted.citations and movable and plan.to is To.PUBLIC:
            evidence, drafted, plan = self._moved(evidence, drafted, plan)
        hidden = withheld(search, plan.audience, self._knowledge, self._floor)
        reason = (
            _outranked(evidence, hidden)
            or _undrafted(evidence, drafted)
            or _foreign(evidence, drafted, language)
        )
        return Found(plan, drafted, reason, _hint(hidden))

    def _evidence(self, search: str, plan: Plan) -> Evidence:
        return gather(search, plan.audience, self._knowledge, self._floor)

    def _drafted(self, evidence: Evidence, plan: Plan) -> Drafted:
        return self._drafter.draft(evidence.question, evidence, plan) if evidence else _NOTHING

    def _moved(self, evidence: Evidence, drafted: Drafted, plan: Plan) -> tuple[Evidence, Drafted, Plan]:
        """The same as a direct message, when that makes a difference: it may be longer and quote more."""
        private = Plan(To.DM, TOO_LONG if drafted.too_long else CUSTOMERS_ONLY)
        wider = self._evidence(evidence.question, private)
        if not drafted.too_long and all(hit.passage.audience is Audience.PUBLIC for hit in wider.hits):
            return evidence, drafted, plan
        return wider, self._drafted(wider, private), private


def _outranked(evidence: Evidence, hidden: list[Hit]) -> str | None:
    best = max((hit.confidence for hit in evidence.hits), default=0.0)
    return NOT_FOR_CUSTOMERS if any(hit.confidence > best + _AHEAD for hit in hidden) else None


def _undrafted(evidence: Evidence, drafted: Drafted) -> str | None:
    if not evidence:
        return NOTHING_FOUND
    return None if drafted.citations else NOTHING_ANSWERS


def _foreign(evidence: Evidence, drafted: Drafted, language: str | None) -> str | None:
    """A source says its language; the sentences themselves are looked at only when it does not."""
    cited = [evidence.documents[DocumentId(citation.document_id)] for citation in drafted.citations]
    foreign = {document.language or language_of(drafted.text) for document in cited} - {None, language}
    if language is None or not foreign:
        return None
    written = ", ".join(sorted(map(str, foreign)))
    return f"the customer writes {language!r}, what answers it is in {written!r}: a person has to translate"


def _hint(hidden: list[Hit]) -> str | None:
    titles = dict.fromkeys(hit.passage.title for hit in hidden)
    return f"internal knowledge may help: {'; '.join(titles)}" if titles else None
