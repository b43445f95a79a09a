"""`assist bench`: what it says of its runs."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.bench.ingestion import Runs, measure, summary
from app.bench.runs import RunFailed
from app.cli.main import assist

STAGES = {
    "fetch": 1.0,
    "parse": 2.0,
    "split": 1.0,
    "embed": 10.0,
    "store": 1.0,
    "documents": 20,
    "passages": 100,
}


def runs(*seconds: float) -> list[dict[str, float]]:
    return [{"seconds": each, "documents": 20} for each in seconds]


def test_the_peer_is_compared_by_the_medians_of_all_rounds() -> None:
    figures = summary(Runs(runs(1, 2, 90), runs(0.1, 0.1, 0.2), runs(1, 1, 1), runs(6, 8, 7), STAGES))
    assert figures["times_faster"] == {"first": 3.5, "unchanged": 70, "one_percent_changed": 7}
    assert figures["stages"]["embed"]["passages_per_second"] == 10  # type: ignore[index]


def test_without_a_peer_nothing_is_claimed() -> None:
    assert summary(Runs(runs(1), runs(1), runs(1), [], STAGES))["times_faster"] is None


@pytest.mark.slow
def test_a_peer_that_fails_is_no_fast_peer(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "w3.md").write_text("# W3\n\nThe lamp is green.")
    with pytest.raises(RunFailed, match="langchain"):  # this Python has no LangChain loaders
        measure(folder, tmp_path / "work", rounds=1, peer=Path(sys.executable), told=lambda *_: None)


@pytest.mark.slow
def test_the_second_run_reads_nothing_and_the_third_what_changed(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"w{number}.md").write_text(f"# W{number}\n\nThe lamp of W{number} is green.")
    done = CliRunner().invoke(
        assist, ["bench", "ingest", "--rounds", "1", "--location", str(tmp_path), "--json"]
    )
    assert done.exit_code == 0, done.output
    ours = json.loads(done.stdout)["ours"]
    assert (ours["first"]["new"], ours["unchanged"]["unchanged"]) == (3, 3)
    assert (ours["one_percent_changed"]["changed"], ours["one_percent_changed"]["unchanged"]) == (1, 2)
