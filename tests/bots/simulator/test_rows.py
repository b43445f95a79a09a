"""Replay files as they come: whole, out of order, and broken."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.simulator.rows import read_rows, rows_of

GOOD = {"id": "1", "author": "@rainy", "text": "hi", "created_at": "2026-11-20T11:00:00Z"}
US = ["FennbyCare"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"text": None}, "text:"),
        ({"text": " "}, "text:"),
        ({"text": "nul \x00"}, "text:"),
        ({"text": "half a pair \ud800"}, "text:"),
        ({"author": "two words"}, "author:"),
        ({"author": "@fennbycare"}, "our own account"),
        ({"created_at": "yesterday"}, "created_at:"),
        ({"created_at": "2026-11-20T11:00:00"}, "created_at: Input should have timezone"),
        ({"created_at": "0001-01-01T00:00:00+14:00"}, "created_at:"),
        ({"direct": "perhaps"}, "direct:"),
        ({"id": ""}, "id:"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_goes_on(bad: dict[str, Any], reason: str) -> None:
    good, named = read_rows([GOOD, GOOD | {"id": "2"} | bad, GOOD | {"id": "3"}], US)
    assert [row.id for row in good] == ["1", "3"]
    [problem] = named
    assert (problem.number, problem.id) == (2, bad.get("id", "2"))
    assert reason in problem.reason


@pytest.mark.parametrize("line", ["{broken", "[1, 2]", '"text"', "null", "[" * 100_000])
def test_a_line_that_is_no_object_is_named(line: str) -> None:
    good, [problem] = read_rows(rows_of([json.dumps(GOOD), "", line]), US)
    assert len(good) == 1
    assert problem.number == 2


def test_rows_are_read_oldest_first() -> None:
    later = GOOD | {"id": "2", "created_at": "2026-11-21T00:00:00+02:00"}
    assert [row.id for row in read_rows([later, GOOD], US)[0]] == ["1", "2"]


def test_ids_and_times_may_be_numbers() -> None:
    [row], _ = read_rows([GOOD | {"id": 17, "created_at": 1_763_640_000}], US)
    assert (row.id, row.created_at) == ("17", datetime(2025, 11, 20, 12, 0, tzinfo=UTC))


TEXT = st.text(st.characters(exclude_categories=()))  # halves of pairs too
json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)


@given(st.lists(json_values | st.dictionaries(st.sampled_from(list(GOOD)), json_values)))
def test_whatever_the_rows_each_is_read_or_named(rows: list[Any]) -> None:
    good, bad = read_rows(rows, US)
    assert len(good) + len(bad) == len(rows)
    for problem in bad:
        f"{problem.id}: {problem.reason}".encode()


def test_a_bad_row_can_be_printed_though_its_id_cannot() -> None:
    _, [problem] = read_rows([GOOD | {"id": "\ud800"}], US)
    assert problem.id
    assert problem.id.encode() == b"\\ud800"
