"""Text files: as they stand, with the headings that their format has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import Unreadable
from ingest.sources import Format
from ingest.text_headings import underlined, with_equal_signs
from tests.ingest.builders import heading_at, parsed

RST = """\
==========
W3 station
==========

Care
----

Rinse it::

    not a heading
    -------------

Soap
~~~~

Never.

Messages
--------

====  =======
E17   blocked
====  =======

----

After a rule.
"""
ASCIIDOC = """\
= W3 station
:toc:

== Care

[source]
----
== not a heading
----

Soap
~~~~
Never.

== Messages

====
=== nor this
====
E17
"""


def test_headings_of_restructured_text_are_known_and_nothing_is_changed() -> None:
    document = parsed(Format.TEXT, RST, key="docs/w3.rst")

    assert document.text == RST.strip("\n")
    assert document.title == "W3 station"
    assert [section.heading for section in document.sections] == [
        ("W3 station",),
        ("W3 station", "Care"),
        ("W3 station", "Care", "Soap"),
        ("W3 station", "Messages"),
    ]
    assert heading_at(document, "    not a heading") == ("W3 station", "Care")


def test_headings_of_asciidoc_are_known_and_its_blocks_have_none() -> None:
    document = parsed(Format.TEXT, ASCIIDOC, key="w3.adoc")

    assert document.text == ASCIIDOC.strip("\n")
    assert [section.heading[-1] for section in document.sections] == [
        "W3 station",
        "Care",
        "Soap",
        "Messages",
    ]
    assert heading_at(document, "Never") == ("W3 station", "Care", "Soap")
    assert heading_at(document, "E17") == ("W3 station", "Messages")


def test_plain_text_has_its_name_for_a_title() -> None:
    document = parsed(Format.TEXT, "Rinse it.\n\nDry it.", key="care/w3.txt")

    assert (document.title, document.sections) == ("w3", ())


@pytest.mark.parametrize(
    "text",
    [
        "a paragraph\nof two lines\n------------\n\nx",
        "Name  Value\n====  =====\n",
        "too long a line\n---\n",
        "----\n----\n",
        " indented\n----------\n",
        "\n----\n\nwords",
    ],
)
def test_what_only_looks_like_a_heading_is_none(text: str) -> None:
    assert not list(underlined(text))


def test_a_block_of_asciidoc_that_never_ends_has_no_headings() -> None:
    assert [heading.name for heading in with_equal_signs("= A\n\n....\n== B\n")] == ["A"]


@given(st.text(alphabet="=-~ab \n\t.#+"))
def test_a_heading_starts_where_it_says(text: str) -> None:
    for find in (underlined, with_equal_signs):
        for heading in find(text):
            assert (
                heading.name in text[heading.start :].replace("\t", " ")
                or heading.name in text[heading.start :]
            )
            assert heading.level >= 1


def test_a_file_without_words_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="no text"):
        parsed(Format.TEXT, " \n\n")


def test_a_file_of_nothing_but_headings_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="more than 50000 headings"):
        parsed(Format.TEXT, "x\n---\n\n" * 50_001)
