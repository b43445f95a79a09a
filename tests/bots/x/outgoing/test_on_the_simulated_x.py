"""Replies over HTTP to the simulated X, which remembers and judges: once, or nobody knows, never twice."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from app.wiring import now
from bots.exchange import Exchange
from bots.x.accounts import Account
from bots.x.api import XApi
from bots.x.budget import Budget
from bots.x.checkup import Ailment, Setup, looks
from bots.x.grant import SCOPES, App, Grant
from bots.x.limits import MESSAGES, POSTS
from bots.x.lookback import Lookback
from bots.x.pace import Pace
from bots.x.publish import XPublisher
from bots.x.sealing import Seal, new_key
from bots.x.tokens import SignedIn
from desk.cases import CaseId, Reply
from desk.database import open_database
from desk.drafts import To
from desk.errors import SendRefused, SendUncertain
from desk.messages import Kind
from desk.tokens import TokenStore
from tests.bots.x.incoming.listening_desks import HANDLE, World, a_world
from tests.bots.x.outgoing.door import Purse
from tests.templates import a_ledger_url

pytestmark = pytest.mark.slow
_cases = count(1)
POST_ENDPOINT, DM_ENDPOINT = "POST /2/tweets", "POST /2/dm_conversations/with/{participant_id}/messages"


@dataclass
class Speaking:
    """Our client, and the world that it speaks to."""

    world: World
    us: Account
    api: XApi
    publisher: XPublisher

    def asked(self, text: str = "what does E17 mean?", **fields: Any) -> Reply:
        """A customer asks in public; the reply to it, as somebody approved it just now."""
        post = self.world.order("posts", author="ada", text=f"@{HANDLE} {text}", **fields)
        return self.reply(post["id"], To.PUBLIC, Kind.MENTION)

    def written(self, text: str = "where is my order?") -> Reply:
        """The same in a direct message."""
        direct = self.world.order("dms", author="ada", text=text)
        return self.reply(direct["id"], To.DM, Kind.DIRECT_MESSAGE)

    def reply(self, to: str, way: To, kind: Kind) -> Reply:
        number = next(_cases)
        return Reply(
            case_id=CaseId(number),
            key=f"{number}-1-abc",
            channel="x",
            conversation=to,
            in_reply_to=to,
            recipient_id=self.number_of("ada"),
            to=way,
            text=f"Caf\u00e9 & co: rinse it if T < {number}. See fennby.com/e17",
            approved_by="alice",
            kind=kind,
            approved_at=now(),
        )

    def number_of(self, handle: str) -> str:
        users = self.world.show("users")["users"]
        return next(str(user["id"]) for user in users if user["handle"] == handle)

    def sent(self) -> list[dict[str, Any]]:
        """Everything of ours that X has."""
        return list(self.world.show("writes")["writes"])

    def goes_wrong(self, endpoint: str, trouble: str, **fields: Any) -> None:
        self.world.order("faults", endpoint=endpoint, trouble=trouble, **fields)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(a_ledger_url(tmp_path))
    yield engine
    engine.dispose()


@pytest.fixture
def x(tmp_path: Path, engine: Engine) -> Iterator[Speaking]:
    with a_world(tmp_path) as world:
        app = world.show("app")
        us = Account(app["accounts"][0]["id"], HANDLE)
        exchange = Exchange(world.url, "X", patience=2, longest=3)
        tokens = SignedIn(
            TokenStore(engine),
            Seal.with_key(new_key()),
            exchange,
            App(app["client_id"], app["client_secret"]),
            now,
            app["bearer_token"],
        )
        said = world.order("tokens")
        two_hours = now() + timedelta(hours=2)
        tokens.sign_in(
            Grant(
                said["access_token"],
                said["refresh_token"],
                now() - timedelta(hours=1),
                two_hours,
                frozenset(said["scope"]),
            )
        )
        api = XApi(exchange, tokens, Pace(now), Budget(Purse(), now))
        yield Speaking(world, us, api, XPublisher(api, us, now, Lookback(api, us, now, lambda _: False)))
        exchange.close()


def test_a_reply_and_a_message_go_out_and_are_found_again(x: Speaking) -> None:
    for reply in (x.asked(), x.written()):
        receipt = x.publisher.send(reply)
        found = x.publisher.find(reply)
        assert found is not None
        assert (found.external_id, found.url) == (receipt.external_id, receipt.url)
        assert x.publisher.find(replace(reply, key="later", approved_at=now() + timedelta(seconds=1))) is None
    assert len(x.sent()) == 2


@pytest.mark.parametrize("trouble", ["cut_after", "garbled"])
def test_what_x_took_before_the_connection_ended_is_found_and_not_sent_again(
    x: Speaking, trouble: str
) -> None:
    for reply, endpoint in ((x.asked(), POST_ENDPOINT), (x.written(), DM_ENDPOINT)):
        x.goes_wrong(endpoint, trouble)
        assert x.publisher.send(reply).external_id
    assert len(x.sent()) == 2


@pytest.mark.parametrize("trouble", ["cut_before", "failed"])
def test_what_x_never_took_is_uncertain_and_can_be_sent_once_somebody_says_so(
    x: Speaking, trouble: str
) -> None:
    for reply, endpoint in ((x.asked(), POST_ENDPOINT), (x.written(), DM_ENDPOINT)):
        x.goes_wrong(endpoint, trouble)
        with pytest.raises(SendUncertain, match="what X shows: no such reply"):
            x.publisher.send(reply)
        assert x.publisher.find(reply) is None
        assert x.publisher.send(reply).external_id
    assert len(x.sent()) == 2


def test_an_edited_and_a_deleted_post_get_no_reply(x: Speaking) -> None:
    edited, deleted = x.asked(), x.asked()
    x.world.order(f"posts/{edited.in_reply_to}/edits", text=f"@{HANDLE} what does E18 mean?")
    x.world.delete(deleted.in_reply_to)
    with pytest.raises(SendRefused, match="edited"):
        x.publisher.send(edited)
    with pytest.raises(SendRefused, match="deleted"):
        x.publisher.send(deleted)
    assert x.sent() == []


def test_who_blocked_us_or_takes_no_messages_gets_none(x: Speaking) -> None:
    public, direct = x.asked(), replace(x.asked(), to=To.DM)
    x.world.order("users", handle="ada", takes_dms=False)
    with pytest.raises(SendRefused, match="takes no direct message"):
        x.publisher.send(direct)
    x.world.order("ties", one="ada", kind="blocking", other=HANDLE)
    with pytest.raises(SendRefused) as caught:
        x.publisher.send(public)
    assert caught.value.retry_at is None
    assert x.sent() == []


def test_the_limit_of_messages_is_kept_before_x_has_to_say_so(x: Speaking) -> None:
    for _ in range(15):
        x.publisher.send(x.written())
    assert x.publisher.free_at(To.PUBLIC) is None
    free = x.publisher.free_at(To.DM)
    assert free is not None
    assert timedelta(minutes=13) < free - now() <= timedelta(minutes=15, seconds=1)
    with pytest.raises(SendRefused) as caught:
        x.publisher.send(x.written())
    assert caught.value.retry_at == free
    assert len(x.sent()) == 15


def test_what_another_process_sent_counts_too(x: Speaking) -> None:
    other = replace(x.publisher, api=replace(x.api, pace=Pace(now)))
    for _ in range(14):
        other.send(x.written())
    assert x.publisher.free_at(To.DM) is None
    x.publisher.send(x.written())
    assert x.publisher.free_at(To.DM) is not None


def test_a_429_is_waited_out(x: Speaking) -> None:
    reply = x.asked()
    x.goes_wrong(POST_ENDPOINT, "limited")
    with pytest.raises(SendRefused) as caught:
        x.publisher.send(reply)
    assert caught.value.retry_at is not None
    assert caught.value.retry_at == x.api.free_at(POSTS)
    assert x.api.free_at(MESSAGES) is None


def test_an_expired_token_is_renewed_and_the_reply_goes_out_once(x: Speaking) -> None:
    reply = x.asked()
    x.world.order("tokens/expire")
    assert x.publisher.send(reply).external_id
    assert len(x.sent()) == 1


def test_without_consent_nothing_goes_out_and_the_reply_waits(x: Speaking) -> None:
    reply = x.asked()
    x.world.order("tokens/revoke")
    with pytest.raises(SendRefused, match="assist x login") as caught:
        x.publisher.send(reply)
    assert caught.value.retry_at is not None


def test_the_doctor_finds_all_well_or_says_what_to_do(x: Speaking) -> None:
    setup = Setup(x.us, "stream", "", 5.0, lambda: SCOPES, list)
    said: dict[str, str] = {}
    for what, look in looks(x.api, setup, now):
        try:
            said[what] = look()
        except Ailment as error:
            said[what] = f"WRONG {error}"
    assert said["x account"] == f"@{HANDLE}, number {x.us.id}"
    assert said["x scopes"].startswith("all 6")
    assert said["x clock"] == "agrees with X's"
    assert said["x app token"] == "X takes it"
    assert said["x subscriptions"].startswith("WRONG X is not asked for dm.received")
    assert said["x budget"] == "0.00 of today's 5.00 dollars"
