"""Several lists at once, and customers with several cases: nobody gets two texts, and no text goes to two."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desk.cases import Priority
from desk.errors import StepNotPossible
from desk.waves import Purpose
from tests.assist.surge.test_room import Desk
from tests.builders import LENA, NOON
from tests.incidents import complaint


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.ledger.close()


def test_who_joins_while_a_list_still_goes_out_gets_words_that_nobody_on_it_gets(desk: Desk) -> None:
    first = desk.room.make(desk.incident(complaint(desk.ledger, 1)), Purpose.HOLDING, LENA)
    desk.approve(first)
    desk.room.carry_on()
    desk.room.include(first.incident_id, complaint(desk.ledger, 2), LENA)
    second = desk.room.make(first.incident_id, Purpose.HOLDING, LENA)
    assert second.lines[0].text != first.lines[0].text
    with pytest.raises(StepNotPossible, match="nearly the one that somebody else gets"):
        desk.approve(desk.room.edit(second.id, second.lines[0].case_id, first.lines[0].text, LENA))


def test_a_customer_with_two_cases_gets_one_text(desk: Desk) -> None:
    one, other = (complaint(desk.ledger, number) for number in (1, 2))
    theirs = desk.ledger.case(one).message
    again = replace(theirs, external_id="again", conversation="again")
    due_at = NOON + timedelta(minutes=5)
    two = desk.ledger.receive(again, priority=Priority.NORMAL, due_at=due_at, at=NOON)
    assert two is not None
    wave = desk.room.make(desk.incident(one, two, other), Purpose.HOLDING, LENA)
    assert [line.case_id for line in wave.lines] == [two, other]
    assert desk.room.shown(wave.id).joined_since == 0
