"""The parts of the desk as long-running processes: worker, web desk, Slack; together or apart."""

import logging
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from socket import create_server, socket
from threading import Event, Thread
from typing import TYPE_CHECKING

import uvicorn
from starlette.types import ASGIApp

from app.settings import SettingsError
from app.wiring import House, now
from bots.web.login import Doorman
from desk.errors import DeskError

if TYPE_CHECKING:  # slow to import
    from bots.slack.desk import SlackDesk

LOOPBACK = "127.0.0.1"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bound:
    """A server whose port is already ours: what cannot be served is known before anything is announced."""

    server: uvicorn.Server
    socket: socket

    def run(self) -> None:
        """Serve until Ctrl-C, or until `stop`."""
        with suppress(KeyboardInterrupt):  # uvicorn raises it once more after it has shut down in good order
            self.server.run(sockets=[self.socket])

    def stop(self) -> None:
        """Ask it to end soon; from any thread."""
        self.server.should_exit = True


@dataclass(frozen=True)
class Socket:
    """The way in that we open ourselves."""

    slack: "SlackDesk"
    _stop: Event = field(default_factory=Event)

    def run(self) -> None:
        """Answer until Ctrl-C, or until `stop`."""
        with suppress(KeyboardInterrupt):
            self.slack.listen(self._stop)

    def stop(self) -> None:
        """Ask it to end soon; from any thread."""
        self._stop.set()


def serve_all(house: House) -> None:
    """Worker, Slack (when it is set up) and web desk, until Ctrl-C. Raises SettingsError when a port is taken."""
    web, link = web_server(house)
    with _slack_closed(house), _working(house), _beside(_ways_in(house)):
        _announce(link)
        web.run()


def serve_web(house: House) -> None:
    """The web desk alone, until Ctrl-C. Raises SettingsError when its port is taken."""
    web, link = web_server(house)
    _announce(link)
    web.run()


def serve_slack(house: House) -> None:
    """The Slack app alone, until Ctrl-C. Raises SettingsError when its port is taken."""
    way = slack_way(house)
    how = "over Socket Mode" if isinstance(way, Socket) else f"on port {house.settings.slack.port}"
    print(f"Slack's requests are answered {how}. Ctrl-C ends it.", flush=True)
    with _slack_closed(house):
        way.run()


def work(house: House) -> None:
    """The worker alone, until Ctrl-C."""
    print("The worker works. Ctrl-C ends it.", flush=True)
    with _slack_closed(house), _beside(_call_ins(house)), suppress(KeyboardInterrupt):
        house.worker.run(Event(), timedelta(seconds=house.settings.poll_seconds))


def _announce(link: str) -> None:
    print(f"\nThe desk is open. Your one-time link:\n\n    {link}\n\nCtrl-C ends it.", flush=True)


def web_server(house: House) -> tuple[Bound, str]:
    """The web desk's server and a link that opens it once. Raises SettingsError when its port is taken."""
    from bots.web.app import web_app

    doorman = Doorman(secrets.token_urlsafe, now)
    weigh = house.assistant.edited
    app = web_app(
        house.workbench,
        [person for person in house.people if person.roles],
        doorman,
        now,
        library=house.index,
        weigh=weigh,
        overview=house.overview,
        add=lambda source, files: house.uploads.add(source, files),  # slow to import, and seldom used
        care=house.care,
        incidents=house.incidents,
        level=house.settings.service_level.level,
    )
    port = house.settings.web.port
    return _bound(app, port, "web"), doorman.new_link(f"http://{LOOPBACK}:{port}")


def slack_way(house: House) -> "Bound | Socket":
    """Over Socket Mode with an app token, else the server that Slack's requests reach through your proxy.

    Raises SettingsError without Slack settings.
    """
    if house.slack is None:
        missing = " and ".join(house.settings.slack.missing)
        raise SettingsError(f"Slack is not set up: {missing} under [slack]; see docs/slack.md")
    if house.slack.over_socket:
        return Socket(house.slack)
    return _bound(house.slack.asgi, house.settings.slack.port, "slack")


def _ways_in(house: House) -> "list[Bound | Socket]":
    return [*([slack_way(house)] if house.slack else []), *_call_ins(house)]


def _call_ins(house: House) -> list[Bound]:
    """What the platforms of the channels call, each on a port of its own."""
    return [
        _bound(channel.call_in.app, channel.call_in.port, channel.name)
        for channel in house.channels
        if channel.call_in is not None
    ]


def _bound(app: ASGIApp, port: int, section: str) -> Bound:
    try:
        taken = create_server((LOOPBACK, port))
    except OSError as error:
        message = (
            f"port {port} on {LOOPBACK} cannot be had ({error.strerror}); set another `port` in [{section}]"
        )
        raise SettingsError(message) from error
    return Bound(uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off")), taken)


@contextmanager
def _slack_closed(house: House) -> Iterator[None]:
    """Afterwards nothing of the desk in Slack goes on."""
    try:
        yield
    finally:
        if house.slack is not None:
            house.slack.close()


@contextmanager
def _working(house: House) -> Iterator[None]:
    stop = Event()
    pause = timedelta(seconds=house.settings.poll_seconds)
    thread = Thread(target=house.worker.run, args=(stop, pause), name="worker")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _serve(server: Bound | Socket) -> None:
    try:
        server.run()
    except DeskError as error:
        log.error("requests from outside are not answered: %s", error)


@contextmanager
def _beside(servers: Sequence[Bound | Socket]) -> Iterator[None]:
    threads = [Thread(target=_serve, args=(server,), daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for server in servers:
            server.stop()
        for thread in threads:
            thread.join(timeout=10)
