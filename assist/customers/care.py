"""What a person may do for a customer beside deciding about a reply; the same for every front."""

from dataclasses import dataclass
from hashlib import sha256

from assist.customers.survey import Asking, SurveyTerms, why_not
from desk import casework
from desk.cases import Case, CaseId, Person
from desk.consents import Consent, OptOut
from desk.drafts import To
from desk.errors import StaleDraft, StepNotPossible
from desk.handles import Alike, LinkChange, Linked, Pick
from desk.ledger import Ledger
from desk.ports import Clock
from desk.postscripts import Part, Postscript
from desk.surveys import Survey

_OFF = SurveyTerms()


@dataclass(frozen=True)
class About:
    """A case's customer: their handles, those of them who want no messages, and what was asked and scored."""

    linked: Linked
    opted_out: dict[Pick, OptOut]  # by handle; only those who did
    surveys: tuple[Survey, ...]  # of this case, oldest first

    @property
    def here(self) -> OptOut | None:
        """The opt-out on the case's own channel; None: they take messages."""
        return self.opted_out.get(self.linked.pick())


@dataclass(frozen=True)
class Question:
    """What a customer would be asked once their case is resolved: a person approves exactly this text."""

    text: str

    @property
    def sha256(self) -> str:
        """What the approval binds to."""
        return sha256(self.text.encode()).hexdigest()


class CustomerCare:
    """May be shared by threads. Each method raises a DeskError whose message the person may read."""

    def __init__(self, ledger: Ledger, clock: Clock, survey: SurveyTerms = _OFF) -> None:
        self._ledger = ledger
        self._clock = clock
        self._survey = survey

    def about(self, case: Case) -> About:
        """What is known of whoever wrote the case."""
        linked = self._linked(case)
        found = {
            linked.pick(each): self._ledger.consents.opt_out(each.channel, each.author_id)
            for each in linked.handles
        }
        opted_out = {pick: opt_out for pick, opt_out in found.items() if opt_out}
        return About(linked, opted_out, tuple(self._ledger.surveys.of(case.id)))

    def consents(self, case: Case) -> list[Consent]:
        """The record of what they said about being written to on the case's channel, oldest first."""
        return self._ledger.consents.record(case.channel, case.message.author_id)

    def links(self, case: Case) -> list[LinkChange]:
        """Who linked which of their handles, or parted them, oldest first."""
        return self._ledger.customers.record(self._linked(case))

    def alike(self, case: Case) -> list[Alike]:
        """Handles that may be theirs, too, each with its reason: a person has to say."""
        return self._ledger.customers.alike(self._linked(case))

    def called(self, case: Case, handle: str) -> list[Alike]:
        """Whoever goes by this handle and is not linked to them yet."""
        return self._ledger.customers.called(handle, self._linked(case))

    def link(self, id: CaseId, number: int, other: Pick, by: Person) -> Linked:
        """The other handle is this customer's, too. `number` is of the customer as the person saw them.

        Raises NotAllowed, StepNotPossible, and Conflict when somebody linked or parted handles meanwhile.
        """
        author = self._ledger.case(id).message
        mine = Pick(author.channel, author.author_id, number)
        return self._ledger.customers.link(mine, other, by, self._clock())

    def unlink(self, pick: Pick, by: Person) -> Linked:
        """This handle is somebody else's. Raises as `link` does."""
        return self._ledger.customers.unlink(pick, by, self._clock())

    def lift(self, id: CaseId, number: int, why: str, by: Person) -> Case:
        """They agreed to messages again, says the person, and how they know. `number` is of the opt-out they saw.

        The worker has their waiting drafts checked again at its next turn. Raises NotAllowed, StepNotPossible.
        """
        author = self._ledger.case(id).message
        now = self._clock()
        self._ledger.consents.lift(author.channel, author.author_id, number, by, why.strip(), now)
        return self._ledger.case(id)

    def question(self, case: Case) -> Question | None:
        """What they would be asked if the case were resolved now; None when they are not to be asked."""
        text = self._survey.text(case.triage.language if case.triage else None)
        return Question(text) if text and self.why_unasked(case) is None else None

    def why_unasked(self, case: Case) -> str | None:
        """Why they are not asked how it was; None when they may be."""
        opted_out = self._ledger.consents.opted_out(case.channel, case.message.author_id)
        asked_last = self._ledger.surveys.asked_last(self._linked(case))
        return why_not(Asking(case, opted_out, asked_last), self._survey, self._clock())

    def resolve_and_ask(self, id: CaseId, sha256: str, by: Person) -> Case:
        """The customer has what they needed, says the person, and approves the question that they saw.

        Raises NotAllowed, StaleDraft when it would be another question now, StepNotPossible.
        """
        case = self._ledger.case(id)
        question = self.question(case)
        if question is None:
            raise StepNotPossible(f"case {id}: nobody is asked, because {self.why_unasked(case)}")
        if question.sha256 != sha256:
            raise StaleDraft(f"case {id}: the question has other words by now; read it again")
        now = self._clock()
        resolved = self._ledger.change(id, lambda case: casework.resolve(case, by, now))
        send_after = now + self._survey.after
        postscript = Postscript(
            case_id=id,
            revision=resolved.revision,
            part=Part.SURVEY,
            to=To.DM,
            text=question.text,
            answers=resolved.message.external_id,
            approved_by=by.name,
            at=send_after,
            send_after=send_after,
        )
        self._ledger.surveys.ask(resolved, postscript, now)
        return resolved

    def _linked(self, case: Case) -> Linked:
        return self._ledger.customers.linked(case.message.channel, case.message.author_id)
