"""Which products the knowledge names."""

from dataclasses import replace

from index.knowledge import Fact
from index.search import Index
from tests.builders import NOON, a_document
from tests.index.putting import put


def test_products_of_documents_and_of_facts_are_named_once_and_anew_after_a_change(index: Index) -> None:
    assert index.products() == ()
    row = Fact("Weight", 0, 3, value="2 kg", product="HR-200")
    sheet = replace(a_document(id="a", products=("W3", "w3", " ")), facts=(row,))
    put(index, sheet, a_document(id="b", products=("CV-8",)))
    assert [name.casefold() for name in index.products()] == ["cv-8", "hr-200", "w3"]


def test_what_was_withdrawn_names_no_product(index: Index) -> None:
    document = a_document(products=("W3",))
    put(index, document)
    assert index.products() == ("W3",)
    index.withdraw([document.id], NOON)
    assert index.products() == ()
