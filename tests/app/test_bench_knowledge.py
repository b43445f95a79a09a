"""How long it takes from an expert's answer to the new drafts, measured."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.bench.knowledge.matters import matter
from app.bench.knowledge.measure import Marks, figures_of
from app.cli.bench_knowledge import print_figures
from app.cli.main import assist
from desk.cases import CaseId


def test_no_two_matters_ask_the_same() -> None:
    matters = [matter(number) for number in range(60)]
    assert len({text for one in matters for text in (*one.asked, one.answer)}) == 4 * 60
    assert all(one.product in text for one in matters for text in (*one.asked, one.answer))


def test_an_answer_counts_to_its_last_draft_only_when_all_three_have_one() -> None:
    def marks(*drafted: float) -> Marks:
        at = {"written": 1.0, "drafted": 3.0, "told": 3.5}
        return Marks(0.0, at, {CaseId(number): when for number, when in enumerate(drafted)})

    figures = figures_of([marks(1.5, 2.0, 2.5), marks(1.7)])
    assert (figures["drafted"], figures["of"]) == (4, 6)
    assert figures["to_first_draft"]["p50"] == pytest.approx(1.6)
    assert figures["to_all_drafts"]["max"] == pytest.approx(2.5)
    assert figures["parts"]["drafting what waits"]["p95"] == pytest.approx(2.0)
    assert figures_of([marks()])["to_all_drafts"] is None


@pytest.mark.slow
def test_the_command_answers_and_sees_the_drafts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["bench", "knowledge", "--passages", "200", "--submits", "2", "--others", "4", "--json", "--keep"]
    done = CliRunner(env={"ASSIST_DATA": ""}).invoke(assist, [*words, str(tmp_path)])
    assert done.exit_code == 0, done.output
    figures = json.loads(done.stdout)
    assert (figures["drafted"], figures["of"], figures["drafted_wrongly"]) == (6, 6, 0)
    assert 0 < figures["to_first_draft"]["p50"] <= figures["to_all_drafts"]["p50"] < figures["goal_s"]
    assert not list(tmp_path.glob("knowledge-*"))
    print_figures(figures)
    assert "6 of 6 cases drafted, 0 of the others." in capsys.readouterr().out
