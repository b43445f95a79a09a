"""Rows and lines become facts as they are written, and only where it is plain what they state."""

import pytest

from index.knowledge import DocumentId, Fact
from ingest.blocks import Block, Role, compose
from ingest.documents import document_of
from ingest.facts import Around, facts_in
from ingest.parsed import Parsed
from ingest.sources import Format
from ingest.tables import Row, table_rows
from tests.builders import NOON
from tests.ingest.builders import Sheet, a_source, parsed

SPREAD = ("Parameter", "Symbol", "Conditions", "Min", "Typ", "Max", "Unit")


def stated(names: Row, *rows: Row) -> list[Fact]:
    """The facts of a table under these names."""
    told = table_rows([names, *rows], headed=True)
    return [fact for row in told[1:] for fact in facts_in(row.text, row, Around(("Supply",)))]


def of_line(line: str, lead: str = "") -> list[Fact]:
    return list(facts_in(line, None, Around(lead=lead)))


def test_a_row_of_a_pdf_is_a_fact_with_its_product_page_and_place() -> None:
    sheet = Sheet().page().line("W3 weather station", size=20).gap().line("Rain, wind and more.").page()
    sheet.row(("Parameter", "Min", "Typ", "Max", "Unit"), bold=True)
    sheet.row(("Supply voltage", "3.0", "3.3", "3.6", "V"))

    document = document_of(parsed(Format.PDF, sheet.bytes()), a_source(), NOON)

    (fact,) = document.facts
    assert (fact.attribute, fact.minimum, fact.typical, fact.maximum) == (
        "Supply voltage",
        "3.0",
        "3.3",
        "3.6",
    )
    assert (fact.unit, fact.product, fact.page) == ("V", "W3", 2)
    assert document.text[fact.start : fact.end] == "Supply voltage: min 3.0 V, typ 3.3 V, max 3.6 V"


def test_symbol_and_condition_have_their_own_places() -> None:
    (fact,) = stated(SPREAD, ("Supply voltage", "VDD", "25 °C", "3.0", "-", "3.6", "V"))

    assert fact == Fact(
        "Supply voltage (VDD)",
        0,
        fact.end,
        minimum="3.0",
        maximum="3.6",
        unit="V",
        condition="25 °C",
        heading=("Supply",),
    )


@pytest.mark.parametrize(
    ("names", "row", "unit"),
    [
        (("Parameter", "Min", "Max", "Unit"), ("Voltage", "3", "5", "V"), "V"),
        (("Parameter", "Min (V)", "Max (V)"), ("Voltage", "3", "5"), "V"),
        (("Parameter", "Min", "Max"), ("Voltage", "3 V", "5 V"), "V"),
        (("Parameter", "Min", "Max"), ("Voltage", "3", "5"), None),
    ],
)
def test_the_unit_is_in_its_column_the_header_or_the_cells(names: Row, row: Row, unit: str | None) -> None:
    (fact,) = stated(names, row)

    assert (fact.minimum, fact.maximum, fact.unit) == ("3", "5", unit)


@pytest.mark.parametrize(
    ("names", "row"),
    [
        (("Parameter", "Min", "Max", "Unit"), ("Voltage", "3 mV", "5", "V")),
        (("Parameter", "Min (mV)", "Max (V)"), ("Voltage", "3", "5")),
        (("Parameter", "Value (V)"), ("Voltage", "3 mV")),
    ],
)
def test_a_unit_that_is_not_the_unit_of_all_is_not_told_of_all(names: Row, row: Row) -> None:
    assert [fact.unit for fact in stated(names, row)] == [None]


def test_a_header_states_nothing() -> None:
    (told,) = table_rows([("Parameter", "25 °C")], headed=False)

    assert list(facts_in(told.text, told, Around())) == []


def test_columns_of_one_name_state_nothing() -> None:
    assert stated(("Parameter", "Min", "Max", "Min", "Max"), ("Voltage", "1", "2", "3", "4")) == []


def test_cells_of_different_units_stay_as_they_are_written() -> None:
    (fact,) = stated(("Parameter", "Min", "Max"), ("Current", "50 mA", "1 A"))

    assert (fact.minimum, fact.maximum, fact.unit) == ("50 mA", "1 A", None)


def test_a_column_that_is_not_plainly_a_maximum_is_not_taken_for_one() -> None:
    limits, usual = stated(
        ("Parameter", "Min", "Recommended max / typical", "Absolute max"),
        ("Heat", "-40 °C", "40 °C", "85 °C"),
    )

    assert (limits.minimum, limits.typical, limits.maximum) == ("-40", None, "85")
    assert (usual.value, usual.condition) == ("40", "Recommended max / typical")


def test_a_table_of_part_numbers_states_a_fact_of_each_part() -> None:
    facts = stated(("Imax", "Part No.", "Burden"), ("60 A", "UCT-0500-000", "6.8 Ω"))

    assert [(fact.product, fact.attribute, fact.value, fact.unit) for fact in facts] == [
        ("UCT-0500-000", "Imax", "60", "A"),
        ("UCT-0500-000", "Burden", "6.8", "Ω"),
    ]


def test_columns_that_name_products_tell_their_values_apart() -> None:
    facts = stated(("", "RFM12B", "RFM69CW"), ("Supply voltage", "2.2 to 3.8 V", "1.8 to 3.6 V"))

    assert [(fact.product, fact.value) for fact in facts] == [
        ("RFM12B", "2.2 to 3.8"),
        ("RFM69CW", "1.8 to 3.6"),
    ]


def test_what_is_measured_at_a_distance_says_at_which() -> None:
    (fact,) = stated(("Distance", "Current"), ("20 mm", "9.6 mA"), ("50 mm", "3.3 mA"))[:1]

    assert (fact.attribute, fact.value, fact.condition) == ("Current", "9.6", "Distance 20 mm")


def test_two_tables_side_by_side_are_told_apart() -> None:
    row = ("TA", "Operating temperature", "-25℃～+60℃", "Weight", "15g")
    (told,) = table_rows([row], headed=False)

    facts = list(facts_in(told.text, told, Around()))

    assert [(fact.attribute, fact.value, fact.unit) for fact in facts] == [
        ("Operating temperature (TA)", "-25℃～+60℃", "℃"),
        ("Weight", "15", "g"),
    ]


@pytest.mark.parametrize("row", [("Voltage", "3 V", "5 V"), ("3 V", "5 V"), ("one", "two", "three", "3 V")])
def test_a_row_without_names_states_nothing_when_a_value_has_no_label_of_its_own(row: Row) -> None:
    (told,) = table_rows([row], headed=False)

    assert list(facts_in(told.text, told, Around())) == []


@pytest.mark.parametrize(
    ("line", "attribute", "value", "unit", "condition"),
    [
        ("Supply voltage: 9 to 30 V DC", "Supply voltage", "9 to 30", "V DC", None),
        ("Weight  120 g", "Weight", "120", "g", None),
        ("Max. input current: 6 A", "Max. input current", "6", "A", None),
        ("ADC resolution: 12-bit", "ADC resolution", "12", "bit", None),
        ("Analog voltage reference ±0.2%", "Analog voltage reference", "±0.2", "%", None),
        ("供电电压：2.5V-6V", "供电电压", "2.5V-6V", "V", None),
        ("Range: 80 m (in the open)", "Range", "80", "m", "in the open"),
        ("Output: 9V AC 500mA", "Output", "9V AC 500mA", None, None),
    ],
)
def test_a_line_that_specifies_is_a_fact(
    line: str, attribute: str, value: str, unit: str | None, condition: str | None
) -> None:
    (fact,) = of_line(line)

    assert (fact.attribute, fact.value, fact.unit, fact.condition) == (attribute, value, unit, condition)


@pytest.mark.parametrize(
    "line",
    [
        "The voltage must not exceed 5 V",
        "Wait for 5 minutes",
        "Note: 5 V is enough.",
        "Step 2: 5 V to the board",
        "Posted: 3 days ago",
        "Max drop required = 5.25-3.3=1.95V",
        "Opened 2016-04-06 00:00:00",
        "Address: 0x2F",
        "Solid fuel: 1980s bungalow",
        "Page 3 of 12",
        "7.5 kW calculated = 5.6 kW measured",
    ],
)
def test_a_line_of_prose_is_no_fact(line: str) -> None:
    assert of_line(line) == []


def test_an_item_is_about_what_introduces_its_list() -> None:
    composed = compose(
        [
            Block(Role.PARAGRAPH, "Power consumption:"),
            Block(Role.ITEM, "running: 7.3 mA"),
            Block(Role.PARAGRAPH, "Cable: 1 m"),
        ]
    )

    assert [fact.attribute for fact in composed.facts] == ["Power consumption, running", "Cable"]
    assert [composed.text[fact.start : fact.end] for fact in composed.facts] == [
        "running: 7.3 mA",
        "Cable: 1 m",
    ]


def test_invisible_characters_are_in_no_fact() -> None:
    (row,) = table_rows([("Wei\u200bght", "12\u200b0 g")], headed=False)

    (fact,) = compose([Block(Role.ROW, row.text, row=row)]).facts

    assert (fact.attribute, fact.value) == ("Weight", "120")


@pytest.mark.parametrize(
    ("title", "products", "heading", "product"),
    [
        ("DH-12 Dehumidifier", (), "Noise", "DH-12"),
        ("Data sheet", ("WS-4",), "Noise", "WS-4"),
        ("Data sheet", ("WS-4", "CV-8"), "The CV-8 at night", "CV-8"),
        ("Data sheet", ("WS-4", "CV-8"), "Noise", None),
        ("Two meters: FB-20 and FB-30", (), "FB-30", "FB-30"),
        ("Adaptor 9V, v2.1", (), "5kW", None),
    ],
)
def test_a_fact_is_about_the_product_that_is_plainly_meant(
    title: str, products: tuple[str, ...], heading: str, product: str | None
) -> None:
    fact = Fact("Weight", 0, 1, value="1", unit="g", heading=(heading,))
    document = document_of(
        Parsed(DocumentId("d"), title, "text", facts=(fact,)), a_source(products=products), NOON
    )

    assert document.facts[0].product == product
