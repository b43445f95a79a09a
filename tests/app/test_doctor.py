"""`assist doctor` on sources: what lies where they say."""

import json
from pathlib import Path

from click.testing import CliRunner

from app.cli.main import assist
from tests.ingest.crawl.site import a_site, html

WEB = """
[crawler]
contact = "care@example.com"
[[sources]]
name = "manual"
kind = "data_sheet"
location = "{url}"
[sources.crawl]
private_hosts = ["{host}"]
"""


def found(folder: Path, settings: str, name: str) -> tuple[bool, str]:
    """What the doctor says of one thing."""
    file = folder / "assist.toml"
    file.write_text(settings, encoding="utf-8")
    said = CliRunner().invoke(assist, ["--config", str(file), "doctor", "--json"]).stdout
    finding = next(one for one in json.loads(said)["findings"] if one["what"] == name)
    return finding["fine"], finding["detail"]


def test_a_folder_is_counted_and_a_missing_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "sheets").mkdir()
    (tmp_path / "sheets" / "w3.md").write_text("# W3")
    (tmp_path / "sheets" / "w3.png").write_bytes(b"\x89PNG")
    source = '[[sources]]\nname = "s"\nkind = "data_sheet"\nlocation = "{}"\n'
    assert found(tmp_path, source.format("sheets"), "source s") == (True, "1 files to read, 1 of other kinds")
    fine, detail = found(tmp_path, source.format("shets"), "source s")
    assert not fine
    assert "shets" in detail


def test_a_site_is_asked_for_its_first_page(tmp_path: Path) -> None:
    with a_site({"/": html("words")}) as site:
        settings = WEB.format(url=site.url("/"), host=site.host)
        assert found(tmp_path, settings, "source manual") == (True, f"{site.url('/')} answers")
        assert site.paths == ["/"]
        fine, detail = found(tmp_path, settings.replace('contact = "care@example.com"', ""), "source manual")
    assert not fine
    assert "crawler.contact" in detail


def test_a_site_that_has_no_such_page_is_wrong(tmp_path: Path) -> None:
    with a_site({"/": html("words")}) as site:
        settings = WEB.format(url=site.url("/gone"), host=site.host) + "pause_seconds = 0\n"
        fine, detail = found(tmp_path, settings, "source manual")
    assert not fine
    assert "404" in detail


def test_a_language_model_that_nobody_could_use_is_told(tmp_path: Path) -> None:
    settings = '[language_model]\nname = "nobody:x"'
    fine, detail = found(tmp_path, settings, "language model")
    assert not fine
    assert "nobody:x" in detail


def test_what_comes_from_slack_must_have_a_folder_that_takes_it(tmp_path: Path) -> None:
    (tmp_path / "sheets").mkdir()
    settings = (
        '[slack]\ntoken = "xoxb-1"\nsigning_secret = "s"\nchannel = "C1"\napi_url = "http://127.0.0.1:9/api/"\n'
        'notes_into = "sheets"\nfiles_into = "{}"\n'
        '[[sources]]\nname = "sheets"\nkind = "data_sheet"\nlocation = "sheets"\n'
    )
    fine, detail = found(tmp_path, settings.format("sheets"), "notes from Slack")
    assert not fine
    assert "'sheets' is data_sheet" in detail
    assert found(tmp_path, settings.format("sheets"), "files from Slack") == (True, "go into 'sheets'")
    fine, detail = found(tmp_path, settings.format("shets"), "files from Slack")
    assert not fine
    assert "no source is called 'shets'" in detail


def test_who_would_be_two_people_for_four_eyes_is_named(tmp_path: Path) -> None:
    groups = '[slack.groups]\nagents = ["agent"]\n[[people]]\nname = "alice"\n'
    two = '[approval]\ntwo_for_topics = ["refund"]\n'
    assert found(tmp_path, groups, "people") == (True, "alice")
    assert found(tmp_path, f'{two}{groups}slack_id = "U0ALICE"\n', "people") == (True, "alice")
    fine, detail = found(tmp_path, two + groups, "people")
    assert not fine
    assert "no slack_id of alice" in detail
