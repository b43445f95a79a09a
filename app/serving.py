"""The parts of the desk as long-running processes: worker, web desk, Slack; together or apart."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

import uvicorn
from starlette.types import ASGIApp

from app.settings import SettingsError
from app.wiring import House, now
from bots.web.login import Doorman

LOOPBACK = "127.0.0.1"


def serve_all(house: House) -> None:
    """Worker, Slack (when it is set up) and web desk, until Ctrl-C."""
    web, link = web_server(house)
    with _working(house), _beside([slack_server(house)] if house.slack else []):
        _announce(link)
        web.run()


def serve_web(house: House) -> None:
    """The web desk alone, until Ctrl-C."""
    web, link = web_server(house)
    _announce(link)
    web.run()


def serve_slack(house: House) -> None:
    """The Slack app alone, until Ctrl-C."""
    server = slack_server(house)
    print(f"Slack's requests are answered on port {house.settings.slack.port}. Ctrl-C ends it.", flush=True)
    server.run()


def work(house: House) -> None:
    """The worker alone, until Ctrl-C."""
    print("The worker works. Ctrl-C ends it.", flush=True)
    house.worker.run(Event(), timedelta(seconds=house.settings.poll_seconds))


def _announce(link: str) -> None:
    print(f"\nThe desk is open. Your one-time link:\n\n    {link}\n\nCtrl-C ends it.", flush=True)


def web_server(house: House) -> tuple[uvicorn.Server, str]:
    """The web desk's server and a link that opens it once."""
    from bots.web.app import web_app

    doorman = Doorman(secrets.token_urlsafe, now)
    weigh = house.assistant.edited
    app = web_app(house.workbench, house.people, doorman, now, library=house.index, weigh=weigh)
    port = house.settings.web.port
    return _server(app, port), doorman.new_link(f"http://{LOOPBACK}:{port}")


def slack_server(house: House) -> uvicorn.Server:
    """The server that Slack's requests reach through your proxy. Raises SettingsError without Slack settings."""
    if house.slack is None:
        raise SettingsError(
            "Slack is not set up: token, signing_secret and channel are needed; `assist doctor` says which is missing"
        )
    return _server(house.slack.asgi, house.settings.slack.port)


def _server(app: ASGIApp, port: int) -> uvicorn.Server:
    return uvicorn.Server(uvicorn.Config(app, host=LOOPBACK, port=port, log_level="warning", lifespan="off"))


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


@contextmanager
def _beside(servers: Sequence[uvicorn.Server]) -> Iterator[None]:
    threads = [Thread(target=server.run, daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for server in servers:
            server.should_exit = True
        for thread in threads:
            thread.join(timeout=10)
