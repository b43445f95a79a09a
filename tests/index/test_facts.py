"""Facts are looked up by the words of attribute and product, by those who may read them, while they hold."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from index.errors import UnfitDocument
from index.facts.lookup import FactHit
from index.items import Change
from index.knowledge import Audience, Document, Fact
from index.schema import fact as facts
from index.search import Index
from tests.builders import NOON, a_document
from tests.index.putting import put

SUPPLY = "Supply voltage: min 3.0 V, max 3.6 V"


def stating(*lines: str, **said: object) -> list[Fact]:
    """A fact for each line "attribute: value unit"."""
    found, start = [], 0
    for line in lines:
        attribute, _, value = line.partition(": ")
        number, _, unit = value.partition(" ")
        found.append(Fact(attribute, start, start + len(line), value=number, unit=unit or None))
        start += len(line) + 1
    return [replace(one, **said) for one in found]  # type: ignore[arg-type]


def a_sheet(
    *lines: str,
    id: str = "sheets/w3.md",
    title: str = "W3 weather station",
    product: str | None = "W3",
    audience: Audience = Audience.PUBLIC,
) -> Document:
    """A data sheet of these lines, each of them a fact."""
    document = a_document("\n".join(lines), id=id, title=title, audience=audience, products=())
    return replace(document, facts=tuple(stating(*lines, product=product)))


def found(index: Index, question: str, audience: Audience = Audience.PUBLIC) -> list[str]:
    """The rows that are found, best first."""
    return [hit.quote for hit in index.facts(question, audience=audience)]


def test_a_customer_finds_what_a_sheet_states(index: Index) -> None:
    limits = Fact(
        "Supply voltage", 0, len(SUPPLY), minimum="3.0", maximum="3.6", unit="V", product="W3", page=2
    )
    put(index, replace(a_document(SUPPLY), facts=(limits,)))

    (hit,) = index.facts("what is the input voltage of the w3?", audience=Audience.PUBLIC)

    assert isinstance(hit, FactHit)
    assert hit.fact == limits
    assert (hit.quote, hit.version, hit.title) == (SUPPLY, 1, "W3 weather station")


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("weight", "Weight: 96 g"),
        ("mass of the W3", "Weight: 96 g"),
        ("size", "Dimensions: 60 mm"),
        ("temperature range", "Operating temperature: -40 °C"),
        ("WEIGHT with stand", "Weight with stand: 150 g"),
    ],
)
def test_other_words_for_an_attribute_find_it_too(index: Index, question: str, first: str) -> None:
    lines = ("Weight with stand: 150 g", "Weight: 96 g", "Dimensions: 60 mm", "Operating temperature: -40 °C")
    put(index, a_sheet(*lines))

    assert found(index, question)[0] == first


def test_a_part_number_counts_as_a_whole(index: Index) -> None:
    put(index, a_sheet("Weight: 1 g", id="sheets/one.md", title="SCT-013-000", product=None))
    put(index, a_sheet("Weight: 2 g", id="sheets/two.md", title="SCT-013-030", product=None))

    assert found(index, "weight of the sct013030")[0] == "Weight: 2 g"


def test_a_part_number_alone_finds_all_that_is_stated_of_it(index: Index) -> None:
    put(index, a_sheet("Weight: 1 g", "Length: 2 m", id="sheets/one.md", product="FB-20"))
    put(index, a_sheet("Weight: 2 g", id="sheets/two.md", product="CV-8"))

    assert found(index, "FB-20") == ["Weight: 1 g", "Length: 2 m"]


def test_a_value_that_holds_the_quantity_of_the_question_comes_first(index: Index) -> None:
    put(index, a_sheet("Input voltage: 5 V", "Input voltage: 9-30 V"))

    assert found(index, "input voltage of 24 V")[0] == "Input voltage: 9-30 V"


@pytest.mark.parametrize("question", ["", "?", "the of and", "%", "_", "\\", "weather", "\x00"])
def test_a_question_for_nothing_that_is_stated_finds_nothing(index: Index, question: str) -> None:
    put(index, a_sheet("Weight: 96 g"))

    assert found(index, question) == []


def test_a_part_of_a_word_is_not_the_word(index: Index) -> None:
    put(index, a_sheet("Separate outlet: 5 m"))

    assert found(index, "rate of the weather station") == []


def test_nobody_finds_what_he_may_not_read(index: Index) -> None:
    put(index, a_sheet("Margin: 40 %", audience=Audience.INTERNAL))

    assert found(index, "margin", Audience.CUSTOMER) == []
    assert found(index, "margin", Audience.INTERNAL) == ["Margin: 40 %"]


def test_only_facts_about_a_wanted_product_are_found(index: Index) -> None:
    both = replace(a_sheet("Weight: 1 g", "Weight: 2 g"), products=("FB-20", "CV-8"))
    one, two = both.facts
    put(index, replace(both, facts=(replace(one, product="FB-20"), replace(two, product="CV-8"))))

    hits = index.facts("weight", audience=Audience.PUBLIC, products=["cv-8"])

    assert [hit.quote for hit in hits] == ["Weight: 2 g"]


def test_a_new_version_brings_its_own_facts(index: Index) -> None:
    put(index, a_sheet("Weight: 96 g"))
    put(index, a_sheet("Weight: 97 g"))

    (hit,) = index.facts("weight", audience=Audience.PUBLIC)

    assert (hit.quote, hit.version) == ("Weight: 97 g", 2)


def test_facts_that_a_better_parser_finds_need_no_new_version(index: Index) -> None:
    sheet = a_sheet("Weight: 96 g")
    put(index, replace(sheet, facts=()))

    assert put(index, sheet) == [Change.UNCHANGED]
    assert found(index, "weight") == ["Weight: 96 g"]


def test_a_withdrawn_document_states_nothing(index: Index, library_url: str) -> None:
    sheet = a_sheet("Weight: 96 g")
    put(index, sheet)

    index.withdraw([sheet.id], NOON)

    assert found(index, "weight") == []
    with index._library.engine.connect() as connection:
        assert connection.execute(select(facts)).all() == []


def test_a_fact_outside_its_text_is_refused(index: Index) -> None:
    with pytest.raises(UnfitDocument, match="no text at 0:99"):
        put(index, replace(a_sheet("Weight: 96 g"), facts=(Fact("Weight", 0, 99, value="96"),)))


def test_half_a_character_in_a_fact_is_refused(index: Index) -> None:
    with pytest.raises(UnfitDocument, match="half a character"):
        put(index, replace(a_sheet("Weight: 96 g"), facts=(Fact("Weight", 0, 5, value="\ud800"),)))


@pytest.mark.slow
def test_the_same_is_found_in_postgres(postgres_url: str, tmp_path: Path, index: Index) -> None:
    from tests.index.embedders import WordEmbedder

    other = Index.open(postgres_url, tmp_path / "other", WordEmbedder())
    try:
        sheet = a_sheet("Supply voltage: 5 V", "Weight: 96 g", "100 % load_current: 2 A")
        for each in (index, other):
            put(each, sheet)
        for question in ("input voltage", "mass of the W3", "W3", "load_current", "100 %"):
            assert found(other, question) == found(index, question)
    finally:
        other.close()
