"""What tantivy keeps of a passage: its terms by field, and what a filter asks of it."""

from functools import cache
from typing import Any, Final

from index.knowledge import Passage
from index.projection.catalogue import Filter
from index.words.asked import FIELDS
from index.words.engine import tantivy
from index.words.terms import analysed_as, passage_terms

LIMITS: Final = ("audience", "kind", "product")


@cache
def schema() -> Any:
    """The fields; nothing but the passage's id can be read back."""
    builder = tantivy().SchemaBuilder().add_integer_field("passage", indexed=True, fast=True)
    for field in (*LIMITS, "language"):
        builder = builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in FIELDS:  # made of terms that are analysed already
        builder = builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def document(passage: Passage) -> Any:
    """What is kept of a passage."""
    return tantivy().Document(
        passage=passage.id,
        audience=passage.audience.value,
        kind=passage.kind.value,
        product=[product.casefold() for product in passage.products],
        language=analysed_as(passage.language),
        **{field: " ".join(found) for field, found in passage_terms(passage).items()},
    )


def limits(wanted: Filter) -> list[Any]:
    """A query for each thing that the filter asks; together they let through what it lets through."""
    values = {"audience": [audience.value for audience in wanted.audience.may_read]}
    if wanted.kinds is not None:
        values["kind"] = [kind.value for kind in wanted.kinds]
    if wanted.products is not None:
        values["product"] = list(wanted.products)
    query = tantivy().Query
    return [
        query.const_score_query(query.term_set_query(schema(), field, its), 0.0)
        for field, its in values.items()
    ]
