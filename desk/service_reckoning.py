"""From what happened to cases to the figures of some time, all together and apart. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.case_story import CaseStory, Sent
from desk.cases import Priority
from desk.metrics import OPEN, Decided
from desk.outcomes import matters
from desk.service_level import ServiceLevel
from desk.service_report import By, Report
from desk.service_tally import MeasuredReply, Tally
from desk.staffed_years import StaffedYears
from desk.waits import Phase, Wait, for_customer, spent, waits

NOBODY = "nobody"
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Where:
    """What something belongs to."""

    channel: str
    priority: Priority
    agent: str | None
    at: datetime


_Key = Callable[[Where, ServiceLevel], str]
_KEYS: Mapping[By, _Key] = {
    By.CHANNEL: lambda where, _: where.channel,
    By.AGENT: lambda where, _: where.agent or NOBODY,
    By.PRIORITY: lambda where, _: where.priority.name.lower(),
    By.DAY: lambda where, level: where.at.astimezone(level.hours.zone).date().isoformat(),
}


class Reckoning:
    """From `since` on and before `until`; what is told it is added up, and forgotten."""

    def __init__(self, since: datetime, until: datetime, level: ServiceLevel, by: By | None = None) -> None:
        self._since, self._until = since, until
        self._level, self._by = level, by
        self._all = Tally()
        self._groups: defaultdict[str, Tally] = defaultdict(Tally)
        self._staffed = StaffedYears(level.hours)

    def report(self) -> Report:
        """The figures; groups by name."""
        groups = {name: tally.line() for name, tally in sorted(self._groups.items())}
        return Report(self._all.line(), groups)

    def decided(self, decided: Decided, where: Where) -> None:
        """A decision that was made in this time."""
        for tally in self._tallies(where):
            tally.decide(decided)

    def scored(self, score: int | None, where: Where) -> None:
        """A survey that was sent in this time; None: nobody answered it."""
        for tally in self._tallies(where):
            tally.scores.append(score)

    def tell(self, story: CaseStory) -> None:
        """What happened to one case."""
        for message in story.heard:
            if self._within(message.received_at):
                for tally in self._tallies(_where(story, story.assignee, message.received_at)):
                    tally.received += 1
        due_at = story.due_at if story.stage in OPEN else None
        found = waits(story.heard, [sent.answered for sent in story.sent], story.stays, due_at)
        for wait in found:
            self._add(story, wait)
        self._add_pauses(story, found)
        self._add_outcomes(story)

    def _add(self, story: CaseStory, wait: Wait) -> None:
        sent = story.sent[wait.reply] if wait.reply is not None else None
        who = sent.by if sent else story.assignee
        if sent is not None and self._within(sent.answered.at):
            reply = self._measured(story, wait, sent)
            for tally in self._tallies(_where(story, who, sent.answered.at)):
                tally.answer(reply)
        elif wait.breached_at(self._until):
            for tally in self._tallies(_where(story, who, max(wait.due_at, self._since))):
                tally.miss(wait)
        if self._within(wait.asked_at):
            in_time = wait.answered_at is not None and wait.answered_at < self._until
            for tally in self._tallies(_where(story, who, wait.asked_at)):
                tally.ask(in_time)

    def _measured(self, story: CaseStory, wait: Wait, sent: Sent) -> MeasuredReply:
        at = sent.answered.at
        start = min(wait.asked_at, at)  # the channel's clock and ours need not agree
        dwell: defaultdict[Phase, float] = defaultdict(float)
        for span in spent(story.stays, start, at):
            dwell[span.phase] += self._staffed.between(span.start, span.end) / _MINUTE
        return MeasuredReply(
            first=wait.first,
            wall=(at - start) / _MINUTE,
            staffed=self._staffed.between(start, at) / _MINUTE,
            met=at <= sent.answered.due_at,
            direct=sent.direct,
            linked=sent.linked,
            dwell=dwell,
        )

    def _add_pauses(self, story: CaseStory, found: Sequence[Wait]) -> None:
        for span in for_customer(found):
            if self._within(span.end):
                for tally in self._tallies(_where(story, _last_by(story, span.start), span.end)):
                    tally.dwell[span.phase].append((span.end - span.start) / _MINUTE)

    def _add_outcomes(self, story: CaseStory) -> None:
        known = [stay for stay in story.stays if stay.at < self._until]
        for matter in matters(known, self._level.reopened_within):
            lately = [at for at in matter.replied_at if self._within(at)]
            for at in lately[-1:]:
                for tally in self._tallies(_where(story, _last_by(story, at), at)):
                    tally.close(matter)

    def _within(self, at: datetime) -> bool:
        return self._since <= at < self._until

    def _tallies(self, where: Where) -> Iterator[Tally]:
        yield self._all
        if self._by is not None:
            yield self._groups[_KEYS[self._by](where, self._level)]


def _where(story: CaseStory, agent: str | None, at: datetime) -> Where:
    return Where(story.channel, story.priority, agent, at)


def _last_by(story: CaseStory, at: datetime) -> str | None:
    """Who approved the newest reply that was out by then."""
    by = [sent.by for sent in story.sent if sent.answered.at <= at]
    return by[-1] if by else story.assignee
