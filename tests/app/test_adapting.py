"""`assist index adapt`: what it trains on, what it refuses, and the whole way with a small model."""

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.adapting import live_documents
from app.cli.adapt import lines_of
from app.cli.main import assist
from index.embedding.adapt import FEWEST, LOCK, Adaptation
from index.errors import TooFewPairs
from index.evaluation.intervals import Interval
from index.knowledge import Audience
from index.search import Index
from tests.builders import NOON, a_document
from tests.index.embedders import WordEmbedder
from tests.index.putting import put
from tests.index.tiny_models import tiny_model

SECTION = "## {0} pump\n\n" + (
    "The {0} pump hums when it runs dry: fill it with water, wait for {0} minutes, and close its lid with care.\n\n"
    * 8
)  # long enough to be a passage of its own


def test_a_withdrawn_document_and_an_old_version_are_not_trained_on_and_an_internal_one_is(
    tmp_path: Path,
) -> None:
    index = Index.open(f"sqlite:///{tmp_path / 'library.db'}", tmp_path / "index", WordEmbedder())
    withdrawn = a_document("Gone.\nAnd forgotten.", id="withdrawn")
    for each in (withdrawn, a_document("Old.", id="note", audience=Audience.INTERNAL)):
        put(index, each)
    index.withdraw([withdrawn.id], NOON)
    put(index, a_document("New.\nAnd longer.", id="note", audience=Audience.INTERNAL))
    ((document, spans),) = live_documents(index)
    assert document.text == "New.\nAnd longer."
    assert [document.text[span.start : span.end] for span in spans] == ["New.", "And longer."]
    index.close()


def run(*words: str) -> str:
    """What a command prints on standard output."""
    result = CliRunner().invoke(assist, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk with a small model, as the current folder, whose notes have enough headings."""
    model = tiny_model(tmp_path / "tiny")
    (tmp_path / "assist.toml").write_text(
        f'model = "{model}"\n[[sources]]\nname = "notes"\nkind = "sme_note"\nlocation = "notes"\n',
        encoding="utf-8",
    )
    (tmp_path / "notes").mkdir()
    for note in range(FEWEST // 4):
        text = f"# Pumps of shelf {note}\n\n" + "\n".join(SECTION.format(4 * note + one) for one in range(4))
        (tmp_path / "notes" / f"{note}.md").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ASSIST_MODELS_DIR")
    return tmp_path


@pytest.mark.slow
def test_the_model_of_a_small_desk_is_trained_and_measured_and_kept_only_if_it_helps(desk: Path) -> None:
    run("ingest")
    found = json.loads(run("index", "adapt", "--json"))
    assert found["pairs"] == FEWEST
    figures = found["ndcg@10"]
    assert found["kept"] == (figures["gain"]["low"] > 0)
    assert figures["after"] - figures["before"] == pytest.approx(figures["gain"]["mean"])
    models = desk / "assist-data" / "models"
    left = [each for each in models.iterdir() if each.name.startswith("adapted")]
    assert [str(each) for each in left] == ([found["folder"]] if found["kept"] else [])
    assert not [each for each in models.glob(".adapting*") if each.name != LOCK]
    assert json.loads(run("index", "adapt", "--json")) == found


def test_the_line_that_is_printed_is_the_setting_that_names_the_kept_model(tmp_path: Path) -> None:
    folder = tmp_path / 'my "models"' / "adapted-0123456789ab"
    lines = lines_of(Adaptation(300, 60, 0.25, 0.31, Interval(0.06, 0.04, 0.08), folder))
    (line,) = (line for line in lines if line.startswith("    model = "))
    assert tomllib.loads(line) == {"model": str(folder)}
    assert "0.2500 before, 0.3100 after, +0.0600 (95 % interval +0.0400 to +0.0800)" in lines[1]


def test_a_model_that_is_not_kept_is_not_advised() -> None:
    lines = lines_of(Adaptation(300, 60, 0.25, 0.26, Interval(0.01, -0.01, 0.03), None))
    assert not [line for line in lines if "model = " in line]
    assert lines[-1].startswith("Not kept")


def test_a_desk_with_few_threads_and_notes_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "assist.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TooFewPairs, match=f"^0 pairs.*it takes {FEWEST}"):
        run("index", "adapt")
