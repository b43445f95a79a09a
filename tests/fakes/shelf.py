"""The smallest knowledge and the plainest drafter, for tests of what is done with drafts."""

from collections.abc import Collection
from dataclasses import replace

from assist.draft.ports import Assignment, Drafted
from index.facts.lookup import FactHit
from index.knowledge import Audience, Document, DocumentId, Hit, Kind, Passage, PassageId
from tests.builders import a_citation


class Shelf:
    """Knowledge that is one document; every question that names E17 finds it."""

    def __init__(self, document: Document) -> None:
        self.only = replace(document, version=1)

    def document(self, id: DocumentId, version: int | None = None) -> Document | None:
        return self.only if id == self.only.id and version in {None, self.only.version} else None

    def search(
        self,
        question: str,
        *,
        audience: Audience,
        limit: int = 10,
        kinds: Collection[Kind] | None = None,
        products: Collection[str] | None = None,
    ) -> list[Hit]:
        if "E17" not in question or self.only.audience not in audience.may_read:
            return []
        of = self.only
        passage = Passage(
            PassageId(1), of.id, 1, of.kind, of.audience, of.title, of.url, of.text, 0, len(of.text)
        )
        return [Hit(passage, score=1.0, confidence=0.9)]

    def facts(
        self,
        question: str,
        *,
        audience: Audience,
        products: Collection[str] | None = None,
        limit: int = 10,
    ) -> list[FactHit]:
        return []


class FirstSentence:
    """A drafter that quotes the first sentence of the best passage."""

    def draft(self, assignment: Assignment) -> Drafted:
        sentence = assignment.evidence.hits[0].passage.text.partition(". ")[0] + "."
        return Drafted((a_citation(sentence),), "extractive")
