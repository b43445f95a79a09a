"""The desk over Socket Mode, with Slack's own client and a server that does what Slack's end does."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from slack_bolt import BoltRequest, BoltResponse
from starlette.applications import Starlette

from bots.slack.socket import listen
from desk.errors import NotAllowed
from tests.bots.slack.desk import EmulatedDesk, seen, until
from tests.emulator.driver import Driver
from tests.emulator.lines import FORM, JSON
from tests.emulator.serving import serving
from tests.emulator.socket_mode import APP_TOKEN, SocketMode, socket_mode

pytestmark = pytest.mark.slow

OF_THE_CLIENT = ("(_run)", "ThreadPoolExecutor")  # how Slack's client names its threads
EVENT = json.dumps({"type": "event_callback", "event_id": "Ev1", "event": {"type": "message"}})


@dataclass
class Answers:
    """Acks everything; `statuses` are what the next requests meet instead."""

    requests: list[BoltRequest] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    def __call__(self, request: BoltRequest) -> BoltResponse:
        self.requests.append(request)
        status = self.statuses.pop(0) if self.statuses else 200
        return BoltResponse(status=status, body={"text": "hello"} if "command" in request.body else "")


@contextmanager
def listening(
    server: SocketMode, answer: Callable[[BoltRequest], BoltResponse]
) -> Iterator[threading.Thread]:
    """Listens in a thread until the block ends; no thread is left then."""
    stop, before = threading.Event(), set(threading.enumerate())
    with serving(server.app(Starlette())) as api:
        thread = threading.Thread(
            target=listen, args=(answer, APP_TOKEN, stop), kwargs={"api_url": f"{api}/api/"}
        )
        thread.start()
        try:
            yield thread
        finally:
            stop.set()
            thread.join(15)
            assert not thread.is_alive()
            new = set(threading.enumerate()) - before
            assert [one for one in new if any(name in one.name for name in OF_THE_CLIENT)] == []


def delivered(server: SocketMode) -> bool:
    """As Slack delivers: up to three times again. Its own client is deaf for 3 seconds when it changes lines."""
    return any(server.post(EVENT, JSON, retry=retry).status_code == 200 for retry in range(4))


@pytest.fixture
def server() -> Iterator[SocketMode]:
    with socket_mode() as server:
        yield server


def test_events_and_commands_are_acked_with_what_was_answered(server: SocketMode) -> None:
    answers = Answers()
    with listening(server, answers):
        assert server.post(EVENT, JSON).text == ""
        assert server.post("command=%2Fassist&text=E17%3F", FORM).json() == {"text": "hello"}
    assert answers.requests[0].body["event_id"] == "Ev1"
    assert answers.requests[1].body["text"] == "E17?"
    assert {request.mode for request in answers.requests} == {"socket_mode"}


def test_a_second_delivery_says_that_it_is_one(server: SocketMode) -> None:
    answers = Answers()
    with listening(server, answers):
        server.post(EVENT, JSON, retry=2)
    assert answers.requests[0].headers["x-slack-retry-num"] == ["2"]


def test_what_failed_here_is_not_acked_and_may_come_again(server: SocketMode) -> None:
    with listening(server, Answers(statuses=[500])):
        assert server.post(EVENT, JSON).status_code == 504
        assert server.post(EVENT, JSON, retry=1).status_code == 200


def test_when_slack_asks_to_leave_the_next_connection_is_there(server: SocketMode) -> None:
    with listening(server, Answers()):
        server.wait_for_links(1)
        server.ask_to_leave()
        assert server.wait_for_links(2)
        assert delivered(server)


def test_it_ends_while_slack_asks_to_leave(server: SocketMode) -> None:
    with listening(server, Answers()):
        server.wait_for_links(1)
        for _ in range(3):
            server.ask_to_leave()


def test_a_cut_connection_is_made_anew(server: SocketMode) -> None:
    with listening(server, Answers()):
        server.wait_for_links(1)
        server.cut()
        assert server.wait_for_links(2, 25)
        assert delivered(server)


def test_a_slack_that_gives_no_address_yet_is_asked_again(server: SocketMode) -> None:
    server.refusal = "internal_error"
    with listening(server, Answers()):
        until(lambda: server.asked >= 1)
        server.refusal = None
        assert delivered(server)


def test_it_ends_before_there_was_any_connection(server: SocketMode) -> None:
    server.refusal = "internal_error"
    with listening(server, Answers()):
        until(lambda: server.asked >= 1)


def test_a_token_that_slack_refuses_is_named_at_once(server: SocketMode) -> None:
    with serving(server.app(Starlette())) as api, pytest.raises(NotAllowed, match=r"invalid_auth.*app_token"):
        listen(Answers(), "xapp-wrong", threading.Event(), api_url=f"{api}/api/")


def test_a_desk_lives_over_socket_mode(server: SocketMode, desk: EmulatedDesk) -> None:
    case = desk.proposed()
    with listening(server, desk.desk.answer):
        driver = Driver(desk.slack, server, desk.driver.responses)
        assert driver.press(desk.card(case.id), "approve", "alice").status_code == 200
        until(lambda: desk.is_sent(case.id))
        until(lambda: "Approved by alice" in seen(desk.card(case.id)))
        asked = driver.mention("what does E17 mean?", "bob")
        until(lambda: len(desk.slack.thread(desk.slack.channel, asked["ts"])) == 2)
    assert len(desk.x.sent()) == 1
