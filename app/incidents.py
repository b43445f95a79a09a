"""The worker's part in incidents: hears what came in, suspects surges, and carries out what a lead approved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event

import numpy as np

from app.guarded import guarded
from assist.surge.heard import Heard, Joined, Rise, Theme
from assist.surge.hearing import complains, said_in, saying_of
from assist.surge.room import IncidentRoom
from assist.surge.tuning import USUAL, Tuning
from assist.surge.watch import Findings, Watch
from desk.cases import CaseId
from desk.heard import Placed, Raised, Unheard
from desk.incident_store import Watched
from desk.incidents import Bond, Incident, IncidentId, Member, Standing
from desk.ledger import Ledger
from desk.ports import Clock
from index.embedding.embed import Embedder

AT_ONCE = 64  # messages that are embedded together
_TOO_OLD = timedelta(days=1)  # what comes in late, after an outage of days, tells of no surge now


@dataclass
class IncidentWatch:
    """Turn after turn in a thread of its own. What it knows is in the ledger: another process may go on with it."""

    ledger: Ledger
    embedder: Embedder
    clock: Clock
    room: IncidentRoom | None = None
    tuning: Tuning = USUAL
    _watch: Watch | None = field(default=None, init=False)
    _last: int = field(default=0, init=False)

    def run(self, stop: Event, pause: timedelta) -> None:
        """Turn after turn until `stop` is set."""
        while not stop.is_set():
            if not guarded("watching for surges", self.turn):
                self._watch = None  # it begins again with what the ledger knows
            if self.room is not None:
                guarded("carrying out approved lists", self.room.carry_on)
            stop.wait(pause.total_seconds())

    def turn(self) -> int:
        """Hear all that is new; how many messages that were."""
        count = 0
        while new := self.ledger.heard.unheard(self._begun(), AT_ONCE):
            self._hear(new)
            count += len(new)
        if count:
            self.ledger.heard.purge(self.clock() - self.tuning.remembers)
        return count

    def _begun(self) -> int:
        """The number of the last message that was heard, by whoever it was."""
        last = self.ledger.heard.last()
        if self._watch is None or last != self._last:
            self._watch, self._last = self._remembered(), last
        return self._last

    def _remembered(self) -> Watch:
        kept = self.ledger.heard.newest(self.embedder.name, 4 * self.tuning.keeps)
        watch = Watch(self.embedder.dimension, self.tuning)
        watch.remember(
            [_heard_again(one) for one in kept],
            [Joined(one.theme, one.number, 1.0, sure=True) for one in kept if one.theme is not None],
        )
        return watch

    def _hear(self, new: Sequence[Unheard]) -> None:
        watch = self._watch
        if watch is None:
            raise RuntimeError("nothing is remembered yet; `_begun` comes first")
        now = self.clock()
        watch.follow(_theme(one) for one in self.ledger.incidents.watched(self.embedder.name, now))
        batch = self._batch(new, now - _TOO_OLD)
        findings = watch.hear(batch)
        self._keep([_placed(one, findings) for one in batch], findings)
        self._last = new[-1].number

    def _batch(self, new: Sequence[Unheard], oldest: datetime) -> list[Heard]:
        """What has no words, or came days late, is like nothing and complains of nothing."""
        told = [one for one in new if said_in(one.text) and one.at > oldest]
        vectors = self.embedder.embed([said_in(one.text) for one in told])
        # As they lie in the ledger: what is remembered after a restart is the very same.
        halves = vectors.astype("<f2").astype(np.float32)
        at = {one.number: half for one, half in zip(told, halves, strict=True)}
        nothing = np.zeros(self.embedder.dimension, np.float32)
        return [_heard(one, at.get(one.number, nothing)) for one in new]

    def _keep(self, placed: Sequence[Placed], findings: Findings) -> None:
        cases = self.ledger.heard.cases_of(one.number for one in findings.joined)
        raised_now = {rise.theme.key for rise in findings.rises}
        here = {one.number for one in placed}
        more = {one.key for one in findings.joined} - raised_now
        self.ledger.heard.keep(
            self.embedder.name,
            placed,
            [
                _raised(rise, _members(findings.joined, rise.theme.key, cases, self.clock))
                for rise in findings.rises
            ],
            [(key, _members(findings.joined, key, cases, self.clock)) for key in sorted(more)],
            [(one.number, one.key) for one in findings.joined if one.sure and one.number not in here],
            [(theme.key, _bytes(theme.centre), theme.joins) for theme in findings.moved],
            self.clock(),
        )


def _members(
    joined: Iterable[Joined], key: int, cases: dict[int, CaseId], clock: Clock
) -> tuple[Member, ...]:
    """One for each case: a customer who wrote several times belongs to it by the likest."""
    best: dict[CaseId, Member] = {}
    for one in joined:
        if one.key != key or one.number not in cases:
            continue
        bond = Bond.LIKE if one.sure else Bond.PERHAPS
        member = Member(cases[one.number], bond, one.likeness, clock())
        known = best.get(member.case_id)
        if known is None or known.likeness < member.likeness:
            best[member.case_id] = member
    return tuple(best.values())


def _raised(rise: Rise, members: tuple[Member, ...]) -> Raised:
    incident = Incident(
        id=IncidentId(0),
        theme=rise.theme.key,
        standing=Standing.SUSPECTED,
        since=rise.since,
        raised_at=rise.at,
        people=rise.people,
        usual=round(rise.usual, 2),
        revision=1,
        members=members,
    )
    return Raised(incident, _bytes(rise.theme.centre), rise.theme.joins)


def _theme(watched: Watched) -> Theme:
    return Theme(
        watched.theme,
        np.frombuffer(watched.centre, "<f4"),
        watched.joins,
        takes_in=watched.standing is not Standing.DISMISSED,
        quiet_until=watched.quiet_until,
    )


def _heard(one: Unheard, vector: np.ndarray) -> Heard:
    if not vector.any():
        return Heard(one.number, one.at, one.person, complains=False, saying=0, vector=vector)
    return Heard(one.number, one.at, one.person, complains(one.text), saying_of(one.text), vector)


def _heard_again(one: Placed) -> Heard:
    vector = np.frombuffer(one.vector, "<f2").astype(np.float32)
    return Heard(one.number, one.at, one.person, one.complains, one.saying, vector)


def _placed(one: Heard, findings: Findings) -> Placed:
    theme = next((each.key for each in findings.joined if each.number == one.number and each.sure), None)
    half = one.vector.astype("<f2").tobytes()
    return Placed(one.number, one.at, one.person, one.complains, one.saying, half, theme)


def _bytes(vector: np.ndarray) -> bytes:
    return vector.astype("<f4").tobytes()
