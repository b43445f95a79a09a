"""PDF files: rows stay rows, pages are known, and what cannot be read is refused by its reason."""

from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise

import pytest

from ingest.errors import Unreadable
from ingest.pdf.blocks import blocks_of_pages
from ingest.pdf.glyphs import Glyph, upright
from ingest.pdf.lines import Cell, Line, Piece, lines_of_page
from ingest.sources import Format
from ingest.split import split
from tests.ingest.builders import Sheet, heading_at, page_at, parsed

SPREAD = ("Parameter", "Min", "Typ", "Max", "Unit")


def text_of(sheet: Sheet) -> str:
    return parsed(Format.PDF, sheet.bytes()).text


def test_a_row_of_a_table_keeps_its_values_and_its_unit() -> None:
    sheet = Sheet().page().line("W3 weather station", size=20, bold=True).gap()
    sheet.line("Electrical data", size=13, bold=True).gap()
    sheet.row(SPREAD, bold=True)
    sheet.row(("Supply voltage", "3.0", "3.3", "3.6", "V"))
    sheet.row(("Supply current", "", "", "12", "mA"))

    document = parsed(Format.PDF, sheet.bytes(), key="w3.pdf")

    assert document.id == "sheets/w3.pdf"
    assert document.title == "W3 weather station"
    assert "Supply voltage: min 3.0 V, typ 3.3 V, max 3.6 V\nSupply current: max 12 mA" in document.text
    assert heading_at(document, "Supply voltage") == ("W3 weather station", "Electrical data")


def test_a_table_of_words_says_the_names_of_its_columns_and_joins_broken_cells() -> None:
    sheet = Sheet().page()
    columns = (10, 60, 130)
    sheet.row(("Code", "Meaning", "What to do"), bold=True, at=columns)
    sheet.row(("E17", "Gauge blocked", "Rinse it"), at=columns)
    sheet.gap(-1).row(("", "by leaves", "and dry it"), at=columns)

    assert text_of(sheet) == (
        "Code | Meaning | What to do\nE17 | Meaning: Gauge blocked by leaves | What to do: Rinse it and dry it"
    )


def test_a_header_on_two_lines_names_all_columns() -> None:
    sheet = Sheet().page()
    sheet.row(("Parameter", "", "W3 rev. B", "", "Unit")).row(("", "Min", "Typ", "Max"))
    sheet.row(("Supply voltage", "3.0", "3.3", "3.6", "V"))

    assert "Supply voltage: min 3.0 V, typ 3.3 V, max 3.6 V" in text_of(sheet)


def test_values_below_each_other_belong_to_the_same_thing() -> None:
    columns = (10, 60, 110, 150)
    sheet = Sheet().page().row(("Parameter", "Conditions", "Max", "Unit"), at=columns)
    sheet.row(("Current", "on", "12", "mA"), at=columns).gap(-1).row(("", "off", "2", "mA"), at=columns)

    assert "Current: conditions on, max 12 mA\nCurrent: conditions off, max 2 mA" in text_of(sheet)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (("Parameter", "Min", "Max", "Min", "Max"), ("Voltage", "1", "2", "3", "4")),
        (("Min", "Typ", "Max", "Unit"), ("Voltage", "1", "2", "V")),
        (("Parameter", "Min", "Max", "Unit"), ("Voltage", "see", "2", "V")),
    ],
)
def test_a_value_is_not_named_where_the_name_might_be_wrong(
    header: Sequence[str], row: Sequence[str]
) -> None:
    assert text_of(Sheet().page().row(header).row(row)).endswith(" | ".join(row))


def test_a_value_between_two_columns_is_not_named() -> None:
    sheet = Sheet().page().row(SPREAD)
    sheet.row(("Voltage", "1 to 2 or more in winter", "3"), at=(10, 88, 150))

    assert text_of(sheet).endswith("Voltage | 1 to 2 or more in winter | 3")


def test_pages_are_known_to_text_and_passages() -> None:
    sheet = Sheet()
    for number in range(1, 4):
        sheet.page(header=f"Fennby W3 manual, page {number} of 3").gap()
        sheet.line(f"This is what page {number} says about chapter {number * 11}.")
    document = parsed(Format.PDF, sheet.bytes())

    assert page_at(document, "chapter 22") == 2
    assert page_at(document, "chapter 33") == 3
    pages = [span.page for span in split(document)]
    assert pages == [1, 2, 3]
    assert document.meta["pages"] == "3"


def test_what_every_page_repeats_is_left_out() -> None:
    sheet = Sheet()
    for number in range(1, 4):
        sheet.page(header="Fennby W3 manual").gap()
        sheet.line(f"Chapter text {'abc'[number - 1]}.").line(f"Page {number} of 3", size=8, y=280)

    assert text_of(sheet) == "Chapter text a.\n\nChapter text b.\n\nChapter text c."


def test_rows_that_two_variants_share_stay_on_both_pages() -> None:
    sheet = Sheet()
    for model in ("W3", "W4"):
        sheet.page(header=f"Data of the {model}").gap()
        sheet.row(("Weight", "96 g")).row(("Height", "60 mm")).row((f"Range of the {model}", "30 m"))

    assert text_of(sheet).count("Weight | 96 g") == 2


@pytest.mark.parametrize("mark", ["\x02", "\ufffe", "\xad"])
def test_a_word_broken_at_the_end_of_a_line_is_one_word(mark: str) -> None:
    above = Line((Cell(10, 200, f"The rain gauge needs no atten{mark}"),), 100, 10, False)
    below = Line((Cell(10, 150, "tion at all."),), 88, 10, False)

    assert [block.text for block in blocks_of_pages([[above, below]])] == [
        "The rain gauge needs no attention at all."
    ]


def test_the_header_of_a_table_that_goes_on_is_not_taken_for_a_page_header() -> None:
    sheet = Sheet()
    for page in ("one", "two"):
        sheet.page().row(SPREAD).row((f"Voltage {page}", "1", "2", "3", "V"))

    assert "Voltage two: min 1 V, typ 2 V, max 3 V" in text_of(sheet)


def test_lines_of_a_paragraph_flow_together() -> None:
    sheet = Sheet().page()
    sheet.line("The rain gauge empties itself, so nobody has to go out into the rain for it.")
    sheet.line("It counts each time the spoon tips over and sends the number to the base.")

    assert text_of(sheet) == (
        "The rain gauge empties itself, so nobody has to go out into the rain for it."
        " It counts each time the spoon tips over and sends the number to the base."
    )


def test_bullets_become_items() -> None:
    sheet = Sheet().page().row(("-", "Lift the funnel off"), at=(10, 20)).row(("-", "Rinse it"), at=(10, 20))

    assert text_of(sheet) == "- Lift the funnel off\n- Rinse it"


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    sheet = Sheet().page()
    sheet.pdf.set_font("helvetica", "", 9)
    for number in range(12):
        y = 30 + number * 5
        sheet.pdf.text(10, y, f"left line {number} has words enough to fill its column up")
        sheet.pdf.text(110, y, f"right line {number} has words enough to fill its column")

    text = text_of(sheet)

    assert text.index("left line 11") < text.index("right line 0")
    assert "|" not in text


def test_a_turned_page_is_read_the_way_it_is_turned() -> None:
    glyphs = [
        Glyph(letter, 50, 60, 100 + 6 * at, 106 + 6 * at, quarter=1) for at, letter in enumerate("W3 on")
    ]
    axis = [Glyph("x", 200, 206, 50, 60)]

    turned = upright([*glyphs, *axis])

    assert [glyph.character for glyph in turned] == list("W3 on")
    assert all(here.right <= there.left for here, there in pairwise(turned))


def test_a_small_index_stays_with_its_letter() -> None:
    pieces = [Piece(10, 16, 100, 112, "V"), Piece(16, 22, 98, 105, "cc"), Piece(30, 50, 100, 112, "= 3 V")]

    (line,) = lines_of_page(pieces)

    assert line.text == "Vcc = 3 V"


def test_a_line_is_told_from_the_next_however_they_were_drawn() -> None:
    pieces = [
        Piece(10, 40, 88, 98, "below"),
        Piece(60, 90, 100, 110, "right"),
        Piece(10, 40, 100, 110, "left"),
    ]

    assert [line.text for line in lines_of_page(pieces)] == ["left | right", "below"]


def test_letters_drawn_twice_to_look_bold_are_read_once() -> None:
    pieces = [
        Piece(10, 30, 100, 112, "UNIT"),
        Piece(10.4, 30.4, 100, 112, "UNIT"),
        Piece(60, 80, 100, 112, "UNIT"),
    ]

    (line,) = lines_of_page(pieces)

    assert line.text == "UNIT | UNIT"


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Fennby W3: data sheet", "Fennby W3: data sheet"),
        ("W3-rev7.docx", "W3 weather station"),
        ("www.sheets.example", "W3 weather station"),
        ("Search results for sheets", "W3 weather station"),
        ("", "W3 weather station"),
    ],
)
def test_a_title_is_believed_if_it_is_about_the_first_page(said: str, title: str) -> None:
    sheet = Sheet().page().line("W3 weather station", size=20).gap().line("Fennby makes this data sheet.")
    sheet.pdf.set_title(said)

    assert parsed(Format.PDF, sheet.bytes()).title == title


def test_a_heading_of_no_product_is_preceded_by_the_files_name() -> None:
    sheet = Sheet().page().line("Features", size=20).gap().line("The W3 measures rain and wind and more.")

    assert parsed(Format.PDF, sheet.bytes(), key="a/W3.pdf").title == "W3: Features"
    assert parsed(Format.PDF, sheet.bytes(), key="a/W9.pdf").title == "Features"


def test_a_scan_is_refused_as_one() -> None:
    sheet = Sheet().page()
    sheet.pdf.rect(10, 10, 50, 50, style="F")

    with pytest.raises(Unreadable, match="scan"):
        text_of(sheet)


def test_a_locked_file_is_refused_as_one() -> None:
    sheet = Sheet().page().line("secret words")
    sheet.pdf.set_encryption(owner_password="owner", user_password="user")

    with pytest.raises(Unreadable, match="password"):
        text_of(sheet)


def test_a_file_locked_against_editing_only_is_read() -> None:
    sheet = Sheet().page().line("Words for all")
    sheet.pdf.set_encryption(owner_password="owner")

    assert text_of(sheet) == "Words for all"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "does not begin like a PDF"),
        (b"<html><p>404</p></html>", "does not begin like a PDF"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "damaged"),
    ],
)
def test_what_is_no_pdf_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        parsed(Format.PDF, content)


def test_half_a_file_is_refused_or_read_but_never_crashes() -> None:
    sheet = Sheet()
    for _ in range(3):
        sheet.page().line("Words that may be lost")
    whole = sheet.bytes()
    for length in range(0, len(whole), 97):
        with suppress(Unreadable):
            assert "Words" in parsed(Format.PDF, whole[:length]).text


def test_a_file_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.pdf.reader._MOST_PAGES", 2)
    sheet = Sheet()
    for _ in range(3):
        sheet.page().line("words")

    with pytest.raises(Unreadable, match="it has 3 pages; 2 is the most"):
        text_of(sheet)


def test_a_page_crowded_with_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.pdf.reader._MOST_ON_A_PAGE", 20)

    with pytest.raises(Unreadable, match="page 1 holds"):
        text_of(Sheet().page().line("more than twenty characters of text"))
