"""From a customer's message to a sourced draft, or to an honest reason why there is none."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from time import perf_counter
from zlib import crc32

from assist.checks.duplicates import NAME as DUPLICATES
from assist.checks.duplicates import is_repeated, varied
from assist.checks.run import Checker, passes_more, still_opposed
from assist.draft.from_note import FromNote
from assist.draft.ports import Drafter, Told, unheard
from assist.knowledge.guidance import Guidance, guidance_in
from assist.knowledge.noted import Noted
from assist.knowledge.research import Researcher, Wanted
from assist.reply.answers import Answer, reworded_as, worded_as
from assist.reply.attempts import Attempts
from assist.reply.channels import rules_for
from assist.reply.courtesy import openings, private_please, public_lines
from assist.reply.forms import NO_LINK, forms_of, link_for, with_link, without_link
from assist.reply.planner import CHOSEN, Cue, Plan, cue_of, plan_of
from assist.reply.surroundings import Surroundings, surroundings_of
from assist.stopwatch import Stopwatch
from assist.understanding.conversation import Asked, asked_by_team, asked_in
from assist.understanding.question import question_in
from assist.understanding.triage import understood
from desk import casework
from desk.cases import Case, Person, Priority, Triage
from desk.drafts import Citation, Considered, Draft, Problem, To
from desk.errors import StepNotPossible
from desk.messages import Message
from desk.steps import Step
from index.knowledge import Document, DocumentId
from index.ranking.confidence import FLOOR

DANGEROUS = "somebody may be in danger: a person has to answer"


class Assistant:
    """Drafts and checks replies. It stores nothing and sends nothing, and may be shared by threads."""

    def __init__(
        self,
        checker: Checker,
        drafters: Sequence[Drafter],
        *,
        products: Callable[[], tuple[str, ...]] = tuple,
        floor: float = FLOOR,
        ticks: Callable[[], float] = perf_counter,
    ) -> None:
        """The first drafter is asked first, and the next when it failed or the checks held its draft back.

        `products` names what the knowledge is about; it is asked for every message.
        """
        self._checker = checker
        self._drafters, self._floor = drafters, floor
        self._attempts = Attempts([Researcher(checker.knowledge, one, floor) for one in drafters])
        self._products = products
        self._ticks = ticks

    def answer(self, message: Message | Asked | str, *, to: To | None = None) -> Answer:
        """An answer to one message; `to` overrules the plan. A plain text counts as a public mention."""
        if isinstance(message, str):
            message = asked_by_team(message)
        if isinstance(message, Message):
            message = asked_in([message], products=self._products())
        return self._answer(message, to)

    def respond(self, case: Case, at: datetime, told: Told = unheard) -> Step:
        """What becomes of a case that the customer wrote to: a proposed draft, an expert, or nothing at all.

        `told` hears what a slow drafter writes, before any check.
        """
        answer = self.answer_to(case, told)
        triage, question, guidance = answer.triage, answer.question, answer.guidance
        if answer.draft is not None:
            return casework.propose(case, triage, question, answer.draft, at, guidance)
        if triage.set_aside is not None:
            return casework.set_aside(case, triage, triage.set_aside, at)
        return casework.hand_to_expert(case, triage, question, answer.why_not, at, guidance=guidance)

    def answer_to(self, case: Case, told: Told = unheard) -> Answer:
        """An answer to what the case's customer wrote last; `told` as in `respond`."""
        return self._answer(self._asked(case), None, told)

    def triage(self, case: Case) -> Triage:
        """What the case is about, before anything is looked up."""
        return self._triage(self._asked(case))

    def search_for(self, case: Case) -> str:
        """What is looked up for a case."""
        asked = self._asked(case)
        return question_in(asked.text, asked.about).search

    def answered_by(self, case: Case, note: Document) -> Answer:
        """The same when an expert wrote this note for the case: nothing but the note is quoted.

        The floor does not count, nor what else keeps a machine from answering: a person has answered.
        """
        asked, watch = self._asked(case), Stopwatch(self._ticks)
        triage, question = self._triage(asked), question_in(asked.text, asked.about)
        plan = replace(plan_of(self._cue(triage, asked)), invites=False)
        nothing = Answer(triage, question.text)
        if plan.closed:
            return replace(nothing, reason=plan.reason)
        known = Noted(self._checker.knowledge, note)
        drafters = [FromNote(one, note.id) for one in self._drafters]
        attempts = Attempts([Researcher(known, one, self._floor) for one in drafters])
        wanted = Wanted(question.search or note.title, triage.language, plan)
        return self._researched(nothing, asked, wanted, watch, attempts)

    def edited(self, case: Case, text: str, by: Person, reason: str = "") -> Draft:
        """A person's text as the case's next draft, checked; it keeps the citations whose sentences still stand.

        With a `reason`, what is passable of the checks' findings does not hold it back; the reason is kept.
        One without a letter is none.
        """
        asked = self._asked(case)
        triage = case.triage or self._triage(asked)
        if case.draft is not None:
            rules = rules_for(asked.message)
            plan, citations = Plan(case.draft.to, case.draft.to_reason, rules=rules), case.draft.citations
        else:
            plan, citations = plan_of(self._cue(triage, asked)), ()
        draft = worded_as(plan, text, f"person:{by.name}", citations)
        also = still_opposed(case.draft, draft.text)
        vouched = reason.strip() if any(map(str.isalnum, reason)) else ""
        invites = case.draft is not None and case.draft.invites
        return self._finished(replace(draft, vouched=vouched, invites=invites), asked, triage, also)

    def problems_now(self, case: Case) -> tuple[Problem, ...]:
        """What the checks say of the case's draft by now, for its sources may have changed; empty without a draft."""
        if case.draft is None:
            return ()
        asked = self._asked(case)
        triage = case.triage or self._triage(asked)
        now = self._checker.checked(case.draft, asked, triage)
        if passes_more(now, case.draft):
            now = self._checker.checked(replace(case.draft, vouched=""), asked, triage)
        return now.problems

    def readdressed(self, case: Case, to: To, *, link: bool = False) -> Draft:
        """The case's draft for another way of sending, checked: drafted anew, or a person's text as it stands.

        With `link`, the address of its first source stands at its end. A person's reason to go past the checks
        goes with it unless there is more to go past by now. Raises StepNotPossible when there is no
        draft, or no source that the reader may open.
        """
        if case.draft is None:
            raise StepNotPossible(f"case {case.id} has no draft to send elsewhere; write one first")
        asked = self._asked(case)
        triage = case.triage or self._triage(asked)
        stays = case.draft.by_person or case.draft.to is to
        draft = (None if stays else self._answer(asked, to).draft) or case.draft
        url = link_for(draft.citations, self._source)
        if link and url is None:
            raise StepNotPossible(f"case {case.id}: {NO_LINK}; send it without a link")
        bare = without_link(draft.text, url)
        text = with_link(bare, url) if link and url else bare
        reason = draft.to_reason if draft.to is to else CHOSEN
        vouched = reworded_as(Plan(to, reason, rules=rules_for(asked.message)), text, draft)
        also = still_opposed(draft, text)
        finished = self._finished(vouched, asked, triage, also)
        if passes_more(finished, draft):
            finished = self._finished(replace(vouched, vouched=""), asked, triage, also)
        return finished

    def guidance(self, passages: Iterable[Considered]) -> tuple[Guidance, ...]:
        """The words of what the team knows of a matter, for the agent alone."""
        return guidance_in(self._checker.knowledge, passages)

    def surroundings(self, citation: Citation) -> Surroundings | None:
        """The words around a quote; None when the version that it is from is not to be had any more."""
        cited = self._source(citation)
        if cited is None:
            return None
        newest = self._checker.knowledge.document(DocumentId(citation.document_id), None)
        searched = newest if newest and newest.withdrawn_at is None else None
        return surroundings_of(citation, cited, searched)

    def _asked(self, case: Case) -> Asked:
        return asked_in(case.standing, case.said, self._products())

    def _triage(self, asked: Asked) -> Triage:
        return understood(asked, self._products())

    def _answer(self, asked: Asked, to: To | None, told: Told = unheard) -> Answer:
        watch = Stopwatch(self._ticks)
        with watch.timing("triage"):
            triage, question = self._triage(asked), question_in(asked.text, asked.about)
        plan = plan_of(self._cue(triage, asked), to)
        nothing = Answer(triage, question.text)
        if triage.set_aside is not None:
            return replace(nothing, reason=triage.set_aside)
        if triage.priority is Priority.URGENT:
            return replace(nothing, reason=DANGEROUS)
        if plan.closed:
            return replace(nothing, reason=plan.reason)
        if plan.invites:
            return self._in_private(nothing, plan, asked)
        if triage.needs_private is not None:
            return replace(nothing, reason=f"{triage.needs_private}: a person has to look it up")
        wanted = Wanted(question.search, triage.language, plan, told)
        return self._researched(nothing, asked, wanted, watch, self._attempts)

    def _researched(
        self, nothing: Answer, asked: Asked, wanted: Wanted, watch: Stopwatch, attempts: Attempts
    ) -> Answer:
        def check(draft: Draft, also: tuple[Problem, ...]) -> Draft:
            return self._checked(draft, asked, nothing.triage, also)

        made = attempts.make(wanted, check, watch)
        draft = made.draft
        if draft is not None:
            timed = replace(draft, made=replace(draft.made, timings_ms=dict(watch.taken_ms)))
            draft = self._with_forms(timed, asked, nothing.triage)
        return replace(nothing, draft=draft, reason=made.reason, hint=made.hint, guidance=made.guidance)

    def _checked(self, draft: Draft, asked: Asked, triage: Triage, also: tuple[Problem, ...] = ()) -> Draft:
        """A machine's draft with what the checks say, behind another opening when its text is one too many."""
        checked = self._checker.checked(draft, asked, triage, also)
        repeated = any(problem.check == DUPLICATES for problem in checked.problems)
        if not (repeated and draft.to is To.PUBLIC and asked.message):
            return checked
        text = varied(draft.text, self._checker.earlier(asked.message), openings(triage.language))
        rules = rules_for(asked.message)
        length = rules.length(To.PUBLIC, text)
        if text == draft.text or length > rules.limit(To.PUBLIC):
            return checked
        return self._checker.checked(replace(draft, text=text, weighted_length=length), asked, triage, also)

    def _in_private(self, nothing: Answer, plan: Plan, asked: Asked) -> Answer:
        """Come and tell us in private; no draft in a language that we cannot say it in."""
        please = private_please(nothing.triage.language, plan.to)
        if please is None:
            return replace(
                nothing, reason=f"{plan.reason}; a person has to say it in the customer's language"
            )
        worded = replace(worded_as(plan, please, "courtesy"), invites=plan.to is To.PUBLIC)
        draft = self._checked(worded, asked, nothing.triage)
        return replace(nothing, draft=self._with_forms(draft, asked, nothing.triage))

    def _finished(self, draft: Draft, asked: Asked, triage: Triage, also: tuple[Problem, ...] = ()) -> Draft:
        return self._with_forms(self._checker.checked(draft, asked, triage, also), asked, triage)

    def _with_forms(self, draft: Draft, asked: Asked, triage: Triage) -> Draft:
        """The draft with how else it could go out, and what may be said in public beside a direct message."""
        forms = forms_of(draft, self._cue(triage, asked), link_for(draft.citations, self._source))
        beside = self._beside(asked, triage) if draft.to is To.DM else ""
        invites = draft.invites and draft.to is To.PUBLIC
        return replace(draft, forms=forms, public_line=beside, invites=invites)

    def _beside(self, asked: Asked, triage: Triage) -> str:
        """What is said in public after the direct message; empty when nothing may be, or all was said lately."""
        message = asked.message
        if not (asked.public and asked.mentions_us) or (message and message.closed_to_us):
            return ""
        earlier = self._checker.earlier(message) if message else ()
        lines = public_lines(triage.language, crc32(message.external_id.encode()) if message else 0)
        return next((line for line in lines if not is_repeated(line, earlier)), "")

    def _cue(self, triage: Triage, asked: Asked) -> Cue:
        message = asked.message
        opted_out = message is not None and self._checker.opted_out(message) is not None
        return cue_of(triage, asked, opted_out=opted_out)

    def _source(self, citation: Citation) -> Document | None:
        return self._checker.knowledge.document(DocumentId(citation.document_id), citation.document_version)
