"""The ladder: whom a question goes to now, and when to the next one. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from desk.cases import Priority
from desk.experts import Author, Expert, Fit, Group, Nearness, fits
from desk.requests import Asking, ExpertRequest

_WHO = {
    Group.EXPERT: "",
    Group.SUPER_USER: "a super-user of the community",
    Group.PHONE_AGENT: "on the phones",
    Group.LEAD: "leads the team",
}


_SHIFTS = 30  # that are looked at for one in which no expert is there


@dataclass(frozen=True)
class Ladder:
    """How long each one has before the next is asked, too."""

    next_after: timedelta = timedelta(minutes=15)
    urgent_next_after: timedelta = timedelta(minutes=5)
    again_after: timedelta = timedelta(hours=4)  # once everybody was asked
    at_once: int = 10  # questions that one expert gets within `next_after`, but for urgent ones

    def pause(self, request: ExpertRequest) -> timedelta:
        """Between two rungs."""
        return self.urgent_next_after if request.priority is Priority.URGENT else self.next_after


USUAL = Ladder()


@dataclass(frozen=True)
class Ask:
    """This one is asked now, and why they are."""

    expert: Expert
    why: str


@dataclass(frozen=True)
class Wait:
    """Nobody is asked before `until`, and why; None: not unless the request or the team changes."""

    until: datetime | None
    why: str


def next_rung(
    request: ExpertRequest,
    team: Iterable[Expert],
    authors: Sequence[Author],
    asked_lately: Mapping[str, int],
    now: datetime,
    ladder: Ladder = USUAL,
) -> Ask | Wait:
    """Whom to ask now, or how long to wait.

    Experts come first, the lead last; of those who are as near to the question, who was asked least often lately.
    Nobody is asked twice before everybody who may be asked was.
    """
    choice = _Choice(request, fits(request, team, authors), asked_lately, now)
    return choice.pause(ladder) or choice.made()


def answer_due(request: ExpertRequest, ladder: Ladder = USUAL) -> datetime | None:
    """Until when whom it was shown to last may answer before the next is asked; None when it was shown to nobody."""
    heard = _last_heard(asking for asking in request.askings if asking.place is not None)
    return heard and heard + ladder.pause(request)


def _last_heard(askings: Iterable[Asking]) -> datetime | None:
    """When somebody who did not decline was asked last, or answered without that the case moved on."""
    return max((one.answered_at or one.asked_at for one in askings if not one.declined_at), default=None)


@dataclass(frozen=True)
class _Choice:
    """Among those who fit."""

    request: ExpertRequest
    fitting: Sequence[Fit]
    asked_lately: Mapping[str, int]
    now: datetime

    def pause(self, ladder: Ladder) -> Wait | None:
        """While whoever was asked last has time to answer; after everybody was asked it lasts longer."""
        heard = _last_heard(self.request.askings)
        if heard is None:
            return None
        again = self._fewest > 0 and len(self._left) == len(self._free)
        due = heard + (ladder.again_after if again else ladder.pause(self.request))
        why = "everybody was asked" if again else "who was asked last has some time to answer"
        return Wait(due, why) if due > self.now else None

    def made(self) -> Ask | Wait:
        """The nearest of those who are there, or who comes first."""
        there = [fit for at, fit in self._left if at == self.now]
        if there:
            best = min(there, key=self._rank)
            return Ask(best.expert, self._why(best))
        soonest = min((at for at, _ in self._left), default=None)
        return Wait(
            soonest, "nobody who may be asked is on duty" if soonest else "nobody is left to be asked"
        )

    @cached_property
    def _free(self) -> list[tuple[datetime, Fit]]:
        """From when on each may be asked; without those who never may, as things are."""
        return [(at, fit) for fit in self.fitting if (at := self._free_at(fit)) is not None]

    @property
    def _left(self) -> list[tuple[datetime, Fit]]:
        """Those who were asked least often: nobody, at first."""
        return [(at, fit) for at, fit in self._free if self._times[fit.expert.name] == self._fewest]

    @cached_property
    def _times(self) -> Counter[str]:
        return Counter(asking.expert for asking in self.request.askings)

    @cached_property
    def _fewest(self) -> int:
        return min((self._times[fit.expert.name] for _, fit in self._free), default=0)

    def _rank(self, fit: Fit) -> tuple[bool, Group, bool, Nearness, float, int, str]:
        expert = fit.expert
        wanted, off_duty = fit.nearness is Nearness.WANTED, not expert.on_duty(self.now)
        near, lately = round(-fit.confidence, 1), self.asked_lately.get(expert.name, 0)
        return not wanted, expert.group, off_duty, fit.nearness, near, lately, expert.name

    def _free_at(self, fit: Fit) -> datetime | None:
        """From when on this one may be asked, `now` or later; None: as things are, never."""
        if fit.nearness is Nearness.WANTED or fit.expert.group is Group.EXPERT:
            return fit.expert.next_on_duty(self.now)
        if fit.expert.group is Group.LEAD:
            return self._lead_free_at(fit.expert)
        return self._outsider_free_at(fit.expert)

    def _lead_free_at(self, lead: Expert) -> datetime | None:
        """At once when the case is urgent; otherwise not before somebody else was asked, if anybody can be."""
        if self._urgent:
            return max(self.now, lead.away_until or self.now)
        others = (fit for fit in self.fitting if fit.expert.group is not Group.LEAD)
        if not self.request.askings and any(self._free_at(other) for other in others):
            return None
        return lead.next_on_duty(self.now)

    def _outsider_free_at(self, outsider: Expert) -> datetime | None:
        """When they are there and no expert is; None when they are only ever there together."""
        at = self.now
        for _ in range(_SHIFTS):
            there = outsider.next_on_duty(at)
            gone = None if there is None else self._experts_gone(there)
            if gone is None or gone == there:
                return gone
            at = gone
        return None

    def _experts_gone(self, at: datetime) -> datetime | None:
        """When the last expert who is on duty then goes home; `at` when none is, None when one never does."""
        experts = [fit.expert for fit in self.fitting if fit.expert.group is Group.EXPERT]
        ends = [expert.hours.next_off_duty(at) for expert in experts if expert.on_duty(at)]
        known = [end for end in ends if end is not None]
        return max(known, default=at) if len(known) == len(ends) else None

    @property
    def _urgent(self) -> bool:
        return self.request.priority is Priority.URGENT

    def _why(self, fit: Fit) -> str:
        return "; ".join(filter(None, (_WHO[fit.expert.group], fit.why, self._duty(fit.expert))))

    def _duty(self, expert: Expert) -> str:
        """Until when they are at work, by their own clock."""
        if not expert.on_duty(self.now):
            return "off duty, but the case is urgent and nobody else is there"
        end = expert.hours.next_off_duty(self.now)
        if end is None:
            return "always on duty"
        here, then = self.now.astimezone(expert.hours.zone), end.astimezone(expert.hours.zone)
        return f"on duty until {then:{'%H:%M %Z' if then.date() == here.date() else '%a %H:%M %Z'}}"
