"""One customer over channels: handles linked by people, with who and when, and nothing linked by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from desk.cases import CaseId, Priority
from desk.errors import Conflict, NotAllowed, StepNotPossible
from desk.handles import Pick
from desk.ledger import Ledger
from desk.messages import Message
from tests.builders import ALICE, BOB, NOON, SAM, a_message

HOUR = timedelta(hours=1)
HOSTILE = "'; DROP TABLE cases; -- \u202e<script>\x00\ud800"


@pytest.fixture
def wrote(ledger: Ledger) -> Callable[..., CaseId]:
    """Somebody writes on a channel."""

    def write(channel: str, author_id: str, handle: str = "rainy_day", **fields: object) -> CaseId:
        message = replace(
            a_message(author_id=author_id),
            channel=channel,
            author_handle=handle,
            **fields,  # type: ignore[arg-type]
        )
        return received(ledger, message)

    return write


def received(ledger: Ledger, message: Message) -> CaseId:
    found = ledger.receive(message, priority=Priority.NORMAL, due_at=NOON + HOUR, at=NOON)
    assert found is not None
    return found


def handles(ledger: Ledger, channel: str, author_id: str) -> list[tuple[str, str]]:
    linked = ledger.customers.linked(channel, author_id)
    return [(each.channel, each.author_id) for each in linked.handles]


def pick(ledger: Ledger, channel: str, author_id: str) -> Pick:
    return ledger.customers.linked(channel, author_id).pick()


def test_two_handles_are_one_customer_once_an_agent_links_them_and_not_before(
    ledger: Ledger, wrote: Callable[..., CaseId]
) -> None:
    on_x, on_mastodon = wrote("x", "1", author_reach=50), wrote("mastodon", "a")
    later = wrote("x", "1", posted_at=NOON + HOUR)
    case = ledger.case(later)
    assert [one.id for one in ledger.earlier(case)] == [on_x]
    linked = ledger.customers.link(pick(ledger, "x", "1"), pick(ledger, "mastodon", "a"), ALICE, NOON)
    assert [(each.channel, each.linked_by, each.linked_at) for each in linked.handles] == [
        ("x", "alice", NOON),
        ("mastodon", "alice", NOON),
    ]
    assert [one.id for one in ledger.earlier(case)] == [on_mastodon, on_x]
    assert ledger.customer(case).earlier_cases == 2
    assert handles(ledger, "mastodon", "a") == [("mastodon", "a"), ("x", "1")]


def test_reach_is_the_newest_that_any_channel_told(ledger: Ledger, wrote: Callable[..., CaseId]) -> None:
    wrote("x", "1", author_reach=900)
    wrote("mastodon", "a", author_reach=7, posted_at=NOON + HOUR)
    case = ledger.case(wrote("x", "1", posted_at=NOON + 2 * HOUR))
    assert ledger.customer(case).reach == 900
    ledger.customers.link(pick(ledger, "x", "1"), pick(ledger, "mastodon", "a"), ALICE, NOON)
    assert ledger.customer(case).reach == 7


def test_a_handle_is_called_as_it_was_last(ledger: Ledger, wrote: Callable[..., CaseId]) -> None:
    wrote("x", "1", "new_name", posted_at=NOON + HOUR)
    wrote("x", "1", "old_name")
    assert [each.handle for each in ledger.customers.linked("x", "1").handles] == ["new_name"]


def test_linking_two_linked_customers_makes_one_of_all_their_handles(
    ledger: Ledger, wrote: Callable[..., CaseId]
) -> None:
    for channel, author in (("x", "1"), ("x", "2"), ("mastodon", "a"), ("facebook", "f")):
        wrote(channel, author)
    ledger.customers.link(pick(ledger, "x", "1"), pick(ledger, "mastodon", "a"), ALICE, NOON)
    ledger.customers.link(pick(ledger, "x", "2"), pick(ledger, "facebook", "f"), BOB, NOON)
    ledger.customers.link(pick(ledger, "mastodon", "a"), pick(ledger, "facebook", "f"), BOB, NOON + HOUR)
    assert set(handles(ledger, "x", "1")) == {("x", "1"), ("x", "2"), ("mastodon", "a"), ("facebook", "f")}
    by = {each.author_id: each.linked_by for each in ledger.customers.linked("x", "1").handles}
    assert by == {"1": "alice", "a": "alice", "2": "bob", "f": "bob"}
    record = ledger.customers.record(ledger.customers.linked("x", "1"))
    assert [(one.by, one.one, one.other) for one in record] == [
        ("alice", ("x", "1"), ("mastodon", "a")),
        ("bob", ("x", "2"), ("facebook", "f")),
        ("bob", ("mastodon", "a"), ("facebook", "f")),
    ]


def test_a_handle_that_is_parted_stands_alone_and_the_others_stay_linked(
    ledger: Ledger, wrote: Callable[..., CaseId]
) -> None:
    for channel, author in (("x", "1"), ("mastodon", "a"), ("facebook", "f")):
        wrote(channel, author)
    ledger.customers.link(pick(ledger, "x", "1"), pick(ledger, "mastodon", "a"), ALICE, NOON)
    ledger.customers.link(pick(ledger, "x", "1"), pick(ledger, "facebook", "f"), ALICE, NOON)
    alone = ledger.customers.unlink(pick(ledger, "mastodon", "a"), BOB, NOON + HOUR)
    assert [(each.channel, each.linked_by) for each in alone.handles] == [("mastodon", "")]
    assert handles(ledger, "x", "1") == [("x", "1"), ("facebook", "f")]
    ledger.customers.unlink(pick(ledger, "facebook", "f"), BOB, NOON + HOUR)
    assert handles(ledger, "x", "1") == [("x", "1")]
    assert ledger.customers.record(alone)[-1].other is None
    with pytest.raises(StepNotPossible, match="nothing to unlink"):
        ledger.customers.unlink(pick(ledger, "x", "1"), BOB, NOON)


def test_who_saw_the_customer_otherwise_links_and_parts_nothing(
    ledger: Ledger, wrote: Callable[..., CaseId]
) -> None:
    for channel, author in (("x", "1"), ("mastodon", "a"), ("facebook", "f")):
        wrote(channel, author)
    seen = pick(ledger, "x", "1")
    ledger.customers.link(seen, pick(ledger, "mastodon", "a"), ALICE, NOON)
    with pytest.raises(Conflict, match="linked or unlinked"):
        ledger.customers.link(seen, pick(ledger, "facebook", "f"), BOB, NOON)
    linked = pick(ledger, "x", "1")
    ledger.customers.link(linked, pick(ledger, "facebook", "f"), BOB, NOON)
    with pytest.raises(Conflict):
        ledger.customers.unlink(linked, ALICE, NOON)
    with pytest.raises(StepNotPossible, match="one customer already"):
        ledger.customers.link(pick(ledger, "x", "1"), pick(ledger, "facebook", "f"), BOB, NOON)
    with pytest.raises(NotAllowed, match="may not link handles"):
        ledger.customers.link(linked, linked, SAM, NOON)
    with pytest.raises(StepNotPossible, match="nobody ever wrote"):
        ledger.customers.link(pick(ledger, "x", "1"), Pick("x", "nobody"), BOB, NOON)


def test_the_same_handle_elsewhere_is_a_question_with_its_reason_and_links_nothing(
    ledger: Ledger, wrote: Callable[..., CaseId]
) -> None:
    wrote("x", "1", "Rainy_Day")
    wrote("x", "2", "rainy_day")  # on the same channel it is somebody else
    wrote("mastodon", "a", "rainy_day@one.example")
    wrote("mastodon", "b", "rainy_day_2")
    mine = ledger.customers.linked("x", "1")
    (alike,) = ledger.customers.alike(mine)
    assert (alike.handle.handle, alike.why) == (
        "rainy_day@one.example",
        "the same handle, 'rainy_day', on another channel",
    )
    assert handles(ledger, "x", "1") == [("x", "1")]
    ledger.customers.link(mine.pick(), alike.pick, ALICE, NOON)
    assert ledger.customers.alike(ledger.customers.linked("x", "1")) == []


def test_a_handle_is_found_however_it_is_spelt_and_hostile_ones_are_only_letters(
    ledger: Ledger, wrote: Callable[..., CaseId]
) -> None:
    wrote("x", "1")
    wrote("x", "50%_", "100%_sure")
    wrote("mastodon", HOSTILE, HOSTILE)
    mine = ledger.customers.linked("x", "1")
    assert [each.handle.author_id for each in ledger.customers.called(" @100%_SURE", mine)] == ["50%_"]
    assert ledger.customers.called("%", mine) == ledger.customers.called("", mine) == []
    stored = ledger.customers.linked("mastodon", HOSTILE).pick()
    linked = ledger.customers.link(mine.pick(), stored, ALICE, NOON)
    assert len(linked.handles) == 2
    assert ledger.customers.unlink(linked.pick(linked.handles[1]), ALICE, NOON).number == 0
