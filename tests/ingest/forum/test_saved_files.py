"""Which files of a folder are threads, and of which forum."""

import json
from pathlib import Path

import pytest

from index.knowledge import Kind
from ingest.listing import list_files
from ingest.sources import Format
from tests.ingest.builders import COMMUNITY, a_source
from tests.ingest.forum.askbot import Asking, Written
from tests.ingest.forum.discourse import new_shape, posts, written
from tests.ingest.forum.stackexchange import solved, wrapped

PAGE = Asking(Written(1, "Why?")).page().encode()


@pytest.mark.parametrize("said", [True, False])
@pytest.mark.parametrize(
    ("name", "data", "format"),
    [
        ("7.json", written(new_shape(posts(), 3)), Format.DISCOURSE),
        ("7.json", json.dumps(new_shape(posts(), 3), sort_keys=True).encode(), Format.DISCOURSE),
        ("12.json", wrapped(solved()), Format.STACKEXCHANGE_API),
        ("12.json", b'{"has_more": false, "items": [{}]}', Format.STACKEXCHANGE_API),
    ],
)
def test_saved_answers_of_forums_are_known_by_their_keys(
    tmp_path: Path, name: str, data: bytes, format: Format, said: bool
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "package.json").write_text('{"name": "forum", "version": "1"}')

    listing = list_files(a_source(tmp_path, kind=Kind.FORUM, format=format if said else None))

    assert [(listed.key, listed.format) for listed in listing] == [(name, format)]
    assert listing.ignored == 1


@pytest.mark.parametrize("format", [Format.QAPAGE, Format.ASKBOT, Format.HTML_FORUM])
def test_a_folder_of_pages_is_read_as_its_settings_say(tmp_path: Path, format: Format) -> None:
    (tmp_path / "7.html").write_bytes(PAGE)

    (listed,) = list_files(a_source(tmp_path, kind=Kind.FORUM, format=format, selectors=COMMUNITY))

    assert listed.format is format


def test_json_of_other_knowledge_is_no_thread(tmp_path: Path) -> None:
    (tmp_path / "7.json").write_bytes(wrapped(solved()))

    assert list_files(a_source(tmp_path, kind=Kind.DATA_SHEET)).files == []
