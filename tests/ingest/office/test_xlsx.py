"""What a reader of a workbook sees: each sheet a section, its rows with the names of their columns."""

from datetime import datetime

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ingest.errors import Unreadable
from ingest.parsed import Parsed
from ingest.sources import Format
from tests.ingest.builders import heading_at, parsed
from tests.ingest.office.builders import Book, a_package, content_types


def read(book: Book) -> Parsed:
    return parsed(Format.XLSX, book.bytes(), key="parts.xlsx")


def lines(*rows: tuple[object, ...]) -> list[str]:
    book = Book()
    book.sheet("Parts", *rows)
    return read(book).text.splitlines()[2:]


def test_sheets_become_sections_and_rows_name_their_columns() -> None:
    book = Book()
    book.sheet("Parts", ("Part", "Fits", "Price"), ("G-7", "W3", 12.5), ("G-8", "W4", 13))
    book.sheet("Codes", ("Code", "Meaning", "Cure"), ("E17", "Gauge blocked", "Rinse it"))
    document = read(book)

    assert document.id == "sheets/parts.xlsx"
    assert document.title == "parts"
    assert document.text == (
        "Parts\n\nPart | Fits | Price\nG-7 | Fits: W3 | Price: 12.5\nG-8 | Fits: W4 | Price: 13\n\n"
        "Codes\n\nCode | Meaning | Cure\nE17 | Meaning: Gauge blocked | Cure: Rinse it"
    )
    assert heading_at(document, "E17") == ("Codes",)


def test_a_sheet_of_values_reads_like_a_data_sheet_and_states_facts() -> None:
    book = Book()
    book.sheet("W3", ("Parameter", "Min", "Typ", "Max", "Unit"), ("Supply voltage", 3, 3.3, 3.6, "V"))
    document = read(book)

    assert "Supply voltage: min 3 V, typ 3.3 V, max 3.6 V" in document.text
    assert [(fact.minimum, fact.maximum, fact.unit) for fact in document.facts] == [("3", "3.6", "V")]


def test_a_title_above_a_table_is_no_name_of_a_column() -> None:
    assert lines(("Price list",), ("Part", "Price", "Since"), ("G-7", 12, 2024)) == [
        "Price list", "", "Part | Price | Since", "G-7 | Price: 12 | Since: 2024"
    ]  # fmt: skip


def test_a_table_goes_on_under_its_names_after_an_empty_row() -> None:
    rows = lines(("Part", "Price", "Stock"), ("G-7", 12, 3), (), ("G-8", 13, 4), ("G-9", 14, 5))

    assert rows[2:] == ["G-8 | Price: 13 | Stock: 4", "G-9 | Price: 14 | Stock: 5"]


def test_another_table_below_has_names_of_its_own() -> None:
    rows = lines(
        ("Part", "Price", "Stock"), ("G-7", 12, 3), (), ("Code", "Cause", "Cure"), ("E1", "Leaf", "Rinse")
    )

    assert rows[-1] == "E1 | Cause: Leaf | Cure: Rinse"


def test_rows_of_numbers_name_nothing() -> None:
    assert lines((1, 2, 3), (4, 5, 6)) == ["1 | 2 | 3", "4 | 5 | 6"]


def test_empty_columns_beside_a_table_do_not_matter() -> None:
    assert lines((None, "Part", None, "Price", "Stock"), (None, "G-7", None, 12, 3)) == [
        "Part | Price | Stock", "G-7 | Price: 12 | Stock: 3"
    ]  # fmt: skip


def test_a_merged_cell_stands_in_each_row_that_it_reaches() -> None:
    book = Book()
    sheet = book.sheet("Codes", ("Code", "Cause", "Cure"), ("E17", "Leaf", "Rinse"), (None, "Spider", "Wait"))
    sheet.merge_cells("A2:A3")

    assert "E17 | Cause: Spider | Cure: Wait" in read(book).text


def hide_sheet(sheet: Worksheet) -> None:
    sheet.sheet_state = "veryHidden"


def hide_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[1].hidden = True


def hide_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].hidden = True


@pytest.mark.parametrize(
    ("hide", "counted"),
    [(hide_sheet, "hidden_sheets"), (hide_row, "hidden_rows"), (hide_column, "hidden_columns")],
)
def test_what_is_hidden_is_left_out_and_counted(hide: object, counted: str) -> None:
    book = Book()
    book.sheet("Seen", ("words",))
    hide(book.sheet("Costs", ("SECRET",)))  # type: ignore[operator]
    document = read(book)

    assert "SECRET" not in document.text
    assert document.meta[counted] == "1"


def test_a_formula_without_a_value_is_counted_and_never_shown() -> None:
    book = Book()
    book.sheet("Sum", ("Part", "Price"), ("G-7", "=1+1"), ("G-8", '=WEBSERVICE("http://127.0.0.1:9/")'))
    document = read(book)

    assert "=" not in document.text
    assert document.meta["formulas_without_value"] == "2"


MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def by_hand(rows: str) -> bytes:
    """A workbook of one sheet, as no program would write it."""
    book = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        f' xmlns:r="{KIND}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    related = '<Relationship Id="r1" Type="{}/{}" Target="{}"/>'
    types = content_types(MAIN, "/xl/workbook.xml")
    return a_package(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relations.format(related.format(KIND, "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": relations.format(
                related.format(KIND, "worksheet", "worksheets/s.xml")
            ),
            "xl/worksheets/s.xml": SHEET.format(rows),
        }
    )


def test_a_formula_shows_the_value_that_was_stored_with_it() -> None:
    sheet = by_hand(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1</f><v>wet</v></c></row>'
    )

    assert parsed(Format.XLSX, sheet).text == "S\n\n2 | wet"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "16384 columns"),
        ('<row r="1"><c r="ABCDE1"><v>1</v></c></row>', "columns"),
        ('<row r="99999999"><c r="A99999999"><v>1</v></c></row>', "99999999 rows"),
        ('<row r="1"><c r="rubbish"><v>1</v></c></row>', "damaged"),
        ('<row r="1"><c r="A1"><v>rubbish</v></c></row>', "damaged"),
        ('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', "damaged"),
        ('<row r="1"><c r="A1"><v>1</v></row>', "damaged"),
    ],
)
def test_a_sheet_that_is_too_large_or_damaged_is_unreadable(rows: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        parsed(Format.XLSX, by_hand(rows))


def test_dates_and_numbers_are_as_the_sheet_shows_them() -> None:
    book = Book()
    sheet = book.sheet(
        "Parts", ("Part", "Price", "Since"), ("G-7", 1234.5, datetime.fromisoformat("2024-03-01"))
    )
    sheet["B2"].number_format = '#,##0.00 "EUR"'
    sheet["C2"].number_format = "d mmm yyyy"

    assert read(book).text.endswith("G-7 | Price: 1,234.50 EUR | Since: 1 Mar 2024")


def test_a_workbook_without_words_is_unreadable() -> None:
    book = Book()
    book.sheet("Empty")

    with pytest.raises(Unreadable, match="no text"):
        read(book)
