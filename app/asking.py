"""Asks experts about the cases that wait for them: one after the other, until the case moves on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from threading import Event
from typing import Protocol

from app.guarded import guarded
from assist.knowledge.authors import Nearby, authors_of, nearby, products_of
from assist.knowledge.evidence import Knowledge
from assist.understanding.conversation import asked_in
from assist.understanding.question import question_in
from desk.cases import Case, CaseId, Priority
from desk.experts import Author, Expert, is_simple
from desk.load import Load
from desk.ports import Clock
from desk.request_store import Requests
from desk.requests import Asking, ExpertRequest, Handed
from desk.routing import USUAL, Ladder, Wait, answer_due, next_rung
from index.knowledge import Audience

LATELY = timedelta(days=7)  # in which who was asked less often comes first
LOOK_AGAIN = timedelta(minutes=1)  # at a request that waits: the team may have changed
GIVE_UP = 5  # failures in a turn: then the front is down, and the worker has more to do
_TITLES = 3  # of what is nearest that an expert is told


class AskingFront(Protocol):
    """Where experts see what they are asked."""

    def show(self, request: ExpertRequest, asking: Asking) -> str | None:
        """Asks the expert, or brings what stands at `asking.place` up to date; returns where it stands now.

        None: this expert cannot be shown it, for now. An error: nobody can be shown anything. Both are tried again,
        and so is what a crash kept from being recorded: `asking.key` tells that it is the same.
        """


@dataclass
class _Known:
    """What is remembered of an open request from turn to turn."""

    authors: tuple[Author, ...] | None = None  # None: not looked up yet
    rests: tuple[ExpertRequest, datetime] | None = None  # as it was when it had to wait, and until when
    failures: int = 0

    def rests_at(self, now: datetime, request: ExpertRequest) -> bool:
        """True while there is nothing new to see."""
        return self.rests is not None and self.rests[0] == request and now < self.rests[1]


class Asker:
    """Goes on beside the worker. Whatever fails is tried again at the next one; several workers may do it at once."""

    def __init__(
        self,
        requests: Requests,
        case: Callable[[CaseId], Case],
        knowledge: Knowledge,
        team: Callable[[], Sequence[Expert]],
        front: AskingFront,
        clock: Clock,
        ladder: Ladder = USUAL,
    ) -> None:
        """`team` is asked at every turn: groups change."""
        self._requests = requests
        self._case = case
        self._knowledge = knowledge
        self._team = team
        self._front = front
        self._clock = clock
        self._ladder = ladder
        self._known: dict[tuple[CaseId, int], _Known] = {}

    def run(self, stop: Event, pause: timedelta) -> None:
        """Turn after turn until `stop` is set, beside the worker: what it looks up may take a while."""
        while not stop.is_set():
            guarded("asking experts", self.turn)
            stop.wait(pause.total_seconds())

    def turn(self) -> None:
        """Closes what moved on, opens what is new, asks whom it is time to ask."""
        self._requests.close_moved_on(self._clock())
        for handed in self._requests.handed():
            guarded(f"opening a request for case {handed.case.id}", partial(self._open, handed))
        opened = self._requests.opened()
        self._known = {_key(one): self._known.get(_key(one), _Known()) for one in opened}
        load, team = self._load(opened), self._team()
        asks = [
            (f"asking an expert about case {request.case_id}", partial(self._ask, request, team, load))
            for request in sorted(opened, key=lambda request: self._known[_key(request)].failures)
        ]
        settles = [
            (
                f"telling {asking.expert!r} that case {asking.case_id} moved on",
                partial(self._settle, request, asking),
            )
            for request, asking in self._requests.shown_as_open(self._clock())
        ]
        _until_given_up([*asks, *settles])

    def _open(self, handed: Handed) -> None:
        case = handed.case
        found = self._nearby(case)
        products = case.triage.products if case.triage else ()
        self._requests.open(
            handed,
            question=case.question or case.message.text,
            why=_why(case, found),
            products=products or products_of(found),
            simple=is_simple(case) and all(one.document.audience is Audience.PUBLIC for one in found),
            at=self._clock(),
        )

    def _ask(self, request: ExpertRequest, team: Sequence[Expert], load: Load) -> None:
        known, now = self._known[_key(request)], self._clock()
        answer_by = answer_due(request, self._ladder)
        unshown = [asking for asking in request.askings if asking.unshown]
        if (answer_by is not None and now < answer_by) or (known.rests_at(now, request) and not unshown):
            return
        known.failures += 1  # unless what follows comes to an end
        if not any(self._in_hand(request, asking) for asking in unshown):
            self._climb(request, team, load, now)
        known.failures = 0

    def _climb(self, request: ExpertRequest, team: Sequence[Expert], load: Load, now: datetime) -> None:
        known = self._known[_key(request)]
        if known.authors is None:
            known.authors = authors_of(self._nearby(self._case(request.case_id)))
        if request.priority is not Priority.URGENT:
            team = [load.spared(expert) for expert in team]
        rung = next_rung(request, team, known.authors, load.lately, now, self._ladder)
        if isinstance(rung, Wait):
            known.rests = request, min(rung.until or now + LOOK_AGAIN, now + LOOK_AGAIN)
            return
        asking = self._requests.ask(request, rung.expert.name, rung.why, now)
        if asking is not None:  # else another worker changed it: it is looked at again at the next turn
            load.add(asking.expert, now)
            self._in_hand(replace(request, askings=(*request.askings, asking)), asking)

    def _in_hand(self, request: ExpertRequest, asking: Asking) -> bool:
        """True when the expert sees it, or another worker is about to show it."""
        if not self._requests.take(asking, self._clock()):
            return True
        place = None
        try:
            place = self._front.show(request, asking)
        finally:
            self._requests.shown(asking, place, self._clock())
        return place is not None

    def _load(self, opened: Sequence[ExpertRequest]) -> Load:
        lately = self._requests.asked_since(self._clock() - LATELY)
        return Load.of(opened, lately, self._ladder.at_once, self._ladder.next_after)

    def _settle(self, request: ExpertRequest, asking: Asking) -> None:
        self._front.show(request, asking)
        self._requests.shown_closed(asking, self._clock())

    def _nearby(self, case: Case) -> tuple[Nearby, ...]:
        asked = asked_in(case.messages, case.said, case.triage.products if case.triage else ())
        return nearby(question_in(asked.text, asked.about).search, self._knowledge)


def _key(request: ExpertRequest) -> tuple[CaseId, int]:
    return request.case_id, request.revision


def _until_given_up(work: Sequence[tuple[str, Callable[[], None]]]) -> None:
    failed = 0
    for what, do in work:
        failed += not guarded(what, do)
        if failed == GIVE_UP:
            return


def _why(case: Case, found: Sequence[Nearby]) -> str:
    """Why the case is with the experts, and what was found for it."""
    nearest = ", ".join(repr(one.document.title) for one in found[:_TITLES])
    looked = f"nearest in the knowledge: {nearest}" if nearest else "nothing in the knowledge comes near"
    return f"{case.reason}; {looked}" if case.reason else looked
