"""What was claimed and never recorded is read back or waits for a person; it is never sent blindly."""

from datetime import timedelta

import pytest

from desk import outbox
from desk.cases import Receipt, Reply, Stage
from desk.errors import SendUncertain
from desk.ledger import Ledger
from desk.posting import CUT_OFF, LEASE, reply_of, send_approved, send_waiting, sweep
from tests.builders import BOB, NOON
from tests.desk.cases import (
    HandClock,
    claimed,
    stored,
)
from tests.fakes.publisher import (
    FakePublisher,
    answer_is_lost,
    request_is_lost,
)


def test_a_lease_that_takes_replies_from_live_senders_is_refused(ledger: Ledger, clock: HandClock) -> None:
    with pytest.raises(ValueError, match="0:00:03"):
        sweep(ledger, {}, clock, timedelta(seconds=3))


def test_a_fresh_claim_is_left_alone(ledger: Ledger, clock: HandClock) -> None:
    stored(ledger, Stage.SENDING)
    clock.move(LEASE - timedelta(seconds=1))
    assert sweep(ledger, {"simulator": FakePublisher()}, clock) == []


def test_a_claim_nobody_recorded_becomes_uncertain(ledger: Ledger, clock: HandClock) -> None:
    stored(ledger, Stage.SENDING)
    clock.move(LEASE)
    [case] = sweep(ledger, {"simulator": FakePublisher()}, clock)
    assert case.stage is Stage.UNCERTAIN
    assert case.reason == f"{CUT_OFF}; looked for it on 2026-11-20 12:01 UTC: the channel does not show it"


def test_what_the_channel_shows_is_sent(ledger: Ledger, clock: HandClock) -> None:
    publisher = FakePublisher([answer_is_lost])
    case = stored(ledger, Stage.APPROVED)
    send_approved(ledger, publisher, case.id, clock)
    [found] = sweep(ledger, {"simulator": publisher}, clock)
    assert (found.stage, found.receipt and found.receipt.external_id) == (
        Stage.SENT,
        f"r-{publisher.out[0].key}",
    )
    assert ledger.history(case.id)[-1].action == "sent"


def test_a_claim_that_ran_out_and_is_on_the_channel_is_sent_at_once(ledger: Ledger, clock: HandClock) -> None:
    publisher = FakePublisher()
    publisher.let_out(reply_of(stored(ledger, Stage.SENDING)))
    clock.move(LEASE)
    assert [case.stage for case in sweep(ledger, {"simulator": publisher}, clock)] == [Stage.SENT]


@pytest.mark.parametrize("mishap", [answer_is_lost, request_is_lost])
def test_what_cannot_be_seen_waits_for_a_person(ledger: Ledger, clock: HandClock, mishap: object) -> None:
    publisher = FakePublisher([mishap], readable=False)  # type: ignore[list-item]
    case = send_approved(ledger, publisher, stored(ledger, Stage.APPROVED).id, clock)
    clock.move(24 * LEASE)
    [now] = sweep(ledger, {"simulator": publisher}, clock)
    assert send_waiting(ledger, {"simulator": publisher}, clock) == []
    assert (now.stage, now.attempt) == (Stage.UNCERTAIN, 1)
    assert now.reason == f"{case.reason}; looked for it on 2026-11-20 12:24 UTC: the channel does not show it"
    assert len(publisher.asked) == 1


def test_it_is_looked_for_less_and_less_often(ledger: Ledger, clock: HandClock) -> None:
    publisher = FakePublisher([request_is_lost])
    send_approved(ledger, publisher, stored(ledger, Stage.APPROVED).id, clock)
    looks = 0
    for _ in range(24 * 60):
        looks += len(sweep(ledger, {"simulator": publisher}, clock))
        clock.move(timedelta(minutes=1))
    assert 8 <= looks <= 14
    [case] = ledger.cases()
    assert (case.reason or "").count("looked for it") == 1


def test_a_person_who_saw_nothing_lets_it_be_sent_with_the_same_key(ledger: Ledger, clock: HandClock) -> None:
    publisher = FakePublisher([request_is_lost])
    case = send_approved(ledger, publisher, stored(ledger, Stage.APPROVED).id, clock)
    ledger.change(case.id, lambda now: outbox.settle_unsent(now, BOB, NOON))
    [case] = send_waiting(ledger, {"simulator": publisher}, clock)
    assert (case.stage, len(publisher.out)) == (Stage.SENT, 1)
    assert len({reply.key for reply in publisher.asked}) == 1


def test_a_channel_that_cannot_be_asked_leaves_it_uncertain(
    ledger: Ledger, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    class Silent(FakePublisher):
        def find(self, reply: Reply) -> Receipt | None:
            raise SendUncertain("no connection")

    stored(ledger, Stage.UNCERTAIN)
    [case] = sweep(ledger, {"simulator": Silent()}, clock)
    assert case.stage is Stage.UNCERTAIN
    assert "it could not be looked for (no connection)" in (case.reason or "")
    assert "could not be looked for" in caplog.text


def test_what_somebody_took_for_unsent_is_not_sent_while_the_channel_cannot_be_asked(
    ledger: Ledger, clock: HandClock
) -> None:
    class Silent(FakePublisher):
        def find(self, reply: Reply) -> Receipt | None:
            raise SendUncertain("no connection")

    case = stored(ledger, Stage.UNCERTAIN)
    ledger.change(case.id, lambda now: outbox.settle_unsent(now, BOB, NOON))
    silent = Silent()
    now = send_approved(ledger, silent, case.id, clock)
    assert (now.stage, silent.asked) == (Stage.APPROVED, [])
    assert "cannot be seen now: no connection" in (now.reason or "")
    assert now.send_after == NOON + timedelta(minutes=1)
    clock.move(timedelta(minutes=1))
    found = FakePublisher()
    found.let_out(reply_of(ledger.case(case.id)))
    assert send_approved(ledger, found, case.id, clock).stage is Stage.SENT
    assert found.asked == []


def test_a_late_receipt_wins_over_the_sweep(ledger: Ledger, clock: HandClock) -> None:
    case = stored(ledger, Stage.APPROVED)

    def stalls(_publisher: FakePublisher, _reply: Reply) -> None:
        clock.move(10 * LEASE)
        sweep(ledger, {"simulator": FakePublisher()}, clock)
        assert ledger.case(case.id).stage is Stage.UNCERTAIN

    assert send_approved(ledger, FakePublisher([stalls]), case.id, clock).stage is Stage.SENT


def test_a_late_doubt_does_not_overrule_what_was_found(ledger: Ledger, clock: HandClock) -> None:
    case = stored(ledger, Stage.APPROVED)

    def stalls(publisher: FakePublisher, reply: Reply) -> None:
        clock.move(10 * LEASE)
        publisher.let_out(reply)
        sweep(ledger, {"simulator": publisher}, clock)
        raise SendUncertain("no answer within 600 seconds")

    assert send_approved(ledger, FakePublisher([stalls]), case.id, clock).stage is Stage.SENT


def test_a_doubt_about_what_is_in_doubt_already_changes_nothing(ledger: Ledger, clock: HandClock) -> None:
    case = stored(ledger, Stage.APPROVED)

    def stalls(_publisher: FakePublisher, _reply: Reply) -> None:
        clock.move(10 * LEASE)
        sweep(ledger, {}, clock)
        raise SendUncertain("no answer within 600 seconds")

    now = send_approved(ledger, FakePublisher([stalls]), case.id, clock)
    assert (now.stage, now.reason) == (Stage.UNCERTAIN, CUT_OFF)


def test_an_outcome_of_an_older_attempt_is_not_taken_for_the_newest(ledger: Ledger, clock: HandClock) -> None:
    case = stored(ledger, Stage.APPROVED)

    def stalls(_publisher: FakePublisher, _reply: Reply) -> None:
        clock.move(10 * LEASE)
        sweep(ledger, {}, clock)
        ledger.change(case.id, lambda now: outbox.settle_unsent(now, BOB, NOON))
        ledger.change(case.id, claimed)
        raise SendUncertain("no answer within 600 seconds")

    now = send_approved(ledger, FakePublisher([stalls]), case.id, clock)
    assert (now.stage, now.attempt) == (Stage.SENDING, 2)


def test_a_receipt_that_comes_after_a_person_saw_nothing_keeps_it_from_going_out_again(
    ledger: Ledger, clock: HandClock
) -> None:
    case = stored(ledger, Stage.APPROVED)

    def stalls(_publisher: FakePublisher, _reply: Reply) -> None:
        clock.move(10 * LEASE)
        sweep(ledger, {}, clock)
        ledger.change(case.id, lambda now: outbox.settle_unsent(now, BOB, NOON))

    publisher = FakePublisher([stalls])
    assert send_approved(ledger, publisher, case.id, clock).stage is Stage.SENT
    assert send_waiting(ledger, {"simulator": publisher}, clock) == []
    assert len(publisher.out) == 1
