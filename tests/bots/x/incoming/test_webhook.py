"""What X calls: it learns that we are we, and nobody else gets an event in."""

import base64
import hashlib
import hmac
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bots.errors import Unreachable
from bots.x.reading.outage import AWAY, Webhook
from bots.x.reading.readers import Reading
from bots.x.reading.subscriptions import Subscriptions
from bots.x.webhook import MAX_BODY, PATH, SIGNATURE, Signer, asgi_app
from desk.ledger import Ledger
from tests.bots.x.incoming.fake import FakeApi, FakeDesk
from tests.bots.x.incoming.raw import US, a_direct, a_direct_event, a_post, an_event
from tests.builders import NOON
from tests.desk.cases import HandClock
from tests.templates import a_ledger

SECRET = b"consumer secret"
WEBHOOKS, URL = "/2/webhooks", "https://desk.example.com/x/events"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = a_ledger(tmp_path)
    yield ledger
    ledger.close()


@pytest.fixture
def x(ledger: Ledger) -> Iterator[TestClient]:
    app = asgi_app(Signer(SECRET), ledger.arrivals, lambda: NOON)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def by_hand(content: bytes) -> str:
    """The signature as X's page describes it."""
    return "sha256=" + base64.b64encode(hmac.new(SECRET, content, hashlib.sha256).digest()).decode()


def keys(ledger: Ledger) -> list[str]:
    return [one.key for one in ledger.arrivals.after("x", 0, 100)]


def test_a_challenge_is_answered(x: TestClient) -> None:
    answer = x.get(PATH, params={"crc_token": "challenge_string"})
    assert answer.json() == {"response_token": by_hand(b"challenge_string")}


def test_a_signed_event_is_stored_before_x_is_told(x: TestClient, ledger: Ledger) -> None:
    post, direct = a_post(), a_direct()
    for raw in (an_event(post), a_direct_event(direct), an_event(post)):
        assert x.post(PATH, content=raw, headers={SIGNATURE: by_hand(raw.encode())}).status_code == 200
    assert keys(ledger) == [f"post {post['id']}", f"direct {direct['id']}"]


@pytest.mark.parametrize(
    "signature", ["", "sha256=", "sha256=AAAA", by_hand(b"another body"), "sha256=\xe4\xf6"]
)
def test_what_x_did_not_sign_is_turned_away_unread(x: TestClient, ledger: Ledger, signature: str) -> None:
    headers = {SIGNATURE.encode(): signature.encode("latin-1")}
    assert x.post(PATH, content=an_event(a_post()), headers=headers).status_code == 401
    assert x.post(PATH, content=an_event(a_post())).status_code == 401
    assert keys(ledger) == []


@pytest.mark.parametrize("token", ["", '{"data":{}}', "[1]", "a b", "a" * 201, "ä", "{", '"x"', "1,2"])
def test_a_challenge_that_could_be_an_event_is_not_signed(x: TestClient, token: str) -> None:
    answer = x.get(PATH, params={"crc_token": token})
    assert answer.status_code == 400
    assert by_hand(token.encode()) not in answer.text


def test_what_is_too_long_is_not_read_to_its_end(x: TestClient, ledger: Ledger) -> None:
    body = b"a" * (MAX_BODY + 1)
    assert x.post(PATH, content=body, headers={SIGNATURE: by_hand(body)}).status_code == 413
    assert keys(ledger) == []


def test_an_event_that_cannot_be_stored_is_not_taken(ledger: Ledger) -> None:
    class Full:
        def put(self, channel: str, key: str, raw: str, at: datetime) -> bool:
            raise OSError("no space left")

        def put_all(self, channel: str, events: Iterable[tuple[str, str]], at: datetime) -> int:
            raise OSError("no space left on device")

    raw = an_event(a_post())
    with TestClient(asgi_app(Signer(SECRET), Full(), lambda: NOON), raise_server_exceptions=False) as x:
        assert x.post(PATH, content=raw, headers={SIGNATURE: by_hand(raw.encode())}).status_code == 500


@pytest.mark.parametrize("body", [b"\xff\xfe", b"{", b"null", b"[" * 5000])
def test_what_x_signed_and_nobody_can_read_is_kept(x: TestClient, ledger: Ledger, body: bytes) -> None:
    assert x.post(PATH, content=body, headers={SIGNATURE: by_hand(body)}).status_code == 200
    [key] = keys(ledger)
    assert key.startswith("odd ")


@pytest.mark.parametrize(
    ("method", "path", "status"), [("PUT", PATH, 405), ("GET", "/", 404), ("POST", "/x", 404)]
)
def test_nothing_else_is_served(x: TestClient, method: str, path: str, status: int) -> None:
    assert x.request(method, path).status_code == status


def test_the_app_answers_where_x_is_told_to_call(ledger: Ledger) -> None:
    api, clock = FakeApi(), HandClock(NOON)
    reading = Reading(US, api, api, ledger.arrivals, ledger, FakeDesk(), clock)
    app = reading.by_webhook(Signer(SECRET), "https://desk.example.com/from/x").app
    assert app is not None
    with TestClient(app) as x:
        assert [x.get(path, params={"crc_token": "a"}).status_code for path in ("/from/x", PATH)] == [
            200,
            404,
        ]


def test_the_secret_is_in_no_repr() -> None:
    assert "secret" not in f"{Signer(SECRET)!r}"


def keeper(ledger: Ledger, api: FakeApi, clock: HandClock, caught_up: list[str]) -> Webhook:
    return Webhook(URL, api, Subscriptions(api, US), ledger, lambda: caught_up.append("yes"), clock)


def there(valid: bool = True) -> dict[str, object]:
    return {
        "data": [{"id": "8", "url": "https://other.example.com/"}, {"id": "9", "url": URL, "valid": valid}]
    }


def test_a_webhook_that_is_missing_is_made_and_its_events_go_to_it(ledger: Ledger) -> None:
    api, caught_up = FakeApi(), list[str]()
    api.pages[f"POST {WEBHOOKS}"] = deque([{"data": {"id": "9", "url": URL, "valid": True}}])
    keeper(ledger, api, HandClock(NOON), caught_up).keep()
    assert api.asked_for(f"POST {WEBHOOKS}") == [{"url": URL, "as_user": False}]
    assert {made["webhook_id"] for made in api.asked_for("POST /2/activity/subscriptions")} == {"9"}
    assert caught_up == ["yes"]
    assert api.asked_for(f"POST {WEBHOOKS}/replay") == []  # nothing was missed by what never stood


def test_while_all_is_well_nothing_is_asked_for_again(ledger: Ledger) -> None:
    api, caught_up, clock = FakeApi(), list[str](), HandClock(NOON)
    api.pages[WEBHOOKS] = deque([there(), there()])
    kept = keeper(ledger, api, clock, caught_up)
    kept.keep()
    clock.move(AWAY)
    kept.keep()
    assert caught_up == ["yes"]  # at the first look
    assert api.asked_for(f"POST {WEBHOOKS}/replay") == []


def test_after_an_outage_x_is_asked_to_send_again_what_we_missed(ledger: Ledger) -> None:
    api, caught_up, clock = FakeApi(), list[str](), HandClock(NOON)
    api.pages[WEBHOOKS] = deque([there(), there()])
    keeper(ledger, api, clock, caught_up).keep()
    clock.move(timedelta(hours=3))
    keeper(ledger, api, clock, caught_up).keep()
    assert api.asked_for(f"POST {WEBHOOKS}/replay") == [
        {"webhook_id": "9", "from_date": "202611201200", "to_date": "202611201500", "as_user": False}
    ]
    assert caught_up == ["yes", "yes"]


def test_x_replays_a_day_and_is_asked_for_no_more(ledger: Ledger) -> None:
    api, clock = FakeApi(), HandClock(NOON)
    api.pages[WEBHOOKS] = deque([there(), there()])
    keeper(ledger, api, clock, []).keep()
    clock.move(timedelta(days=9))
    keeper(ledger, api, clock, []).keep()
    assert api.asked_for(f"POST {WEBHOOKS}/replay")[0]["from_date"] == "202611281200"


def test_a_webhook_that_x_gave_up_is_asked_for_again_with_what_it_missed(ledger: Ledger) -> None:
    api, clock = FakeApi(), HandClock(NOON)
    api.pages[WEBHOOKS] = deque([there(), there(valid=False)])
    kept = keeper(ledger, api, clock, [])
    kept.keep()
    clock.move(timedelta(minutes=5))
    kept.keep()
    assert len(api.asked_for(f"PUT {WEBHOOKS}/9")) == 1
    assert api.asked_for(f"POST {WEBHOOKS}/replay")[0]["from_date"] == "202611201200"


def test_a_replay_that_x_did_not_take_is_asked_for_again(ledger: Ledger) -> None:
    api, clock = FakeApi(), HandClock(NOON)
    api.pages[WEBHOOKS] = deque([there(), there(), there()])
    kept = keeper(ledger, api, clock, [])
    kept.keep()
    clock.move(timedelta(hours=1))
    made = len(api.asked_for("POST /2/activity/subscriptions"))
    api.failing.extend([None, None, *[None] * made, Unreachable("no network")])
    with pytest.raises(Unreachable):
        kept.keep()
    kept.keep()
    assert [asked["from_date"] for asked in api.asked_for(f"POST {WEBHOOKS}/replay")] == ["202611201200"] * 2
