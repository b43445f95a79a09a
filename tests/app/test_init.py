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


def test_a_link_and_a_button_for_direct_messages_are_printed_once_our_number_on_x_is_known(
    tmp_path: Path,
) -> None:
    words = ["init", "--folder", str(tmp_path)]
    assert "recipient_id" not in CliRunner().invoke(assist, words).output
    link = "https://twitter.com/messages/compose?recipient_id=1111"
    said = CliRunner().invoke(assist, [*words, "--x-account-id", "1111"]).output
    assert f"by this link: {link}\n" in said
    assert f'<a href="{link}" rel="noopener noreferrer"' in said
    (tmp_path / "assist.toml").write_text('[x]\naccount_id = "2222"\n', encoding="utf-8")
    assert "recipient_id=2222" in CliRunner().invoke(assist, words).output


def test_a_companys_name_is_no_markup_in_the_button(tmp_path: Path) -> None:
    name = '<script src="//evil.example">&'
    (tmp_path / "assist.toml").write_text(f"[company]\nname = '{name}'\n", encoding="utf-8")
    said = CliRunner().invoke(assist, ["init", "--folder", str(tmp_path), "--x-account-id", "1"]).output
    assert "Write to &lt;script src=&quot;//evil.example&quot;&gt;&amp; privately on X</a>" in said


def test_what_is_no_number_of_an_account_is_refused(tmp_path: Path) -> None:
    for said in ('1" onclick="', "@FennbyCare", "", "\N{ARABIC-INDIC DIGIT ONE}"):
        refused = CliRunner().invoke(assist, ["init", "--folder", str(tmp_path), "--x-account-id", said])
        assert refused.exit_code == 2
    assert list(tmp_path.iterdir()) == []
