"""What a source's settings may say."""

import pytest

from index.knowledge import Audience, Kind
from ingest.errors import BadSource
from ingest.sources import Format, audience_named, format_named, kind_named
from tests.ingest.builders import a_source


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("data_sheet", Kind.DATA_SHEET),
        ("datasheet", Kind.DATA_SHEET),
        ("note", Kind.SME_NOTE),
        (" Forum", Kind.FORUM),
    ],
)
def test_a_kind_has_aliases(word: str, kind: Kind) -> None:
    assert kind_named(word) is kind


@pytest.mark.parametrize("named", [kind_named, audience_named, format_named])
def test_a_word_that_means_nothing_is_refused_with_those_that_do(named: object) -> None:
    assert callable(named)
    with pytest.raises(BadSource, match=r"'sheeet'.*use one of"):
        named("sheeet")


def test_an_audience_and_a_format_go_by_their_names() -> None:
    assert audience_named("Customer") is Audience.CUSTOMER
    assert format_named("html-forum") is Format.HTML_FORUM


@pytest.mark.parametrize("location", ["", " "])
def test_no_location_is_not_the_folder_that_one_is_in(location: str) -> None:
    with pytest.raises(BadSource, match="a location is needed"):
        a_source(location)


@pytest.mark.parametrize("name", ["", "a/b"])
def test_a_name_that_would_blur_ids_is_refused(name: str) -> None:
    with pytest.raises(BadSource, match="name"):
        a_source("sheets", name=name)


def test_a_forum_of_pages_needs_selectors() -> None:
    with pytest.raises(BadSource, match="selectors"):
        a_source("forum", format=Format.HTML_FORUM)
