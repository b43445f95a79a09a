"""What lies beside the cases in the ledger's database: replies to look at again, and what models cost."""

from datetime import timedelta

import pytest

from desk.cases import Stage
from desk.drafts import To
from desk.errors import NotAllowed
from desk.ledger import Ledger
from tests.builders import ALICE, NOON, SAM, a_message
from tests.desk.cases import stored


def test_a_reply_is_to_be_looked_at_once_for_a_change_until_somebody_did(ledger: Ledger) -> None:
    case = stored(ledger, Stage.SENT)
    (sent,) = ledger.sent()
    for change in ("changed:w3:2", "changed:w3:2"):
        ledger.recalls.note([sent], "w3", change, NOON)
    (outdated,) = ledger.recalls.waiting()
    assert (outdated.case, outdated.document_id, outdated.noticed_at) == (sent, "w3", NOON)
    assert sent.draft is not None
    with pytest.raises(NotAllowed):
        ledger.recalls.reviewed(case.id, sent.draft.version, SAM, NOON)
    ledger.recalls.reviewed(case.id, sent.draft.version, ALICE, NOON)
    assert ledger.recalls.waiting() == []
    ledger.recalls.note([sent], "w3", "changed:w3:2", NOON)
    assert ledger.recalls.waiting() == []
    ledger.recalls.note([sent], "w3", "changed:w3:3", NOON)
    assert len(ledger.recalls.waiting()) == 1


def test_a_reply_that_relied_on_two_changed_documents_stands_there_for_each(ledger: Ledger) -> None:
    stored(ledger, Stage.SENT)
    (sent,) = ledger.sent()
    ledger.recalls.note([sent], "w3", "changed:w3:2", NOON)
    ledger.recalls.note([sent], "note", "withdrawn:note", NOON)
    assert [one.document_id for one in ledger.recalls.waiting()] == ["w3", "note"]


def test_spending_adds_up_over_a_day_and_begins_again_the_next(ledger: Ledger) -> None:
    now = [NOON]
    spending = ledger.spending(lambda: now[0])
    assert spending.spent_today() == 0
    spending.add(0.25, 100)
    spending.add(0.5, 20)
    assert spending.spent_today() == pytest.approx(0.75)
    now[0] += timedelta(hours=12)
    assert spending.spent_today() == 0


def test_what_was_said_in_public_to_others_is_known_for_a_while(ledger: Ledger) -> None:
    case = stored(ledger, Stage.SENT)
    assert case.draft is not None
    assert case.draft.to is To.PUBLIC
    stranger = a_message(author_id="u-99")
    assert ledger.said_to_others(stranger, NOON) == [case.draft.text]
    assert ledger.said_to_others(case.message, NOON) == []
    assert ledger.said_to_others(stranger, NOON + timedelta(days=99)) == []


@pytest.mark.parametrize("stage", [Stage.APPROVED, Stage.SENDING, Stage.UNCERTAIN])
def test_what_is_about_to_go_to_others_counts_as_said_to_them(ledger: Ledger, stage: Stage) -> None:
    case = stored(ledger, stage)
    assert case.draft is not None
    assert ledger.said_to_others(a_message(author_id="u-99"), NOON) == [case.draft.text]
    assert ledger.said_to_others(case.message, NOON) == []


def test_a_case_remembers_what_we_said_in_it(ledger: Ledger) -> None:
    case = stored(ledger, Stage.SENT)
    assert case.draft is not None
    assert [one.text for one in case.said] == [case.draft.text]
    assert ledger.case(case.id) == case
