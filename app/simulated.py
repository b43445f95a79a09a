"""The simulated X as a server of its own, for people who want to try the X channel without X."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from app.settings import SettingsError
from app.wiring import House, now
from assist.text.length import weighted_length
from bots.simulator.api.app import simulated_x
from bots.simulator.api.serving import LOOPBACK, bound, server
from bots.simulator.world import store
from bots.simulator.world.tokens import SCOPES

_FOR_TRYING_OUT = timedelta(days=30)


def serve_x(house: House, port: int, handle: str | None, file: Path | None) -> None:
    """Until Ctrl-C. Raises SettingsError when the port is taken."""
    ours = (handle or house.settings.company.handle).removeprefix("@")
    file = file or house.folder / "simulator.db"
    try:
        listening = bound(port)
    except OSError as error:
        raise SettingsError(
            f"port {port} on {LOOPBACK} cannot be had ({error.strerror}); use --port"
        ) from error
    port = listening.getsockname()[1]
    serving = server(simulated_x(file, [ours], weighted_length, now), port=port)
    print(_welcome(file, ours, f"http://{LOOPBACK}:{port}"), flush=True)
    with suppress(KeyboardInterrupt):  # uvicorn raises it once more after it has shut down in good order
        serving.run(sockets=[listening])


def _welcome(file: Path, handle: str, url: str) -> str:
    """What to put into the settings, and how to write as a customer."""
    with store.writing(file) as world:
        at = world.time.now(now())
        us = world.people.join(handle, at, ours=True)
        token = world.tokens.issue(us.key, at, scopes=set(SCOPES) - {"offline.access"}, life=_FOR_TRYING_OUT)
        bearer = world.tokens.of_the_app()
    return f"""
A simulated X is at {url}; it keeps everything in {file}. For assist.toml:

    [x]
    api_url = "{url}"
    account_id = "{us.number}"
    access_token = "{token.access}"
    bearer_token = "{bearer.access}"
    consumer_secret = "simulator-consumer-secret"

Write as a customer, and see what was answered:

    curl -d '{{"author": "rainy", "text": "@{us.handle} E17?"}}' {url}/_control/posts
    curl {url}/_control/writes

Ctrl-C ends it."""
