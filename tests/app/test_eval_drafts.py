"""`assist eval drafts`: its figures, and the whole of it on ten judged documents."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli.main import assist
from app.evaluation import supported_share
from app.evaluation.draft_figures import figures_of
from app.evaluation.supported_share import Verdict

JUDGED = Path(__file__).parent.parent / "data" / "judged"
CORPUS, QUERIES = str(JUDGED / "corpus.jsonl"), str(JUDGED / "queries.jsonl")
DRAFTS = ("drafts", "--corpus", CORPUS, "--queries", QUERIES, "--qrels", str(JUDGED / "qrels.tsv"))
FIXED = {
    "queries",
    "drafted",
    "abstained",
    "citation_precision",
    "supported_share",
    "link_share",
    "over_length",
    "source_hit@1",
}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings file is about."""
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> Result:
    return CliRunner().invoke(assist, ["eval", *words], catch_exceptions=False)


def a_draft(key: str, sources: tuple[str, ...], **more: Any) -> dict[str, Any]:
    return {
        "id": key,
        "labelled": ["right"],
        "seconds": 0.1,
        "abstained": False,
        "reason": None,
        "citations": [{"document_id": source} for source in sources],
        "considered": sources,
        "problems": [],
        "links": [],
        "over_length": False,
        "to": "public",
        "cost_usd": 0.01,
    } | more


def test_each_figure_is_a_share_of_what_it_says() -> None:
    warned = {"check": "language", "blocking": False}
    rows = [
        a_draft("1", ("right", "wrong"), links=["https://a.example"], problems=[warned, warned]),
        a_draft("2", ("wrong", "right"), over_length=True),
        a_draft("3", (), to="dm"),
        a_draft("4", (), abstained=True, reason="nothing is known of it"),
    ]
    verdicts = [Verdict("1", "It is.", 2, ()), Verdict("2", "It was.", 1, ("not there",))]
    figures = figures_of(rows, [*verdicts, Verdict("2", "And blue.", 0, ("no citation",))])
    assert figures.keys() >= FIXED
    assert [figures[name] for name in ("queries", "drafted", "abstained", "without_source")] == [4, 3, 1, 1]
    assert figures["source_hit@1"] == pytest.approx(1 / 2)  # of the two with a source
    assert figures["evidence_hit"] == 1
    assert figures["link_share"] == pytest.approx(1 / 3)
    assert figures["citation_precision"] == pytest.approx(2 / 3)
    assert figures["supported_share"] == pytest.approx(1 / 3)
    assert figures["over_length"] == 1
    assert figures["problems"] == {"language": {"warned": 1, "held_back": 0}}
    assert figures["reasons"] == {"nothing is known of it": 1}
    assert [each["sentence"] for each in figures["unsupported"]] == ["It was.", "And blue."]


def test_nothing_drafted_is_no_error() -> None:
    figures = figures_of([a_draft("1", (), abstained=True, reason="no")], [])
    assert (figures["drafted"], figures["supported_share"], figures["of"]["supported_share"]) == (0, 0, 0)


@pytest.mark.slow
def test_drafts_of_judged_questions_are_measured_and_kept_for_reading(tmp_path: Path) -> None:
    kept, store = tmp_path / "drafts.jsonl", str(tmp_path / "store")
    done = run(*DRAFTS, "--store", store, "--drafts", str(kept), "--json")
    assert done.exit_code == 0, done.output
    figures = json.loads(done.stdout)
    assert figures.keys() >= FIXED
    assert (figures["queries"], figures["dropped"]) == (8, 0)
    assert figures["drafted"] + figures["abstained"] == 8
    assert figures["drafted"] >= 4
    assert figures["supported_share"] == 1
    assert figures["source_hit@1"] > 0.7
    rows = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == [f"q{number}" for number in range(1, 9)]
    script = [sys.executable, "-I", "-S", str(supported_share.__file__), "--drafts", str(kept)]
    again = subprocess.run([*script, "--corpus", CORPUS], capture_output=True, text=True, check=True)
    assert json.loads(again.stdout)["sentences"] == figures["of"]["supported_share"]
    shown = run(*DRAFTS, "--store", store, "--sample", "3")
    assert "of 3 questions have a draft" in shown.stdout


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((*DRAFTS, "--field", "question"), "no field 'question'"),
        ((*DRAFTS[:-1], QUERIES), "are needed, with tabs"),
        ((*DRAFTS, "--sample", "0"), "--sample"),
        ((*DRAFTS, "--drafts", "nowhere/drafts.jsonl"), "nowhere"),
    ],
)
def test_wrong_input_is_said_in_a_line_with_exit_2(words: tuple[str, ...], complaint: str) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert complaint in done.output
