"""`assist ingest`, `sources` and `add`: what they say, and their exit status."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.main import assist
from app.cli.place import Place
from app.wiring import House
from index.embedding.embed import SentenceEmbedder
from tests.app.knowledge import NOTE, Clock, a_house, write_note

WITHOUT_DATES = NOTE.partition("---\n# ")[2]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, embedder: SentenceEmbedder) -> Iterator[House]:
    """The desk of the current folder, as every command of a test gets it."""
    house = a_house(tmp_path, Clock(datetime(2026, 12, 24, 12, tzinfo=UTC)), embedder=embedder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Place, "house", house)
    yield house
    house.ledger.close()
    house.records.dispose()


def run(*words: str) -> Result:
    return CliRunner().invoke(assist, words, catch_exceptions=False)


def test_a_long_list_of_failures_is_cut_for_people_and_whole_in_json(house: House, tmp_path: Path) -> None:
    for number in range(25):
        write_note(tmp_path, "---\naudience: everybody\n---\nwords", f"{number:02}.md")
    shown = run("ingest")
    assert shown.exit_code == 1
    assert shown.stderr.count("failed: notes/") == 20
    assert "failed: 5 more of notes; --json names them all" in shown.stderr
    report = json.loads(run("ingest", "--json").stdout)
    assert len(report["sources"][0]["failed"]) == 25


def test_a_source_that_another_process_reads_fails_with_exit_status_1(house: House) -> None:
    house.runs.begin("notes", house.clock(), timedelta(minutes=2))
    result = run("ingest")
    assert result.exit_code == 1
    assert "another process is reading it since 2026-12-24 12:00 UTC" in result.stderr


def test_sources_tells_how_each_stands(house: House, tmp_path: Path) -> None:
    write_note(tmp_path)
    write_note(tmp_path, "---\nreview_by: soon\n---\nwords", "bad.md")
    run("ingest")
    (state,) = json.loads(run("sources", "--json").stdout)
    assert (state["name"], state["kind"], state["audience"]) == ("notes", "sme_note", "public")
    assert (state["documents"], state["refresh_every_seconds"]) == (1, 1800)
    assert state["last_run"]["report"]["refusals"][0]["id"] == "notes/bad.md"
    assert state["next_run"] == "2026-12-24T12:30:00+00:00"
    assert [(note["id"], note["owner"], note["review_by"]) for note in state["stale_notes"]] == [
        ("notes/e17.md", "sam", "2026-11-30")
    ]
    shown = run("sources")
    assert "2026-12-24 12:30" in shown.stdout
    assert "stale: notes/e17.md: review it (sam), it was due by 2026-11-30" in shown.stderr
    assert "failed: notes/bad.md" in shown.stderr


def test_sources_that_were_never_read_say_so(house: House) -> None:
    (state,) = json.loads(run("sources", "--json").stdout)
    assert (state["documents"], state["last_run"]) == (0, None)
    assert "never" in run("sources").stdout


def test_added_files_are_told_of_one_by_one(house: House, tmp_path: Path) -> None:
    good, bad = tmp_path / "e17.md", tmp_path / "bad.exe"
    good.write_text(WITHOUT_DATES, encoding="utf-8")
    bad.write_bytes(b"MZ")
    result = run("add", str(good), str(bad), "--source", "notes")
    assert result.exit_code == 1
    assert "e17.md: new: " in result.stdout
    assert "passages: 1, version: 1, public (notes/e17.md)" in result.stdout
    assert "bad.exe: refused: files of this sort are not read" in result.stderr
    (added,) = json.loads(run("add", str(good), "--source", "notes", "--json").stdout)
    assert (added["arrival"], added["documents"][0]["id"], added["reason"]) == ("same", "notes/e17.md", None)


def test_a_note_that_is_not_valid_yet_is_taken_and_said_to_wait(house: House, tmp_path: Path) -> None:
    file = tmp_path / "later.md"
    file.write_text(NOTE.replace("review_by: 2026-11-30", "valid_from: 2027-01-01"), encoding="utf-8")
    result = run("add", str(file), "--source", "notes")
    assert "later.md: new: it is valid from 2027-01-01 on" in result.stderr
    assert (tmp_path / "notes" / "later.md").exists()
