"""One card for each case, whatever Slack does."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assist.underway import Underway
from bots.slack.cards.card import title
from bots.slack.delivery.board import FRONT, Board
from desk.cases import Case, CaseId, Priority
from desk.casework import propose, reject
from desk.ledger import Ledger
from tests.bots.slack.desk import workbench_of
from tests.bots.slack.fake_slack import FakeSlack
from tests.bots.slack.reading import buttons, words
from tests.builders import BOB, NOON, QUESTION, a_draft, a_message
from tests.templates import a_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = a_ledger(tmp_path)
    yield ledger
    ledger.close()


@pytest.fixture
def slack() -> FakeSlack:
    return FakeSlack()


@pytest.fixture
def board(ledger: Ledger, slack: FakeSlack) -> Board:
    return Board(slack, workbench_of(ledger), ledger, "#desk", lambda: NOON)


def received(ledger: Ledger) -> Case:
    case_id = ledger.receive(a_message(), priority=Priority.NORMAL, due_at=NOON, at=NOON)
    assert case_id is not None
    return ledger.case(case_id)


def drafted(ledger: Ledger, id: CaseId) -> Case:
    return ledger.apply(propose(ledger.case(id), QUESTION, "E17?", a_draft(), NOON))


def shown(slack: FakeSlack) -> list[str]:
    return [message["blocks"][0]["text"]["text"] for message in slack.messages.values()]


def test_a_card_follows_its_case_in_place(board: Board, ledger: Ledger, slack: FakeSlack) -> None:
    case = received(ledger)
    assert board.refresh() == 1
    case = drafted(ledger, case.id)
    assert board.refresh() == 1
    assert shown(slack) == [title(case)]
    assert slack.calls == ["chat.postMessage", "chat.update"]


def test_an_unchanged_case_costs_no_call(board: Board, ledger: Ledger, slack: FakeSlack) -> None:
    case = received(ledger)
    board.refresh()
    assert board.refresh() == 0
    board.show(case.id)
    assert slack.calls == ["chat.postMessage"]


def test_the_card_is_updated_in_the_channel_that_slack_named(
    board: Board, ledger: Ledger, slack: FakeSlack
) -> None:
    case = received(ledger)
    board.refresh()
    drafted(ledger, case.id)
    board.refresh()
    assert slack.messages["1.0001"]["channel"] == "C0REAL"


@pytest.mark.parametrize("gone", ["message_not_found", "cant_update_message", "channel_not_found"])
def test_a_lost_card_is_posted_again(board: Board, ledger: Ledger, slack: FakeSlack, gone: str) -> None:
    case = received(ledger)
    board.refresh()
    drafted(ledger, case.id)
    slack.failures.append(gone)
    assert board.refresh() == 1
    view = ledger.view(case.id, FRONT)
    assert view
    assert "2.0001" in view.place


@pytest.mark.parametrize("failure", ["ratelimited", "invalid_blocks"])
def test_a_card_that_slack_will_not_take_waits_and_the_others_go_on(
    board: Board, ledger: Ledger, slack: FakeSlack, failure: str
) -> None:
    for _ in range(3):
        received(ledger)
    slack.failures.extend([None, failure])
    assert board.refresh() == 2
    assert board.refresh() == 1
    assert len(slack.messages) == 3


def test_a_slack_that_cannot_be_reached_is_not_asked_for_every_card(
    board: Board, ledger: Ledger, slack: FakeSlack
) -> None:
    for _ in range(3):
        received(ledger)
    slack.failures.append("timeout")
    assert board.refresh() == 0
    assert slack.calls == ["chat.postMessage"]
    assert board.refresh() == 3


@pytest.mark.parametrize("failure", ["ratelimited", "timeout"])
def test_a_failure_while_updating_does_not_make_a_second_card(
    board: Board, ledger: Ledger, slack: FakeSlack, failure: str
) -> None:
    case = received(ledger)
    board.refresh()
    drafted(ledger, case.id)
    slack.failures.append(failure)
    assert board.refresh() == 0
    assert board.refresh() == 1
    assert len(slack.messages) == 1


def test_threads_that_refresh_together_post_one_card(board: Board, ledger: Ledger, slack: FakeSlack) -> None:
    case = received(ledger)
    with ThreadPoolExecutor(8) as together:
        list(together.map(board.show, [case.id] * 8))
    assert len(slack.messages) == 1


def test_a_card_ends_in_the_newest_state_though_another_process_showed_it_first(
    board: Board, ledger: Ledger, slack: FakeSlack
) -> None:
    case = received(ledger)
    board.refresh()
    case = drafted(ledger, case.id)

    def another_process() -> None:
        newest = ledger.apply(reject(case, case.seen, "too stiff", BOB, NOON))
        ledger.save_view(case.id, FRONT, '["C0REAL", "1.0001"]', newest.revision)

    slack.meanwhile = another_process
    board.refresh()
    assert "Rejected by bob" in str(slack.messages["1.0001"]["blocks"])
    assert board.refresh() == 0


def test_links_in_a_card_are_not_unfolded(board: Board, ledger: Ledger, slack: FakeSlack) -> None:
    received(ledger)
    board.refresh()
    [message] = slack.messages.values()
    assert (message["unfurl_links"], message["unfurl_media"]) == (False, False)


def test_an_unfinished_draft_stands_on_the_card_in_letters_and_cannot_be_approved(
    ledger: Ledger, slack: FakeSlack
) -> None:
    underway = Underway()
    board = Board(slack, workbench_of(ledger, underway=underway), ledger, "#desk", lambda: NOON)
    case = received(ledger)
    with underway.drafting(case.id) as told:
        told("E17 means <!channel> *that*")
        board.show(case.id, anew=True)
        [card] = slack.messages.values()
        assert "Drafting: \nE17 means <!channel> *that*\nNothing has checked this yet" in words(
            card["blocks"]
        )
        assert "mrkdwn" not in str(card["blocks"])
        assert buttons(card["blocks"]) == []
        drafted(ledger, case.id)
        board.show(case.id, anew=True)
        assert "Drafting" not in words(slack.messages["1.0001"]["blocks"])


def test_a_draft_that_came_to_nothing_leaves_the_card(ledger: Ledger, slack: FakeSlack) -> None:
    underway = Underway()
    board = Board(slack, workbench_of(ledger, underway=underway), ledger, "#desk", lambda: NOON)
    case = received(ledger)
    with underway.drafting(case.id) as told:
        told("E17 means")
        board.show(case.id, anew=True)
    board.show(case.id, anew=True)
    assert "E17 means" not in words(slack.messages["1.0001"]["blocks"])
    assert slack.calls == ["chat.postMessage", "chat.update"]
