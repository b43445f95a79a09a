"""The code of docs/guides/langchain.md does what the page says."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.wiring import House
from tests.app.knowledge import Clock, a_house
from tests.builders import a_document
from tests.index.embedders import WordEmbedder
from tests.index.putting import put

GUIDE = Path(__file__).parents[3] / "docs/guides/langchain.md"


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """What the page's names stand for after its blocks ran in the folder of a desk that knows one note."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(House, "embedder", WordEmbedder())
    house = a_house(tmp_path, Clock())
    put(house.index, a_document("E17 on my W3 does mean that the rain gauge is blocked.", id="notes/e17.md"))
    names: dict[str, Any] = {}
    page = GUIDE.read_text(encoding="utf-8")
    for block in re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE):
        exec(compile(block, GUIDE.name, "exec"), names)
    yield names
    names["house"].index.close()
    house.index.close()


def test_the_code_of_the_guide_runs_and_its_chain_cites(ran: dict[str, Any]) -> None:
    assert ran["reply"]["answer"] == "The rain gauge is blocked [1]."
    assert ran["reply"]["citations"] == ["[1] notes/e17.md, version 1, page -"]
    assert ran["store"].get_by_ids(["funnel"]) == []
