"""What a person may do with a case, the same for every front (Slack, the web desk, the command line)."""

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from assist.knowledge.guidance import Guidance
from assist.reply.answers import Answer
from assist.reply.surroundings import Surroundings
from assist.respond import Assistant
from assist.underway import Underway
from desk import casework, handling, outbox
from desk.cases import Case, CaseId, Person, Seen, Stage
from desk.drafts import Citation, Considered, To
from desk.errors import StepNotPossible
from desk.four_eyes import FourEyes
from desk.guards import expect_approver, expect_decidable, expect_unblocked
from desk.history import Customer, Entry
from desk.ledger import Ledger
from desk.ports import Clock, Publisher
from desk.posting import is_free, send_approved
from desk.postscripts import Postscript
from desk.queues import Queues
from desk.recalls import Outdated
from desk.steps import Step

_log = logging.getLogger(__name__)

_ONE_APPROVAL = FourEyes()
_WAITS_FOR_A_DRAFT = frozenset({Stage.NEW, Stage.REJECTED})
WAITING_FOR_A_PERSON = frozenset(
    {Stage.AWAITING_DECISION, Stage.WITH_EXPERT, Stage.REJECTED, Stage.UNCERTAIN}
)


class Workbench:
    """May be shared by threads. Each method raises a DeskError whose message the person may read."""

    def __init__(
        self,
        ledger: Ledger,
        assistant: Assistant,
        publishers: Mapping[str, Publisher],
        clock: Clock,
        underway: Underway | None = None,
        *,
        four_eyes: FourEyes = _ONE_APPROVAL,
        undo: timedelta = timedelta(),
    ) -> None:
        """`underway` is where the worker of this process tells what it drafts; None when it is another's.

        `four_eyes` says which replies two people must approve; `undo` is how long an approved one waits before
        the worker sends it (none: it is sent at once).
        """
        self._ledger = ledger
        self._assistant = assistant
        self._publishers = publishers
        self._clock = clock
        self._underway = underway or Underway()
        self._four_eyes = four_eyes
        self._undo = undo

    def queue(self, stages: Collection[Stage] | None = None) -> list[Case]:
        """Cases at these stages (None: those that wait for a person), soonest due first."""
        return self._ledger.cases(WAITING_FOR_A_PERSON if stages is None else stages)

    @property
    def queues(self) -> Queues:
        """The first cases of each list and how many there are, however many that is."""
        return self._ledger.queues

    def case(self, id: CaseId) -> Case:
        """Raises UnknownCase."""
        return self._ledger.case(id)

    def history(self, id: CaseId) -> list[Entry]:
        """Who did what when, oldest first."""
        return self._ledger.history(id)

    def following(self, id: CaseId) -> list[Postscript]:
        """What follows the case's replies by itself, and what became of it, oldest first."""
        return self._ledger.postscripts.of(id)

    def being_drafted(self, case: Case) -> str:
        """What a drafter has written for a case by now, unchecked: to be watched. Empty when none is at it."""
        return self._underway.text(case.id) if case.stage in _WAITS_FOR_A_DRAFT else ""

    def customer(self, case: Case) -> Customer:
        """Whoever wrote the case's newest message."""
        return self._ledger.customer(case)

    def earlier(self, case: Case) -> list[Case]:
        """The other cases of whoever wrote this one, newest first."""
        return self._ledger.earlier(case)

    def why_two(self, case: Case) -> str | None:
        """Why two people must approve the case's reply; None when one may.

        The conversation is read now, too: a person may answer before the assistant read what came last.
        """
        if self._four_eyes.topics:
            read = self._assistant.triage(case)
            known = case.triage.topics if case.triage else ()
            case = replace(case, triage=replace(read, topics=tuple({*known, *read.topics})))
        return self._four_eyes.why_two(case)

    def surroundings(self, citation: Citation) -> Surroundings | None:
        """The words around a quote; None when its document is not to be had any more."""
        return self._assistant.surroundings(citation)

    def sent(self, limit: int | None = None) -> list[Case]:
        """Sent replies, newest first: each case as it stood then."""
        return self._ledger.sent(limit)

    def outdated(self) -> list[Outdated]:
        """Sent replies that relied on words which are not so any more, and that nobody has looked at."""
        return self._ledger.recalls.waiting()

    def looked_at(self, id: CaseId, draft_version: int, by: Person) -> None:
        """Somebody looked at a sent reply again. Raises NotAllowed."""
        self._ledger.recalls.reviewed(id, draft_version, by, self._clock())

    def approve(self, id: CaseId, seen: Seen, by: Person) -> Case:
        """Checks exactly this draft again and lets it out: sent at once, or by the worker after the time to undo it.

        The case comes back SENT or APPROVED, or says in its reason why not; or it still awaits the second of two
        approvals (`case.endorsed`). What the checks find is stored with the draft.
        Raises NotAllowed, DraftBlocked, StaleDraft, AlreadyDecided.
        """
        case = self._ledger.case(id)
        publisher = self._publisher(case)
        self._approval(case, seen, by)  # whoever may not is told before anything is checked
        self._check_again(case)
        after = self._ledger.change(id, lambda case: self._approval(case, seen, by))
        if after.send_after or after.draft is None or not is_free(publisher, after.draft.to, self._clock):
            return after
        return send_approved(self._ledger, publisher, id, self._clock)

    def edit(self, id: CaseId, seen: Seen, text: str, by: Person, reason: str = "") -> Case:
        """Replaces the draft the person saw (if any) by their text: a new version, checked again.

        With a `reason` it goes past what is passable of the checks' findings; that is on record.
        Raises NotAllowed, StaleDraft, AlreadyDecided.
        """
        draft = self._assistant.edited(self._ledger.case(id), text, by, reason)
        what = f"edited, past the checks: {draft.vouched}" if draft.vouched else "edited"

        def step(case: Case) -> Step:
            return casework.revise(case, seen, draft, by, what, self._clock())

        return self._ledger.change(id, step)

    def readdress(self, id: CaseId, seen: Seen, to: To, by: Person, *, link: bool = False) -> Case:
        """Has the draft go out in public or as a DM, with the address of its first source or without.

        A new version, checked again. Raises as `edit` does, and StepNotPossible when there is no such address.
        """
        draft = self._assistant.readdressed(self._ledger.case(id), to, link=link)
        what = f"to {to.value}, with a link" if link else f"to {to.value}"

        def step(case: Case) -> Step:
            return casework.revise(case, seen, draft, by, what, self._clock())

        return self._ledger.change(id, step)

    def reject(self, id: CaseId, seen: Seen, reason: str, by: Person) -> Case:
        """Turns the draft down; nothing is sent. Raises NotAllowed, StaleDraft, AlreadyDecided."""
        return self._ledger.change(id, lambda case: casework.reject(case, seen, reason, by, self._clock()))

    def claim(self, id: CaseId, by: Person, *, over: bool = False) -> Case:
        """Takes the case on; with `over` also from somebody else. Raises NotAllowed, StepNotPossible."""
        return self._ledger.change(id, lambda case: handling.claim(case, by, self._clock(), over=over))

    def release(self, id: CaseId, by: Person) -> Case:
        """Gives the case back to whoever takes it. Raises NotAllowed, StepNotPossible."""
        return self._ledger.change(id, lambda case: handling.release(case, by, self._clock()))

    def hand_over(self, id: CaseId, to: Person, by: Person) -> Case:
        """Has somebody else take the case on. Raises NotAllowed, StepNotPossible."""
        return self._ledger.change(id, lambda case: handling.hand_over(case, to, by, self._clock()))

    def snooze(self, id: CaseId, until: datetime, by: Person) -> Case:
        """Lets the case rest until then, or until its customer writes. Raises NotAllowed, StepNotPossible."""
        return self._ledger.change(id, lambda case: handling.snooze(case, until, by, self._clock()))

    def snooze_for(self, id: CaseId, rest: timedelta, by: Person) -> Case:
        """Lets the case rest for so long. Raises as `snooze` does."""
        return self.snooze(id, self._clock() + rest, by)

    def wake(self, id: CaseId, by: Person) -> Case:
        """Ends the case's rest. Raises NotAllowed, StepNotPossible."""
        expect_approver(by, "wake a case")
        return self._ledger.change(id, lambda case: handling.wake(case, self._clock(), by.name))

    def set_aside(self, id: CaseId, reason: str, by: Person, seen: Seen | None = None) -> Case:
        """Nobody need answer what was seen, for this reason. Raises NotAllowed, StaleDraft, StepNotPossible."""
        return self._ledger.change(id, lambda case: handling.put_aside(case, reason, by, self._clock(), seen))

    def ask_expert(self, id: CaseId, why: str, by: Person, seen: Seen | None = None) -> Case:
        """Gives the case to the experts; `why` may begin with whom ("sam: ..."). Raises as `set_aside` does."""
        return self._ledger.change(id, lambda case: handling.ask_expert(case, why, by, self._clock(), seen))

    def resolve(self, id: CaseId, by: Person) -> Case:
        """The customer has what they needed, says the person. Raises NotAllowed, StepNotPossible."""
        return self._ledger.change(id, lambda case: casework.resolve(case, by, self._clock()))

    def take_back(self, id: CaseId, by: Person) -> Case:
        """Undoes an approval while its reply waits to be sent. Raises NotAllowed, StepNotPossible."""
        return self._ledger.change(id, lambda case: casework.take_back(case, by, self._clock()))

    def settle(self, id: CaseId, was_sent: bool, by: Person, attempt: int | None = None) -> Case:
        """Somebody looked at the channel: an UNCERTAIN reply went out, or it did not and may be sent.

        What did not go out is checked again first: its sources may have changed while nobody knew. `attempt` is the
        one that they looked for (None: the last one). Raises NotAllowed, StepNotPossible.
        """
        if was_sent:
            return self._ledger.change(id, lambda case: outbox.settle_sent(case, by, self._clock(), attempt))
        found = [one.message for one in self._assistant.problems_now(self._ledger.case(id)) if one.blocking]

        def step(case: Case) -> Step:
            unsent = outbox.settle_unsent(case, by, self._clock(), attempt)
            if unsent.then is not None or not found:
                return unsent
            return replace(unsent, then=casework.source_changed(unsent.case, "; ".join(found), self._clock()))

        return self._ledger.change(id, step)

    def guidance(self, passages: Iterable[Considered]) -> tuple[Guidance, ...]:
        """The words of a case's or an answer's guidance, for the agent alone."""
        return self._assistant.guidance(passages)

    def ask(self, question: str, by: Person) -> Answer:
        """A sourced draft for a question of the team; nothing is stored, nothing is sent."""
        _log.info("%s asks the assistant", by.name)
        return self._assistant.answer(question)

    def _approval(self, case: Case, seen: Seen, by: Person) -> Step:
        now = self._clock()
        send_after = now + self._undo if self._undo else None
        return casework.approve(case, seen, by, now, why_two=self.why_two(case), send_after=send_after)

    def _check_again(self, case: Case) -> None:
        """A draft may have waited while its sources changed. Raises DraftBlocked, StaleDraft, AlreadyDecided."""
        found = [problem for problem in self._assistant.problems_now(case) if problem.blocking]
        if found:
            held = self._ledger.change(
                case.id, lambda now: casework.hold_back(now, case.seen, found, self._clock())
            )
            expect_unblocked(held, expect_decidable(held, held.seen))

    def _publisher(self, case: Case) -> Publisher:
        try:
            return self._publishers[case.channel]
        except KeyError as error:
            raise StepNotPossible(
                f"nothing is set up to send on channel {case.channel!r}; case {case.id} stays as it is"
            ) from error
