"""`assist facts`: from a sheet in a folder to a value with its unit, as a table and as JSON."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli.facts import told
from app.cli.main import assist
from index.knowledge import Fact

SETTINGS = """
[company]
name = "Fennby"
handle = "@FennbyCare"
[[sources]]
name = "sheets"
kind = "data_sheet"
location = "sheets"
"""
SHEET = """# W3 weather station

| Parameter | Min | Typ | Max | Unit |
|---|---|---|---|---|
| Supply voltage | 3.0 | 3.3 | 3.6 | V |

| Parameter | Value |
|---|---|
| Weight | 96 g |
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings and one data sheet, as the current folder."""
    (tmp_path / "assist.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "sheets").mkdir()
    (tmp_path / "sheets" / "w3.md").write_text(SHEET, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, expect: int = 0) -> str:
    """What the command prints on standard output."""
    result = CliRunner().invoke(assist, words, catch_exceptions=False)
    assert result.exit_code == expect, result.output
    return result.stdout


def test_a_value_is_found_with_its_unit_and_its_row(desk: Path) -> None:
    run("ingest")

    (supply, *_) = json.loads(run("facts", "input voltage of the W3", "--json"))

    assert [supply[name] for name in ("attribute", "min", "typ", "max", "unit", "product")] == [
        "Supply voltage",
        "3.0",
        "3.3",
        "3.6",
        "V",
        "W3",
    ]
    assert supply["document_id"] == "sheets/w3.md"
    assert supply["quote"] == "Supply voltage: min 3.0 V, typ 3.3 V, max 3.6 V"
    assert "96 g" in run("facts", "mass")
    assert json.loads(run("facts", "mass", "--product", "W9", "--json")) == []
    assert run("facts", "colour") == "Nothing found.\n"
    run("facts", " ", expect=2)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (Fact("a", 0, 1, minimum="3", maximum="5", unit="V"), "min 3 V, max 5 V"),
        (Fact("a", 0, 1, value="96", unit="g"), "96 g"),
        (Fact("a", 0, 1, value="-25℃～+60℃", unit="℃"), "-25℃～+60℃"),
        (Fact("a", 0, 1, value="30 V, 0.8 A"), "30 V, 0.8 A"),
        (Fact("a", 0, 1, typical="5", unit="m"), "typ 5 m"),
    ],
)
def test_values_are_told_as_they_are_written(fact: Fact, words: str) -> None:
    assert told(fact) == words
