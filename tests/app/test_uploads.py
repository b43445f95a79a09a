"""Files that people hand over are read at once, or refused with a reason and kept out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.wiring import House
from index.embedding.embed import SentenceEmbedder
from index.knowledge import Audience
from index.runs import RunReport
from ingest.errors import BadSource
from ingest.placing import Arrival
from tests.app.knowledge import NOTE, Clock, a_house, write_note


@pytest.fixture
def house(tmp_path: Path, embedder: SentenceEmbedder) -> Iterator[House]:
    house = a_house(tmp_path, Clock(), embedder=embedder)
    yield house
    house.ledger.close()
    house.records.dispose()


def test_a_note_that_is_handed_over_can_be_found_at_once(house: House, tmp_path: Path) -> None:
    (added,) = house.uploads.add("notes", [("../E17.md", NOTE.encode())])
    assert (added.name, added.arrival, added.reason) == ("E17.md", Arrival.NEW, None)
    (made,) = added.made
    assert (made.id, made.title, made.version, made.passages) == ("notes/E17.md", "What E17 means", 1, 1)
    hits = house.index.search("E17 rain gauge", audience=Audience.PUBLIC)
    assert {hit.passage.document_id for hit in hits} == {"notes/E17.md"}
    assert (tmp_path / "notes" / "E17.md").read_text(encoding="utf-8") == NOTE


def test_the_same_name_is_a_new_version_and_the_old_one_can_still_be_cited(house: House) -> None:
    house.uploads.add("notes", [("e17.md", NOTE.encode())])
    (added,) = house.uploads.add("notes", [("e17.md", NOTE.replace("rinse", "brush").encode())])
    assert (added.arrival, added.made[0].version) == (Arrival.NEW_VERSION, 2)
    (again,) = house.uploads.add("notes", [("e17.md", NOTE.replace("rinse", "brush").encode())])
    assert (again.arrival, again.made[0].version) == (Arrival.SAME, 2)
    old = house.index.document(added.made[0].id, 1)
    assert old is not None
    assert "rinse" in old.text


def test_what_cannot_be_read_is_refused_and_never_lies_in_the_folder(house: House, tmp_path: Path) -> None:
    write_note(tmp_path)
    files = [
        ("broken.pdf", b"%PDF-1.7 this is no PDF"),
        ("nonsense.md", b"---\nreview_by: soon\n---\nwords"),
        ("e17.md", b"---\naudience: everybody\n---\nwords"),
        ("virus.exe", b"MZ\x90\x00"),
        ("good.md", b"# Good\n\nThe W3 reaches 100 m."),
    ]
    added = house.uploads.add("notes", files)
    assert [one.arrival is Arrival.REFUSED for one in added] == [True, True, True, True, False]
    assert "review_by 'soon'; write a date like" in str(added[1].reason)
    assert sorted(file.name for file in (tmp_path / "notes").iterdir()) == ["e17.md", "good.md"]
    assert (tmp_path / "notes" / "e17.md").read_text(encoding="utf-8") == NOTE


def test_when_everything_is_refused_nothing_is_read(house: House) -> None:
    house.uploads.add("notes", [("virus.exe", b"MZ\x90\x00")])
    assert house.runs.last("notes") is None


def test_a_source_that_is_being_read_is_waited_for(house: House) -> None:
    run = house.runs.begin("notes", house.clock(), timedelta(minutes=2))
    assert run is not None
    naps = []

    def nap(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 3:
            house.runs.end(run, RunReport(), house.clock())

    uploads = replace(house.uploads, sleep=nap)
    (added,) = uploads.add("notes", [("e17.md", NOTE.encode())])
    assert len(naps) == 3
    assert added.made


def test_a_source_that_is_read_for_ever_is_not_waited_for_for_ever(house: House) -> None:
    assert house.runs.begin("notes", house.clock(), timedelta(minutes=2))
    uploads = replace(house.uploads, sleep=lambda _: None)
    (added,) = uploads.add("notes", [("e17.md", NOTE.encode())])
    assert added.arrival is Arrival.NEW
    assert "takes the file next time" in str(added.reason)


def test_an_unknown_source_is_named_with_the_known_ones(house: House) -> None:
    with pytest.raises(BadSource, match="'sheets'; there are: notes"):
        house.uploads.add("sheets", [("e17.md", NOTE.encode())])
