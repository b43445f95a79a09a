"""Where we are on a channel, on every database: what we wrote in public, and which posts are still open."""

from datetime import timedelta

import pytest

from desk.cases import Priority, Stage
from desk.drafts import To
from desk.involvement import Involvement
from desk.ledger import Ledger
from desk.messages import Gone
from tests.builders import NOON, a_draft, a_message
from tests.desk.cases import approved, claimed, proposed, sent, stored

DAY = timedelta(days=1)


@pytest.fixture
def involvement(ledger: Ledger) -> Involvement:
    return ledger.beside(Involvement)


def test_we_are_in_a_conversation_once_we_wrote_there_in_public(
    ledger: Ledger, involvement: Involvement
) -> None:
    for conversation, stage in (("answered", Stage.SENT), ("waiting", Stage.AWAITING_DECISION)):
        stored(ledger, stage, a_message(conversation=conversation, author_id=f"of {conversation}"))
    asked = [f"conversation {number}" for number in range(600)]
    assert involvement.involving_us("simulator", ["answered", "waiting", *asked]) == {"answered"}
    assert involvement.involving_us("x", ["answered"]) == frozenset()
    assert involvement.conversations("simulator", NOON - DAY, 9) == ["answered"]
    assert involvement.conversations("simulator", NOON + DAY, 9) == []


def test_our_posts_are_known_by_what_the_channel_called_them(
    ledger: Ledger, involvement: Involvement
) -> None:
    case = stored(ledger, Stage.SENT)
    assert case.receipt is not None
    assert involvement.posts("simulator", NOON - DAY, 9) == [case.receipt.external_id]
    assert involvement.posts("simulator", NOON + DAY, 9) == []


def test_what_we_wrote_in_private_shows_nobody_that_we_are_there(
    ledger: Ledger, involvement: Involvement
) -> None:
    message = a_message(conversation="private", public=False)
    received = ledger.receive(message, priority=Priority.NORMAL, due_at=NOON, at=NOON)
    assert received is not None
    draft = a_draft(to=To.DM)
    for take in (proposed(draft), approved, claimed, sent):
        case = ledger.apply(take(ledger.case(received)))
    assert case.stage is Stage.SENT
    assert involvement.involving_us("simulator", ["private"]) == frozenset()
    assert involvement.posts("simulator", NOON - DAY, 9) == []


def test_open_posts_are_public_and_stand_in_cases_that_wait_for_somebody(
    ledger: Ledger, involvement: Involvement
) -> None:
    for name, stage, public in (
        ("old", Stage.NEW, True),
        ("new", Stage.AWAITING_DECISION, True),
        ("done", Stage.SENT, True),
        ("direct", Stage.NEW, False),
        ("gone", Stage.NEW, True),
    ):
        message = a_message(external_id=name, author_id=f"of {name}", public=public)
        stored(ledger, stage, message)
    ledger.take_back(Gone("simulator", "its author deleted it", external_id="gone"), NOON)
    assert involvement.open_posts("simulator") == ["new", "old"]
    assert involvement.open_posts("x") == []
    assert involvement.settled_posts("simulator", NOON) == ["done"]
    assert involvement.settled_posts("simulator", NOON + DAY) == []
