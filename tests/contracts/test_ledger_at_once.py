"""What the ledger promises when several are at it in the same moment."""

from functools import partial
from pathlib import Path

import pytest

from desk import casework
from desk.cases import Case, CaseId, Priority, Stage
from desk.errors import AlreadyDecided, Conflict
from desk.ledger import Ledger
from desk.messages import Message
from tests.builders import ALICE, BOB, NOON, a_message, saw
from tests.desk.cases import customer_wrote, stored
from tests.desk.threads import at_once

pytestmark = pytest.mark.slow  # few rounds in `make test-all`, 50 in `make prove`


def receive(ledger: Ledger, message: Message) -> CaseId | None:
    return ledger.receive(message, priority=Priority.NORMAL, due_at=NOON, at=NOON)


def test_a_message_that_comes_in_twice_at_once_is_recorded_once(ledger: Ledger, rounds: int) -> None:
    for _ in range(rounds):
        message = a_message()
        results = at_once(*[partial(receive, ledger, message)] * 4)
        assert sorted(result is None for result in results) == [False, True, True, True]
        [case] = ledger.cases({Stage.NEW})
        assert case.messages == (message,)
        ledger.apply(casework.set_aside(case, None, "done", NOON))


def test_messages_of_one_conversation_at_once_make_one_case_with_all_of_them(
    ledger: Ledger, rounds: int
) -> None:
    for number in range(rounds):
        messages = [a_message(f"part {part}", conversation=f"c-{number}") for part in range(4)]
        results = at_once(*[partial(receive, ledger, message) for message in messages])
        assert len(set(results)) == 1, results
        case = ledger.case(results[0])  # type: ignore[arg-type]
        assert set(case.messages) == set(messages)
        assert case.revision == 4


def test_of_two_steps_from_the_same_revision_one_is_stored(ledger: Ledger, rounds: int) -> None:
    for _ in range(rounds):
        case = stored(ledger, Stage.AWAITING_DECISION)
        steps = [
            casework.approve(case, saw(case, 1), ALICE, NOON),
            casework.reject(case, saw(case, 1), "no", BOB, NOON),
        ]
        results = at_once(*[partial(ledger.apply, step) for step in steps])
        [won] = [result for result in results if isinstance(result, Case)]
        [lost] = [result for result in results if not isinstance(result, Case)]
        assert isinstance(lost, Conflict), lost
        assert ledger.case(case.id) == won
        assert len(ledger.history(case.id)) == 3


def test_of_two_people_who_change_a_case_at_once_the_second_learns_who_was_first(
    ledger: Ledger, rounds: int
) -> None:
    for _ in range(rounds):
        case = stored(ledger, Stage.AWAITING_DECISION)
        takes = [lambda now, by=by: casework.approve(now, saw(now, 1), by, NOON) for by in (ALICE, BOB)]
        results = at_once(*[partial(ledger.change, case.id, take) for take in takes])
        [won] = [result for result in results if isinstance(result, Case)]
        [lost] = [result for result in results if not isinstance(result, Case)]
        assert isinstance(lost, AlreadyDecided), lost
        assert won.decision is not None
        assert str(lost).startswith(f"{won.decision.by} approved draft 1")


def test_a_reader_never_sees_half_a_step(ledger: Ledger, rounds: int) -> None:
    case = stored(ledger, Stage.NEW)

    def write() -> Case:
        for _ in range(10 * rounds):
            ledger.change(case.id, customer_wrote())
        return ledger.case(case.id)

    def read() -> Case:
        for _ in range(20 * rounds):
            seen = ledger.case(case.id)
            assert len(seen.messages) == seen.revision
        return seen

    assert all(isinstance(result, Case) for result in at_once(write, read))


def test_ledgers_opened_at_once_share_one_set_of_tables(database_url: str) -> None:
    opened = at_once(*[partial(Ledger.open, database_url)] * 3)
    ledgers = [ledger for ledger in opened if isinstance(ledger, Ledger)]
    assert len(ledgers) == 3, opened
    case = stored(ledgers[0], Stage.SENT)
    for ledger in ledgers:
        assert ledger.cases() == [case]
        ledger.close()


def test_a_file_that_several_make_at_once_is_made_once(tmp_path: Path, rounds: int) -> None:
    for number in range(rounds):
        url = f"sqlite:///{tmp_path / str(number)}.db"
        opened = at_once(*[partial(Ledger.open, url)] * 3)
        assert all(isinstance(ledger, Ledger) for ledger in opened), opened
        for ledger in opened:
            ledger.close()  # type: ignore[union-attr]
