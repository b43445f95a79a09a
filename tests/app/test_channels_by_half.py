"""A channel whose settings are not whole is told of: else nobody would be heard there, and nobody would know."""

from pathlib import Path

import pytest

from app.channels.table import channels_of
from app.settings import FileSettings, SettingsError
from app.wiring import House


@pytest.mark.parametrize(
    ("table", "said", "missing"),
    [
        ("mastodon", {"server": "https://social.example"}, "Mastodon is set up by half: set token under"),
        ("mastodon", {"token": "secret-1"}, "set server under"),
        ("facebook", {"page_id": "1", "token": "secret-1"}, "set app_id and app_secret and verify_token"),
        ("x", {"bearer_token": "secret-1", "how": "stream"}, "set account_id and client_id under"),
    ],
)
def test_a_channel_set_up_by_half_is_told_and_not_replaced_by_the_simulated_x(
    tmp_path: Path, table: str, said: dict[str, str], missing: str
) -> None:
    house = House(FileSettings.model_validate({"data_dir": tmp_path, table: said}))
    with pytest.raises(SettingsError, match=missing) as told:
        channels_of(house)
    assert "secret-1" not in str(told.value)


def test_a_desk_without_any_channel_has_the_simulated_x(tmp_path: Path) -> None:
    house = House(FileSettings(data_dir=tmp_path))
    assert [channel.name for channel in channels_of(house)] == ["simulator"]
    house.ledger.close()
