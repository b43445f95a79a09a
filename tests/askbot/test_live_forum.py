"""The accepted solutions of a real forum, found, and found to have changed."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from index.knowledge import Kind
from ingest.forum.askbot_walk import AskbotWalk
from ingest.refresh import refresh
from ingest.sources import Format, Source
from ingest.walk import MayRest, Walk
from tests.askbot.live_forum import LiveForum
from tests.builders import NOON
from tests.ingest.crawl.crawling import a_web, a_web_source
from tests.ingest.stored import StoredLibrary

pytestmark = pytest.mark.slow


class Reader:
    """Reads the live forum into a library."""

    def __init__(self, forum: LiveForum, folder: Path) -> None:
        self.library = StoredLibrary(folder / "library.db")
        self._web = a_web(folder)
        self._source = a_web_source(
            forum.url, kind=Kind.FORUM, format=Format.ASKBOT, private_hosts=(forum.host,)
        )

    def read_in(self) -> dict[str, int]:
        """What the report counts; no failures."""

        def open_walk(source: Source, may_rest: MayRest) -> Walk:
            return AskbotWalk(source, self._web, may_rest)

        report = refresh(self._source, self.library, now=lambda: NOON, open_walk=open_walk)
        assert report.failed == ()
        named = ("new", "changed", "unchanged", "withdrawn", "passed_over")
        return {name: getattr(report, name) for name in named}

    def documents(self) -> dict[str, str]:
        """The texts of the live ones by the path, query and fragment of their links."""
        live = [name for item in self.library.items("site").values() for name in item.documents]
        found = [document for name in live if (document := self.library.found(name))]
        return {_path(document.url): document.text for document in found}


def _path(url: str | None) -> str:
    parts = urlsplit(url or "")
    return f"{parts.path}?{parts.query}#{parts.fragment}"


@pytest.fixture
def reader(forum: LiveForum, tmp_path: Path) -> Iterator[Reader]:
    made = Reader(forum, tmp_path)
    yield made
    made.library.library.close()


def test_exactly_the_accepted_answers_of_a_live_forum_are_known_and_stay_known(
    forum: LiveForum, reader: Reader
) -> None:
    accepted = forum.run("seed.py")

    assert reader.read_in() == {"new": 35, "changed": 0, "unchanged": 0, "withdrawn": 0, "passed_over": 25}
    known = reader.documents()
    assert set(known) == set(accepted.values())
    assert "At last, close the lid." in known[accepted["3"]]
    assert "for 10 seconds" in known[accepted["7"]]
    assert "Correction by ivy\n\nSorry, this did not work" in known[accepted["9"]]

    assert reader.read_in() == {"new": 0, "changed": 0, "unchanged": 35, "withdrawn": 0, "passed_over": 25}

    forum.run("change.py")

    assert reader.read_in() == {"new": 0, "changed": 3, "unchanged": 29, "withdrawn": 3, "passed_over": 27}
    known = reader.documents()
    assert not {accepted[number] for number in ("0", "1", "13")} & set(known)
    assert "the manual was wrong" in known[accepted["10"]]
    assert "when it rains" in known[accepted["11"]]
    assert any("pair a rain gauge" in text for text in known.values())
