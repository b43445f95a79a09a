"""What calls us and says that it is Facebook."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bots.facebook.events import CommentTold, events_in, told_in
from bots.facebook.webhook import MAX_BODY, PATH, Webhook
from tests.builders import NOON
from tests.fakes.facebook.calls import call, signed, told_of_comment
from tests.fakes.facebook.graph import SECRET
from tests.fakes.facebook.page import PAGE, PEOPLE, Page


class Kept:
    """A store in memory that can be broken."""

    def __init__(self) -> None:
        self.rows: dict[str, str] = {}
        self.broken = False

    def put(self, channel: str, key: str, raw: str, at: datetime) -> bool:
        if self.broken:
            raise OSError("no room")
        return self.rows.setdefault(key, raw) is raw


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def caller(kept: Kept) -> TestClient:
    webhook = Webhook(kept, PAGE, SECRET, "our-word", lambda: NOON)
    return TestClient(webhook.app(), raise_server_exceptions=False)


def a_comment(text: str = "what is E17?") -> bytes:
    page = Page()
    return told_of_comment(page, page.add_comment(page.post, PEOPLE["ann"], text))


def introduced(caller: TestClient, **said: str) -> tuple[int, str]:
    given = {"mode": "subscribe", "verify_token": "our-word", "challenge": "1158201444"} | said
    answer = caller.get(PATH, params={f"hub.{name}": value for name, value in given.items()})
    return answer.status_code, answer.text


def test_facebook_is_told_that_it_is_us() -> None:
    caller = TestClient(Webhook(Kept(), PAGE, SECRET, "our-word", lambda: NOON).app())
    assert introduced(caller) == (200, "1158201444")


@pytest.mark.parametrize(
    "said",
    [
        {"verify_token": "guessed"},
        {"verify_token": ""},
        {"verify_token": "ou\u0308r"},
        {"mode": "unsubscribe"},
        {"challenge": "<script>alert(1)</script>"},
        {"challenge": ""},
    ],
)
def test_who_does_not_know_our_word_learns_nothing(caller: TestClient, said: dict[str, str]) -> None:
    assert introduced(caller, **said) == (403, "not for us")


def test_an_event_is_kept_before_it_is_answered_and_kept_once(caller: TestClient, kept: Kept) -> None:
    body = a_comment()
    for _ in range(3):
        assert caller.post(PATH, content=body, headers=signed(body)).status_code == 200
    assert len(kept.rows) == 1


def test_what_cannot_be_kept_is_told_again(caller: TestClient, kept: Kept) -> None:
    kept.broken = True
    body = a_comment()
    assert caller.post(PATH, content=body, headers=signed(body)).status_code == 500
    kept.broken = False
    assert caller.post(PATH, content=body, headers=signed(body)).status_code == 200
    assert len(kept.rows) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Hub-Signature-256": "sha256="},
        {"X-Hub-Signature-256": "sha256=" + "0" * 64},
        signed(b"another body"),
        signed(a_comment(), secret="another secret"),
        {"X-Hub-Signature": "sha1=0"},
    ],
)
def test_what_facebook_did_not_sign_is_not_kept(
    caller: TestClient, kept: Kept, headers: dict[str, str]
) -> None:
    assert caller.post(PATH, content=a_comment(), headers=headers).status_code == 403
    assert kept.rows == {}


def test_one_changed_letter_breaks_the_signature(caller: TestClient, kept: Kept) -> None:
    body = a_comment()
    changed = body.replace(b"E17", b"E18")
    assert caller.post(PATH, content=changed, headers=signed(body)).status_code == 403
    assert kept.rows == {}


def test_an_endless_body_is_not_read(caller: TestClient, kept: Kept) -> None:
    body = b" " * (MAX_BODY + 1)
    assert caller.post(PATH, content=body, headers=signed(body)).status_code == 413


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"[" * 100_000, b"\xff\xfe"])
def test_a_body_that_is_no_object_is_refused(caller: TestClient, kept: Kept, body: bytes) -> None:
    assert caller.post(PATH, content=body, headers=signed(body)).status_code == 400
    assert kept.rows == {}


def test_a_text_with_half_a_character_is_read_and_not_lost(caller: TestClient, kept: Kept) -> None:
    body = a_comment("what is E17? \ud83d")
    caller.post(PATH, content=body, headers=signed(body))
    (raw,) = kept.rows.values()
    told = told_in(raw)
    assert isinstance(told, CommentTold)
    assert told.comment.message == "what is E17? \N{REPLACEMENT CHARACTER}"


def test_another_page_of_the_same_app_is_not_ours(caller: TestClient, kept: Kept) -> None:
    body = a_comment().replace(f'"id": "{PAGE}", "time"'.encode(), b'"id": "999", "time"')
    assert caller.post(PATH, content=body, headers=signed(body)).status_code == 200
    assert kept.rows == {}


def test_several_things_told_at_once_are_kept_one_by_one(caller: TestClient, kept: Kept) -> None:
    changes = [{"field": "feed", "value": {"item": "like", "number": number}} for number in range(3)]
    body = call(NOON, changes=[*changes, {"field": "ratings", "value": {}}])
    caller.post(PATH, content=body, headers=signed(body))
    assert len(kept.rows) == 3


@pytest.mark.parametrize("item", ["like", "status", "reaction", "post", "share"])
def test_what_is_no_comment_does_not_concern_us(item: str) -> None:
    value = {"item": item, "verb": "add", "post_id": "1_2", "created_time": 1_770_000_000}
    body = json.loads(call(NOON, changes=[{"field": "feed", "value": value}]))
    assert [told_in(raw) for _, raw in events_in(body, PAGE)] == [None]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(["entry", "object"]),
        json_values
        | st.lists(
            st.fixed_dictionaries(
                {"id": st.just(PAGE), "changes": json_values, "messaging": st.lists(json_values, max_size=2)}
            )
        ),
    )
)
def test_whatever_is_told_is_read_or_left(body: dict[str, object]) -> None:
    for _, raw in events_in(body, PAGE):
        told_in(raw)
