"""Drafts beside what they are checked against, and what one check says of them."""

from dataclasses import replace

from assist.checks.context import Context
from assist.checks.table import CHECKS
from assist.text.length import weighted_length
from desk.drafts import Citation, Draft, Problem, To
from index.knowledge import Kind
from tests.assist.desk import a_context, cites
from tests.builders import a_document, a_draft


def by_machine(
    text: str, *citations: Citation, to: To = To.PUBLIC, drafter: str = "language_model:m"
) -> Draft:
    """What a language model made of it."""
    draft = a_draft(text, to=to, citations=citations, drafter=drafter)
    return replace(draft, weighted_length=weighted_length(text))


def by_person(text: str, *citations: Citation, to: To = To.PUBLIC) -> Draft:
    """What alice wrote."""
    return by_machine(text, *citations, to=to, drafter="person:alice")


def said_of(check: str, context: Context) -> list[Problem]:
    """What one check says."""
    return CHECKS[check](context)


def quoting(text: str, kind: Kind = Kind.DATA_SHEET, *, says: str | None = None) -> Context:
    """A machine's draft that quotes the whole of a document of that kind, or makes other words of it."""
    document = replace(a_document(text, kind=kind), version=1)
    draft = by_machine(says or text, cites(document, text, says=says))
    return a_context(draft, document)
