"""Rows of a corpus are documents as they stand."""

import json

import pytest

from index.knowledge import Audience, Kind
from ingest.parsed import Failure, Parsed
from ingest.sources import Format
from tests.ingest.builders import heading_at, outcomes, parsed


def row(**fields: object) -> str:
    return json.dumps({"_id": "d1", "title": "W3", "text": "E17 means blocked."} | fields)


def read(line: str) -> Parsed:
    return parsed(Format.JSONL, line)


def test_a_row_is_a_document_under_its_own_id() -> None:
    document = read(row(text="# W3\n\n  E17  means\tblocked.\n"))

    assert (document.id, document.title) == ("d1", "W3")
    assert document.text == "# W3\n\n  E17  means\tblocked.\n"


def test_an_id_may_be_called_id_and_be_a_number() -> None:
    assert read('{"id": 7, "title": "a", "text": "b"}').id == "7"


def test_a_row_may_say_more_than_its_source() -> None:
    said = row(
        kind="datasheet", url="https://x.example/1", audience="customer", products=["W3"], licence="MIT"
    )

    document = read(said)

    assert (document.kind, document.url, document.audience) == (
        Kind.DATA_SHEET,
        "https://x.example/1",
        Audience.CUSTOMER,
    )
    assert document.products == ("W3",)
    assert document.meta == {"licence": "MIT"}


def test_a_row_that_says_no_more_is_as_its_source_says() -> None:
    document = read(row(url=None, kind=None))

    assert (document.kind, document.url, document.audience, document.products) == (None, None, None, None)


def test_a_row_without_a_title_is_called_by_its_first_words() -> None:
    assert read(row(title="", text="E17\n means " + "x" * 200)).title == ("E17 means " + "x" * 200)[:100]


def test_a_row_of_a_title_alone_is_its_title() -> None:
    assert read(row(text="")).text == "W3"


def test_headings_of_markdown_are_the_sections() -> None:
    document = read(row(text="Before\n# One #\na\n### Deep\nb\n## Two\n```\n# code\n```\nc\n#hashtag"))

    assert heading_at(document, "Before") == ()
    assert heading_at(document, "a\n###") == ("One",)
    assert heading_at(document, "b\n##") == ("One", "Deep")
    assert heading_at(document, "c\n#hash") == ("One", "Two")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"_id": "x", "text": ', "not a row of JSON"),
        ("[1, 2]", "not list"),
        ("null", "not NoneType"),
        ('{"text": "a"}', "no id"),
        ('{"_id": "x"}', "'x' has no text"),
        ('{"_id": "x", "text": "  "}', "'x' has no text"),
        ('{"_id": "x", "text": ["a"]}', "text is list"),
        ('{"_id": "x", "text": "a", "kind": "poem"}', "'poem' is unknown"),
        ('{"_id": "x", "text": "a", "audience": "all"}', "'all' is unknown"),
        ('{"_id": "x", "text": "a", "products": {"a": 1}}', "products"),
        ('{"_id": "x", "text": "\udcff"}', "no text"),
        ("[" * 100_000, "not a row of JSON"),
        ("1" * 10_000, "not a row of JSON"),
    ],
)
def test_a_broken_row_is_named_by_its_line_and_the_rest_goes_on(line: str, reason: str) -> None:
    written = f"{row()}\n\n{line}\n{row(_id='d2')}".encode("utf-8", errors="surrogatepass")

    first, failure, last = outcomes(Format.JSONL, written, key="corpus.jsonl")

    assert isinstance(first, Parsed)
    assert isinstance(failure, Failure)
    assert failure.id == "sheets/corpus.jsonl, line 3"
    assert reason in failure.reason or "not a row of JSON" in failure.reason
    assert isinstance(last, Parsed)
    assert last.id == "d2"


def test_what_no_store_takes_is_left_out() -> None:
    document = read('{"_id": "a\\u0000b", "title": "\\ud800W3", "text": "E\\u000017 \\udfffblocked"}')

    assert (document.id, document.title, document.text) == ("ab", "W3", "E17 blocked")


def test_a_byte_order_mark_is_no_text() -> None:
    assert read("\ufeff" + row()).id == "d1"
