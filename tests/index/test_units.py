"""Quantities as data sheets write them, and what they measure."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.facts.quantity import is_unit, quantity_of
from index.facts.units import measure_of


@pytest.mark.parametrize(
    ("text", "value", "unit", "rest"),
    [
        ("3.3 V", "3.3", "V", ""),
        ("-40 to +85 degC", "-40 to +85", "degC", ""),
        ("-25℃～+60℃", "-25℃～+60℃", "℃", ""),
        ("±1 %", "±1", "%", ""),
        ("10k", "10", "k", ""),
        ("12-bit", "12", "bit", ""),
        ("9VAC", "9", "VAC", ""),
        ("1.1 Vrms", "1.1", "Vrms", ""),
        ("79 dB(A)", "79", "dB(A)", ""),
        ("10000imp/kWh", "10000", "imp/kWh", ""),
        ("0.9 m³/min", "0.9", "m³/min", ""),
        ("30 V, 0.8 A", "30 V, 0.8 A", None, ""),
        ("13 dBm (with an antenna)", "13", "dBm", "(with an antenna)"),
    ],
)
def test_a_quantity_is_taken_apart(text: str, value: str, unit: str | None, rest: str) -> None:
    found = quantity_of(text)

    assert found is not None
    assert (found.value, found.unit, found.rest) == (value, unit, rest)


@pytest.mark.parametrize("text", ["", "12", "V", "2 men", "1:800", "0x2F", "4 x M3 screw", "seven V"])
def test_what_is_no_quantity_is_not_taken_for_one(text: str) -> None:
    assert quantity_of(text) is None


def test_a_number_needs_no_unit_where_its_column_has_one() -> None:
    found = quantity_of("3.0-3.6", bare=True)

    assert found is not None
    assert (found.value, found.unit) == ("3.0-3.6", None)


def test_a_unit_is_known_as_one() -> None:
    assert is_unit("mAh")
    assert not is_unit("Mode")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("3300", "mV"), ("3.3", "V")),
        (("1.37", "Kohm"), ("1370", "Ω")),
        (("5", "μA"), ("5", "uA")),
        (("-25℃", "℃"), ("-25", "degC")),
        (("433", "Mhz"), ("0.433", "GHz")),
        (("2500", "mAh"), ("2.5", "Ah")),
        (("9", "VDC"), ("9", "V AC")),
        (("1,5", "V"), ("1.5", "Vrms")),
        (("60", "s"), ("1", "min")),
        (("0.1", "%"), ("1000", "ppm")),
    ],
)
def test_two_ways_to_write_a_quantity_measure_the_same(one: tuple[str, str], other: tuple[str, str]) -> None:
    first, second = measure_of(*one), measure_of(*other)

    assert first is not None
    assert second is not None
    assert first.unit == second.unit
    assert first.low == pytest.approx(second.low)


@pytest.mark.parametrize(
    ("value", "unit", "low", "high"),
    [
        ("9 to 30", "V", 9, 30),
        ("-10~+10", "m", -10, 10),
        ("±2", "m", -2, 2),
        ("≤5", "m", -inf, 5),
        (">5", "m", 5, inf),
        ("30-9", "m", 9, 30),
        ("10", "k", 10_000, 10_000),
    ],
)
def test_a_range_or_a_limit_reaches_as_far_as_it_says(value: str, unit: str, low: float, high: float) -> None:
    found = measure_of(value, unit)

    assert found is not None
    assert [found.low, found.high] == pytest.approx([low, high])


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("40", "C"),
        ("2", "imp/kWh"),
        ("79", "dB(A)"),
        ("1,500", "kg"),
        ("8 x 10", "cm"),
        ("433MHz, 868MHz", None),
        ("none", "V"),
        ("5", None),
    ],
)
def test_what_is_not_known_for_sure_is_not_measured(value: str, unit: str | None) -> None:
    assert measure_of(value, unit) is None


def test_a_newton_metre_is_no_nanometre() -> None:
    torque, energy = measure_of("2", "Nm"), measure_of("2", "J")

    assert torque == energy


@given(st.text(max_size=40), st.one_of(st.none(), st.text(max_size=6)))
def test_no_text_breaks_it(value: str, unit: str | None) -> None:
    found = measure_of(value, unit)

    assert found is None or found.low <= found.high
