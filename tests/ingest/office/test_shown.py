"""Values of cells as Excel shows them."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.office.shown import Value, shown

DAY = datetime.fromisoformat("2026-03-05")
MOMENT = datetime.fromisoformat("2026-03-05T14:07:09")


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (3, "General", "3"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, "0", "1235"),
        (2.5, "0", "3"),
        (0.256, "0.0%", "25.6%"),
        (3.30, "0.0#", "3.3"),
        (7, "0000", "0007"),
        (12, '0.0" V"', "12.0 V"),
        (12, r"0\ \V", "12 V"),
        (5, '"$"#,##0.00', "$5.00"),
        (-5, '"$"#,##0.00', "-$5.00"),
        (-5, "0;(0)", "(5)"),
        (0, '0;-0;"none"', "none"),
        (5, ";;;", ""),
        (5, "[Red]0", "5"),
        (5, "[$€-407]0", "€5"),
        (5, "0_)", "5"),
        (12345, "0.00E+00", "1.23E+04"),
        (2_500_000, '0.0,,"M"', "2.5M"),
        (0.5, "# ?/?", "0.5"),
        (5551234, "000-0000", "5551234"),
        (1e300, "0.00", "1E+300"),
        (True, "General", "TRUE"),
        ("=1+1", "0.00", "=1+1"),
        (None, "0.00", ""),
        (MOMENT, "yyyy-mm-dd", "2026-03-05"),
        (MOMENT, "d mmmm yyyy", "5 March 2026"),
        (MOMENT, "dd/mm/yy hh:mm", "05/03/26 14:07"),
        (MOMENT, "h:mm AM/PM", "2:07 PM"),
        (MOMENT, "mm:ss", "07:09"),
        (MOMENT, "mm-dd-yy", "2026-03-05 14:07:09"),
        (DAY, "mm-dd-yy", "2026-03-05"),
        (DAY, "[$-F800]dddd, mmmm dd, yyyy", "2026-03-05"),
        (date(2026, 3, 5), "mmm yy", "Mar 26"),
        (time(14, 7), "hh:mm", "14:07"),
        (timedelta(hours=30, minutes=5), "[h]:mm:ss", "30:05:00"),
    ],
)
def test_a_value_is_written_as_its_format_says(value: Value, code: str, words: str) -> None:
    assert shown(value, code) == words


@given(
    st.floats() | st.integers() | st.datetimes() | st.times(),
    st.text(alphabet='0#?.,%;"\\[]$€-_*EeymdhsAMP/ x', max_size=30),
)
def test_no_format_is_too_odd(value: Value, code: str) -> None:
    assert isinstance(shown(value, code), str)


def test_a_number_never_loses_digits_that_its_format_keeps() -> None:
    assert [shown(number / 100, "0.00") for number in range(300)] == [
        f"{number / 100:.2f}" for number in range(300)
    ]
