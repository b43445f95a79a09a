"""The network is cut between request and answer: a reply on X goes out once, and the desk finds out that it did."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.settings import FileSettings, read_settings
from app.wiring import House
from bots.x.publish import XPublisher
from desk import casework
from desk.cases import CaseId, Stage
from desk.drafts import To
from desk.messages import Kind
from desk.posting import LEASE, send_waiting, sweep
from tests.builders import ALICE, a_draft, a_message, saw
from tests.desk.cases import HOUR, TRIAGE, HandClock
from tests.stories.x_world import HttpWorld
from tests.x_driver import XDriver, running

POSTS, MESSAGES = "POST /2/tweets", "POST /2/dm_conversations/with/{participant_id}/messages"
LOOKS = ("GET /2/users/{id}/tweets", "GET /2/dm_conversations/with/{participant_id}/dm_events")
WAYS = pytest.mark.parametrize(("to", "endpoint"), [(To.PUBLIC, POSTS), (To.DM, MESSAGES)])
pytestmark = pytest.mark.slow


class Desk:
    """A desk on X, where somebody approved a reply to Rainy Day."""

    def __init__(self, folder: Path, x: XDriver, clock: HandClock, to: To) -> None:
        file = folder / "assist.toml"
        company = 'data_dir = "."\n[company]\nname = "Fennby"\nhandle = "@FennbyCare"\n'
        file.write_text(company + HttpWorld(x).settings(), encoding="utf-8")
        self.x, self.clock = x, clock
        self.house = House(read_settings(file, model=FileSettings), base=folder, clock=clock)
        self.case_id = self._approved(to)

    def _approved(self, to: To) -> CaseId:
        direct = to is To.DM
        write = self.x.dm if direct else self.x.post
        post = write("rainy_day", "@FennbyCare what does E17 mean?")
        message = a_message(external_id=post["id"], author_id=post["author_id"], public=not direct)
        message = replace(message, channel="x", kind=Kind.DIRECT_MESSAGE if direct else Kind.MENTION)
        ledger, now = self.house.ledger, self.clock()
        case_id = ledger.receive(message, priority=TRIAGE.priority, due_at=now + HOUR, at=now)
        assert case_id is not None
        ledger.apply(casework.propose(ledger.case(case_id), TRIAGE, None, a_draft(to=to), now))
        ledger.change(case_id, lambda case: casework.approve(case, saw(case, 1), ALICE, now))
        return case_id

    def customer_edits(self, text: str) -> None:
        """The desk hears of it at once."""
        ledger = self.house.ledger
        message = ledger.case(self.case_id).message
        version = self.x.edit(message.external_id, text)["id"]
        edited = replace(message, text=text, edit=version, edited_at=self.clock() + LEASE)
        ledger.receive(edited, priority=TRIAGE.priority, due_at=self.clock() + HOUR, at=self.clock())

    def close(self) -> None:
        [channel] = self.house.channels
        assert isinstance(channel.publisher, XPublisher)
        channel.publisher.api.exchange.close()
        self.house.ledger.close()

    def send(self) -> Stage:
        send_waiting(self.house.ledger, self.house.publishers, self.clock)
        return self.stage

    def sweep(self, later: timedelta = LEASE) -> Stage:
        self.clock.move(later)
        sweep(self.house.ledger, self.house.publishers, self.clock)
        return self.stage

    @property
    def stage(self) -> Stage:
        return self.house.ledger.case(self.case_id).stage

    def out(self) -> list[str]:
        return [str(one["text"]) for one in self.x.writes()]


@pytest.fixture
def desk(tmp_path: Path, to: To) -> Iterator[Desk]:
    clock = HandClock()
    with running(tmp_path, clock=clock) as x:
        desk = Desk(tmp_path, x, clock, to)
        yield desk
        desk.close()


@WAYS
def test_a_reply_whose_answer_is_cut_off_is_seen_at_once_and_not_sent_again(
    desk: Desk, endpoint: str
) -> None:
    desk.x.fault(endpoint, "cut_after")
    assert desk.send() is Stage.SENT
    assert len(desk.out()) == 1


@WAYS
def test_when_x_cannot_be_looked_at_either_it_is_uncertain_until_it_can(desk: Desk, endpoint: str) -> None:
    desk.x.fault(endpoint, "cut_after")
    for look in LOOKS:
        desk.x.fault(look, "cut_before", times=3)
    assert desk.send() is Stage.UNCERTAIN
    assert desk.send() is Stage.UNCERTAIN
    desk.x.clear_faults()
    assert desk.sweep() is Stage.SENT
    assert desk.out() == [a_draft().text]


@WAYS
def test_a_request_that_never_arrived_is_uncertain_and_never_sent_by_itself(
    desk: Desk, endpoint: str
) -> None:
    desk.x.fault(endpoint, "cut_before")
    desk.send()
    for _ in range(3):
        desk.sweep(10 * LEASE)
    assert desk.stage is Stage.UNCERTAIN
    assert desk.out() == []


@pytest.mark.parametrize(("to", "endpoint"), [(To.PUBLIC, POSTS)])
def test_an_uncertain_reply_is_found_under_the_post_as_it_was_when_the_customer_edits_it_meanwhile(
    desk: Desk, endpoint: str
) -> None:
    desk.x.fault(endpoint, "cut_after")
    desk.x.fault(LOOKS[0], "cut_before", times=3)
    assert desk.send() is Stage.UNCERTAIN
    desk.x.clear_faults()
    desk.customer_edits("@FennbyCare what does E18 mean?")
    desk.sweep()
    assert [said.text for said in desk.house.ledger.case(desk.case_id).said] == desk.out()
