"""What a reader of slides sees: each a page, with its title, text, tables and notes."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from pptx.util import Inches

from ingest.errors import Unreadable
from ingest.sources import Format
from tests.ingest.builders import heading_at, page_at, parsed
from tests.ingest.office.builders import Deck, a_package


def a_text_box(slide: object, words: str, left: float = 1) -> object:
    box = slide.shapes.add_textbox(Inches(left), Inches(1), Inches(2), Inches(1))  # type: ignore[attr-defined]
    box.text_frame.text = words
    return box


def test_slides_become_pages_with_titles_and_notes() -> None:
    deck = Deck()
    deck.slide("Gauge care", "Rinse it\nDry it", notes="Soap harms the coating.")
    deck.slide("Messages", "E17")
    document = parsed(Format.PPTX, deck.bytes(), key="care.pptx")

    assert document.title == "Gauge care"
    assert document.text == (
        "Gauge care\n\n- Rinse it\n- Dry it\n\nNotes\n\nSoap harms the coating.\n\nMessages\n\nE17"
    )
    assert page_at(document, "Dry it") == 1
    assert page_at(document, "E17") == 2
    assert heading_at(document, "Soap") == ("Gauge care", "Notes")
    assert heading_at(document, "E17") == ("Messages",)


def test_a_table_on_a_slide_becomes_rows_and_a_merged_cell_stands_in_each_of_them() -> None:
    deck = Deck()
    table = deck.table(
        deck.slide("Values", "x"), ("Parameter", "Min", "Max"), ("Voltage", "3 V", "5 V"), ("", "4 V", "6 V")
    )
    table.cell(1, 0).merge(table.cell(2, 0))

    assert "Voltage: min 3 V, max 5 V\nVoltage: min 4 V, max 6 V" in parsed(Format.PPTX, deck.bytes()).text


def test_a_hidden_slide_is_left_out_and_counted_and_the_others_keep_their_numbers() -> None:
    deck = Deck()
    deck.slide("One", "a")
    deck.slide("Costs", "SECRET").element.set("show", "0")
    deck.slide("Three", "c")
    document = parsed(Format.PPTX, deck.bytes())

    assert "SECRET" not in document.text
    assert document.meta["hidden_slides"] == "1"
    assert page_at(document, "Three") == 3


def test_what_stands_beside_a_slide_or_is_switched_off_is_left_out_and_counted() -> None:
    deck = Deck()
    slide = deck.slide("Seen", "too")
    a_text_box(slide, "SECRET", left=-20)
    a_text_box(slide, "SECRET", left=50)
    hidden = slide.shapes.add_group_shape().shapes.add_textbox(Inches(1), Inches(1), Inches(1), Inches(1))
    hidden.text_frame.text = "SECRET"
    hidden.element.nvSpPr.cNvPr.set("hidden", "1")
    document = parsed(Format.PPTX, deck.bytes())

    assert document.text == "Seen\n\ntoo"
    assert document.meta["unseen_characters"] == str(3 * len("SECRET"))


def test_text_that_hangs_over_the_edge_of_a_slide_is_read() -> None:
    deck = Deck()
    a_text_box(deck.slide(), "Seen", left=-1)

    assert parsed(Format.PPTX, deck.bytes()).text == "Slide 1\n\nSeen"


def test_text_in_groups_is_read() -> None:
    deck = Deck()
    group = deck.slide().shapes.add_group_shape().shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, 10, 10).text_frame.text = "Seen"

    assert parsed(Format.PPTX, deck.bytes()).text == "Slide 1\n\nSeen"


def test_slides_without_words_are_unreadable() -> None:
    deck = Deck()
    deck.slide()

    with pytest.raises(Unreadable, match="no text"):
        parsed(Format.PPTX, deck.bytes())


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [(b' Id="', b' id="', "damaged"), (b"presentation.main+xml", b"slideshow.main+xml", "save it as .pptx")],
)
def test_a_show_and_damaged_slides_are_unreadable(old: bytes, new: bytes, reason: str) -> None:
    deck = Deck()
    deck.slide("Words", "more")
    with ZipFile(BytesIO(deck.bytes())) as package:
        parts = {name: package.read(name).replace(old, new) for name in package.namelist()}

    with pytest.raises(Unreadable, match=reason):
        parsed(Format.PPTX, a_package(parts))
