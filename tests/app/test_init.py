"""`assist init`: the files that a new desk begins with."""

import json
from pathlib import Path

from click.testing import CliRunner

from app.cli.main import assist
from bots.slack.manifest import manifest


def test_both_ways_to_slack_are_written(tmp_path: Path) -> None:
    said = CliRunner().invoke(assist, ["init", "--folder", str(tmp_path), "--base-url", "https://a.example/"])
    assert said.exit_code == 0
    socket, http = (
        json.loads((tmp_path / name).read_text(encoding="utf-8"))
        for name in ("slack-manifest.json", "slack-manifest-http.json")
    )
    assert (socket, http) == (manifest(), manifest("https://a.example"))


def test_the_manifest_for_http_can_be_had_later_with_the_address_that_is_known_then(tmp_path: Path) -> None:
    CliRunner().invoke(assist, ["init", "--folder", str(tmp_path)])
    CliRunner().invoke(assist, ["init", "--folder", str(tmp_path), "--base-url", "https://a.example"])
    http = json.loads((tmp_path / "slack-manifest-http.json").read_text(encoding="utf-8"))
    assert http == manifest("https://a.example")


def test_an_address_that_slack_would_not_call_is_refused(tmp_path: Path) -> None:
    said = CliRunner().invoke(assist, ["init", "--folder", str(tmp_path), "--base-url", "http://localhost"])
    assert said.exit_code == 2
    assert "'http://localhost'" in said.output
    assert list(tmp_path.iterdir()) == []
