"""Tables of pages with merged cells: what each value is stays plain, or is not told."""

from app.cli.facts import told
from ingest.sources import Format
from tests.ingest.builders import parsed

LIMITS = (
    "<tr><th rowspan=2>Parameter<th colspan=2>{}<th rowspan=2>Unit<tr><th>Min<th>Max"
    "<tr><td>Torque<td>1.2<td>2.4<td>Nm"
)


def facts_of(table: str) -> list[tuple[str, str]]:
    return [
        (fact.attribute, told(fact)) for fact in parsed(Format.HTML, f"<p>M5<table>{table}</table>").facts
    ]


def test_names_below_a_name_that_reaches_over_them_are_the_names() -> None:
    assert facts_of(LIMITS.format("Limits")) == [("Torque", "min 1.2 Nm, max 2.4 Nm")]


def test_a_least_value_below_the_word_value_is_not_the_value() -> None:
    assert facts_of(LIMITS.format("Value")) == [("Torque", "min 1.2 Nm, max 2.4 Nm")]


def test_a_cell_over_several_extremes_is_none_of_them() -> None:
    header = "<tr><th>Parameter<th>Min<th>Typ<th>Max<th>Unit"

    assert facts_of(f"{header}<tr><td>Speed<td colspan=3>3000<td>rpm") == []


def test_the_words_above_the_names_stay_in_the_text() -> None:
    text = parsed(Format.HTML, f"<p>M5<table>{LIMITS.format('X200')}</table>").text

    assert "Parameter | X200 | Unit\nParameter | Min | Max | Unit\nTorque: min 1.2 Nm, max 2.4 Nm" in text


def test_the_same_names_below_two_products_are_told_apart() -> None:
    header = "<tr><th rowspan=2>Parameter<th colspan=2>X200<th colspan=2>X300<tr><th>Min<th>Max<th>Min<th>Max"
    text = parsed(Format.HTML, f"<p>M5<table>{header}<tr><td>Input<td>3 V<td>4 V<td>5 V<td>6 V</table>").text

    assert "Input | X200 Min: 3 V | X200 Max: 4 V | X300 Min: 5 V | X300 Max: 6 V" in text


def test_a_row_of_one_wide_name_below_the_names_is_no_second_header() -> None:
    header = "<tr><th>Parameter<th colspan=2>Value<tr><th colspan=3>Receiver"

    assert "Receiver" in parsed(Format.HTML, f"<p>M5<table>{header}<tr><td>Input<td>3<td>V</table>").text
