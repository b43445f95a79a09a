"""X as a channel of the house: when it is one, what it is made of, and how somebody signs in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import keyring
import pytest
from click.testing import CliRunner
from keyring.backend import KeyringBackend
from keyring.errors import NoKeyringError
from pydantic import SecretStr, ValidationError

from app.channels.x import windows_of, x_channel
from app.channels.x_settings import XSettings
from app.cli.main import assist
from app.settings import FileSettings, SettingsError
from app.token_key import token_key
from app.wiring import House
from bots.x.limits import DAY, MESSAGES, POSTS, QUARTER, Window
from bots.x.sealing import Seal, new_key
from tests.templates import a_ledger_url


@contextmanager
def a_house(folder: Path, **x: Any) -> Iterator[House]:
    """With these settings under [x]."""
    stores = {"ledger": a_ledger_url(folder)}
    house = House(FileSettings(data_dir=folder, stores=stores, x=XSettings(**x)))
    yield house
    house.ledger.close()


class Ring(KeyringBackend):
    """A keyring that remembers, or is none."""

    priority = 1

    def __init__(self, *, there: bool = True) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.there = there

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if not self.there:
            raise NoKeyringError("no keyring")
        self.kept[service, username] = password


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, ring = keyring.get_keyring(), Ring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def test_nobody_who_does_not_want_x_has_it(tmp_path: Path) -> None:
    with a_house(tmp_path) as house:
        assert x_channel(house) is None


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({"client_id": "c"}, "account_id"),
        ({"account_id": "1"}, "client_id"),
        ({"account_id": "1", "client_id": "c", "how": "stream"}, "bearer_token"),
        (
            {"account_id": "1", "client_id": "c", "how": "webhook", "bearer_token": "b"},
            "consumer_secret and webhook_url",
        ),
    ],
)
def test_what_is_set_up_by_half_is_told(tmp_path: Path, said: dict[str, Any], missing: str) -> None:
    with a_house(tmp_path, **said) as house, pytest.raises(SettingsError, match=missing):
        x_channel(house)


@pytest.mark.parametrize("how", ["poll", "stream", "webhook"])
def test_each_way_in_gives_the_same_channel_and_only_the_webhook_is_called(tmp_path: Path, how: str) -> None:
    said = {
        "account_id": "1",
        "access_token": "a",
        "bearer_token": "b",
        "consumer_secret": "s",
        "webhook_url": "https://desk.fennby.example/x/events",
    }
    with a_house(tmp_path, how=how, **said) as house:
        channel = x_channel(house)
        assert channel is not None
        assert (channel.name, channel.listener.name) == ("x", "x")
        assert (channel.call_in is not None) is (how == "webhook")
        assert channel.beside
        assert channel.publisher.free_at is not None
        assert {"x account", "x clock", "x budget"} <= {look.what for look in channel.looks}


def test_the_limits_are_those_of_the_settings() -> None:
    said = windows_of(XSettings(posts_per_15_minutes=50, posts_per_3_hours=300, messages_per_day=1000))
    assert said[POSTS] == [Window(50, QUARTER), Window(10_000, DAY), Window(300, timedelta(hours=3))]
    assert said[MESSAGES] == [Window(15, QUARTER), Window(1000, DAY)]


@pytest.mark.parametrize(
    "said",
    [
        {"api_url": "http://api.x.com"},
        {"webhook_url": "https://x.example:8443/x"},
        {"webhook_url": "http://x.example/x"},
        {"account_id": "@fennby"},
        {"how": "carrier pigeon"},
        {"misspelt": 1},
    ],
)
def test_what_cannot_be_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        XSettings(**said)


def test_secrets_of_x_are_shown_to_nobody() -> None:
    said = XSettings(bearer_token=SecretStr("hush"), token_key=SecretStr("hush"))
    assert "hush" not in repr(said)


def test_a_key_of_the_settings_wins_and_else_the_keyrings_stays_the_same(ring: Ring) -> None:
    assert token_key("mine") == "mine"
    kept = token_key(None)
    assert token_key(None) == kept
    assert Seal.with_key(kept).open(Seal.with_key(kept).close("x")) == "x"


def test_without_a_keyring_somebody_is_told_to_make_a_key(ring: Ring) -> None:
    ring.there = False
    with pytest.raises(SettingsError, match="assist x key"):
        token_key(None)


def test_the_command_makes_a_key(tmp_path: Path) -> None:
    made = CliRunner().invoke(assist, ["x", "key"])
    assert Seal.with_key(made.stdout.strip())
    assert made.stdout.strip() != new_key()


def test_signing_in_needs_an_app_and_prints_what_to_do(tmp_path: Path) -> None:
    toml = tmp_path / "assist.toml"
    toml.write_text(f'[x]\nclient_id = "c"\ntoken_key = "{new_key()}"\n', encoding="utf-8")
    said = CliRunner().invoke(
        assist, ["--config", str(toml), "x", "login"], input="http://127.0.0.1/?code=c&state=theirs\n"
    )
    assert said.exit_code == 2
    assert said.stdout.startswith("https://x.com/i/oauth2/authorize?response_type=code&client_id=c")
    assert "send approved public replies (tweet.write)" in said.stderr
    assert "belongs to another sign-in" in said.stderr
