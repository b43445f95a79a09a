"""The desk in Slack, put together: the app with its listeners, the board of cards, and the ways in."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event as Flag
from uuid import uuid4

from slack_bolt import App, BoltRequest, BoltResponse
from starlette.applications import Starlette

from assist.days import Days
from assist.understanding.triage import triaged
from assist.workbench import Workbench
from bots.slack.cards.beside import beside
from bots.slack.cards.card import Beside
from bots.slack.delivery.alarms import alarm_bell
from bots.slack.delivery.board import FRONT, Board
from bots.slack.delivery.channels import Channels
from bots.slack.delivery.line import Line
from bots.slack.delivery.notices import Notices
from bots.slack.delivery.once import DoubleClicks, Once, Taken
from bots.slack.delivery.outlet import Outlet
from bots.slack.delivery.pacing import MANNERS, Manners
from bots.slack.delivery.reminders import Reminders
from bots.slack.delivery.writer import CardWriter
from bots.slack.directory import Directory
from bots.slack.front import Front
from bots.slack.home.ports import Leading
from bots.slack.home.room import home_room
from bots.slack.http import asgi_app
from bots.slack.identity import Identity
from bots.slack.incidents.board import IncidentBoard
from bots.slack.inquiries.answering import Answering
from bots.slack.installation import Access, Places, Rooms, Team
from bots.slack.knowledge.fetching import FileStore
from bots.slack.knowledge.ports import Teaching
from bots.slack.knowledge.room import Room
from bots.slack.knowledge.telling import Experts
from bots.slack.listeners.register import register
from bots.slack.people import Groups, People
from bots.slack.review.digest import digest_blocks, headline
from bots.slack.socket import listen
from desk.cases import Case, CaseId, Triage
from desk.digest import Digest
from desk.errors import NotAllowed
from desk.ledger import Ledger
from desk.ports import Clock
from desk.service_alarms import Noticed
from desk.service_level import USUAL, ServiceLevel
from index.events import Event

_ASIDE = 2  # seconds for a question about a person
_LISTENERS = 500  # each acks, then waits for its turn to work; were all at it, the next ack would wait
_NOBODYS = "nothing is signed with this"  # bolt wants a secret, also where no request comes over HTTP


def _by_its_words(case: Case) -> Triage:
    return triaged(case.message.text)


def _gathering(
    workbench: Workbench, clock: Clock, web: str, rooms: Rooms, level: ServiceLevel
) -> Callable[[Case], Beside]:
    """What finds out, for a case, what its card shows beside it."""

    def gathered(case: Case) -> Beside:
        return beside(
            workbench,
            case,
            clock(),
            web,
            rooms.gratitude,
            care=rooms.care,
            level=level,
            incidents=rooms.incidents,
        )

    return gathered


class SlackDesk:
    """Call `refresh` often. Either `listen`, or serve `asgi` on 127.0.0.1 (bolt's `App.start` is open to all)."""

    name = FRONT

    def __init__(
        self,
        workbench: Workbench,
        ledger: Ledger,
        clock: Clock,
        *,
        access: Access,
        places: Places,
        team: Team,
        rooms: Rooms = Rooms(),  # noqa: B008 - it is frozen
        triage: Callable[[Case], Triage] = _by_its_words,
        manners: Manners = MANNERS,
        level: ServiceLevel = USUAL,
    ) -> None:
        """`triage` tells what a case is about that nobody looked at yet, so that its card finds its queue."""
        self._access = access
        self._threads = ThreadPoolExecutor(_LISTENERS, thread_name_prefix="slack")
        client = access.client(manners.timeout)
        line, views, once = Line(client, manners), ledger.views(FRONT), Once(ledger.deliveries(FRONT), clock)
        self._channels = Channels(places.channel, places.queues, triage)
        gathered = _gathering(workbench, clock, places.web, rooms, level)
        writer = CardWriter(line, workbench, views, self._channels, gathered, clock, by=uuid4().hex)
        self._outlet = Outlet(line, writer, manners)
        self._board = Board(self._outlet, writer, workbench, views)
        self._reminders = Reminders(line, once, team.people, places.channel)
        self._to_leads = Notices(line, once, places.leads or places.channel)
        self._taken = Taken(once, DoubleClicks())
        self.people = self._known(team, ledger, clock)  # for those who ask experts, too
        front = Front(workbench, self._board, self.people, client, clock, rooms.gratitude, rooms.care)
        self._alarms = alarm_bell(front, line, once, views, places.channel, level)
        leading = rooms.leading or Leading(Days(ledger, clock), ledger.reviews(clock))
        shelf = rooms.teaching.shelf if rooms.teaching else None
        self._tabs = home_room(front, line, leading, views, shelf)
        self._answering = self._room_for_questions(rooms, clock)
        self._room = self._room_for_experts(front, line, rooms.teaching)
        self._incidents = self._incident_board(rooms, places, line, ledger, clock)
        self.app = self._app()
        register(self.app, front, self._tabs, self._answering, self._room, self._incidents)
        self._outlet.start()

    @property
    def asgi(self) -> Starlette:
        """For a server: Slack's requests, signed, on /slack/events. Raises NotAllowed without a signing secret."""
        if self._access.signing_secret is None:
            raise NotAllowed(
                "without a signing_secret anybody could sign Slack's requests; set it under [slack]"
            )
        return asgi_app(self.answer)

    @property
    def over_socket(self) -> bool:
        """True when Slack is reached over Socket Mode, and nobody need reach us."""
        return self._access.app_token is not None

    def listen(self, stop: Flag) -> None:
        """Answers Slack over Socket Mode until `stop` is set. Raises NotAllowed."""
        if self._access.app_token is None:
            raise NotAllowed("Socket Mode needs an app_token; set it under [slack]")
        listen(self.answer, self._access.app_token, stop, api_url=self._access.base_url)

    def answer(self, request: BoltRequest) -> BoltResponse:
        """What Slack hears to one of its requests, whichever way it came; each is taken once."""
        response = self.app.dispatch(request)
        self._taken.settle(request, response)
        return response

    @property
    def experts(self) -> Experts:
        """Where experts are asked, and told what came of their answers. Raises NotAllowed when nobody teaches here."""
        if self._room is None:
            raise NotAllowed("nobody teaches at this desk in Slack")
        return self._room.experts

    def refresh(self) -> int:
        """Has the cards written that are missing or behind; returns how many are."""
        if self._answering is not None:
            self._answering.take_up()
        for channel, why in self._channels.untold().items():
            self._board.bring_over(channel)
            if self._reminders.tell_gone(self._channels.queue_of(channel), channel, why):
                self._channels.told(channel)
        behind = self._board.refresh()
        if self._incidents is not None:
            self._incidents.refresh()
        self._tabs.refresh()
        return behind

    def show(self, id: CaseId) -> None:
        """Has one card renewed: its unfinished draft grew, or is gone, or its mark changed."""
        self._board.show(id, anew=True)

    def tell(self, event: Event) -> bool:
        """Reminds people in the channel of what happened; False when it must be tried again later."""
        return self._reminders.tell(event)

    def tell_alarms(self, key: str, alarms: Sequence[Noticed]) -> bool:
        """Tells whom it concerns what is at risk or overdue; False when it must be tried again later."""
        return self._alarms.tell(key, alarms)

    def tell_digest(self, digest: Digest) -> bool:
        """Tells those who lead how the week went; False when it must be tried again later."""
        return self._to_leads.say(f"digest:{digest.week.key}", headline(digest), digest_blocks(digest))

    def close(self) -> None:
        """Waits for what listeners still do, and for the call that is underway."""
        self._threads.shutdown()
        if self._answering is not None:
            self._answering.close()
        if self._room is not None:
            self._room.close()
        self._tabs.close()
        self._outlet.stop()

    def _app(self) -> App:
        identity, client = Identity(self._access.client(), self._threads.submit), self._access.client()
        client.token = None  # each request gets a copy with the token that `authorize` names
        app = App(
            client=client,
            signing_secret=self._access.signing_secret or _NOBODYS,
            # bolt goes by the names of the arguments; a method has one too many for it
            authorize=lambda enterprise_id, team_id: identity.known(enterprise_id, team_id),
            listener_executor=self._threads,
        )
        app.use(self._taken)
        return app

    def _known(self, team: Team, ledger: Ledger, clock: Clock) -> People:
        if not team.asks_slack:
            return People(team.people)
        # It may be asked before an ack, which Slack waits three seconds for.
        directory = Directory(self._access.client(_ASIDE), clock, self._threads.submit)
        return People(team.people, Groups(directory, ledger.names(FRONT), team.by_group, team.allowed))

    def _room_for_questions(self, rooms: Rooms, clock: Clock) -> Answering | None:
        if rooms.inquirer is None:
            return None
        return Answering(rooms.inquirer, self.people, self._access.patient_client(), clock)

    @staticmethod
    def _incident_board(
        rooms: Rooms, places: Places, line: Line, ledger: Ledger, clock: Clock
    ) -> IncidentBoard | None:
        if rooms.incidents is None:
            return None
        channel = places.leads or places.channel
        return IncidentBoard(
            line, rooms.incidents, ledger.incidents, channel, places.web, clock, by=uuid4().hex
        )

    def _room_for_experts(self, front: Front, line: Line, teaching: Teaching | None) -> Room | None:
        if teaching is None:
            return None
        experts = Experts(line, front.workbench, teaching.proposals, self.people.slack_id, front.clock)
        store = FileStore(self._access.token, self._access.api_url, teaching.files.largest)
        return Room(front, teaching, experts, store, self._tabs.homes.changed)
