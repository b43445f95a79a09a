"""Tables of PDF files: what stands below which name, also on the next page."""

from collections.abc import Sequence

import pytest

from index.knowledge import Fact
from ingest.sources import Format
from tests.ingest.builders import Sheet, heading_at, parsed

SPREAD = ("Parameter", "Min", "Typ", "Max", "Unit")
THREE = (10, 70, 130)


def facts_of(sheet: Sheet) -> Sequence[Fact]:
    return parsed(Format.PDF, sheet.bytes()).facts


def told(sheet: Sheet) -> list[tuple[str, str | None, str | None]]:
    return [(fact.attribute, fact.value, fact.unit) for fact in facts_of(sheet)]


def test_a_table_that_goes_on_on_the_next_page_keeps_the_names_of_its_columns() -> None:
    sheet = Sheet().page().row(SPREAD).row(("Voltage", "1", "2", "3", "V"))
    sheet.page().row(("Current", "4", "5", "6", "A"))

    first, second = facts_of(sheet)

    assert (first.minimum, first.page) == ("1", 1)
    assert (second.attribute, second.minimum, second.typical, second.maximum) == ("Current", "4", "5", "6")
    assert (second.unit, second.page) == ("A", 2)


def test_a_table_whose_header_is_repeated_goes_on_too() -> None:
    sheet = Sheet()
    for attribute in ("Voltage", "Current", "Power"):
        sheet.page().row(SPREAD).row((attribute, "1", "2", "3", "V"))

    assert [(fact.attribute, fact.maximum, fact.page) for fact in facts_of(sheet)] == [
        ("Voltage", "3", 1),
        ("Current", "3", 2),
        ("Power", "3", 3),
    ]


def test_another_table_on_the_next_page_does_not_get_the_names() -> None:
    sheet = Sheet().page().row(SPREAD).row(("Voltage", "1", "2", "3", "V"))
    sheet.page().line("Another chapter begins here, and it has a table of its own.").gap()
    sheet.row(("Current", "4", "5", "6", "A"))

    assert [fact.attribute for fact in facts_of(sheet)] == ["Voltage"]


def test_a_unit_that_looks_like_a_name_makes_no_header() -> None:
    sheet = Sheet().page().row(SPREAD).row(("Running time", "7", "8", "9", "min"))
    sheet.row(("Charging time", "1", "2", "3", "h"))

    assert [(fact.attribute, fact.maximum, fact.unit) for fact in facts_of(sheet)] == [
        ("Running time", "9", "min"),
        ("Charging time", "3", "h"),
    ]


def test_names_above_a_row_of_values_belong_to_them() -> None:
    sheet = Sheet().page().row(("input current", "output voltage", "linearity"), at=THREE)
    sheet.row(("0-100 A", "0-50 mV", "±3 %"), at=THREE)

    assert told(sheet) == [
        ("input current", "0-100", "A"),
        ("output voltage", "0-50", "mV"),
        ("linearity", "±3", "%"),
    ]


def test_two_values_below_one_name_are_not_told_apart_by_guessing() -> None:
    sheet = Sheet().page().row(("input current", "output voltage", "heat and strength of all"), at=THREE)
    sheet.row(("0-100 A", "0-50 mV", "±3 %", "5 V"), at=(10, 70, 130, 155))

    assert [attribute for attribute, _, _ in told(sheet)] == []


def test_a_caption_with_its_number_is_one_heading() -> None:
    sheet = Sheet().page().line("Prose that is longer than all of the rest of this sheet together.").gap()
    sheet.row(("Table 6-1.", "Typical consumption"), bold=True, at=(10, 40)).gap()
    sheet.row(("Condition", "Typical"), bold=True, at=(10, 90)).row(("all lamps on", "7.5 mA"), at=(10, 90))
    document = parsed(Format.PDF, sheet.bytes())

    assert heading_at(document, "all lamps on") == ("Table 6-1. Typical consumption",)
    (fact,) = document.facts
    assert (fact.attribute, fact.typical, fact.unit, fact.condition) == (
        "Typical consumption",
        "7.5",
        "mA",
        "all lamps on",
    )


@pytest.mark.parametrize("label", ["SLEEVE", "AGND", "CT2"])
def test_words_beside_a_voltage_in_a_circuit_diagram_state_nothing(label: str) -> None:
    assert told(Sheet().page().row((label, "3.3 V"), at=(10, 60))) == []


def test_a_label_beside_its_value_needs_no_header() -> None:
    sheet = Sheet().page().row(("IPN", "Rated input", "20 A"), at=THREE)
    sheet.row(("X", "Accuracy", "±1 %"), at=THREE)

    assert told(sheet) == [("Rated input (IPN)", "20", "A"), ("Accuracy (X)", "±1", "%")]
