"""The demo: the whole sample to drafts, and never a hand on a real desk."""

from pathlib import Path

import pytest

from app import demo
from app.knowledge_in import ingest_sources
from app.source_settings import sources_of
from desk.cases import Stage
from desk.drafts import To


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_demo_does_not_hear_of_a_real_desk(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (
        ("DATA_DIR", str(elsewhere / "real")),
        ("STORES__LEDGER", "postgresql://real"),
        ("SLACK__TOKEN", "xoxb-real"),
        ("SLACK__SIGNING_SECRET", "s"),
        ("SLACK__CHANNEL", "C1"),
    ):
        monkeypatch.setenv(f"ASSIST_{name}", value)
    house = demo.demo_house()
    assert house.folder == elsewhere / "assist-data" / "demo"
    assert house.settings.stores.ledger is None
    assert house.slack is None


def test_the_demo_takes_away_its_own_cases_and_nobody_elses(elsewhere: Path) -> None:
    house = demo.demo_house()
    (house.folder / "ledger.db").write_text("precious", encoding="utf-8")
    with pytest.raises(SystemExit, match="no demo made"):
        demo.start_over(house)
    assert (house.folder / "ledger.db").read_text(encoding="utf-8") == "precious"
    (house.folder / "ledger.db").unlink()
    demo.start_over(house)
    (house.folder / "ledger.db").write_text("of an earlier demo", encoding="utf-8")
    demo.start_over(house)
    assert not (house.folder / "ledger.db").exists()


@pytest.mark.slow
def test_most_answerable_messages_of_the_sample_get_a_right_draft(elsewhere: Path) -> None:
    house = demo.demo_house()
    sources = sources_of(house.settings.sources, demo.SAMPLE)
    reports = ingest_sources(house, sources, full=False, progress=lambda *_: None)
    assert {report.name: (report.new, report.passed_over) for report in reports} == {
        "sheets": (9, 0),
        "board": (7, 3),
        "answers": (7, 3),
        "notes": (8, 0),
    }
    demo.draft_sample(house)
    cases = house.ledger.cases()
    score = demo.score(cases)
    assert score.right >= 0.75 * score.answerable
    assert score.drafted_though_unanswerable <= 1
    for case in cases:
        assert case.stage is not Stage.NEW
        if case.draft is not None:
            assert case.draft.to is To.DM or case.draft.weighted_length <= 280
            assert not any(marker in case.draft.text for marker in ("KX-4471", "Orvane", "SL-0932"))
