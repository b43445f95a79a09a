"""What experts write is kept once, changes its state once, and what a crash left in between is taken up again."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from desk.cases import Stage
from desk.contributions import Contribution, ContributionId, Contributions, Progress
from desk.ledger import Ledger
from tests.builders import NOON
from tests.desk.cases import HOUR, stored
from tests.desk.threads import at_once

WRITTEN = Contribution(
    key="V0123",
    by="sam",
    at=NOON,
    question="What does E17 mean?",
    answer="The rain gauge is blocked.\x00 Rinse it.",
    audience="public",
    products=("W3",),
    review_by=date(2027, 3, 31),
    tell={"channel": "C1", "ts": "1.2"},
)


@pytest.fixture
def kept(ledger: Ledger) -> Contributions:
    return ledger.contributions


def test_what_is_written_comes_back_as_it_was_and_waits(ledger: Ledger, kept: Contributions) -> None:
    case = stored(ledger, Stage.WITH_EXPERT)
    number = kept.add(replace(WRITTEN, case_id=case.id))
    (waiting,) = kept.waiting()
    clean = WRITTEN.answer.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    assert waiting == replace(WRITTEN, id=number, case_id=case.id, answer=clean)
    assert kept.one(number) == waiting


def test_the_same_key_is_kept_once_as_it_was_first(kept: Contributions) -> None:
    first = kept.add(WRITTEN)
    assert kept.add(replace(WRITTEN, answer="Something else.")) == first
    (waiting,) = kept.waiting()
    assert waiting.answer.startswith("The rain gauge")
    assert kept.add(replace(WRITTEN, key="V0124")) != first


def test_a_contribution_goes_its_way_once_and_is_then_over(kept: Contributions) -> None:
    number = kept.add(WRITTEN)
    assert not kept.counted(number, 1)  # nothing is found yet
    assert [kept.indexed(number, "notes/e17.md"), kept.indexed(number, "notes/other.md")] == [True, False]
    assert not kept.failed(number, "too late")
    assert [kept.counted(number, 3), kept.counted(number, 4)] == [True, False]
    (indexed,) = kept.waiting()
    assert (indexed.state, indexed.document_id, indexed.cases_answered) == (
        Progress.INDEXED,
        "notes/e17.md",
        3,
    )
    assert [kept.told(indexed, NOON), kept.told(indexed, NOON + HOUR)] == [True, False]
    assert kept.waiting() == []
    done = kept.one(number)
    assert done is not None
    assert (done.state, done.done_at, kept.again(number)) == (Progress.DONE, NOON, False)


def test_a_failed_one_waits_until_its_author_knows_and_is_tried_again_when_asked(kept: Contributions) -> None:
    number = kept.add(WRITTEN)
    assert kept.failed(number, "there is no folder for notes")
    (failed,) = kept.waiting()
    assert (failed.state, failed.detail) == (Progress.FAILED, "there is no folder for notes")
    assert [kept.told(failed, NOON), kept.told(failed, NOON)] == [True, False]
    assert kept.waiting() == []
    assert [kept.again(number), kept.again(number)] == [True, False]
    (again,) = kept.waiting()
    assert (again.state, again.detail, again.done_at) == (Progress.WAITING, None, None)


def test_a_failed_one_that_comes_again_under_its_key_is_taken_as_it_is_now(kept: Contributions) -> None:
    number = kept.add(WRITTEN)
    kept.failed(number, "there was nothing in it")
    assert kept.add(replace(WRITTEN, answer="Rinse the gauge.")) == number
    (again,) = kept.waiting()
    assert (again.state, again.answer, again.detail) == (Progress.WAITING, "Rinse the gauge.", None)


@pytest.mark.slow
def test_of_two_workers_at_once_one_changes_a_state(kept: Contributions, rounds: int) -> None:
    for turn in range(rounds):
        added = at_once(*[partial(kept.add, replace(WRITTEN, key=f"V{turn}"))] * 4)
        (number,) = {one for one in added if isinstance(one, int)}
        won = at_once(*[partial(kept.indexed, ContributionId(number), "notes/e17.md")] * 4)
        assert sorted(map(bool, won)) == [False, False, False, True], won
