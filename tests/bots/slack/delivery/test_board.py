"""One card for each case, whatever Slack does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assist.underway import Underway
from bots.slack.cards.glance import title
from bots.slack.delivery.board import FRONT
from bots.slack.delivery.places import Posting, Standing, decoded
from desk.casework import reject
from desk.ledger import Ledger
from tests.bots.slack.delivery.boards import Delivery, Timepiece
from tests.bots.slack.delivery.received import drafted, received
from tests.bots.slack.desk import workbench_of
from tests.bots.slack.fake_slack import FakeSlack, Json
from tests.bots.slack.reading import buttons, words
from tests.builders import BOB, NOON
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
def desk(ledger: Ledger, slack: FakeSlack) -> Delivery:
    return Delivery(slack, workbench_of(ledger), ledger)


def shown(slack: FakeSlack) -> list[str]:
    return [message["blocks"][0]["text"]["text"] for message in slack.messages.values()]


def only(slack: FakeSlack) -> Json:
    [message] = slack.messages.values()
    return message


def test_a_card_follows_its_case_in_place(desk: Delivery, ledger: Ledger, slack: FakeSlack) -> None:
    case = received(ledger)
    desk.refresh()
    case = drafted(ledger, case.id)
    desk.refresh()
    assert shown(slack) == [title(case)]
    assert slack.calls == ["chat.postMessage", "chat.update"]


def test_only_the_newest_state_of_a_card_is_written(desk: Delivery, ledger: Ledger, slack: FakeSlack) -> None:
    case = received(ledger)
    desk.board.refresh()
    case = drafted(ledger, case.id)
    desk.board.refresh()
    desk.board.show(case.id)
    desk.work_off()
    assert shown(slack) == [title(case)]
    assert slack.calls == ["chat.postMessage"]


def test_an_unchanged_case_costs_no_call(desk: Delivery, ledger: Ledger, slack: FakeSlack) -> None:
    case = received(ledger)
    desk.refresh()
    assert desk.board.refresh() == 0
    desk.board.show(case.id)
    desk.work_off()
    assert slack.calls == ["chat.postMessage"]


@pytest.mark.parametrize("gone", ["message_not_found", "cant_update_message", "edit_window_closed"])
def test_a_lost_card_is_posted_again(desk: Delivery, ledger: Ledger, slack: FakeSlack, gone: str) -> None:
    case = received(ledger)
    desk.refresh()
    drafted(ledger, case.id)
    slack.failures.append(gone)
    desk.refresh()
    view = ledger.views(FRONT).of(case.id)
    assert view
    assert decoded(view.place) == Standing("C0DESK", list(slack.messages)[1])


@pytest.mark.parametrize("failure", ["ratelimited", "invalid_blocks"])
def test_a_card_that_slack_will_not_take_waits_and_the_others_go_on(
    desk: Delivery, ledger: Ledger, slack: FakeSlack, failure: str
) -> None:
    for _ in range(3):
        received(ledger)
    slack.failures.extend([None, failure])
    desk.board.refresh()
    desk.work_off(seconds=5)
    assert len(slack.messages) >= 2
    desk.work_off()
    assert sorted(shown(slack)) == sorted(map(title, ledger.cases()))


def test_a_card_that_slack_refuses_is_not_tried_at_every_turn(
    desk: Delivery, ledger: Ledger, slack: FakeSlack
) -> None:
    received(ledger)
    slack.failures.extend(["invalid_blocks"] * 50)
    for _ in range(30):
        desk.board.refresh()
        desk.outlet.turn()
        desk.time.seconds += 2
    assert len(slack.calls) == 1


def test_a_slack_that_cannot_be_reached_is_asked_ever_more_seldom_and_nothing_is_lost(
    desk: Delivery, ledger: Ledger, slack: FakeSlack
) -> None:
    cases = [received(ledger) for _ in range(3)]
    slack.failures.extend(["timeout"] * 9)
    desk.board.refresh()
    desk.work_off(seconds=60)
    assert len(slack.calls) < 9
    desk.work_off()
    assert sorted(shown(slack)) == sorted(title(case) for case in cases)


@pytest.mark.parametrize("failure", ["ratelimited", "timeout", "answer lost", "internal_error"])
@pytest.mark.parametrize("began", [True, False])
def test_a_failure_does_not_make_a_second_card(
    desk: Delivery, ledger: Ledger, slack: FakeSlack, failure: str, began: bool
) -> None:
    case = received(ledger)
    if began:
        desk.refresh()
    drafted(ledger, case.id)
    slack.failures.append(failure)
    desk.refresh()
    assert shown(slack) == [title(ledger.case(case.id))]
    assert ledger.views(FRONT).behind() == []


def test_a_post_that_was_surely_refused_is_not_looked_for(
    desk: Delivery, ledger: Ledger, slack: FakeSlack
) -> None:
    received(ledger)
    slack.failures.append("ratelimited")
    desk.refresh()
    assert slack.calls == ["chat.postMessage", "chat.postMessage"]


def test_a_card_posted_in_the_moment_of_a_crash_is_found_again(ledger: Ledger, slack: FakeSlack) -> None:
    case, time = received(ledger), Timepiece()
    before = Delivery(slack, workbench_of(ledger), ledger, time, by="before the crash")
    slack.failures.append("answer lost")
    before.board.refresh()
    before.outlet.turn()
    view = ledger.views(FRONT).of(case.id)
    assert view
    assert isinstance(decoded(view.place), Posting)
    after = Delivery(slack, workbench_of(ledger), ledger, time, by="after the crash")
    after.refresh()
    assert shown(slack) == [title(case)]
    assert slack.calls.count("chat.postMessage") == 1


def test_doubles_of_a_card_are_deleted(desk: Delivery, ledger: Ledger, slack: FakeSlack) -> None:
    received(ledger)
    slack.failures.append("answer lost")
    desk.board.refresh()
    desk.outlet.turn()
    slack.messages["1795176900.0001"] = {**only(slack), "ts": "1795176900.0001"}
    desk.work_off()
    assert len(slack.messages) == 1


def test_a_message_that_only_looks_like_our_card_is_not_taken_for_it(
    desk: Delivery, ledger: Ledger, slack: FakeSlack
) -> None:
    received(ledger)
    slack.failures.append("timeout")
    desk.board.refresh()
    desk.outlet.turn()
    forged = {"event_type": "agent_assist_posted", "event_payload": {"case": 1, "posting": "guessed"}}
    slack.messages["1795176900.0001"] = {"ts": "1795176900.0001", "metadata": forged, "blocks": []}
    desk.work_off()
    assert "blocks" in slack.messages.pop("1795176900.0001")
    assert len(slack.messages) == 1


def test_two_processes_post_one_card(ledger: Ledger, slack: FakeSlack) -> None:
    received(ledger)
    time = Timepiece()
    one, other = (Delivery(slack, workbench_of(ledger), ledger, time, by=by) for by in ("one", "other"))
    slack.failures.append("answer lost")
    one.board.refresh()
    one.outlet.turn()
    other.board.refresh()
    other.work_off(seconds=30)
    assert slack.calls == ["chat.postMessage"]
    one.work_off()
    other.work_off()
    assert len(slack.messages) == 1


def test_a_card_ends_in_the_newest_state_though_another_process_showed_it_first(
    desk: Delivery, ledger: Ledger, slack: FakeSlack
) -> None:
    case = received(ledger)
    desk.refresh()
    case = drafted(ledger, case.id)

    def another_process() -> None:
        newest = ledger.apply(reject(case, case.seen, "too stiff", BOB, NOON))
        view = ledger.views(FRONT).of(case.id)
        assert view
        ledger.views(FRONT).move(case.id, view.place, view.place, newest.revision)

    slack.meanwhile = another_process
    desk.refresh()
    assert "Rejected by bob" in str(only(slack)["blocks"])
    assert desk.board.refresh() == 0


def test_links_in_a_card_are_not_unfolded(desk: Delivery, ledger: Ledger, slack: FakeSlack) -> None:
    received(ledger)
    desk.refresh()
    assert (only(slack)["unfurl_links"], only(slack)["unfurl_media"]) == (False, False)


def test_an_unfinished_draft_stands_on_the_card_in_letters_and_cannot_be_approved(
    ledger: Ledger, slack: FakeSlack
) -> None:
    underway = Underway()
    desk = Delivery(slack, workbench_of(ledger, underway=underway), ledger)
    case = received(ledger)
    with underway.drafting(case.id) as told:
        told("E17 means <!channel> *that*")
        desk.board.show(case.id, anew=True)
        desk.work_off()
        card = only(slack)
        assert "Drafting: \nE17 means <!channel> *that*\nNothing has checked this yet" in words(
            card["blocks"]
        )
        assert "mrkdwn" not in str(card["blocks"])
        assert "approve" not in buttons(card["blocks"])
        drafted(ledger, case.id)
        desk.board.show(case.id, anew=True)
        desk.work_off()
        assert "Drafting" not in words(only(slack)["blocks"])


def test_a_draft_that_came_to_nothing_leaves_the_card(ledger: Ledger, slack: FakeSlack) -> None:
    underway = Underway()
    desk = Delivery(slack, workbench_of(ledger, underway=underway), ledger)
    case = received(ledger)
    with underway.drafting(case.id) as told:
        told("E17 means")
        desk.board.show(case.id, anew=True)
        desk.work_off()
    desk.board.show(case.id, anew=True)
    desk.work_off()
    assert "E17 means" not in words(only(slack)["blocks"])
    assert slack.calls == ["chat.postMessage", "chat.update"]
