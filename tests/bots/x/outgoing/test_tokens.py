"""Tokens are renewed in time, by one process, and none is lost in silence."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlalchemy import Engine

from bots.errors import NotSignedIn, Unanswered, Unreachable
from bots.exchange import Exchange
from bots.x.grant import SCOPES, App, Grant, by_code
from bots.x.sealing import Seal, WrongKey, new_key
from bots.x.signin import BadAnswer, SignIn
from bots.x.tokens import NAME, FixedTokens, SignedIn
from desk.database import open_database
from desk.tokens import TokenStore
from tests.bots.x.outgoing.door import Door, Watch, ok
from tests.builders import NOON
from tests.templates import a_ledger_url

TOKEN = "POST /2/oauth2/token"
KEY = new_key()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(a_ledger_url(tmp_path))
    yield engine
    engine.dispose()


def a_grant(**fields: Any) -> Grant:
    """Two hours of everything."""
    grant = Grant("access-1", "refresh-1", NOON, NOON + timedelta(hours=2), frozenset(SCOPES))
    return replace(grant, **fields)


def renewal(number: int = 2, **fields: Any) -> httpx.Response:
    """X's answer with the next pair."""
    said = {
        "access_token": f"access-{number}",
        "refresh_token": f"refresh-{number}",
        "expires_in": 7200,
        "scope": " ".join(SCOPES),
    }
    return ok({**said, **fields})


def tokens(
    engine: Engine, door: Door, clock: Watch, sleep: Callable[[float], None] | None = None
) -> SignedIn:
    """Of one process."""
    exchange = Exchange("https://api.x.example", "X", transport=httpx.MockTransport(door))
    naps = sleep or (lambda seconds: None)
    return SignedIn(
        TokenStore(engine), Seal.with_key(KEY), exchange, App("our-app", "s3cret"), clock, "app", naps
    )


def signed_in(engine: Engine, door: Door, clock: Watch) -> SignedIn:
    """With a grant in the store."""
    made = tokens(engine, door, clock)
    made.sign_in(a_grant())
    return made


def test_nobody_speaks_for_us_before_somebody_signed_in(engine: Engine) -> None:
    with pytest.raises(NotSignedIn, match="assist x login"):
        tokens(engine, Door(), Watch()).user()


def test_a_token_is_used_while_it_is_good_and_renewed_in_time(engine: Engine) -> None:
    clock, door = Watch(), Door().says(TOKEN, renewal())
    ours = signed_in(engine, door, clock)
    clock.after(hours=1)
    assert ours.user() == "access-1"
    clock.after(minutes=59)
    assert ours.user() == ours.user() == "access-2"
    assert len(door.asked) == 1
    asked = parse_qs(door.asked[0].content.decode())
    assert asked == {
        "grant_type": ["refresh_token"],
        "refresh_token": ["refresh-1"],
        "client_id": ["our-app"],
    }
    assert door.asked[0].headers["authorization"].startswith("Basic ")


def test_what_is_stored_is_sealed(engine: Engine) -> None:
    ours = signed_in(engine, Door(), Watch())
    stored = ours.store.get(NAME)
    assert stored is not None
    assert "access-1" not in stored.sealed
    assert all(
        secret not in repr((ours, ours.grant())) for secret in ("access-1", "refresh-1", "s3cret", KEY)
    )
    with pytest.raises(NotSignedIn, match="another key"):
        replace(ours, seal=Seal.with_key(new_key())).user()


def test_while_one_process_renews_the_others_use_the_old_token_or_wait_for_the_new_one(
    engine: Engine,
) -> None:
    clock = Watch()
    signed_in(engine, Door(), clock)
    clock.after(minutes=119)
    other = tokens(engine, Door(), clock)  # of another process, which may not ask X
    heard: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        heard.append(other.user())
        return renewal()

    assert tokens(engine, Door().says(TOKEN, answer), clock).user() == "access-2"
    assert heard == ["access-1"]
    assert other.user() == "access-2"


def test_who_has_no_token_left_waits_for_the_process_that_renews_it(engine: Engine) -> None:
    clock = Watch()
    ours = signed_in(engine, Door(), clock)
    clock.after(hours=3)
    ours.store.take_for_refresh(NAME, 1, now=clock(), until=clock() + timedelta(minutes=2))
    with pytest.raises(Unreachable, match="another process"):
        ours.user()
    new = Seal.with_key(KEY).close(
        a_grant(access_token="access-2", expires_at=clock() + timedelta(hours=2)).to_json()
    )

    def meanwhile(_seconds: float) -> None:
        ours.store.refreshed(NAME, 1, new)

    assert tokens(engine, Door(), clock, meanwhile).user() == "access-2"


def test_a_renewal_that_was_cut_off_is_told_when_x_takes_the_old_one_no_more(engine: Engine) -> None:
    clock = Watch()
    refused = ok(
        {"error": "invalid_request", "error_description": "Value passed for the token was invalid."}, 400
    )
    door = Door().says(TOKEN, httpx.ReadTimeout("slow"), refused)
    ours = signed_in(engine, door, clock)
    clock.after(hours=3)
    with pytest.raises(Unanswered):
        ours.user()
    with pytest.raises(Unreachable):  # nobody asks again while the first one may still be at it
        ours.user()
    clock.after(minutes=3)
    with pytest.raises(NotSignedIn, match=r"token was invalid.*assist x login.*its end is not on record"):
        ours.user()


def test_a_renewal_that_never_left_is_tried_again_at_once(engine: Engine) -> None:
    clock = Watch()
    ours = signed_in(engine, Door().says(TOKEN, httpx.ConnectError("no"), renewal()), clock)
    clock.after(hours=3)
    with pytest.raises(Unreachable):
        ours.user()
    assert ours.user() == "access-2"


def test_a_token_that_x_refuses_is_renewed_once_and_not_for_ever(engine: Engine) -> None:
    clock, door = Watch(), Door().says(TOKEN, renewal())
    ours = signed_in(engine, door, clock)
    clock.after(minutes=30)
    assert ours.renewed("access-1") == "access-2"
    assert ours.renewed("access-1") == "access-2"  # another thread was refused with the old one
    with pytest.raises(NotSignedIn, match="locked or suspended"):
        ours.renewed("access-2")
    assert len(door.asked) == 1


def test_a_sign_in_during_a_renewal_wins(engine: Engine) -> None:
    clock = Watch()
    ours = signed_in(engine, Door(), clock)
    clock.after(hours=3)
    anew = a_grant(access_token="anew", expires_at=clock() + timedelta(hours=2))

    def answer(request: httpx.Request) -> httpx.Response:
        ours.sign_in(anew)
        return renewal()

    assert tokens(engine, Door().says(TOKEN, answer), clock).user() == "anew"


@pytest.mark.parametrize(
    "fields",
    [
        {"access_token": None},
        {"access_token": "a b"},
        {"access_token": "a\n"},
        {"expires_in": "soon"},
        {"expires_in": 1e300},
    ],
)
def test_a_grant_that_cannot_be_read_is_told_without_a_word_of_it(
    engine: Engine, fields: dict[str, Any]
) -> None:
    clock = Watch()
    ours = signed_in(engine, Door().says(TOKEN, renewal(**fields)), clock)
    clock.after(hours=3)
    with pytest.raises(Unanswered) as caught:
        ours.user()
    assert "access-2" not in repr(caught.value)
    assert caught.value.__suppress_context__


def test_tokens_of_the_settings_are_told_to_nobody() -> None:
    fixed = FixedTokens("user-secret", None)
    assert "secret" not in repr(fixed)
    with pytest.raises(NotSignedIn, match="bearer_token"):
        fixed.app()


def test_a_key_that_is_none_says_how_to_get_one() -> None:
    with pytest.raises(WrongKey, match="assist x key"):
        Seal.with_key("hunter2")


# signing in


def an_attempt() -> SignIn:
    return SignIn.begin("our-app", "http://127.0.0.1:8789/signed-in", SCOPES, lambda size: "s" * size)


def test_the_link_asks_for_our_rights_and_proves_later_who_began() -> None:
    attempt = an_attempt()
    asked = parse_qs(urlsplit(attempt.url).query)
    assert asked["scope"] == ["tweet.read tweet.write users.read dm.read dm.write offline.access"]
    assert (asked["code_challenge_method"], asked["response_type"]) == (["S256"], ["code"])
    assert attempt.verifier not in attempt.url
    assert attempt.verifier not in repr(attempt)


def test_the_address_that_comes_back_or_its_code_is_taken() -> None:
    attempt = an_attempt()
    back = f"{attempt.redirect}?state={attempt.state}&code=c0de"
    assert attempt.code_in(f" {back}\n") == attempt.code_in("c0de") == "c0de"


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "http://127.0.0.1/?state=other&code=c0de",
        "http://127.0.0.1/?code=c0de",
        "http://127.0.0.1/?error=access_denied",
        "two words",
        "c\u00f6de",
    ],
)
def test_what_is_no_answer_to_this_link_is_refused(pasted: str) -> None:
    with pytest.raises(BadAnswer):
        an_attempt().code_in(pasted)


def test_a_code_is_changed_for_a_grant_that_lasts(engine: Engine) -> None:
    door, attempt = Door().says(TOKEN, renewal(1)), an_attempt()
    exchange = Exchange("https://api.x.example", "X", transport=httpx.MockTransport(door))
    grant = by_code(exchange, App("our-app"), "c0de", attempt.verifier, attempt.redirect, NOON)
    assert grant == a_grant()
    assert Grant.from_json(grant.to_json()) == grant
    asked = parse_qs(door.asked[0].content.decode())
    assert (asked["code_verifier"], asked["code"]) == ([attempt.verifier], ["c0de"])
    assert "authorization" not in door.asked[0].headers  # a public client has no secret
    assert json.loads(grant.to_json())["scopes"] == sorted(SCOPES)
