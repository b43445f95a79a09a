"""Real customers' tweets through the desk of a real maker: nothing crashes, nothing is too long, every quote stands."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.knowledge_in import ingest_sources
from app.replaying import Outcome, replay_rows
from app.settings import read_settings
from app.source_settings import sources_of
from app.wiring import House
from desk.cases import Case, Stage
from desk.drafts import To
from index.knowledge import DocumentId

pytestmark = pytest.mark.prove
SETTINGS = """
[company]
name = "OpenEnergyMonitor"
handle = "@OEMCare"
[[sources]]
name = "corpus"
kind = "forum"
location = "{corpus}"
format = "jsonl"
audience = "public"
unaccepted = true
"""


def silent(done: int, total: int, what: str = "") -> None:
    """No bar in tests."""


@pytest.fixture(scope="module")
def house(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> House:
    """The desk over all that the maker has published."""
    folder = tmp_path_factory.mktemp("oem")
    file = folder / "assist.toml"
    file.write_text(SETTINGS.format(corpus=real_data / "oem-support-desk" / "corpus.jsonl"), encoding="utf-8")
    house = House(read_settings(file))
    reports = ingest_sources(house, sources_of(house.settings.sources, folder), full=False, progress=silent)
    assert [report.failed for report in reports] == [()] or not any(report.failed for report in reports)
    return house


def fed(house: House, rows: Iterator[dict[str, str]]) -> tuple[Outcome, list[Case]]:
    """The rows through the desk, and the cases they made."""
    before = {case.id for case in house.ledger.cases()}
    outcome = replay_rows(house, rows, silent)
    return outcome, [case for case in house.ledger.cases() if case.id not in before]


def strangers(file: Path, count: int) -> Iterator[dict[str, str]]:
    """What customers of other companies wrote, as if to us."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()[:count]):
        text = re.sub(r"^\.?@\w+|(?<=\s)@[A-Za-z]\w+", "@OEMCare", json.loads(line)["customer"])
        yield row(f"s{number}", text)


def own_customers(file: Path, count: int) -> Iterator[dict[str, str]]:
    """What this maker's customers asked, cut to the length of a tweet."""
    for line in file.read_text(encoding="utf-8").splitlines()[:count]:
        query = json.loads(line)
        yield row(query["id"], f"@OEMCare {query['tweet']}")


def row(id: str, text: str) -> dict[str, str]:
    return {
        "id": id,
        "author": f"c_{id.replace('-', '_')}",
        "text": text,
        "created_at": "2026-11-20T10:00:00Z",
    }


def assert_sound(house: House, cases: list[Case]) -> None:
    """No draft is over length, and every quote is found at its offsets in its version of its document."""
    for case in cases:
        if case.draft is None:
            continue
        assert case.draft.weighted_length <= (280 if case.draft.to is To.PUBLIC else 10_000)
        for citation in case.draft.citations:
            document = house.index.document(DocumentId(citation.document_id), citation.document_version)
            assert document is not None
            assert document.text[citation.start : citation.end] == citation.quote


def drafted(cases: list[Case]) -> int:
    return sum(case.draft is not None and bool(case.draft.citations) for case in cases)


def test_two_hundred_strangers_tweets_are_mostly_handed_on(house: House, real_data: Path) -> None:
    outcome, cases = fed(house, strangers(real_data / "tweets-twcs-5k" / "pairs.jsonl", 200))
    assert_sound(house, cases)
    assert len(cases) == outcome.fed
    stages = Counter(case.stage for case in cases)
    assert stages[Stage.NEW] == 0
    print(f"{len(cases)} cases: {dict(outcome.stages)}; {drafted(cases)} with a sourced draft")
    assert drafted(cases) <= 0.1 * len(cases)


def test_fifty_own_customers_get_sound_drafts(house: House, real_data: Path) -> None:
    outcome, cases = fed(house, own_customers(real_data / "oem-support-desk" / "dev" / "queries.jsonl", 50))
    assert_sound(house, cases)
    assert len(cases) == outcome.fed == 50
    print(f"{drafted(cases)} of {len(cases)} answered with sources")
    assert drafted(cases) > 0
