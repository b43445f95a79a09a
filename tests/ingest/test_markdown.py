"""Notes and other Markdown files, with what they say about themselves."""

import pytest

from index.knowledge import Audience
from ingest.errors import Unreadable
from ingest.sources import Format
from tests.ingest.builders import DATA, heading_at, parsed


def test_a_note_says_who_may_read_it_and_whose_it_is() -> None:
    note = parsed(Format.MARKDOWN, DATA / "note.md", key="reset.md")

    assert note.title == "Resetting a W3"
    assert note.audience is Audience.CUSTOMER
    assert note.products == ("W3", "W3S")
    assert note.meta == {"owner": "sam", "review_by": "2027-03-31"}
    assert note.text == (
        "Only after a firmware update.\n\n"
        "Reset\n\n"
        "Warning: All records are lost.\n\n"
        "1. Hold Set for 5 s.\n2. Let go when RST shows.\n\n"
        "Codes\n\n"
        "Code | Value\nRST: reset\n\n"
        "# not a heading"
    )
    assert heading_at(note, "RST: reset") == ("Reset", "Codes")
    assert heading_at(note, "Only after") == ()


def test_a_note_says_what_it_supersedes() -> None:
    note = parsed(Format.MARKDOWN, "---\nsupersedes: notes/old.md\n---\n# New\n\nWords.")
    assert note.meta == {"supersedes": "notes/old.md"}


def test_a_note_that_says_nothing_is_as_its_source_says() -> None:
    note = parsed(Format.MARKDOWN, "# Reset\n\nHold Set.")

    assert (note.title, note.audience, note.products, note.meta) == ("Reset", None, None, {})


@pytest.mark.parametrize(
    ("lines", "products"),
    [
        ("products: W3", ("W3",)),
        ("products: W3, W4", ("W3", "W4")),
        ("products: ['W3', \"W4\"]", ("W3", "W4")),
        ("products:\n  - W3\n  - W4\nowner: sam", ("W3", "W4")),
        ("products: []", None),
        ("products:", None),
    ],
)
def test_lists_may_be_written_in_several_ways(lines: str, products: tuple[str, ...] | None) -> None:
    assert parsed(Format.MARKDOWN, f"---\n{lines}\n---\nwords").products == products


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("audience: everybody", "'everybody'"),
        ("review_by: soon", "'soon'"),
        ("audience: publicly", "use one of"),
    ],
)
def test_a_note_that_says_nonsense_is_not_published_by_guess(line: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        parsed(Format.MARKDOWN, f"---\n{line}\n---\nwords")


@pytest.mark.parametrize(
    "top",
    [
        "\n\n---\naudience: internal\n---",
        "\ufeff\n---\naudience: internal\n---",
        "---\naudience:internal\n---",
        "---\nmeta:\n  audience: internal\n---",
        "---\naudience: public\naudience: internal\n---",
        "---\naudience: internal\naudience: public\n---",
        "---\naudience: [public, internal]\n---",
        '---\n"audience": internal\n---',
        "---\n'Audience' : 'Internal'\n---",
        "---\nsome words\naudience: internal\n---",
        "  ---\n  audience: internal\n  ---",
    ],
)
def test_a_carelessly_written_audience_still_narrows(top: str) -> None:
    note = parsed(Format.MARKDOWN, f"{top}\nwords")

    assert (note.audience, note.text) == (Audience.INTERNAL, "words")


@pytest.mark.parametrize(
    "line", ["audience:", "audience = internal", "{audience: internal}", "- audience: x"]
)
def test_an_audience_that_cannot_be_made_out_is_not_published(line: str) -> None:
    with pytest.raises(Unreadable, match="write a line like 'audience: internal'"):
        parsed(Format.MARKDOWN, f"---\ntitle: Reset\n{line}\n---\nwords")


@pytest.mark.parametrize(
    "top", ["---\naudience: internal", "---\nlayout: note\n\naudience:internal", "\n---\n- x\n  title: W3"]
)
def test_front_matter_that_never_ends_is_not_published(top: str) -> None:
    with pytest.raises(Unreadable, match="never ends; put a line '---' below it"):
        parsed(Format.MARKDOWN, f"{top}\n\n# Reset\n\nwords")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("---\n\nwords", "words"),
        ("---\n\nwords\n\n---\n\nmore", "words\n\nmore"),
        ("---\nNote: mind the gap.\n\nThe audience: all.", "Note: mind the gap.\n\nThe audience: all."),
        ("---\n\nWords.\n\ntitle: of a book", "Words.\n\ntitle: of a book"),
        ("words\n\n---\n\naudience: a crowd", "words\n\naudience: a crowd"),
    ],
)
def test_a_rule_at_the_top_is_no_front_matter(text: str, read: str) -> None:
    assert parsed(Format.MARKDOWN, text).text == read


def test_front_matter_is_never_executed() -> None:
    note = parsed(
        Format.MARKDOWN, "---\ntitle: !!python/object/apply:os.system [ls]\nx: &a [*a, *a]\n---\nwords"
    )

    assert note.text == "words"


def test_lists_keep_their_numbers_and_their_nesting() -> None:
    steps = "3. Hold Set:\n   - red lamp\n4. Wait.\n\n   The lamp turns green.\n5. Release."
    document = parsed(Format.MARKDOWN, steps)
    assert document.text == "3. Hold Set:\n  - red lamp\n4. Wait.\n\nThe lamp turns green.\n\n5. Release."


def test_html_within_markdown_is_read_like_html() -> None:
    text = parsed(
        Format.MARKDOWN, "Seen <span style='display:none'>hidden</span>\n\n<script>x</script>\n\n<b>bold</b>"
    ).text

    assert text == "Seen\n\nbold"


def test_a_markdown_file_without_text_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="no text"):
        parsed(Format.MARKDOWN, "---\ntitle: x\n---\n![](picture.png)")


def test_plain_text_stands_as_it_is() -> None:
    text = parsed(Format.TEXT, "W3\r\n\r\n# of cells: 2\x00\n", key="a/cells.txt")

    assert (text.title, text.text) == ("cells", "W3\n\n# of cells: 2")
