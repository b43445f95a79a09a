"""What an expert wrote for the team alone is shown with the case, which goes on waiting."""

import pytest

from desk.cases import Stage
from desk.drafts import Considered
from desk.guiding import guided
from desk.ledger import Ledger
from tests.builders import NOON
from tests.desk.cases import stored

READ = (Considered("notes/e17.md", 1, 0, 40, 1.0),)


@pytest.mark.parametrize("stage", [Stage.WITH_EXPERT, Stage.REJECTED])
def test_the_case_stays_where_it_is_with_the_reason_and_what_to_read(ledger: Ledger, stage: Stage) -> None:
    case = stored(ledger, stage)
    after = ledger.apply(guided(case, "for the team only", READ, NOON))
    assert ledger.case(case.id) == after
    assert (after.stage, after.reason, after.guidance) == (stage, "for the team only", READ)
    assert (after.draft, after.decision) == (case.draft, case.decision)
    assert ledger.history(case.id)[-1].action == "guided"
