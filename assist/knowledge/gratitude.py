"""Whom an agent may thank: the experts whose notes a case's reply quotes."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from assist.knowledge.evidence import Knowledge
from desk.cases import Case, CaseId, Person
from desk.errors import StepNotPossible
from desk.ports import Clock
from index.knowledge import DocumentId, Kind


class Thanks(Protocol):
    """Remembers who was thanked; `desk.thanks.Thanks` is one."""

    def give(self, case_id: CaseId, expert: str, by: Person, at: datetime) -> bool:
        """False when the expert was thanked for this case before. Raises NotAllowed."""

    def given(self, case_id: CaseId) -> frozenset[str]:
        """The experts who were thanked for this case."""


class Gratitude:
    """Thanks of agents, once for each case and expert."""

    def __init__(
        self, thanks: Thanks, knowledge: Knowledge, case: Callable[[CaseId], Case], clock: Clock
    ) -> None:
        self._thanks = thanks
        self._knowledge = knowledge
        self._case = case
        self._clock = clock

    def owed(self, case: Case) -> tuple[str, ...]:
        """The owners of the notes that the case's reply quotes, without those who were thanked for it."""
        owners = self._owners(case)
        given = self._thanks.given(case.id) if owners else frozenset()
        return tuple(owner for owner in owners if owner not in given)

    def thank(self, id: CaseId, by: Person) -> tuple[str, ...]:
        """Thanks them all; returns whom. Raises StepNotPossible when there is nobody to thank, and NotAllowed."""
        owed = self.owed(self._case(id))
        thanked = tuple(expert for expert in owed if self._thanks.give(id, expert, by, self._clock()))
        if not thanked:
            raise StepNotPossible(f"case {id}: everybody whose note it quotes was thanked already")
        return thanked

    def _owners(self, case: Case) -> tuple[str, ...]:
        cited = case.draft.citations if case.draft else ()
        ids = dict.fromkeys((one.document_id, one.document_version) for one in cited)
        found = (self._knowledge.document(DocumentId(one), version) for one, version in ids)
        notes = (document for document in found if document and document.kind is Kind.SME_NOTE)
        return tuple(dict.fromkeys(note.meta["owner"] for note in notes if note.meta.get("owner")))
