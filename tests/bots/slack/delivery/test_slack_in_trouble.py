"""Cards through a Slack that refuses, loses and breaks calls: all end in the true state, none twice."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bots.slack.cards.glance import title
from bots.slack.delivery.board import FRONT
from bots.slack.delivery.pacing import MANNERS
from bots.slack.delivery.queues import Queue
from bots.slack.desk import SlackDesk
from bots.slack.installation import Access, Places, Team
from desk.cases import Case, CaseId, Priority
from desk.casework import approve, propose, reject
from desk.ledger import Ledger
from tests.bots.slack.delivery.boards import Delivery, Timepiece
from tests.bots.slack.desk import until, workbench_of
from tests.bots.slack.fake_slack import FakeSlack, Json
from tests.builders import ALICE, LENA, NOON, QUESTION, a_draft, a_message
from tests.emulator.edge import Edge
from tests.emulator.faults import TIMES_OUT, Fault, Faults
from tests.emulator.serving import serving
from tests.emulator.slack import BOT_TOKEN, SIGNING_SECRET, Slack
from tests.templates import a_ledger

BRISK = replace(MANNERS.hastened(50), timeout=1)
CASES = 500


def received(ledger: Ledger, count: int) -> list[CaseId]:
    ids = [ledger.receive(a_message(), priority=Priority.NORMAL, due_at=NOON, at=NOON) for _ in range(count)]
    return [case_id for case_id in ids if case_id is not None]


def moved_on(ledger: Ledger, id: CaseId, turn: int) -> Case:
    """Drafted, and every second one decided."""
    case = ledger.apply(propose(ledger.case(id), QUESTION, "E17?", a_draft(), NOON))
    if turn % 4 == 1:
        return ledger.apply(reject(case, case.seen, "too stiff", ALICE, NOON))
    return ledger.apply(approve(case, case.seen, ALICE, NOON)) if turn % 4 == 3 else case


@dataclass
class Troubled:
    """A desk whose Slack is in trouble."""

    slack: Slack
    edge: Edge
    ledger: Ledger
    desk: SlackDesk

    def is_up(self) -> bool:
        """Also says once more which cards are behind, as the worker does."""
        return self.desk.refresh() == 0

    def titles(self) -> list[str]:
        """Of the cards in the default channel."""
        marked = (message for message in self.slack.messages() if "case" in _payload(message))
        return [message["blocks"][0]["text"]["text"] for message in marked]

    def notices(self) -> list[str]:
        """What was said in the default channel besides."""
        return [message["text"] for message in self.slack.messages() if "said" in _payload(message)]

    def expect_the_truth(self, count: int) -> None:
        cards = Counter(self.titles())
        assert cards == Counter(title(case) for case in self.ledger.cases())
        assert cards.total() == count


def _payload(message: Json) -> Json:
    payload: Json = message.get("metadata", {}).get("event_payload", {})
    return payload


@contextmanager
def troubled(
    slack: Slack, folder: Path, faults: Faults | None, queues: Sequence[Queue] = ()
) -> Iterator[Troubled]:
    ledger = a_ledger(folder)
    edge = Edge(slack, faults=faults)
    with ExitStack() as stack:
        stack.callback(ledger.close)
        url = stack.enter_context(serving(edge.app()))
        desk = SlackDesk(
            workbench_of(ledger),
            ledger,
            lambda: NOON,
            access=Access(BOT_TOKEN, SIGNING_SECRET, api_url=f"{url}/api/"),
            places=Places(slack.channel, queues),
            team=Team([replace(LENA, slack_id=slack.users["lena"])]),
            manners=BRISK,
        )
        stack.callback(desk.close)
        yield Troubled(slack, edge, ledger, desk)


def through_trouble(slack: Slack, folder: Path, count: int, seconds: float) -> str:
    """Cases come, are drafted and decided while their cards are written; returns what it took."""
    with troubled(slack, folder, Faults(count)) as desk:
        began = time.monotonic()
        ids = received(desk.ledger, count)
        desk.desk.refresh()
        for turn, case_id in enumerate(ids):
            moved_on(desk.ledger, case_id, turn)
        until(desk.is_up, seconds=seconds)
        took = time.monotonic() - began
        desk.expect_the_truth(count)
        calls = Counter(method for method, _ in desk.edge.calls)
    return f"{count} cases in {took:.0f} s, {calls.total() / count:.2f} calls each: {dict(calls)}, {desk.edge.faults}"


@pytest.mark.slow
def test_cards_of_a_slack_in_trouble_end_in_the_true_state_and_none_is_there_twice(
    slack: Slack, tmp_path: Path
) -> None:
    through_trouble(slack, tmp_path, 25, seconds=120)


@pytest.mark.prove
def test_five_hundred_cards_of_a_slack_in_trouble(slack: Slack, tmp_path: Path) -> None:
    print(through_trouble(slack, tmp_path, CASES, seconds=1200))


@pytest.mark.slow
def test_cards_are_repaired_when_slack_is_back_after_it_was_down(slack: Slack, tmp_path: Path) -> None:
    with troubled(slack, tmp_path, Faults(1, {Fault.BROKEN: 1.0})) as desk:
        ids = received(desk.ledger, 10)
        for _ in range(20):
            desk.desk.refresh()
            time.sleep(0.02)
        assert desk.ledger.views(FRONT).behind()
        assert len(desk.edge.calls) < 15
        for turn, case_id in enumerate(ids):
            moved_on(desk.ledger, case_id, turn)
        desk.edge.faults = None
        until(desk.is_up, seconds=60)
        desk.expect_the_truth(10)


@pytest.mark.slow
def test_a_case_whose_channel_is_archived_has_its_card_elsewhere_and_the_leads_hear_of_it_once(
    slack: Slack, tmp_path: Path
) -> None:
    rain = slack.channels["rain-gauges"]
    with troubled(slack, tmp_path, None, [Queue("rain", rain, languages=("en",))]) as desk:
        received(desk.ledger, 1)
        until(desk.is_up)
        assert desk.titles() == []
        slack.archive(rain)
        received(desk.ledger, 2)
        until(lambda: desk.is_up() and len(desk.notices()) == 1)
        [notice] = desk.notices()
        assert len(desk.titles()) == 2
        assert f"the queue rain ({rain}) cannot be written to" in notice
        assert f"<@{slack.users['lena']}>" in notice


class SlackInTrouble(FakeSlack):
    """The same bad luck on a clock of its own: a call takes 0.2 seconds, one that times out takes 10."""

    def __init__(self, time: Timepiece, seed: int) -> None:
        super().__init__()
        self._time = time
        self._faults = Faults(seed)

    def api_call(self, api_method: str, **arguments: Any) -> Any:
        fault = self._faults.draw()
        self._time.seconds += 10.0 if fault in TIMES_OUT else 0.2
        self.began = self._time.wall().timestamp() - self._posted  # what is posted now carries this time
        self.failures.append(CODES.get(fault) if fault else None)
        return super().api_call(api_method, **arguments)


CODES = {
    Fault.TOO_MANY: "ratelimited",
    Fault.NEVER_CAME: "timeout",
    Fault.ANSWER_LOST: "answer lost",
    Fault.BROKEN: "timeout",
    Fault.BROKEN_AFTER: "answer lost",
}


@pytest.mark.parametrize("count", [10, pytest.param(CASES, marks=pytest.mark.prove)])
def test_at_slacks_own_pace_a_card_in_trouble_takes_its_time_and_no_more(tmp_path: Path, count: int) -> None:
    ledger, watch = a_ledger(tmp_path), Timepiece()
    slack = SlackInTrouble(watch, seed=count)
    desk = Delivery(slack, workbench_of(ledger), ledger, watch)
    ids = received(ledger, count)
    desk.board.refresh()
    desk.work_off(seconds=count)
    for turn, case_id in enumerate(ids):
        moved_on(ledger, case_id, turn)
    while desk.board.refresh():
        desk.work_off(seconds=60)
    each = watch.seconds / count
    print(f"{count} cases: {each:.1f} s and {len(slack.calls) / count:.2f} calls each")
    shown = Counter(message["blocks"][0]["text"]["text"] for message in slack.messages.values())
    assert shown == Counter(map(title, ledger.cases()))
    assert each < 12
    ledger.close()
