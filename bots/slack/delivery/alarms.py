"""Tells a channel which of its cases are at risk or overdue, and those who have them: many at once in one message."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assist.workbench import Workbench
from bots.slack.delivery.line import Line
from bots.slack.delivery.notices import Notices
from bots.slack.delivery.once import Once
from bots.slack.delivery.places import decoded
from bots.slack.front import Front
from bots.slack.home.lists import listing, row
from bots.slack.kit.blocks import Block, mention, paragraph, run
from bots.slack.kit.text import label
from desk.cases import Case
from desk.ports import Clock
from desk.service_alarms import Alarm, Noticed
from desk.service_level import ServiceLevel
from desk.views import Views

MOST_ROWS = 5  # of each kind
_TITLES = {Alarm.BREACHED: "Overdue", Alarm.AT_RISK: "At risk"}

SlackId = Callable[[str], str | None]  # of somebody by name; None: they are not known in Slack


@dataclass(frozen=True)
class AlarmBell:
    """Each message goes where the cards of its cases stand."""

    line: Line
    once: Once
    workbench: Workbench
    views: Views
    slack_id: SlackId
    channel: str  # for cases without a card
    clock: Clock
    level: ServiceLevel

    def tell(self, key: str, alarms: Sequence[Noticed]) -> bool:
        """One message for each channel and key; False when Slack may take one of them later."""
        told = [self._say(channel, key, some) for channel, some in self._by_channel(alarms).items()]
        return all(told)

    def _by_channel(self, alarms: Sequence[Noticed]) -> Mapping[str, list[Noticed]]:
        found: defaultdict[str, list[Noticed]] = defaultdict(list)
        for one in alarms:
            view = self.views.of(one.case_id)
            found[decoded(view.place).channel if view else self.channel].append(one)
        return found

    def _say(self, channel: str, key: str, alarms: Sequence[Noticed]) -> bool:
        kinds = {kind: [one for one in alarms if one.alarm is kind] for kind in _TITLES}
        shown = {
            kind: [self.workbench.case(one.case_id) for one in some[:MOST_ROWS]]
            for kind, some in kinds.items()
        }
        counts = {kind: len(some) for kind, some in kinds.items()}
        names = sorted({one.assignee for one in alarms if one.assignee})
        ids = [slack_id for name in names if (slack_id := self.slack_id(name))]
        blocks = alarm_blocks(shown, counts, ids, self.clock(), self.level)
        return Notices(self.line, self.once, channel).say(f"alarms:{channel}:{key}", headline(counts), blocks)


def alarm_bell(
    front: Front, line: Line, once: Once, views: Views, channel: str, level: ServiceLevel
) -> AlarmBell:
    """The one of a front."""
    return AlarmBell(line, once, front.workbench, views, front.people.slack_id, channel, front.clock, level)


def headline(counts: Mapping[Alarm, int]) -> str:
    """For lock screens and screen readers: how many of what."""
    said = [f"{_cases(counts[kind])} {name.lower()}" for kind, name in _TITLES.items() if counts[kind]]
    return " and ".join(said)


def alarm_blocks(
    shown: Mapping[Alarm, Sequence[Case]],
    counts: Mapping[Alarm, int],
    slack_ids: Sequence[str],
    now: datetime,
    level: ServiceLevel,
) -> list[Block]:
    """Who is concerned, and the first cases of each kind with the way to their cards."""
    people = [piece for slack_id in slack_ids for piece in (run(" "), mention(slack_id))]
    blocks = [paragraph(run(f"{headline(counts)}.", bold=True), *people)]
    for kind, cases in shown.items():
        if cases:
            rows = [row(kind.value, case, now, _whose(case), level=level) for case in cases]
            blocks += listing(_TITLES[kind], rows, counts[kind])
    return blocks


def _cases(number: int) -> str:
    return "1 case is" if number == 1 else f"{number} cases are"


def _whose(case: Case) -> str:
    return f"claimed by {label(case.assignee)}" if case.assignee else "nobody's"
