"""Serving: a port that is taken is said before anything is announced."""

from pathlib import Path
from socket import create_server

import pytest

from app.serving import serve_slack, web_server
from app.settings import SettingsError, read_settings
from app.wiring import House


def test_a_taken_port_is_named_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        house = House(read_settings(None, web={"port": port}))
        with pytest.raises(SettingsError, match=rf"port {port} .* \[web\]"):
            web_server(house)


def test_slack_without_settings_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match="signing_secret"):
        serve_slack(House(read_settings(None)))


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="data_dir"):
        _ = House(read_settings(None, data_dir=tmp_path / "file" / "data")).folder
