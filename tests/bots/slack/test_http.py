"""Slack's requests as they reach the server."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier

from bots.slack.http import MAX_BODY, PATH, asgi_app
from tests.bots.slack.desk import slack_desk, workbench_of
from tests.emulator.serving import free_port, serving
from tests.templates import a_ledger

SECRET = "a secret"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def bot() -> Iterator[str]:
    """A bot of two commands, one of which acks late."""
    known = AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_user_id="U0")
    app = App(signing_secret=SECRET, authorize=lambda: known)

    def slow(ack: Ack) -> None:
        time.sleep(0.7)
        ack("late")

    app.command("/slow")(slow)
    app.command("/quick")(lambda ack: ack("at once"))
    with serving(asgi_app(app.dispatch)) as url:
        yield url


def command(name: str) -> str:
    return urlencode({"command": name, "text": "", "user_id": "U1", "team_id": "T1", "channel_id": "C1"})


def post(bot: str, body: str | bytes, *, secret: str = SECRET, at: float | None = None) -> httpx.Response:
    stamp = str(int(time.time() if at is None else at))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body) or ""
    headers = {"content-type": FORM, "x-slack-request-timestamp": stamp, "x-slack-signature": signature}
    return httpx.post(bot + PATH, content=body, headers=headers, timeout=10)


def test_a_signed_request_is_answered(bot: str) -> None:
    assert post(bot, command("/quick")).text == "at once"


@pytest.mark.parametrize(("secret", "age"), [("another", 0), (SECRET, 600)])
def test_a_forged_or_old_request_is_turned_away(bot: str, secret: str, age: float) -> None:
    assert post(bot, command("/quick"), secret=secret, at=time.time() - age).status_code == 401


def test_an_unsigned_request_is_turned_away(bot: str) -> None:
    assert httpx.post(bot + PATH, content=command("/quick")).status_code == 401


@pytest.mark.parametrize("body", [b"\xff\xfe", b"a" * (MAX_BODY + 1)])
def test_what_slack_would_never_send_is_refused_without_a_crash(bot: str, body: bytes) -> None:
    headers = {"content-type": FORM, "x-slack-request-timestamp": "1", "x-slack-signature": "v0=0"}
    assert httpx.post(bot + PATH, content=body, headers=headers).status_code == 400


@pytest.mark.parametrize(
    ("method", "path", "status"), [("POST", "/", 404), ("GET", PATH, 405), ("POST", "/slack", 404)]
)
def test_nothing_else_is_served(bot: str, method: str, path: str, status: int) -> None:
    assert httpx.request(method, bot + path).status_code == status


def test_a_listener_that_acks_late_holds_up_nobody_else(bot: str) -> None:
    with ThreadPoolExecutor(4) as together:
        slow = [together.submit(post, bot, command("/slow")) for _ in range(3)]
        time.sleep(0.1)
        before = time.monotonic()
        assert post(bot, command("/quick")).text == "at once"
        assert time.monotonic() - before < 0.5
        assert [answer.result().text for answer in slow] == ["late"] * 3


def test_the_desk_starts_while_slack_is_down(tmp_path: Path) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    ledger = a_ledger(tmp_path)
    desk = slack_desk(workbench_of(ledger), ledger, [], "C1", nobody)
    assert desk.refresh() == 0
    desk.close()
    ledger.close()
