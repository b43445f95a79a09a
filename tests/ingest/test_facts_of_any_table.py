"""Whatever a table holds: a fact lies where its row is, and states only what is written in its own column."""

from collections.abc import Sequence

from hypothesis import assume, given
from hypothesis import strategies as st

from ingest.blocks import Block, Role, compose
from ingest.facts import Around, facts_in
from ingest.tables import Row, table_rows

CELLS = st.one_of(
    st.sampled_from(
        ["", "-", "3.3", "5 V", "-40", "N/A", "see note", "20 mm", "1:800", "10k", "max", "typ 3"]
    ),
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12),
)
NAMES = st.sampled_from(
    [
        "Parameter",
        "Min",
        "Typ",
        "Max",
        "Unit",
        "Value",
        "Note",
        "Model",
        "Burden",
        "Voltage (V)",
        "",
        "Symbol",
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    """A table of any names and cells."""
    width = draw(st.integers(1, 6))
    header = draw(st.lists(NAMES, min_size=width, max_size=width))
    body = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4))
    return [tuple(header), *map(tuple, body)]


@given(tables(), st.booleans())
def test_each_fact_lies_where_its_row_is(rows: Sequence[Row], headed: bool) -> None:
    told = table_rows(rows, headed=headed)
    composed = compose(Block(Role.ROW, row.text, row=row) for row in told)
    lines = composed.text.split("\n")

    for fact in composed.facts:
        assert composed.text[fact.start : fact.end] in lines


@given(tables())
def test_a_value_stands_in_a_cell_of_its_own_column(rows: Sequence[Row]) -> None:
    names = rows[0]
    assume(len(set(names)) == len(names))
    for row in table_rows(rows, headed=True)[1:]:
        cells = dict(zip(row.names, row.cells, strict=bool(row.names)))
        for fact in facts_in(row.text, row, Around()):
            for name, value in (("Min", fact.minimum), ("Typ", fact.typical), ("Max", fact.maximum)):
                assert value is None or value in cells[name]


@given(tables(), st.booleans())
def test_nothing_is_stated_that_is_not_written(rows: Sequence[Row], headed: bool) -> None:
    for row in table_rows(rows, headed=headed):
        written = " ".join((*row.names, *row.cells))
        for fact in facts_in(row.text, row, Around()):
            said = (fact.value, fact.minimum, fact.typical, fact.maximum, fact.unit, fact.product)
            assert all(part in written for part in said if part)
            assert any((fact.value, fact.minimum, fact.typical, fact.maximum))
