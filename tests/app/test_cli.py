"""The command line: quick help, clear refusals, and the whole way from a folder to a draft."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli.main import COMMANDS, SUMMARIES, assist
from app.cli.output import print_table

SETTINGS = """
[company]
name = "Fennby"
handle = "@FennbyCare"
[[sources]]
name = "sheets"
kind = "data_sheet"
location = "sheets"
[[sources]]
name = "notes"
kind = "sme_note"
location = "notes"
"""
SHEET = """# W3 weather station

## Error codes

E17 means that the rain gauge is blocked. Lift the funnel off and rinse it with warm water.
"""
NOTE = """# W3 returns

Ask the customer for the lot: stations of lot KX-4471 are replaced without asking, the supplier pays for the rain gauge.
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings, one data sheet and one internal note, as the current folder."""
    (tmp_path / "assist.toml").write_text(SETTINGS, encoding="utf-8")
    for folder, text in (("sheets", SHEET), ("notes", NOTE)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "w3.md").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, expect: int = 0) -> str:
    """What a command prints on standard output."""
    result = CliRunner().invoke(assist, words, catch_exceptions=False)
    assert result.exit_code == expect, result.output
    return result.stdout


def test_every_command_is_in_the_help_and_can_be_imported() -> None:
    text = run("--help")
    assert set(SUMMARIES) == set(COMMANDS)
    for name in COMMANDS:
        assert name in text
        run(name, "--help")


def test_a_folder_becomes_a_sourced_draft(desk: Path) -> None:
    report = json.loads(run("ingest", "--json"))
    assert {source["name"]: source["new"] for source in report["sources"]} == {"sheets": 1, "notes": 1}
    draft = json.loads(run("draft", "@FennbyCare my W3 shows E17, what does it mean?", "--json"))
    assert "rain gauge is blocked" in draft["text"]
    assert (draft["citations"][0]["document_id"], draft["citations"][0]["version"]) == ("sheets/w3.md", 1)
    assert draft["triage"]["intent"] == "question"
    assert [(form["to"], form["link"], form["chosen"]) for form in draft["forms"]] == [
        ("public", False, True),
        ("public", True, False),
        ("dm", False, False),
        ("dm", True, False),
    ]
    told = run(
        "draft", "@FennbyCare my W3 rain gauge shows E17, is it of lot KX-4471? Are stations replaced?"
    )
    assert "intent: question" in told
    assert "Internal: do not quote (internal only): W3 returns" in told
    again = json.loads(run("ingest", "--json"))
    assert [source["unchanged"] for source in again["sources"]] == [1, 1]


def test_search_shows_a_note_to_colleagues_only(desk: Path) -> None:
    run("ingest")
    question = ("search", "lot KX-4471 weather station", "--json")
    assert all(hit["audience"] == "public" for hit in json.loads(run(*question)))
    assert any(hit["audience"] == "internal" for hit in json.loads(run(*question, "--audience", "internal")))


def test_a_broken_file_is_named_and_the_rest_goes_on(desk: Path) -> None:
    (desk / "sheets" / "broken.pdf").write_bytes(b"%PDF-1.7 this is no PDF")
    report = json.loads(run("ingest", "--json", expect=1))
    assert report["documents"] == 2
    assert "broken.pdf" in report["sources"][0]["failed"][0]["id"]


def test_a_source_that_is_named_no_more_is_withdrawn(desk: Path) -> None:
    run("ingest")
    (desk / "assist.toml").write_text(SETTINGS.partition('[[sources]]\nname = "notes"')[0], encoding="utf-8")
    report = json.loads(run("ingest", "--json"))
    assert (report["removed"], report["documents"]) == ({"notes": 1}, 1)
    assert json.loads(run("ingest", "--json"))["removed"] == {}


def test_the_index_proves_itself(desk: Path) -> None:
    run("ingest")
    assert json.loads(run("index", "verify", "--json")) == {"consistent": True, "problems": []}
    run("index", "rebuild")
    run("index", "verify")


def test_an_unknown_source_is_refused_with_the_known_ones(desk: Path) -> None:
    result = CliRunner().invoke(assist, ["ingest", "--source", "shets"])
    assert result.exit_code == 2
    assert "sheets, notes" in result.output


def test_a_replayed_message_becomes_a_case_once(desk: Path) -> None:
    run("ingest")
    row = {
        "id": "1",
        "author": "rainy",
        "text": "@FennbyCare my W3 shows E17, what does that mean?",
        "created_at": "2026-11-20T10:00:00Z",
    }
    (desk / "tweets.jsonl").write_text(json.dumps(row) + "\nnot json\n", encoding="utf-8")
    first = json.loads(run("replay", "tweets.jsonl", "--json", expect=1))
    assert (first["fed"], first["stages"], len(first["refused"])) == (1, {"awaiting_decision": 1}, 1)
    assert json.loads(run("replay", "tweets.jsonl", "--json", expect=1))["seen_before"] == 1
    cases = json.loads(run("cases", "--json"))
    assert [case["author"] for case in cases] == ["rainy"]
    assert "proposed" in run("case", str(cases[0]["id"]))


def test_init_never_overwrites(tmp_path: Path) -> None:
    run("init", "--folder", str(tmp_path))
    (tmp_path / "assist.toml").write_text("# mine", encoding="utf-8")
    run("init", "--folder", str(tmp_path))
    assert (tmp_path / "assist.toml").read_text(encoding="utf-8") == "# mine"


def test_the_doctor_names_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "assist.toml").write_text("[slack]\nchannel = 'C1'", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    findings = {found["what"]: found for found in json.loads(run("doctor", "--json", expect=1))["findings"]}
    assert not findings["slack"]["fine"]
    assert "token is missing" in findings["slack"]["detail"]
    assert not findings["sources"]["fine"]
    assert findings["index"]["fine"]


def test_a_table_prints_brackets_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["what"], [["no [[sources]] in [bold]the settings"]])

    assert "no [[sources]] in [bold]the settings" in capsys.readouterr().out
