"""Rows that can be read without their table."""

from ingest.tables import row_line, table_rows

SPREAD = ("Parameter", "Min", "Typ", "Max", "Unit")


def test_a_row_of_values_says_which_is_which() -> None:
    assert row_line(SPREAD, ("Supply voltage", "3.0", "3.3", "3.6", "V")) == (
        "Supply voltage: min 3.0 V, typ 3.3 V, max 3.6 V"
    )


def test_an_empty_cell_says_nothing() -> None:
    assert row_line(SPREAD, ("Supply current", "", "-", "12", "mA")) == "Supply current: max 12 mA"


def test_a_unit_follows_numbers_only() -> None:
    assert row_line(SPREAD, ("Case", "open", "", "", "V")) == "Case: min open"


def test_a_condition_keeps_its_name() -> None:
    names = ("Parameter", "Conditions", "Min.", "Max.", "Units")

    assert row_line(names, ("Leakage", "25 °C", "", "3", "nA")) == "Leakage: conditions 25 °C, max 3 nA"


def test_a_value_needs_no_name() -> None:
    assert row_line(("Property", "Value"), ("Weight", "96 g")) == "Weight: 96 g"


def test_two_columns_of_words_stand_side_by_side() -> None:
    assert row_line(("Code", "Meaning"), ("E17", "blocked")) == "E17 | blocked"


def test_more_columns_of_words_are_named() -> None:
    assert row_line(("Code", "Meaning", "Remedy"), ("E17", "", "rinse")) == "E17 | Remedy: rinse"


def test_a_row_that_does_not_fit_the_header_stands_as_it_is() -> None:
    assert row_line(SPREAD, ("see page 4",)) == "see page 4"
    assert row_line(SPREAD, ("Absolute maximum ratings", "", "", "", "")) == "Absolute maximum ratings"


def test_a_first_row_that_names_values_is_a_header_even_unmarked() -> None:
    rows = [SPREAD, ("Weight", "", "", "96", "g")]

    assert [row.text for row in table_rows(rows, headed=False)] == [
        "Parameter | Min | Typ | Max | Unit",
        "Weight: max 96 g",
    ]


def test_rows_without_a_header_stand_as_they_are() -> None:
    rows = table_rows([("a", "1"), ("", ""), ("b\n c", "2")], headed=False)

    assert [row.text for row in rows] == ["a | 1", "b c | 2"]
