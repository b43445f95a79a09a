"""`assist report`: what people, JSON and CSV are told, and that no spreadsheet runs a name."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli.main import assist
from app.cli.report import harmless
from app.wiring import House, now
from desk import handling
from desk.cases import Person, Priority, Role
from desk.ledger import Ledger
from tests.builders import a_message

FORMULA = '=HYPERLINK("http://evil.example","x")'


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """Of the desk in the current folder, with a case that somebody with a hostile name has."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "assist.toml").write_text("", encoding="utf-8")
    from app.settings import read_settings

    house, at = House(read_settings()), now()
    made = house.ledger.receive(a_message(posted_at=at), priority=Priority.NORMAL, due_at=at, at=at)
    assert made is not None
    claimed = handling.claim(house.ledger.case(made), Person(FORMULA, frozenset({Role.AGENT})), at)
    house.ledger.apply(claimed)
    house.ledger.close()
    return house.ledger


def run(*words: str, expect: int = 0) -> str:
    result = CliRunner().invoke(assist, ["report", *words], catch_exceptions=False)
    assert result.exit_code == expect, result.output
    return result.stdout


def test_every_share_and_time_says_of_how_many_it_is_and_nothing_of_nothing_is_null(ledger: Ledger) -> None:
    told = json.loads(run("--json"))
    assert (told["received"], told["answered"], told["open"], told["breached"]) == (1, 0, 1, 1)
    assert (told["first_met_share"], told["first_met_share_of"]) == (0, 1)
    shares = [name for name in told if name.endswith(("_share", "_rate", "_resolution", "csat"))]
    times = [name for name in told if "_minutes" in name and not name.endswith("_of")]
    assert all(f"{name}_of" in told for name in (*shares, *times))
    assert {told[name] for name in (*times, "link_rate", "first_contact_resolution", "csat")} == {None}
    assert told["unknown_share_of"] == 0


def test_people_read_none_where_there_is_nothing_and_of_how_many_beside(ledger: Ledger) -> None:
    lines = [line.split() for line in run().splitlines()]
    assert ["first", "met", "share", "0.0%", "1"] in lines
    assert ["link", "rate", "none", "0"] in lines


def test_groups_are_told_beside_all(ledger: Ledger) -> None:
    told = json.loads(run("--by", "priority", "--json"))
    assert (told["by"], list(told["groups"])) == ("priority", ["normal"])
    assert told["groups"]["normal"]["open"] == told["open"] == 1
    assert json.loads(run("--by", "day", "--json"))["groups"][f"{now().date()}"]["open"] is None


def test_a_name_in_a_spreadsheet_is_no_formula(ledger: Ledger) -> None:
    lines = list(csv.DictReader(io.StringIO(run("--by", "agent", "--csv"))))
    assert [line["agent"] for line in lines] == ["all", f"'{FORMULA}"]
    assert lines[1]["first_met_share_of"] == "1"
    assert lines[1]["link_rate"] == ""
    assert FORMULA in run("--by", "agent")


@pytest.mark.parametrize(
    "start",
    ["=1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "－1", "＠1", "\xa0=1", "\u200b=1"],
)
def test_whatever_a_spreadsheet_acts_on_is_made_text(start: str) -> None:
    assert harmless(start) == f"'{start}"


@pytest.mark.parametrize("name", ["all", "[/x]", "[red]bold"])
def test_somebody_with_any_name_stands_beside_all(ledger: Ledger, name: str) -> None:
    at = now()
    made = ledger.receive(a_message(posted_at=at), priority=Priority.NORMAL, due_at=at, at=at)
    assert made is not None
    ledger.apply(handling.claim(ledger.case(made), Person(name, frozenset({Role.AGENT})), at))
    lines = list(csv.DictReader(io.StringIO(run("--by", "agent", "--csv"))))
    assert [(line["agent"], line["open"]) for line in lines] == [
        ("all", "2"),
        (f"'{FORMULA}", "1"),
        (name, "1"),
    ]
    assert f"\n{name} " in run("--by", "agent")


def test_a_plain_name_stays_as_it_is() -> None:
    assert harmless("maria-anna = 2") == "maria-anna = 2"


@pytest.mark.parametrize("words", [("--csv", "--json"), ("--by", "mood"), ("--since", "soon")])
def test_what_cannot_be_meant_is_refused(ledger: Ledger, words: tuple[str, ...]) -> None:
    run(*words, expect=2)
