"""Thanks of agents to experts, and how often their notes carried a reply."""

from datetime import timedelta

import pytest

from desk.cases import Stage
from desk.errors import NotAllowed
from desk.ledger import Ledger
from desk.thanks import Thank
from tests.builders import ALICE, BOB, NOON, SAM
from tests.desk.cases import stored

LATER = NOON + timedelta(hours=1)


def test_an_expert_is_thanked_once_for_a_case_and_again_for_the_next(ledger: Ledger) -> None:
    first, second = stored(ledger, Stage.SENT), stored(ledger, Stage.SENT)
    assert ledger.thanks.give(first.id, "sam", ALICE, NOON)
    assert not ledger.thanks.give(first.id, "sam", BOB, LATER)
    assert ledger.thanks.give(second.id, "Sam", BOB, LATER)
    assert ledger.thanks.given(first.id) == {"sam"}
    assert ledger.thanks.received("sam") == [
        Thank(second.id, "Sam", "bob", LATER),
        Thank(first.id, "sam", "alice", NOON),
    ]
    assert ledger.thanks.received("sam", limit=1) == [Thank(second.id, "Sam", "bob", LATER)]
    assert ledger.thanks.received("lena") == []


def test_whoever_may_not_approve_thanks_nobody(ledger: Ledger) -> None:
    case = stored(ledger, Stage.SENT)
    with pytest.raises(NotAllowed, match="may not thank"):
        ledger.thanks.give(case.id, "sam", SAM, NOON)
    assert ledger.thanks.given(case.id) == frozenset()


def test_a_document_is_counted_once_for_each_sent_reply_that_cites_it(ledger: Ledger) -> None:
    sent = [stored(ledger, Stage.SENT) for _ in range(2)]
    stored(ledger, Stage.AWAITING_DECISION)
    cited = {citation.document_id for case in sent if case.draft for citation in case.draft.citations}
    assert ledger.uses.of([*cited, "nobody cites this"]) == dict.fromkeys(cited, 2)
    assert ledger.uses.of([]) == {}
