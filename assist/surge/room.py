"""What a person may do with incidents and their lists, the same for every front; what it needs is in the ledger."""

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assist.respond import Assistant
from assist.surge.lines import Writer
from assist.surge.wording import Fresh, status_post
from assist.workbench import Workbench
from desk import casework, incidents
from desk.cases import Case, CaseId, Person, Role, Stage
from desk.drafts import Draft
from desk.errors import StepNotPossible
from desk.following import SAID_LATELY
from desk.history import Entry
from desk.incidents import Incident, IncidentId, Standing, expect_lead
from desk.ledger import Ledger
from desk.ports import Clock
from desk.steps import Step, anew
from desk.wave_store import Done
from desk.waves import Line, Outcome, Purpose, Wave, WaveId, changed, send_times, why_not_listed

FOLLOWED_UP = "taken up for a follow-up"  # in a case's history
ANSWERABLE = timedelta(hours=1)  # nobody waits for a follow-up: it is due so long after it may go
_EXAMPLES = 3
_FITTING = {Purpose.HOLDING: Standing.CONFIRMED, Purpose.FOLLOW_UP: Standing.OVER}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Listed:
    """A list as it is to be shown: its lines with their cases, and how many joined the incident since."""

    wave: Wave
    cases: dict[CaseId, Case]
    joined_since: int


@dataclass(frozen=True)
class IncidentRoom:
    """May be shared by threads. Each method raises a DeskError whose message the person may read.

    Team leads and admins act here (`Person.may_review`): one act of theirs answers hundreds. `undo` is how long an
    approved text waits before it may go.
    """

    ledger: Ledger
    assistant: Assistant
    workbench: Workbench
    clock: Clock
    undo: timedelta = timedelta()

    def newest(self) -> list[Incident]:
        """The newest incidents first."""
        return self.ledger.incidents.all()

    def incident(self, id: IncidentId) -> Incident:
        """Raises UnknownCase."""
        return self.ledger.incidents.incident(id)

    def history(self, id: IncidentId) -> list[Entry]:
        """Who did what when, oldest first."""
        return self.ledger.incidents.history(id)

    def cases(self, ids: Collection[CaseId]) -> dict[CaseId, Case]:
        """These cases, many at once."""
        return self.ledger.incidents.cases(ids)

    def of_cases(self, ids: Collection[CaseId]) -> dict[CaseId, Incident]:
        """The incident that each of these cases belongs to; those of none are left out."""
        return self.ledger.incidents.of_cases(ids)

    def examples(self, incident: Incident) -> list[Case]:
        """Some of its cases, likest first; whose words were taken back are none."""
        likest = sorted(incident.belonging, key=lambda member: -member.likeness)
        cases = self.ledger.incidents.cases([member.case_id for member in likest[: 3 * _EXAMPLES]])
        found = (cases[member.case_id] for member in likest if member.case_id in cases)
        return [case for case in found if not case.message.gone][:_EXAMPLES]

    def confirm(self, id: IncidentId, by: Person) -> Incident:
        """It is one. Raises NotAllowed, StepNotPossible."""
        return self.ledger.incidents.change(id, lambda one: incidents.confirm(one, by, self.clock()))

    def dismiss(self, id: IncidentId, by: Person) -> Incident:
        """It is none. Raises NotAllowed, StepNotPossible."""
        return self.ledger.incidents.change(id, lambda one: incidents.dismiss(one, by, self.clock()))

    def end(self, id: IncidentId, by: Person) -> Incident:
        """It is over. Raises NotAllowed, StepNotPossible."""
        return self.ledger.incidents.change(id, lambda one: incidents.end(one, by, self.clock()))

    def include(self, id: IncidentId, case_id: CaseId, by: Person) -> Incident:
        """A case belongs to it. Raises NotAllowed, StepNotPossible, UnknownCase."""
        self.ledger.case(case_id)
        return self.ledger.incidents.change(id, lambda one: incidents.include(one, case_id, by, self.clock()))

    def exclude(self, id: IncidentId, case_id: CaseId, by: Person) -> Incident:
        """A case does not belong to it. Raises NotAllowed, StepNotPossible."""
        return self.ledger.incidents.change(id, lambda one: incidents.exclude(one, case_id, by, self.clock()))

    def lists(self, id: IncidentId) -> list[Wave]:
        """Its lists, oldest first."""
        return self.ledger.waves.of_incident(id)

    def status_post(self, purpose: Purpose) -> str:
        """A public post for a person to copy."""
        return status_post(purpose)

    def make(self, id: IncidentId, purpose: Purpose, by: Person, sentence: str = "") -> Wave:
        """A list of texts to those of the incident who have none yet. Raises NotAllowed, StepNotPossible."""
        expect_lead(by, "write to all customers of an incident")
        incident = self.ledger.incidents.incident(id)
        if incident.standing is not _FITTING[purpose]:
            raise StepNotPossible(
                f"incident {id} is {incident.standing.value!r}: a {purpose.value.replace('_', '-')} list is made once"
                f" it is {_FITTING[purpose].value!r}"
            )
        writer = self._writer(id, purpose, by, sentence.strip())
        lines = writer.lines(self._missing(incident, purpose, ()), self._said())
        if not lines:
            raise StepNotPossible("nobody of this incident waits for such a text")
        return self.ledger.waves.make(id, purpose, lines, by.name, self.clock())

    def shown(self, id: WaveId) -> Listed:
        """The list with its cases. Raises UnknownCase."""
        wave = self.ledger.waves.wave(id)
        cases = self.ledger.incidents.cases([line.case_id for line in wave.lines])
        incident = self.ledger.incidents.incident(wave.incident_id)
        return Listed(wave, cases, len(self._missing(incident, wave.purpose, wave.lines)))

    def take_in(self, id: WaveId, by: Person) -> Wave:
        """Puts those who joined since onto the list, too. Raises NotAllowed, StepNotPossible."""
        expect_lead(by, "change the list")
        wave = self.ledger.waves.wave(id)
        missing = self._missing(self.ledger.incidents.incident(wave.incident_id), wave.purpose, wave.lines)
        writer = self._writer(wave.incident_id, wave.purpose, by)
        lines = writer.lines(missing, self._said())
        return self.ledger.waves.extend(id, lines, by.name, self.clock())

    def leave_out(self, id: WaveId, case_id: CaseId, by: Person) -> Wave:
        """One recipient gets nothing, or gets it after all when left out before. Raises NotAllowed, StepNotPossible."""
        expect_lead(by, "change the list")

        def take(wave: Wave) -> tuple[Wave, Line]:
            line = wave.line(case_id)
            line = replace(line, excluded_by="" if line.excluded_by else by.name)
            return changed(wave, line), line

        return self.ledger.waves.change(id, take, by.name, self.clock(), "left out or taken in")

    def edit(self, id: WaveId, case_id: CaseId, text: str, by: Person) -> Wave:
        """One line in other words, checked again. Raises NotAllowed, StepNotPossible."""
        expect_lead(by, "change the list")
        wave = self.ledger.waves.wave(id)
        writer = self._writer(wave.incident_id, wave.purpose, by)
        line = writer.edited(self.ledger.case(case_id), wave.line(case_id), text)

        def take(wave: Wave) -> tuple[Wave, Line]:
            now = replace(line, excluded_by=wave.line(case_id).excluded_by)
            return changed(wave, now), now

        return self.ledger.waves.change(id, take, by.name, self.clock(), "changed the text")

    def approve(self, id: WaveId, shown: str, revision: int, by: Person) -> Wave:
        """Approves the very list that was shown (its sha256): what follows is carried out line by line.

        Raises NotAllowed, StaleDraft (the list changed), StepNotPossible.
        """
        expect_lead(by, "approve the list")
        fresh = Fresh()
        for text in self._said(but=id):
            fresh.takes(text)
        for line in self.ledger.waves.wave(id).going_out:
            if not fresh.takes(line.text):
                raise StepNotPossible(
                    f"the text to case {line.case_id} is nearly the one that somebody else gets, which X calls spam:"
                    " change it, or leave it out"
                )
        return self.ledger.waves.approve(id, shown, revision, by.name, self.clock())

    def carry_on(self) -> int:
        """Turns the lines of approved lists into one draft and one decision for each case; how many were left to do.

        It may be stopped anywhere: a line is done in one transaction, and the next call goes on with the rest.
        """
        done = 0
        for wave in self.ledger.waves.unfinished():
            times = send_times(wave.going_out, (wave.approved_at or self.clock()) + self.undo)
            held = self.ledger.waves.held(wave.incident_id)
            for line in wave.going_out:
                if line.outcome is Outcome.WAITING:
                    self._carry_out(wave, line, times[line.case_id], held.get(line.case_id))
                    done += 1
        return done

    def _carry_out(self, wave: Wave, line: Line, send_after: datetime, held: str | None) -> None:
        by = Person(wave.approved_by or "", frozenset({Role.TEAM_LEAD}))  # who approved it led then
        case = self.ledger.case(line.case_id)
        writer = self._writer(wave.incident_id, wave.purpose, by)
        draft = writer.draft(case, line.text)
        why_two = self.workbench.why_two(case)

        def take(now: Case) -> Done:
            why_not = self._why_not(now, wave, line, held, draft)
            if why_not:
                return Done(Outcome.LEFT_OUT, why_not)
            return _approved(now, draft, wave, by, self.clock(), send_after, why_two)

        after = self.ledger.waves.settle(wave.id, line.case_id, take)
        if after.outcome is Outcome.LEFT_OUT:
            log.info("case %s gets no text of incident %s: %s", case.id, wave.incident_id, after.detail)

    @staticmethod
    def _why_not(now: Case, wave: Wave, line: Line, held: str | None, draft: Draft) -> str | None:
        why_not = why_not_listed(now, wave.purpose, held)
        if why_not:
            return why_not
        if now.message.wording != line.message:
            return "its customer wrote again"
        if (draft.to, draft.text) != (line.to, line.text):
            return "its text could not be kept as it was approved"
        return "; ".join(problem.message for problem in draft.problems if problem.blocking) or None

    def _said(self, but: WaveId | None = None) -> list[str]:
        """What other customers got lately from a list or will get: a list takes minutes to go out."""
        return self.ledger.waves.texts(self.clock() - SAID_LATELY, but)

    def _missing(self, incident: Incident, purpose: Purpose, known: Collection[Line]) -> list[Case]:
        """Cases of the incident that fit onto such a list, one of each customer who is not on it, due soonest first."""
        held = self.ledger.waves.held(incident.id)
        listed = {line.case_id for line in known}
        told = {
            line.case_id
            for wave in self.ledger.waves.of_incident(incident.id)
            if wave.purpose is purpose
            for line in wave.lines
            if line.outcome in {Outcome.APPROVED, Outcome.SECOND_NEEDED}
        }
        cases = self.ledger.incidents.cases([one.case_id for one in incident.belonging])
        answered = {_who(case) for case in cases.values() if case.id in listed | told}
        fit = [case for case in cases.values() if why_not_listed(case, purpose, held.get(case.id)) is None]
        first = {_who(case): case for case in sorted(fit, key=_due, reverse=True)}
        return sorted((case for who, case in first.items() if who not in answered), key=_due)

    def _writer(self, id: IncidentId, purpose: Purpose, by: Person, sentence: str = "") -> Writer:
        return Writer(self.assistant, id, purpose, by, sentence)


def _who(case: Case) -> tuple[str, str]:
    """Whoever wrote in several conversations has several cases."""
    return case.channel, case.message.author_id


def _due(case: Case) -> tuple[datetime, CaseId]:
    return case.due_at, case.id


def _approved(
    case: Case,
    draft: Draft,
    wave: Wave,
    by: Person,
    at: datetime,
    send_after: datetime,
    why_two: str | None,
) -> Done:
    """One ordinary draft and one ordinary decision; a case that was sent is taken up anew first."""
    steps: list[Step] = []
    if case.stage is Stage.SENT:
        taken_up = replace(anew(case), due_at=send_after + ANSWERABLE)
        steps.append(Step(taken_up, Entry(at, by.name, FOLLOWED_UP, f"incident {wave.incident_id}")))
        case = taken_up
    what = f"incident {wave.incident_id}, list {wave.id}"
    steps.append(casework.revise(case, case.seen, draft, by, what, at))
    ready = steps[-1].case
    steps.append(casework.approve(ready, ready.seen, by, at, why_two=why_two, send_after=send_after))
    if steps[-1].case.stage is not Stage.APPROVED:
        return Done(Outcome.SECOND_NEEDED, f"a second person must approve it: {why_two}", _chain(steps))
    return Done(Outcome.APPROVED, f"goes out at {send_after:%H:%M} UTC or later", _chain(steps))


def _chain(steps: list[Step]) -> Step:
    """Several steps of one case as one, to be stored in one transaction."""
    *before, last = steps
    for step in reversed(before):
        last = replace(step, then=last)
    return last
