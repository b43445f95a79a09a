"""What a customer's message says beside a question: write no more, write again, that settled it, a score."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from assist.understanding.scores import Score, score_in
from assist.understanding.thanks import settles
from assist.understanding.wishes import OPTED_OUT, resumes, stops
from desk.cases import Case, CaseId, Stage
from desk.drafts import Problem
from desk.history import Entry
from desk.ledger import Ledger
from desk.messages import Kind, Message
from desk.ports import Clock
from desk.rechecking import rechecked
from desk.steps import DESK, Step, anew
from desk.surveys import Survey

ANSWERABLE = timedelta(days=7)  # a number in a direct message later than this is about something else
AGAIN = "the customer takes messages again"
LIFTED = "consents: lifted"  # whose cursor tells which of them were heard
_HELD = frozenset({Stage.AWAITING_DECISION, Stage.APPROVED})
Differs = Callable[[Case, tuple[Problem, ...]], bool]


class Checks(Protocol):
    """Says what speaks against a case's draft by now; the assistant does."""

    def problems_now(self, case: Case) -> tuple[Problem, ...]:
        """Empty without a draft."""


class Hearing:
    """Asked before a message is received, so that no crash comes between; hearing it again changes nothing."""

    def __init__(self, ledger: Ledger, checks: Checks, clock: Clock) -> None:
        self._ledger = ledger
        self._checks = checks
        self._clock = clock

    def heard(self, message: Message) -> bool:
        """Records what the message wishes or scores. True when it says nothing else, and needs no case."""
        if message.kind is Kind.LISTENING:  # it is not said to us
            return False
        if stops(message.text):
            self._ledger.consents.stop(message, self._clock())
            return False
        return self._resumed(message) or self._scored(message)

    def thanks(self, message: Message) -> bool:
        """True when it says that our reply was enough."""
        return message.kind is not Kind.LISTENING and settles(message.text)

    def keep(self) -> int:
        """Holds back what waits for customers who opted out, and lets go what waited for those who did; at each turn.

        Returns how many cases changed. Whatever a crash kept from being done is done at the next turn.
        """
        waiting = self._ledger.consents.waiting()
        held = sum(self._check_again(case_id, OPTED_OUT, _newly_blocked) for case_id in waiting)
        return held + self._let_go()

    def _let_go(self) -> int:
        """Drafts are checked again, and what had none because of an opt-out is taken up."""
        consents, changed = self._ledger.consents, 0
        for lifted in consents.lifted_after(int(self._ledger.cursor(LIFTED) or 0)):
            for case_id in consents.waiting_for(lifted.channel, lifted.author_id):
                changed += self._take_up(case_id) or self._check_again(case_id, AGAIN, _other_problems)
            self._ledger.save_cursor(LIFTED, str(lifted.number))
        return changed

    def _take_up(self, id: CaseId) -> bool:
        now = self._clock()

        def take(case: Case) -> Step | None:
            unanswered = case.stage is Stage.WITH_EXPERT and (case.reason or "").startswith(OPTED_OUT)
            return Step(anew(case), Entry(now, DESK, "taken up again", AGAIN)) if unanswered else None

        return self._ledger.change(id, take).stage is Stage.NEW

    def _check_again(self, id: CaseId, why: str, differs: Differs) -> bool:
        before = self._ledger.case(id)
        problems = self._checks.problems_now(before)
        now = self._clock()

        def take(case: Case) -> Step | None:
            same = case.revision == before.revision and case.stage in _HELD
            return rechecked(case, problems, why, now) if same and differs(case, problems) else None

        return self._ledger.change(id, take).revision != before.revision

    def _resumed(self, message: Message) -> bool:
        consents = self._ledger.consents
        if not resumes(message.text):
            return False
        return consents.resume(message, self._clock()) or consents.resumed_by(message)

    def _scored(self, message: Message) -> bool:
        score = None if message.public else score_in(message.text)
        if score is None:
            return False
        if self._ledger.surveys.answered_by(message) is None and not self._keep(score, message):
            return False
        return not score.more

    def _keep(self, score: Score, message: Message) -> bool:
        """False when nobody asked for it."""
        now, surveys = self._clock(), self._ledger.surveys
        survey = surveys.unanswered(message.channel, message.author_id, now - ANSWERABLE)
        if survey is None or message.posted_at < survey.asked_at:
            return False
        if surveys.answer(survey, message, score.value, now):
            self._tell(survey, message, score, now)
        return True

    def _tell(self, survey: Survey, message: Message, score: Score, at: datetime) -> None:
        entry = Entry(at, message.author_handle, "answered how it was", f"{score.value} of 5")

        def told(case: Case) -> Step:
            return Step(replace(case, revision=case.revision + 1), entry)

        self._ledger.change(survey.case_id, told)


def _newly_blocked(case: Case, problems: tuple[Problem, ...]) -> bool:
    held = case.draft is not None and case.draft.blocked
    return not held and any(problem.blocking for problem in problems)


def _other_problems(case: Case, problems: tuple[Problem, ...]) -> bool:
    return case.draft is not None and case.draft.problems != problems
