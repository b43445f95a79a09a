"""Our own client against the simulated X: what it hears, says and looks up stands against X's description too."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from app.wiring import now
from bots.x.accounts import Account
from bots.x.lookback import Lookback
from bots.x.publish import Marks, XPublisher
from desk.cases import CaseId, Reply
from desk.drafts import To
from desk.errors import SendRefused
from desk.messages import Kind
from tests.bots.x.incoming.listening_desks import Desk, World, a_desk, reading, until
from tests.x_driver import HANDLE, XDriver

pytestmark = pytest.mark.slow


@pytest.fixture
def thread(x: XDriver) -> str:
    """A conversation that we are in."""
    return str(x.post("rainy", "@FennbyCare what is E17?")["id"])


@pytest.fixture
def desk(x: XDriver, tmp_path: Path, thread: str) -> Iterator[Desk]:
    for endpoint in ("GET /2/dm_events", "GET /2/tweets/search/recent"):
        x.limits(endpoint, [])  # a desk of the tests asks more often than X lets one
    x.knobs(keep_alive=1)  # a reader of the stream sees that it is to stop when a line comes
    with httpx.Client() as http:
        desk = a_desk(World(x.url, http), tmp_path / "desk", thread, thread)
        try:
            yield desk
        finally:
            desk.close()


def a_publisher(desk: Desk, x: XDriver) -> XPublisher:
    us = Account(x.us["id"], HANDLE)
    return XPublisher(desk.api, us, now, Lookback(desk.api, us, now, lambda _: False), Marks(dm_button=True))


def a_reply(text: str, to_id: str, recipient: str, to: To = To.PUBLIC) -> Reply:
    return Reply(
        case_id=CaseId(1),
        key="1-1",
        channel="x",
        conversation=to_id,
        in_reply_to=to_id,
        recipient_id=recipient,
        to=to,
        text=text,
        approved_by="alice",
        drafter="language_model:any",
        kind=Kind.MENTION if to is To.PUBLIC else Kind.DIRECT_MESSAGE,
        invites=True,
        approved_at=now() - timedelta(seconds=5),
    )


@pytest.mark.parametrize("way", ["by_polling", "by_stream"])
def test_what_customers_write_is_heard(x: XDriver, desk: Desk, thread: str, way: str) -> None:
    with reading(getattr(desk.reading, way)(), on=[]):
        assert until(lambda: bool(x.requests()["counts"]))
        x.post("bob", "same for me", in_reply_to=thread)
        x.post("eve", "see this", quotes=thread)
        direct = x.dm("rainy", "my number is 7")

        def heard() -> bool:
            desk.hear()
            return {thread, direct["id"]} <= {message.external_id for message in desk.heard()}

        assert until(heard), [message.external_id for message in desk.heard()]


def test_a_reply_goes_out_once_and_is_found_after_a_cut(x: XDriver, desk: Desk, thread: str) -> None:
    publisher, rainy = a_publisher(desk, x), x.seen(thread)["author_id"]
    x.fault("POST /2/tweets", "cut_after")
    reply = a_reply("Rinse the funnel & see https://fennby.example/e17", thread, rainy)
    receipt = publisher.send(reply)
    assert publisher.find(reply) == receipt
    [written] = x.writes()
    assert (written["id"], written["made_with_ai"]) == (receipt.external_id, True)
    assert written["deep_link"].endswith(f"recipient_id={x.us['id']}")


def test_a_direct_message_goes_to_who_wrote_first(x: XDriver, desk: Desk) -> None:
    publisher, rainy = a_publisher(desk, x), x.user("rainy")["id"]
    with pytest.raises(SendRefused):
        publisher.send(a_reply("hello", "1", rainy, To.DM))
    heard = x.dm("rainy", "help")
    assert publisher.send(a_reply("hello", heard["id"], rainy, To.DM)).url is None
    assert [one["text"] for one in x.writes()] == ["hello"]
