"""What the team does besides deciding: asked what nobody knows, teaching, reviewing, reading how the week went."""

from dataclasses import dataclass
from datetime import time, timedelta, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.asking import Asker
from app.contributions import Learner
from app.digest import Digests
from app.gaps import Gaps
from app.inquiries import TeamInquirer
from app.notes import Notes
from app.redrafting import Redrafting
from app.teaching import Dropped, Proposals, Shelf
from app.team_settings import experts_of
from assist.days import Days
from assist.knowledge.gratitude import Gratitude
from assist.redraft import Redrafter
from bots.slack.home.ports import Leading
from bots.slack.knowledge.ports import Teaching
from desk.cases import Role
from desk.digest import Schedule
from desk.experts import Expert, Group
from desk.routing import Ladder
from desk.staffing import Weekday
from ingest.errors import BadSource

if TYPE_CHECKING:  # app.wiring builds what is here
    from app.wiring import House
    from bots.slack.desk import SlackDesk

_ASKED_AS = {Role.SME: Group.EXPERT, Role.TEAM_LEAD: Group.LEAD}  # who comes from Slack's user groups


@dataclass(frozen=True)
class Teamwork:
    """Its parts, each built when it is first asked for."""

    house: "House"

    def experts(self) -> tuple[Expert, ...]:
        """Those who may be asked by now: of the settings, and of Slack's user groups."""
        said, slack = self.house.settings.people, self.house.slack
        if slack is None:
            return experts_of(said)
        members = {
            person.name: group
            for role, group in reversed(_ASKED_AS.items())
            for person in slack.people.members(role)
        }
        known = {person.name for person in self.house.people}
        others = (Expert(name, group) for name, group in members.items() if name not in known)
        return (*experts_of(said, members), *others)

    def in_slack(self) -> tuple[Expert, ...]:
        """The same without those whom nobody can write to there: waiting for them would cost a customer time."""
        nowhere = {person.name for person in self.house.people if person.slack_id is None}
        return tuple(expert for expert in self.experts() if expert.name not in nowhere)

    @cached_property
    def notes(self) -> Notes:
        """The way of notes into the index."""
        house = self.house
        return Notes(
            house.sources,
            house.settings.slack.notes_into,
            house.intake,
            lambda: house.index,
            house.inventory,
            house.clock,
        )

    @cached_property
    def gaps(self) -> Gaps:
        """What the knowledge does not answer."""
        house, ledger = self.house, self.house.ledger
        return Gaps(
            ledger,
            ledger.inquiries,
            ledger.contributions,
            lambda texts: house.embedder.embed_questions(texts),
            house.clock,
        )

    @cached_property
    def inquirer(self) -> TeamInquirer:
        """Answers questions of the team."""
        house = self.house
        return TeamInquirer(house.ledger.inquiries, house.assistant, lambda: house.index.products())

    @cached_property
    def teaching(self) -> Teaching:
        """What experts are shown and hand over."""
        house, ledger = self.house, self.house.ledger
        shelf = Shelf(
            house.inventory,
            self.notes,
            lambda: house.index,
            ledger.uses,
            self.gaps,
            ledger.thanks,
            self.experts,
            house.clock,
        )
        return Teaching(
            ledger.requests,
            ledger.contributions,
            Proposals(lambda: house.index, self.experts, house.clock),
            shelf,
            Dropped(house.uploads, self._files_into),
        )

    @cached_property
    def leading(self) -> Leading:
        """What those who lead look at."""
        house, share = self.house, self.house.settings.review.share
        days = Days(house.ledger, house.clock, self._zone, share, house.settings.service_level.level)
        return Leading(days, house.ledger.reviews(house.clock, share))

    @cached_property
    def gratitude(self) -> Gratitude:
        """Thanks of agents to experts."""
        house = self.house
        return Gratitude(house.ledger.thanks, house.index, house.ledger.case, house.clock)

    def asker(self, slack: "SlackDesk") -> Asker:
        """Asks experts there, one after the other."""
        house, said = self.house, self.house.settings.routing
        ladder = Ladder(
            next_after=timedelta(minutes=said.next_after_minutes),
            urgent_next_after=timedelta(minutes=said.urgent_next_after_minutes),
            again_after=timedelta(hours=said.again_after_hours),
            at_once=said.at_once,
        )
        return Asker(
            house.ledger.requests,
            house.ledger.case,
            house.index,
            self.in_slack,
            slack.experts,
            house.clock,
            ladder,
        )

    def learner(self, slack: "SlackDesk") -> Learner:
        """Takes in what experts write, and tells them there what it answered."""
        house = self.house
        redrafting = Redrafting(house.ledger, self._redrafter, house.clock)
        return Learner(house.ledger.contributions, self.notes, redrafting, [slack.experts], house.clock)

    def digests(self, slack: "SlackDesk") -> Digests:
        """Tells there how the week went."""
        house, due = self.house, self.house.settings.digest
        schedule = Schedule(self._zone, Weekday[due.day.upper()], time(due.hour))
        return Digests(
            slack,
            house.ledger,
            lambda document: house.index.document(document),
            lambda: self.gaps.open(frozenset()),
            schedule,
            house.clock,
        )

    @property
    def _files_into(self) -> str | None:
        """The source for files from Slack; None when no folder takes any."""
        try:
            return self.house.settings.slack.files_into or self.notes.for_new_ones().name
        except BadSource:
            return None

    def _redrafter(self) -> Redrafter:
        house = self.house
        return Redrafter(house.assistant, house.index, house.meaning)

    @property
    def _zone(self) -> tzinfo:
        return ZoneInfo(self.house.settings.digest.zone)
