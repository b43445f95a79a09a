"""The simulated X over HTTP: its rules, tokens, edits, faults, and the world that it shares with the channel."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from assist.text.length import weighted_length
from bots.simulator.channel import SimulatedX
from desk.messages import Kind
from tests.builders import NOON
from tests.x_driver import HANDLE, XDriver, running

pytestmark = pytest.mark.slow
MENTION = f"@{HANDLE} what is E17?"


@pytest.fixture
def x(tmp_path: Path) -> Iterator[XDriver]:
    with running(tmp_path) as driver:
        driver.clock(to=NOON, speed=0)
        yield driver


@pytest.fixture
def http(x: XDriver) -> Iterator[httpx.Client]:
    """With our account's token."""
    with _with(x, x.tokens()["access_token"]) as client:
        yield client


def _with(x: XDriver, token: str) -> httpx.Client:
    return httpx.Client(base_url=x.url, headers={"authorization": f"Bearer {token}"})


def reply(http: httpx.Client, to: str, text: str = "Rinse it.", **said: object) -> httpx.Response:
    return http.post("/2/tweets", json={"text": text, "reply": {"in_reply_to_tweet_id": to}, **said})


def test_what_customers_write_over_http_reaches_the_channel_in_process(x: XDriver, tmp_path: Path) -> None:
    channel = SimulatedX(tmp_path / "x.db", [HANDLE], weighted_length, lambda: NOON)
    asked = x.post("rainy", MENTION)
    x.post("bob", "me too", in_reply_to=asked["id"])
    x.dm("rainy", "psst")
    first = channel.fetch(None)
    assert [message.kind for message in first.messages] == [Kind.MENTION, Kind.LISTENING, Kind.DIRECT_MESSAGE]
    assert [before.text for before in first.messages[1].before] == [MENTION]
    newer = x.edit(asked["id"], f"{MENTION} And E18?")
    [message] = channel.fetch(first.cursor).messages
    assert (message.external_id, message.edit, message.edited_at) == (asked["id"], newer["id"], NOON)
    x.delete(newer["id"])
    assert {gone.external_id for gone in channel.fetch(first.cursor).gone} == {asked["id"]}


def test_a_limit_used_up_over_http_holds_for_the_channel_too(
    x: XDriver, http: httpx.Client, tmp_path: Path
) -> None:
    from desk.drafts import To

    channel = SimulatedX(tmp_path / "x.db", [HANDLE], weighted_length, lambda: NOON)
    x.limits("POST /2/tweets", [(1, 900)])
    assert channel.free_at(To.PUBLIC) is None
    assert reply(http, x.post("rainy", MENTION)["id"]).status_code == 201
    assert channel.free_at(To.PUBLIC) == NOON + timedelta(minutes=15)
    assert channel.free_at(To.DM) is None


@pytest.mark.parametrize(
    ("arrange", "word"),
    [
        (lambda x: x.tie("rainy", "blocking", HANDLE), "blocked"),
        (lambda x: x.user("rainy", protected=True), "not visible"),
        (lambda x: x.user("rainy", suspended=True), "not visible"),
    ],
)
def test_what_the_author_does_closes_the_post_to_us(
    x: XDriver, http: httpx.Client, arrange: Callable[[XDriver], object], word: str
) -> None:
    asked = x.post("rainy", MENTION)
    arrange(x)
    refused = reply(http, asked["id"])
    assert (refused.status_code, word in refused.json()["detail"]) == (403, True)


def test_who_lets_only_those_whom_they_follow_answer_is_left_alone(x: XDriver, http: httpx.Client) -> None:
    quoted = x.post(HANDLE, "New: W4")
    asked = x.post("rainy", "odd", quotes=quoted["id"], reply_settings="following")
    assert reply(http, asked["id"]).status_code == 403
    x.tie("rainy", "following", HANDLE)
    assert reply(http, asked["id"]).status_code == 201


def test_an_edit_is_a_new_id_and_ends_after_five(x: XDriver, http: httpx.Client) -> None:
    sent = reply(http, x.post("rainy", MENTION)["id"]).json()["data"]["id"]
    ids = [sent]
    for number in range(5):
        body = {"text": f"Rinse it {number}", "edit_options": {"previous_post_id": ids[-1]}}
        ids.append(http.post("/2/tweets", json=body).json()["data"]["id"])
    assert len(set(ids)) == 6
    shown = http.get(f"/2/tweets/{ids[-1]}", params={"post.fields": "edit_controls"}).json()["data"]
    assert shown["edit_history_post_ids"] == ids
    assert shown["edit_controls"]["edits_remaining"] == 0
    again = {"text": "once more", "edit_options": {"previous_post_id": ids[-1]}}
    assert http.post("/2/tweets", json=again).status_code == 403


def test_an_hour_later_nothing_is_edited(x: XDriver, http: httpx.Client) -> None:
    sent = reply(http, x.post("rainy", MENTION)["id"]).json()["data"]["id"]
    x.clock(by=3601)
    body = {"text": "Better", "edit_options": {"previous_post_id": sent}}
    assert http.post("/2/tweets", json=body).status_code == 403


def test_a_deleted_post_is_gone_from_everywhere(x: XDriver, http: httpx.Client) -> None:
    asked = x.post("rainy", MENTION)
    x.delete(asked["id"])
    assert http.get(f"/2/tweets/{asked['id']}").status_code == 404
    assert "data" not in http.get(f"/2/users/{x.us['id']}/mentions").json()
    assert reply(http, asked["id"]).status_code == 403


def test_a_refresh_token_works_once(x: XDriver) -> None:
    tokens, app = x.tokens(), x.app()
    form = {
        "grant_type": "refresh_token",
        "refresh_token": tokens["refresh_token"],
        "client_id": app["client_id"],
    }
    renewed = httpx.post(f"{x.url}/2/oauth2/token", data=form)
    assert renewed.json()["refresh_token"] != tokens["refresh_token"]
    assert httpx.post(f"{x.url}/2/oauth2/token", data=form).status_code == 400
    x.clock(by=7201)
    with _with(x, renewed.json()["access_token"]) as late:
        assert late.get("/2/users/me").status_code == 401
    assert httpx.post(f"{x.url}/2/oauth2/token", data={**form, "client_id": "another"}).status_code == 400


@pytest.mark.parametrize(
    ("scopes", "path", "status"),
    [
        (["tweet.read", "users.read"], "/2/users/me", 200),
        (["tweet.read"], "/2/users/me", 403),
        (["tweet.read", "users.read"], "/2/dm_events", 403),
        (["tweet.read", "users.read"], "/2/webhooks", 403),
    ],
)
def test_a_token_does_what_its_scopes_say(x: XDriver, scopes: list[str], path: str, status: int) -> None:
    with _with(x, x.tokens(scopes=scopes)["access_token"]) as client:
        assert client.get(path).status_code == status


def test_the_app_alone_reads_and_does_not_write(x: XDriver) -> None:
    with _with(x, x.app()["bearer_token"]) as app:
        assert app.get(f"/2/users/{x.us['id']}/mentions").status_code == 200
        assert app.get("/2/users/me").status_code == 403
        assert app.post("/2/tweets", json={"text": "hello"}).status_code == 403


@pytest.mark.parametrize(("trouble", "taken"), [("cut_before", 0), ("cut_after", 1)])
def test_a_cut_connection_leaves_what_it_says(
    x: XDriver, http: httpx.Client, trouble: str, taken: int
) -> None:
    asked = x.post("rainy", MENTION)
    x.fault("POST /2/tweets", trouble)
    with pytest.raises(httpx.RemoteProtocolError):
        reply(http, asked["id"])
    assert len(x.writes()) == taken
    assert reply(http, asked["id"], "another").status_code == 201


def test_faults_come_so_many_times_and_no_more(x: XDriver, http: httpx.Client) -> None:
    asked = x.post("rainy", MENTION)
    x.fault("POST /2/tweets", "limited", seconds=60)
    x.fault("POST /2/tweets", "failed", status=502)
    x.fault("POST /2/tweets", "garbled")
    limited, failed, garbled = (reply(http, asked["id"], text) for text in ("one", "two", "three"))
    assert (limited.status_code, failed.status_code, garbled.status_code) == (429, 502, 201)
    assert int(limited.headers["x-rate-limit-reset"]) == int(NOON.timestamp()) + 60
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        garbled.json()
    assert [one["text"] for one in x.writes()] == ["three"]
    assert x.faults() == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"text": 1}',
        b'{"txt": "a"}',
        b'{"reply": {}}',
        b'{"text": "a", "made_with_ai": "yes"}',
        b"{",
    ],
)
def test_a_body_that_x_does_not_know_is_refused(http: httpx.Client, body: bytes) -> None:
    assert http.post("/2/tweets", content=body).status_code == 400


def test_nobody_else_on_the_network_is_answered(x: XDriver) -> None:
    """A page that somebody visits may know our port: the name in its request is not ours."""
    assert httpx.get(f"{x.url}/_control/writes", headers={"host": "evil.example"}).status_code == 400


def test_the_text_comes_back_as_x_gives_it_out(x: XDriver, http: httpx.Client) -> None:
    asked = x.post("rainy", MENTION)
    sent = reply(http, asked["id"], "Rinse & see https://fennby.example/e17").json()["data"]
    assert sent["text"].startswith("@rainy Rinse &amp; see https://t.co/")
    entities = http.get(f"/2/tweets/{sent['id']}", params={"post.fields": "entities"}).json()["data"][
        "entities"
    ]
    assert [link["expanded_url"] for link in entities["urls"]] == ["https://fennby.example/e17"]
    assert x.writes()[0]["text"] == "Rinse & see https://fennby.example/e17"
