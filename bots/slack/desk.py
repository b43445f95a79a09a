"""The desk in Slack, put together: the app with its listeners, the board of cards, and the way in over HTTP."""

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from starlette.applications import Starlette

from assist.workbench import Workbench
from bots.slack.delivery.board import FRONT, Board, Views
from bots.slack.delivery.reminders import Reminders
from bots.slack.front import Front
from bots.slack.http import asgi_app
from bots.slack.listeners.register import register
from bots.slack.people import People
from desk.cases import CaseId, Person
from desk.errors import NotAllowed
from desk.ports import Clock
from index.events import Event

SLACK = "https://slack.com/api/"
_LISTENERS = 20  # bolt's own 5 would keep the sixth click waiting for its ack while five replies are sent


class SlackDesk:
    """Serve `asgi` on 127.0.0.1 (bolt's `App.start` listens on every address), and call `refresh` often."""

    name = FRONT

    def __init__(
        self,
        workbench: Workbench,
        views: Views,
        people: Collection[Person],
        clock: Clock,
        *,
        channel: str,
        token: str,
        signing_secret: str,
        api_url: str = SLACK,
    ) -> None:
        client = _client(token, api_url)
        client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=2))
        self._threads = ThreadPoolExecutor(_LISTENERS, thread_name_prefix="slack")
        self._board = Board(client, workbench, views, channel, clock)
        self._reminders = Reminders(client, people, channel)
        self.app = App(
            client=client,
            signing_secret=signing_secret,
            listener_executor=self._threads,
            token_verification_enabled=False,  # it would ask Slack at once: a desk starts without Slack, too
        )
        register(self.app, Front(workbench, self._board, People(people), client, clock))

    @property
    def asgi(self) -> Starlette:
        """For a server: Slack's requests, signed, on /slack/events."""
        return asgi_app(self.app)

    def refresh(self) -> int:
        """Posts the cards that are missing and renews those that are behind; returns how many."""
        return self._board.refresh()

    def show(self, id: CaseId) -> None:
        """Renews one card: its unfinished draft grew, or is gone."""
        self._board.show(id, anew=True)

    def tell(self, event: Event) -> bool:
        """Reminds people in the channel of what happened; False when it must be tried again later."""
        return self._reminders.tell(event)

    def close(self) -> None:
        """Waits for what listeners still do."""
        self._threads.shutdown()


def who_am_i(token: str, api_url: str = SLACK) -> str:
    """What Slack knows the token as. Raises NotAllowed when it does not know it."""
    try:
        answer = _client(token, api_url).auth_test()
    except SlackApiError as error:
        raise NotAllowed(
            f"Slack refuses the token: {error.response.get('error')}; install the app again"
        ) from error
    return f"{answer['user']} in the workspace {answer['team']}"


def _client(token: str, api_url: str) -> WebClient:
    return WebClient(base_url=api_url.rstrip("/") + "/", token=token)
