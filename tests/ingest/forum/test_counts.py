"""The real forums that lie beside the project: as many solutions as were counted beforehand."""

from pathlib import Path

import pytest

from index.knowledge import Kind
from ingest.parsed import Parsed, PassedOver
from ingest.sources import Format
from tests.ingest.builders import OLD_FORUM, a_source, outcomes

pytestmark = pytest.mark.slow


def test_all_185_accepted_answers_of_a_dump_are_found(real_data: Path) -> None:
    posts = real_data / "iot-stackexchange-2017" / "Posts.xml"
    source = a_source(name="iot", kind=Kind.FORUM, site="iot.stackexchange.com")

    found = outcomes(Format.STACKEXCHANGE_DUMP, posts, source, "Posts.xml")

    solved = [outcome for outcome in found if isinstance(outcome, Parsed)]
    assert (len(solved), sum(isinstance(outcome, PassedOver) for outcome in found)) == (185, 135)
    assert len(found) == 320
    assert all((one.url or "").startswith("https://iot.stackexchange.com/a/") for one in solved)
    assert len({one.id for one in solved}) == 185
    assert {one.meta["trust"] for one in solved} <= {"high", "normal"}


def test_all_140_pages_of_a_forum_without_accepted_answers_are_read(real_data: Path) -> None:
    pages = sorted((real_data / "oem-support-desk" / "raw_forum_html").glob("*.html"))
    source = a_source(name="old", kind=Kind.FORUM, selectors=OLD_FORUM, unaccepted=True)

    found = [outcome for page in pages for outcome in outcomes(Format.HTML_FORUM, page, source, page.name)]

    assert len(pages) == 140
    documents = [outcome for outcome in found if isinstance(outcome, Parsed)]
    assert len(documents) == 140
    assert {one.meta["trust"] for one in documents} == {"low"}
    assert sum("author" in one.meta for one in documents) == 125  # the others asked as guests
    assert all(len(one.sections) > 2 for one in documents)
