"""Cases whose cards are to be written."""

from desk.cases import Case, CaseId, Priority
from desk.casework import propose
from desk.ledger import Ledger
from tests.builders import NOON, QUESTION, a_draft, a_message


def received(ledger: Ledger, says: str = "My rain gauge shows E17, what does that mean?") -> Case:
    case_id = ledger.receive(a_message(says), priority=Priority.NORMAL, due_at=NOON, at=NOON)
    assert case_id is not None
    return ledger.case(case_id)


def drafted(ledger: Ledger, id: CaseId) -> Case:
    return ledger.apply(propose(ledger.case(id), QUESTION, "E17?", a_draft(), NOON))
