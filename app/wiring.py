"""Builds everything from settings: the one place where concrete classes meet."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.processes import is_dead, this_process
from app.settings import Settings, SettingsError
from app.source_settings import sources_of
from app.team_settings import people_of
from app.worker import Worker
from assist.customers.care import CustomerCare
from assist.draft.ports import Drafter, Meaning
from assist.respond import Assistant
from assist.text.length import weighted_length
from assist.underway import Underway
from assist.workbench import Workbench
from bots.simulator.channel import SimulatedX
from desk.cases import Person
from desk.ledger import Ledger
from desk.messages import Message
from desk.ports import Clock, Publisher
from index.database import open_engine
from index.embedding.embed import SentenceEmbedder
from index.events import Events
from index.inventory import Inventory
from index.runs import Runs
from index.search import Index
from ingest.sources import Source

if TYPE_CHECKING:  # slow to import, and most desks start on the web desk alone
    from sqlalchemy import Engine

    from app.channels.channel import Channel
    from app.knowledge_in import Intake
    from app.overview import Overview
    from app.refreshing import Refresher
    from app.teamwork import Teamwork
    from app.uploads import Uploads
    from assist.surge.room import IncidentRoom
    from bots.slack.desk import SlackDesk
    from ingest.crawl.web import Web

SAID_LATELY = timedelta(days=30)  # replies to others that a new one is compared with


def now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)  # noqa: TID251 - here is the clock that everybody else is given


@dataclass(frozen=True)
class House:
    """Everything built from one set of settings; each part when it is first asked for.

    Relative locations of sources are meant from `base`.
    """

    settings: Settings
    base: Path = Path()
    clock: Clock = now

    @cached_property
    def folder(self) -> Path:
        """The data folder, made if it is not there. Raises SettingsError when it cannot be."""
        folder = self.settings.data_dir
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(f"data_dir {str(folder)!r} cannot be used: {error.strerror}") from error
        return folder

    @cached_property
    def embedder(self) -> SentenceEmbedder:
        """The embedding model; loaded when first used."""
        return self.load(self.settings.model)

    def load(self, model: str | None) -> SentenceEmbedder:
        """An embedding model by what the settings call it; None is the packaged one."""
        return SentenceEmbedder(model, self.models)

    @property
    def models(self) -> Path:
        """Where exported and adapted models are; there is no such folder before there is one."""
        return self.settings.models_dir or self.settings.data_dir / "models"

    @cached_property
    def index(self) -> Index:
        """Knowledge and its search. Raises OtherModel when its vectors are of one that is not to be had."""
        return self.open_index()

    def open_index(self, *, any_model: bool = False) -> Index:
        """The index; with `any_model` even one of another model, to be rebuilt."""
        return Index.open(
            self.library_url,
            self.folder / "index",
            self.embedder,
            said=self.settings.model,
            load=self.load,
            any_model=any_model,
        )

    @property
    def library_url(self) -> str:
        """Where the library is."""
        return self.settings.stores.library or f"sqlite:///{self.folder / 'library.db'}"

    @cached_property
    def records(self) -> "Engine":
        """The library's database without its search: for runs, events and counts no model is needed."""
        return open_engine(self.library_url)

    @cached_property
    def runs(self) -> Runs:
        """Passes over sources."""
        return Runs(self.records, this_process(), is_dead)

    @cached_property
    def events(self) -> Events:
        """What people should hear of."""
        return Events(self.records)

    @cached_property
    def inventory(self) -> Inventory:
        """What the library holds."""
        return Inventory(self.records)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """What is to be read."""
        return sources_of(self.settings.sources, self.base)

    @cached_property
    def intake(self) -> "Intake":
        """The way in for documents."""
        from app.reading import intake_of

        return intake_of(self)

    @cached_property
    def web(self) -> "Web":
        """What web sources need: who we are, and what is remembered of pages."""
        from ingest.crawl.web import Web

        said = self.settings.crawler
        key = said.stackexchange_key.get_secret_value() if said.stackexchange_key else None
        return Web(said.contact, self.folder, self.clock, stackexchange_key=key)

    @cached_property
    def overview(self) -> "Overview":
        """How the sources stand."""
        from app.overview import Overview

        return Overview(self.sources, self.runs, self.inventory, self.events, self.clock)

    @cached_property
    def uploads(self) -> "Uploads":
        """Files that people add to folders."""
        from app.uploads import Uploads

        return Uploads(self.sources, self.intake, self.inventory, self.clock)

    @cached_property
    def refresher(self) -> "Refresher":
        """Reads sources again when it is time."""
        from app.refreshing import Refresher

        return Refresher(self.overview, self.intake)

    @cached_property
    def ledger(self) -> Ledger:
        """Cases and their history."""
        return Ledger.open(self.settings.stores.ledger or f"sqlite:///{self.folder / 'ledger.db'}")

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """The team."""
        return people_of(self.settings.people)

    @cached_property
    def assistant(self) -> Assistant:
        """Drafts and checks replies."""
        from app.drafters import checker_of

        checker = checker_of(self.settings, self.index, self.meaning, self._said_to_others, self._opted_out)
        return Assistant(checker, self.drafters, products=self.index.products)

    def _said_to_others(self, message: Message) -> list[str]:
        return self.ledger.said_to_others(message, self.clock() - SAID_LATELY)

    def _opted_out(self, message: Message) -> datetime | None:
        return self.ledger.consents.opted_out(message.channel, message.author_id)

    @cached_property
    def care(self) -> CustomerCare:
        """What people may do for customers, for every front."""
        return CustomerCare(self.ledger, self.clock, self.settings.survey.terms)

    @cached_property
    def incidents(self) -> "IncidentRoom":
        """Troubles of many customers, and what they are told together."""
        from assist.surge.room import IncidentRoom

        undo = timedelta(seconds=self.settings.approval.undo_seconds)
        return IncidentRoom(self.ledger, self.assistant, self.workbench, self.clock, undo)

    @cached_property
    def meaning(self) -> Meaning:
        """Tells how close texts are."""
        from assist.draft.meaning import EmbeddedMeaning

        return EmbeddedMeaning(self.embedder)

    @cached_property
    def drafters(self) -> "list[Drafter]":
        """Those that are asked for a draft, one after the other."""
        from app.drafters import drafters_of

        return drafters_of(self.settings, self.meaning, lambda: self.ledger.spending(self.clock))

    @cached_property
    def simulator(self) -> SimulatedX:
        """The simulated X; its posts and our replies lie in a file of its own."""
        return SimulatedX(
            self.folder / "simulator.db", [self.settings.company.handle], weighted_length, self.clock
        )

    @cached_property
    def channels(self) -> "tuple[Channel, ...]":
        """Where customers write."""
        from app.channels.table import channels_of

        return channels_of(self)

    @property
    def publishers(self) -> dict[str, Publisher]:
        """Where replies can go, by the channel's name."""
        return {channel.name: channel.publisher for channel in self.channels}

    @cached_property
    def workbench(self) -> Workbench:
        """What people may do with cases, for every front."""
        said = self.settings.approval
        return Workbench(
            self.ledger,
            self.assistant,
            self.publishers,
            self.clock,
            self.underway,
            four_eyes=said.four_eyes,
            undo=timedelta(seconds=said.undo_seconds),
        )

    @cached_property
    def underway(self) -> Underway:
        """What is being drafted in this process."""
        return Underway()

    @cached_property
    def slack(self) -> "SlackDesk | None":
        """The desk in Slack; None when it is not set up."""
        if self.settings.slack.missing:
            return None
        from app.slack_front import slack_desk

        return slack_desk(self)

    @cached_property
    def teamwork(self) -> "Teamwork":
        """What the team does besides deciding."""
        from app.teamwork import Teamwork

        return Teamwork(self)

    @cached_property
    def worker(self) -> Worker:
        """Hears, drafts, sends and refreshes."""
        from app.working import worker_of

        return worker_of(self)
