"""What experts do, what is kept, and what they are told; without bolt and without a network."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import Ack

from bots.slack.delivery.line import CallFailed, Line
from bots.slack.delivery.pacing import MANNERS
from bots.slack.kit.windows import View
from bots.slack.knowledge import answering, teaching
from bots.slack.knowledge.asked import Asks
from bots.slack.knowledge.fetching import FileStore
from bots.slack.knowledge.files import take_files
from bots.slack.knowledge.listeners import BUTTONS
from bots.slack.knowledge.ports import Teaching
from bots.slack.knowledge.room import Room
from bots.slack.knowledge.saving import save
from bots.slack.knowledge.telling import Experts
from bots.slack.people import People
from desk.cases import Person
from desk.contributions import Contribution, Contributions, Progress
from desk.database import open_database
from desk.errors import NotAllowed
from desk.request_store import Requests
from tests.bots.slack.knowledge.naughty import a_request, an_asking
from tests.bots.slack.knowledge.school import Files, Guesses, Shelf
from tests.bots.slack.reading import words
from tests.bots.slack.shop import Shop, a_shop
from tests.builders import ALICE, LENA, NOON, SAM
from tests.desk.cases import handed_on
from tests.emulator.block_kit import BlockKit
from tests.emulator.elements import values

Json = dict[str, Any]
INDEXED = Contribution(
    "slack:V1", "sam", NOON, "E17?", "Rinse it.", "public", state=Progress.INDEXED, cases_answered=2
)


@dataclass
class Class:
    """A room on a shop."""

    room: Room
    shop: Shop
    contributions: Contributions

    def kept(self) -> list[Contribution]:
        return self.contributions.waiting()


@pytest.fixture
def class_(tmp_path: Path) -> Iterator[Class]:
    with a_shop(tmp_path) as shop:
        engine = open_database(f"sqlite:///{tmp_path / 'ledger.db'}")
        taught = Teaching(Requests(engine), Contributions(engine), Guesses(), Shelf(), Files())
        line = Line(shop.slack, MANNERS)
        experts = Experts(
            line, shop.front.workbench, taught.proposals, shop.front.people.slack_id, lambda: NOON
        )
        store = FileStore("xoxb-secret", "https://slack.com/api/", 1000)
        room = Room(shop.front, taught, experts, store, lambda _: None)
        yield Class(room, shop, Contributions(engine))
        room.close()
        engine.dispose()


def gap_clicked(by: Person, case_id: int | None = 1) -> Json:
    value = json.dumps({"question": "E17?", "case_id": case_id})
    return {"user": {"id": by.slack_id}, "trigger_id": "1.2", "actions": [{"value": value}]}


def sent_off(view: View, by: Person, **chosen: object) -> Json:
    state = {"values": values(view["blocks"], chosen)}
    return {"user": {"id": by.slack_id}, "view": {**view, "id": "V1", "state": state}}


class Answered(Ack):
    """An ack that remembers what was kept at that moment."""

    def __init__(self, class_: Class) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # bolt says no types there
        self._class = class_
        self.kept: list[Contribution] | None = None
        self.said: Json = {}

    def __call__(self, *args: Any, **said: Any) -> Any:
        self.kept, self.said = self._class.kept(), said
        return super().__call__(*args, **said)


def test_what_was_written_is_kept_before_slack_hears_that_all_is_well_and_once(class_: Class) -> None:
    teaching.answer_gap(class_.room, gap_clicked(SAM))
    body = sent_off(class_.shop.slack.windows[-1], SAM, answer="Rinse it.")
    for _ in range(2):
        ack = Answered(class_)
        save(class_.room, ack, body)
        assert ack.kept
        assert [(one.by, one.answer, one.case_id) for one in ack.kept] == [("sam", "Rinse it.", 1)]
        assert ack.said["view"]["title"]["text"] == "Saved"


@pytest.mark.parametrize("by", [ALICE, replace(SAM, slack_id="U0STRANGER")])
def test_whoever_may_not_teach_gets_their_words_back_with_the_reason(class_: Class, by: Person) -> None:
    teaching.answer_gap(class_.room, gap_clicked(LENA))
    ack = Answered(class_)
    save(class_.room, ack, sent_off(class_.shop.slack.windows[-1], by, answer="Rinse it."))
    assert ack.said["response_action"] == "errors"
    assert class_.kept() == []


def test_a_number_in_the_question_is_warned_of_and_can_be_taken_out(class_: Class) -> None:
    body = gap_clicked(SAM)
    body["actions"][0]["value"] = json.dumps({"question": "Is jo@fennby.example ours?", "case_id": 1})
    teaching.answer_gap(class_.room, body)
    ack = Answered(class_)
    save(class_.room, ack, sent_off(class_.shop.slack.windows[-1], SAM, answer="Yes.", audience="public"))
    assert ack.kept == []
    assert "Careful: This text gives away an e-mail address" in words(ack.said["view"]["blocks"])
    mended = sent_off(ack.said["view"], SAM, question="Whose address is it?")
    save(class_.room, Answered(class_), mended)
    assert [(one.question, one.case_id) for one in class_.kept()] == [("Whose address is it?", 1)]


@pytest.mark.parametrize(("looked", "kept"), [(["yes"], 1), ([], 0)])
def test_past_a_warning_goes_whoever_looked(class_: Class, looked: list[str], kept: int) -> None:
    teaching.answer_gap(class_.room, gap_clicked(SAM))
    said = {"answer": "Call 030 1234567.", "audience": "public"}
    ack = Answered(class_)
    save(class_.room, ack, sent_off(class_.shop.slack.windows[-1], SAM, **said))
    save(class_.room, Answered(class_), sent_off(ack.said["view"], SAM, looked=looked))
    assert len(class_.kept()) == kept


def test_a_key_is_refused_whatever_its_author_says(class_: Class) -> None:
    teaching.answer_gap(class_.room, gap_clicked(SAM))
    said = {"answer": "Use xoxb-123456789012-abcdefghijkl.", "audience": "customer"}
    ack = Answered(class_)
    save(class_.room, ack, sent_off(class_.shop.slack.windows[-1], SAM, **said))
    assert "Not possible: This text gives away a key or token" in words(ack.said["view"]["blocks"])
    save(class_.room, ack, sent_off(ack.said["view"], SAM))
    assert class_.kept() == []


def test_a_question_without_words_is_put_in_words(class_: Class) -> None:
    body = gap_clicked(SAM)
    body["actions"][0]["value"] = json.dumps({"question": "???", "case_id": None})
    teaching.answer_gap(class_.room, body)
    ack = Answered(class_)
    save(class_.room, ack, sent_off(class_.shop.slack.windows[-1], SAM, answer="Rinse it.", question="??"))
    assert ack.said["errors"].keys() == {"question"}


def test_a_button_about_nothing_is_explained_and_changes_nothing(class_: Class) -> None:
    for deed in BUTTONS.values():
        for value in ("", "{}", "[1, 1, 1]", "999"):
            body = {**gap_clicked(SAM), "channel": {"id": "C1"}, "actions": [{"value": value}]}
            with class_.room.telling(body):
                deed(class_.room, body)
    assert len(class_.shop.told()) == 4 * len(BUTTONS)
    assert class_.kept() == []


def test_an_agent_opens_no_window_to_teach_in(class_: Class) -> None:
    for deed in (teaching.answer_gap, teaching.confirm_note, teaching.save_conversation):
        body = {**gap_clicked(ALICE), "channel": {"id": "C1"}}
        with class_.room.telling(body):
            deed(class_.room, body)
    assert class_.shop.told() == ["'alice' may not add knowledge; ask an admin for the role sme"] * 3
    assert class_.shop.slack.windows == []


@pytest.mark.parametrize(
    ("failure", "says"),
    [
        ("not_in_channel", "write /invite"),
        ("channel_not_found", "write /invite"),
        ("thread_not_found", "does not find this message"),
        ("timeout", "try again in a minute"),
        ("ratelimited", "try again in a minute"),
    ],
)
def test_a_conversation_that_cannot_be_read_is_refused_in_the_window(
    class_: Class, failure: str, says: str
) -> None:
    class_.shop.slack.failures.extend([None, failure])
    teaching.save_conversation(
        class_.room, {**gap_clicked(SAM), "channel": {"id": "C9"}, "message": {"ts": "1.1"}}
    )
    reading, refused = class_.shop.slack.windows
    assert "Reading" in words(reading["blocks"])
    assert says in words(refused["blocks"])
    assert class_.shop.told() == []


def test_slack_opening_no_window_is_told_where_the_click_was_or_directly(class_: Class) -> None:
    class_.shop.slack.failures.append("expired_trigger_id")
    teaching.answer_gap(class_.room, gap_clicked(SAM))
    [said] = class_.shop.slack.messages.values()
    assert (said["channel"], said["text"]) == (SAM.slack_id, "Slack opened no window; click again")


def test_an_expert_is_asked_once_and_what_they_were_asked_is_renewed_in_place(class_: Class) -> None:
    request = replace(a_request(an_asking(place=None)), case_id=class_.shop.case.id)
    place = class_.room.experts.show(request, request.askings[0])
    assert place is not None
    declined = replace(request.askings[0], place=place, declined_at=NOON)
    assert class_.room.experts.show(replace(request, askings=(declined,)), declined) == place
    [message] = class_.shop.slack.messages.values()
    assert "Not yours" in message["text"]


def test_a_question_that_was_deleted_before_it_was_answered_is_asked_again(class_: Class) -> None:
    request = replace(a_request(an_asking(place='["D1", "9.9"]')), case_id=class_.shop.case.id)
    assert class_.room.experts.show(request, request.askings[0]) not in {None, '["D1", "9.9"]'}
    done = replace(request.askings[0], answered_at=NOON)
    assert class_.room.experts.show(request, done) == '["D1", "9.9"]'
    assert len(class_.shop.slack.messages) == 1


def test_an_expert_without_slack_is_not_asked_and_a_slack_that_is_down_says_so(class_: Class) -> None:
    request = replace(a_request(an_asking(place=None, expert="nobody")), case_id=class_.shop.case.id)
    assert class_.room.experts.show(request, request.askings[0]) is None
    class_.shop.slack.failures.append("timeout")
    with pytest.raises(CallFailed):
        class_.room.experts.show(request, replace(request.askings[0], expert="sam"))


def test_an_author_is_told_under_the_question_or_directly_and_later_when_slack_is_down(class_: Class) -> None:
    experts = class_.room.experts
    class_.shop.slack.failures.append("timeout")
    assert not experts.tell(INDEXED)
    experts = Experts(
        Line(class_.shop.slack, MANNERS), class_.shop.front.workbench, Guesses(), lambda _: "U1", lambda: NOON
    )
    assert experts.tell(INDEXED)
    assert experts.tell(replace(INDEXED, state=Progress.FAILED, tell={"channel": "D1", "thread": "1.1"}))
    direct, below = class_.shop.slack.messages.values()
    assert direct["channel"] == "U1"
    assert "answered 2 waiting cases" in direct["text"]
    assert (below["channel"], below["thread_ts"]) == ("D1", "1.1")


def test_a_window_shows_the_case_to_an_expert_without_a_way_to_change_it(class_: Class) -> None:
    view = answering.case_window(class_.shop.case, class_.shop.front.workbench.customer(class_.shop.case))
    assert "E17?" in words(view["blocks"])
    assert "submit" not in view
    assert BlockKit().view_faults(view) == []


def test_a_super_user_without_a_role_answers_what_they_were_asked_and_teaches_nothing_else(
    class_: Class,
) -> None:
    dora = Person("dora", frozenset(), "U0DORA")
    room = replace(class_.room, front=replace(class_.room.front, people=People([dora, SAM])))
    requests = class_.shop.ledger.requests
    handed = class_.shop.ledger.apply(handed_on(class_.shop.case))
    [stay] = requests.handed()
    requests.open(stay, question="E17?", why="", products=[], simple=True, at=NOON)
    [request] = requests.opened()
    asking = requests.ask(request, "dora", "a super-user of the community", NOON)
    assert asking
    value = Asks(handed.id, request.revision, asking.rung).encoded()
    clicked = {"actions": [{"value": value}], "channel": {"id": "D1"}, "container": {"message_ts": "1.1"}}
    answering.answer(room, {**clicked, "user": {"id": "U0DORA"}, "trigger_id": "1.2"})
    save(room, Answered(class_), sent_off(class_.shop.slack.windows[-1], dora, answer="Rinse it."))
    assert [(one.by, one.answer) for one in class_.kept()] == [("dora", "Rinse it.")]
    with pytest.raises(NotAllowed, match="may not add knowledge"):
        teaching.answer_gap(room, gap_clicked(dora))


def test_files_that_slack_does_not_hand_over_are_reported_on_all_the_same(class_: Class) -> None:
    files = [
        {"name": "x.pdf", "size": 5, "url_private": "https://evil.example/x.pdf"},
        {"name": "y", "size": 0},
    ]
    event = {"channel": "D1", "ts": "1.1", "user": SAM.slack_id, "files": files}
    take_files(class_.room, event)
    [message] = class_.shop.slack.messages.values()
    assert words(message["blocks"]).count("not added") == 2
    assert message["thread_ts"] == "1.1"
    assert BlockKit().message_faults(message) == []
