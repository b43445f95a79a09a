"""What is added through LangChain lies in the desk's own library, and the desk leaves it there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.knowledge_in import withdraw_removed
from app.wiring import House
from assist.draft.citing import citation_of
from index.knowledge import Audience, Kind
from index.langchain.store import KnowledgeStore
from tests.app.knowledge import Clock, a_house
from tests.builders import a_document
from tests.index.embedders import WordEmbedder
from tests.index.putting import put

RAIN = "E17 means that the rain gauge is blocked."


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr(House, "embedder", WordEmbedder())
    house = a_house(tmp_path, Clock())
    store = KnowledgeStore(house.index, audience=Audience.PUBLIC, kind=Kind.FORUM, clock=house.clock)
    store.add_texts([RAIN], ids=["e17"])
    yield house
    house.index.close()


def test_a_pass_over_the_sources_of_the_settings_does_not_withdraw_it(house: House) -> None:
    put(house.index, a_document())  # of a source that the settings do not name any more
    assert withdraw_removed(house, ["notes"]) == {"sheets": 1}
    (left,) = house.index.search("E17", audience=Audience.PUBLIC)
    assert left.passage.text == RAIN


def test_a_citation_of_a_document_without_title_goes_by_its_id(house: House) -> None:
    (hit,) = house.index.search("E17", audience=Audience.PUBLIC)
    document = house.index.document(hit.passage.document_id)
    assert document is not None
    assert citation_of(1, RAIN, hit, document, 0, len(RAIN)).title == "langchain:documents/e17"
