"""An answer out of the knowledge: found and drafted, moved to a direct message when it must be, or declined."""

from dataclasses import dataclass, replace

from assist.draft.contradiction import contradictions
from assist.draft.ports import Assignment, Drafted, Drafter, Told, unheard
from assist.knowledge.evidence import Evidence, Knowledge, gather, withheld
from assist.reply.planner import Plan
from assist.stopwatch import Stopwatch
from assist.text.language import language_of
from desk.drafts import Problem, To
from index.knowledge import Audience, DocumentId, Hit

NOTHING_FOUND = "nothing in the knowledge is close enough to the question"
NOTHING_ANSWERS = "what was found is about the matter but does not answer it"
NOT_FOR_CUSTOMERS = "what answers it best is not for customers to read"
TOO_LONG = "the answer does not fit in a public reply"
CUSTOMERS_ONLY = "what answers it is for customers only"
_AHEAD = 0.1  # of confidence: then what the reader may not read is clearly the better source
_NOTHING = Drafted((), "")


@dataclass(frozen=True)
class Wanted:
    """What is looked for, in whose language, where the reply is to go, and who hears it while it is written."""

    search: str
    language: str | None
    plan: Plan
    told: Told = unheard


@dataclass(frozen=True)
class Found:
    """Sentences that answer and where they go, or why there are none. `hint` is for the agent alone."""

    plan: Plan
    drafted: Drafted
    reason: str | None
    hint: str | None
    guidance: tuple[Hit, ...]  # what the team knows and the reader may not, for the agent alone
    assignment: Assignment  # what the drafter was given

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the agent should know about the draft before any check."""
        hint = (Problem("knowledge", self.hint, blocking=False),) if self.hint else ()
        opposed = contradictions(self.drafted.citations, self.assignment.evidence)
        return (*self.drafted.problems, *opposed, *hint)


class Researcher:
    """Asks the knowledge and has a drafter make sentences of what it says."""

    def __init__(self, knowledge: Knowledge, drafter: Drafter, floor: float) -> None:
        self._knowledge = knowledge
        self._drafter = drafter
        self._floor = floor

    def find(self, wanted: Wanted, watch: Stopwatch) -> Found:
        """What the knowledge answers. Raises DraftingFailed."""
        assignment = self._assignment(wanted, watch)
        drafted = self._drafted(assignment, watch)
        if not drafted.citations and wanted.plan.movable:
            assignment, drafted = self._moved(wanted, assignment, drafted, watch)
        return self._found(assignment, drafted, watch)

    def mended(self, found: Found, findings: tuple[Problem, ...], watch: Stopwatch) -> Found:
        """A second round: the drafter hears what the checks hold against its draft. Raises DraftingFailed."""
        again = replace(found.assignment, refused=found.drafted, findings=findings)
        return self._found(found.assignment, self._drafted(again, watch), watch)

    def _found(self, assignment: Assignment, drafted: Drafted, watch: Stopwatch) -> Found:
        evidence, plan = assignment.evidence, assignment.plan
        with watch.timing("evidence"):
            hidden = withheld(evidence.question, plan.audience, self._knowledge, self._floor)
        reason = (
            _outranked(evidence, hidden)
            or _undrafted(evidence, drafted)
            or _foreign(evidence, drafted, assignment.language)
        )
        return Found(plan, drafted, reason, _hint(hidden), tuple(hidden), assignment)

    def _assignment(self, wanted: Wanted, watch: Stopwatch) -> Assignment:
        with watch.timing("evidence"):
            evidence = gather(wanted.search, wanted.plan.audience, self._knowledge, self._floor)
        return Assignment(wanted.search, evidence, wanted.plan, wanted.language, told=wanted.told)

    def _drafted(self, assignment: Assignment, watch: Stopwatch) -> Drafted:
        if not assignment.evidence:
            return _NOTHING
        with watch.timing("drafting"):
            return self._drafter.draft(assignment)

    def _moved(
        self, wanted: Wanted, given: Assignment, drafted: Drafted, watch: Stopwatch
    ) -> tuple[Assignment, Drafted]:
        """The same as a direct message, when that makes a difference: it may be longer and quote more."""
        reason = TOO_LONG if drafted.too_long else CUSTOMERS_ONLY
        private = Plan(To.DM, reason, rules=wanted.plan.rules)
        wider = self._assignment(replace(wanted, plan=private), watch)
        evidence = wider.evidence
        if not drafted.too_long and all(hit.passage.audience is Audience.PUBLIC for hit in evidence.hits):
            return given, drafted
        return wider, self._drafted(wider, watch)


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
