"""Reminders in the channel: who is named, what Slack shows, and what happens when it does not take one."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from bots.slack.delivery.line import Line
from bots.slack.delivery.once import Once
from bots.slack.delivery.pacing import MANNERS, Manners
from bots.slack.delivery.reminders import Reminders
from index.events import Event, EventKind
from index.knowledge import DocumentId
from tests.bots.slack.desk import EmulatedDesk
from tests.bots.slack.fake_slack import FakeSlack, Json
from tests.builders import ALICE, LENA, NOON, SAM
from tests.emulator.block_kit import BlockKit
from tests.templates import a_ledger

HOSTILE = "<!channel> *now* <https://evil.example|click> & \u202erest"


def a_stale_note(number: int = 1, **said: str | None) -> Event:
    note = {
        "title": "What E17 means",
        "where": "notes/e17.md",
        "url": None,
        "owner": "Sam",
        "review_by": "2026-10-31",
    }
    key = f"stale:notes/e17.md:{number}"
    return Event(number, NOON, EventKind.NOTE_STALE, key, DocumentId("notes/e17.md"), note | said)


def reminders(slack: FakeSlack, once: Once) -> Reminders:
    unhurried = Manners(limits=MANNERS.hastened(1e9).limits, first_rest=0.0)
    return Reminders(Line(slack, unhurried), once, [ALICE, SAM, LENA], "C0DESK")


@pytest.fixture
def once(tmp_path: Path) -> Iterator[Once]:
    ledger = a_ledger(tmp_path)
    yield Once(ledger.deliveries("slack"), lambda: NOON)
    ledger.close()


def runs(message: Json) -> list[dict[str, str]]:
    (block,) = message["blocks"]
    found: list[dict[str, str]] = block["elements"][0]["elements"]
    return found


def text(message: Json) -> str:
    return "".join(run.get("text") or f"@{run['user_id']}" for run in runs(message))


def test_a_stale_note_reminds_its_owner_with_title_date_place_and_what_to_do(once: Once) -> None:
    slack = FakeSlack()
    assert reminders(slack, once).tell(a_stale_note())
    (message,) = slack.messages.values()
    assert text(message) == (
        "Please review a note: What E17 means (notes/e17.md) was to be reviewed by 2026-10-31. @U0SAM: if it is "
        "still right, put a later review_by into it; if not, mend or delete it. Until then every draft that quotes "
        "it carries a warning."
    )
    assert {"type": "user", "user_id": "U0SAM"} in runs(message)
    assert "<@U0SAM>" in message["text"]


@pytest.mark.parametrize(
    ("owner", "words"), [("maria", "maria: if"), (None, "Nobody owns it, so whoever knows: if")]
)
def test_an_owner_who_is_not_of_the_team_is_named_in_words(once: Once, owner: str | None, words: str) -> None:
    slack = FakeSlack()
    reminders(slack, once).tell(a_stale_note(owner=owner))
    (message,) = slack.messages.values()
    assert words in text(message)


def test_whatever_a_note_says_of_itself_is_text(once: Once) -> None:
    slack = FakeSlack()
    reminders(slack, once).tell(
        a_stale_note(title=HOSTILE, where=HOSTILE, owner=HOSTILE, url="javascript:alert(1)")
    )
    (message,) = slack.messages.values()
    assert "<!channel>" not in message["text"]
    assert "<https" not in message["text"]
    assert {run["type"] for run in runs(message)} == {"text"}
    assert "\u202e" not in json.dumps(message, ensure_ascii=False)


def test_a_failed_source_is_told_of_with_its_reason(once: Once) -> None:
    slack = FakeSlack()
    said = {"source": "site", "reason": "no answer from docs.example.com"}
    assert reminders(slack, once).tell(Event(1, NOON, EventKind.SOURCE_FAILED, "k", None, said))
    (message,) = slack.messages.values()
    assert "site: no answer from docs.example.com" in text(message)


@pytest.mark.parametrize("kind", [EventKind.DOCUMENT_CHANGED, EventKind.DOCUMENT_WITHDRAWN])
def test_a_change_of_what_replies_relied_on_is_told_with_how_many_there_are(
    once: Once, kind: EventKind
) -> None:
    slack = FakeSlack()
    assert reminders(slack, once).tell(
        Event(1, NOON, kind, "k", None, {"title": "W3 <manual>", "replies": 3})
    )
    (message,) = slack.messages.values()
    assert "W3 <manual>. It no longer says what 3 sent replies quoted from it" in text(message)


@pytest.mark.parametrize("failure", ["timeout", "ratelimited", "channel_not_found", "invalid_auth"])
def test_a_slack_that_takes_nothing_now_is_asked_again_later(once: Once, failure: str) -> None:
    slack = FakeSlack()
    slack.failures.append(failure)
    assert not reminders(slack, once).tell(a_stale_note())
    assert reminders(slack, once).tell(a_stale_note())
    assert len(slack.messages) == 1


def test_one_message_that_slack_will_never_take_keeps_no_other_waiting(once: Once) -> None:
    slack = FakeSlack()
    slack.failures.append("invalid_blocks")
    assert reminders(slack, once).tell(a_stale_note())
    assert slack.messages == {}


@pytest.mark.parametrize("failure", ["answer lost", "internal_error", "timeout"])
def test_a_reminder_whose_answer_was_lost_is_not_said_twice(once: Once, failure: str) -> None:
    slack = FakeSlack()
    slack.failures.append(failure)
    assert not reminders(slack, once).tell(a_stale_note())
    assert reminders(slack, once).tell(a_stale_note())
    assert len(slack.messages) == 1


def test_a_reminder_is_not_said_again_when_a_crash_came_before_it_was_noted(once: Once) -> None:
    slack = FakeSlack()
    assert reminders(slack, once).tell(a_stale_note())
    assert reminders(slack, once).tell(a_stale_note())
    assert len(slack.messages) == 1


def test_the_leads_are_told_once_which_channel_is_gone(once: Once) -> None:
    slack = FakeSlack()
    for _ in range(2):
        assert reminders(slack, once).tell_gone("rain gauges", "C0RAIN", "is_archived")
    (message,) = slack.messages.values()
    assert "the queue rain gauges (C0RAIN) cannot be written to: Slack says 'is_archived'" in text(message)
    assert message["text"].endswith(f"<@{LENA.slack_id}>")


def test_the_same_reminder_has_the_same_id_for_slack_and_another_has_another(once: Once) -> None:
    slack = FakeSlack()
    for number in (1, 1, 2):
        reminders(slack, once).tell(a_stale_note(number))
        once.forget(f"said:{a_stale_note(number).key}")
    first, again, other = (UUID(message["client_msg_id"]) for message in slack.messages.values())
    assert first == again != other


@pytest.mark.slow
def test_slack_takes_a_reminder(desk: EmulatedDesk, block_kit: BlockKit) -> None:
    assert desk.desk.tell(a_stale_note(title="x" * 5000, where="y" * 5000, url="https://wiki.example/e17"))
    (message,) = desk.slack.messages()
    sam = desk.slack.users["sam"]
    assert {"type": "user", "user_id": sam} in message["blocks"][0]["elements"][0]["elements"]
    assert desk.payload_faults(block_kit) == []
