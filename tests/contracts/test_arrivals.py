"""The durable inbox of channels: nothing twice, nothing out of order, nothing kept that was taken back."""

from datetime import timedelta
from threading import Thread

from desk.arrivals import Arrival
from desk.ledger import Ledger
from tests.builders import NOON


def test_an_event_is_taken_once_whichever_way_it_came(ledger: Ledger) -> None:
    inbox = ledger.arrivals
    assert inbox.put("x", "post 1", "{}", NOON)
    assert not inbox.put("x", "post 1", '{"other": 1}', NOON)
    assert inbox.put("mastodon", "post 1", "{}", NOON)
    assert [one.raw for one in inbox.after("x", 0, 10)] == ["{}"]


def test_arrivals_come_in_order_after_a_number_and_in_portions(ledger: Ledger) -> None:
    inbox = ledger.arrivals
    for name in "abc":
        inbox.put("x", name, name, NOON)
    [first, second] = inbox.after("x", 0, 2)
    assert (first.key, second.key) == ("a", "b")
    [third] = inbox.after("x", second.number, 2)
    assert third == Arrival(third.number, "c", "c", NOON)
    assert inbox.after("x", third.number, 2) == []


def test_what_is_forgotten_or_purged_is_not_heard_again(ledger: Ledger) -> None:
    inbox = ledger.arrivals
    for name in "abc":
        inbox.put("x", name, name, NOON)
    inbox.forget("x", ["a"])
    last = inbox.after("x", 0, 10)[-1].number
    assert inbox.purge("x", last - 1, NOON + timedelta(days=1)) == 1  # a said nothing any more
    assert [one.raw for one in inbox.after("x", 0, 10)] == ["", "", "c"]
    assert not inbox.put("x", "a", "again", NOON)


def test_a_later_number_is_never_seen_before_an_earlier_one(ledger: Ledger) -> None:
    inbox, seen, last = ledger.arrivals, 0, 0
    writers = [
        Thread(target=lambda who=who: [inbox.put("x", f"{who}-{n}", "{}", NOON) for n in range(15)])
        for who in range(4)
    ]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers) or inbox.after("x", last, 1):
        for one in inbox.after("x", last, 100):
            seen, last = seen + 1, one.number
    for writer in writers:
        writer.join()
    assert seen == 60
