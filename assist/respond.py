"""From a customer's message to a sourced draft, or to an honest reason why there is none."""

from dataclasses import replace
from datetime import datetime

from assist.answers import Answer, Company, drafted_as, worded_as
from assist.checks.run import checked
from assist.conversation import Asked, asked_in
from assist.courtesy import private_please
from assist.draft.ports import Drafter
from assist.evidence import Knowledge
from assist.planner import Plan, plan_for
from assist.question import question_in
from assist.research import Researcher
from assist.triage import triaged
from desk import casework
from desk.cases import Case, Draft, Message, Person, Priority, Problem, To, Triage
from desk.casework import Step
from desk.errors import StepNotPossible
from index.ranking.confidence import FLOOR

DANGEROUS = "somebody may be in danger: a person has to answer"
CHOSEN = "a person chose so"


class Assistant:
    """Drafts and checks replies. It stores nothing and sends nothing, and may be shared by threads."""

    def __init__(
        self, knowledge: Knowledge, drafter: Drafter, company: Company, *, floor: float = FLOOR
    ) -> None:
        self._knowledge = knowledge
        self._researcher = Researcher(knowledge, drafter, floor)
        self._handles = frozenset(handle.removeprefix("@").casefold() for handle in company.handles)

    def answer(self, message: Message | str, *, to: To | None = None) -> Answer:
        """An answer to one message; `to` overrules the plan. A plain text counts as a public mention."""
        if isinstance(message, str):
            return self._answer(Asked(message, about="", public=True, mentions_us=True), to)
        return self._answer(asked_in([message]), to)

    def respond(self, case: Case, at: datetime) -> Step:
        """What becomes of a case that the customer wrote to: a proposed draft, an expert, or nothing at all."""
        answer = self._answer(asked_in(case.messages), None)
        if answer.draft is not None:
            return casework.propose(case, answer.triage, answer.question, answer.draft, at)
        if answer.triage.set_aside is not None:
            return casework.set_aside(case, answer.triage, answer.triage.set_aside, at)
        return casework.hand_to_expert(case, answer.triage, answer.question, answer.why_not, at)

    def edited(self, case: Case, text: str, by: Person) -> Draft:
        """A person's text as the case's next draft, checked; it keeps the citations whose sentences still stand."""
        asked = asked_in(case.messages)
        triage = case.triage or triaged(asked.text)
        if case.draft is not None:
            plan, citations = Plan(case.draft.to, case.draft.to_reason), case.draft.citations
        else:
            plan, citations = plan_for(triage, public=asked.public, mentions_us=asked.mentions_us), ()
        return self._checked(worded_as(plan, text, f"person:{by.name}", citations), asked, triage)

    def problems_now(self, case: Case) -> tuple[Problem, ...]:
        """What the checks say of the case's draft by now, for its sources may have changed; empty without a draft."""
        if case.draft is None:
            return ()
        asked = asked_in(case.messages)
        return self._checked(case.draft, asked, case.triage or triaged(asked.text)).problems

    def readdressed(self, case: Case, to: To) -> Draft:
        """The case's draft for another way of sending, checked: drafted anew, or a person's text as it stands.

        Raises StepNotPossible when there is no draft.
        """
        if case.draft is None:
            raise StepNotPossible(f"case {case.id} has no draft to send elsewhere; write one first")
        asked = asked_in(case.messages)
        written = case.draft.drafter.startswith("person:")
        anew = None if written else self._answer(asked, to).draft
        if anew is not None:
            return anew
        same = worded_as(Plan(to, CHOSEN), case.draft.text, case.draft.drafter, case.draft.citations)
        return self._checked(same, asked, case.triage or triaged(asked.text))

    def _answer(self, asked: Asked, to: To | None) -> Answer:
        triage, question = triaged(asked.text), question_in(asked.text, asked.about)
        planned = plan_for(triage, public=asked.public, mentions_us=asked.mentions_us)
        plan = planned if to is None else Plan(to, CHOSEN)
        nothing = Answer(triage, question.text)
        if triage.set_aside is not None:
            return replace(nothing, reason=triage.set_aside)
        if triage.priority is Priority.URGENT:
            return replace(nothing, reason=DANGEROUS)
        if triage.needs_private is not None:
            return self._in_private(nothing, triage.needs_private, plan, asked)
        found = self._researcher.find(question.search, triage.language, plan, movable=to is None)
        if found.reason is not None:
            return replace(nothing, reason=found.reason, hint=found.hint)
        draft = self._checked(drafted_as(found.plan, found.drafted), asked, triage, found.problems)
        return replace(nothing, draft=draft, hint=found.hint)

    def _in_private(self, nothing: Answer, matter: str, plan: Plan, asked: Asked) -> Answer:
        """In public: come and talk in private. There: somebody who may see the customer's data."""
        please = private_please(nothing.triage.language)
        if plan.to is To.DM or please is None:
            return replace(nothing, reason=f"{matter}: a person has to look it up")
        draft = worded_as(plan, please, "courtesy")
        return replace(nothing, draft=self._checked(draft, asked, nothing.triage))

    def _checked(self, draft: Draft, asked: Asked, triage: Triage, also: tuple[Problem, ...] = ()) -> Draft:
        return checked(draft, asked, triage, self._knowledge, handles=self._handles, also=also)
