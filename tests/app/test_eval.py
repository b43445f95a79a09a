"""`assist eval` on ten judged documents."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.main import assist

JUDGED = Path(__file__).parent.parent / "data" / "judged"
CORPUS = ("--corpus", str(JUDGED / "corpus.jsonl"))
RETRIEVAL = (
    "retrieval",
    *CORPUS,
    "--queries",
    str(JUDGED / "queries.jsonl"),
    "--qrels",
    str(JUDGED / "qrels.tsv"),
)
ABSTENTION = ("abstention", *CORPUS, "--answerable", str(JUDGED / "queries.jsonl"), "--field", "tweet")
METRICS = {"ndcg@10", "recall@10", "mrr@10", "recall@50"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the index of the ten documents is kept between tests."""
    return str(tmp_path_factory.mktemp("eval"))


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings file is about."""
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> Result:
    return CliRunner().invoke(assist, ["eval", *words], catch_exceptions=False)


@pytest.mark.slow
def test_ours_stands_beside_four_baselines_with_intervals(store: str) -> None:
    done = run(*RETRIEVAL, "--store", store, "--json")
    assert done.exit_code == 0, done.output
    figures = json.loads(done.stdout)
    assert (figures["queries"], figures["dropped"], figures["not_installed"]) == (7, 1, [])
    assert set(figures["baselines"]) == {"bm25", "dense", "rrf", "convex"}
    for row in (figures, *figures["baselines"].values()):
        assert set(row) >= METRICS
        assert all(
            row["intervals"][name]["low"] <= row[name] <= row["intervals"][name]["high"] for name in METRICS
        )
    lead = figures["baselines"]["bm25"]["lead"]["ndcg@10"]
    assert lead["mean"] == pytest.approx(figures["ndcg@10"] - figures["baselines"]["bm25"]["ndcg@10"])
    assert figures["ndcg@10"] > 0.8


@pytest.mark.slow
def test_a_person_reads_a_table_and_who_is_best_of_the_others(store: str) -> None:
    done = run(*RETRIEVAL, "--store", store, "--field", "tweet", "--kind", "datasheet,note")
    assert done.exit_code == 0, done.output
    assert "we lead by" in done.stdout
    assert (
        "6 queries; 2 without a judged document were left out." in done.stdout
    )  # q6 is answered by the forum
    assert "the best of the others" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("strangers", ["strangers.jsonl", "strangers.csv"])
def test_what_is_known_is_told_from_what_is_not(store: str, strangers: str) -> None:
    done = run(*ABSTENTION, "--unanswerable", str(JUDGED / strangers), "--store", store, "--json")
    assert done.exit_code == 0, done.output
    figures = json.loads(done.stdout)
    assert figures["auroc"] > 0.8
    assert figures["answered_share_of_unanswerable_at_90_percent_coverage"] <= 0.5
    assert figures["answerable"] == 8
    assert 0 < figures["floor"] < 1


@pytest.mark.slow
def test_a_sample_asks_fewer(store: str) -> None:
    others = str(JUDGED / "strangers.jsonl")
    done = run(*ABSTENTION, "--unanswerable", others, "--store", store, "--sample", "4")
    assert done.exit_code == 0, done.output
    assert "4 answerable, 4 unanswerable messages." in done.stdout


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((*RETRIEVAL, "--field", "question"), "no field 'question'"),
        ((*RETRIEVAL[:-1], str(JUDGED / "queries.jsonl")), "are needed, with tabs"),
        ((*ABSTENTION, "--unanswerable", str(JUDGED / "qrels.tsv")), "not JSON"),
        (
            (*ABSTENTION, "--unanswerable", str(JUDGED / "strangers.csv"), "--unanswerable-field", "body"),
            "no field 'body'",
        ),
        ((*ABSTENTION, "--unanswerable", "nowhere.jsonl"), "nowhere.jsonl"),
        ((*ABSTENTION, "--unanswerable", str(JUDGED / "strangers.csv"), "--sample", "0"), "--sample"),
    ],
)
def test_wrong_input_is_said_in_a_line_with_exit_2(words: tuple[str, ...], complaint: str) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert complaint in done.output


@pytest.mark.slow
def test_a_peer_without_txtai_is_said_and_no_figure(store: str) -> None:
    done = run(*RETRIEVAL, "--store", store, "--peer", sys.executable)
    assert done.exit_code == 2
    assert "no working txtai" in done.output
