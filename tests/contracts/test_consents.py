"""Who wants no messages: recorded once for each message, lifted by a person who saw it, never forgotten."""

from datetime import timedelta

import pytest

from desk.cases import Stage
from desk.consents import Consent
from desk.errors import NotAllowed, StepNotPossible
from desk.ledger import Ledger
from tests.builders import ALICE, BOB, NOON, SAM, a_message
from tests.desk.cases import stored

LATER = NOON + timedelta(hours=1)
STOP, AGAIN = a_message("stop", external_id="m-stop"), a_message("Stop!", external_id="m-again")


def number(ledger: Ledger) -> int:
    found = ledger.consents.opt_out("simulator", "u-77")
    assert found is not None
    return found.number


def test_an_opt_out_holds_on_its_channel_and_for_its_author_alone(ledger: Ledger) -> None:
    assert ledger.consents.stop(STOP, NOON)
    assert ledger.consents.opted_out("simulator", "u-77") == NOON
    assert ledger.consents.opted_out("mastodon", "u-77") is None
    assert ledger.consents.opted_out("simulator", "u-78") is None


def test_the_same_message_again_opts_nobody_out_whom_an_agent_has_let_in(ledger: Ledger) -> None:
    ledger.consents.stop(STOP, NOON)
    ledger.consents.lift("simulator", "u-77", number(ledger), ALICE, "they called us", LATER)
    assert ledger.consents.opted_out("simulator", "u-77") is None
    assert not ledger.consents.stop(STOP, LATER)
    assert ledger.consents.opted_out("simulator", "u-77") is None
    assert ledger.consents.stop(AGAIN, LATER)
    assert ledger.consents.opted_out("simulator", "u-77") == LATER
    assert ledger.consents.record("simulator", "u-77") == [
        Consent(NOON, "rainy_day", True, ""),
        Consent(LATER, "alice", False, "they called us"),
        Consent(LATER, "rainy_day", True, ""),
    ]


def test_who_saw_an_older_opt_out_does_not_lift_the_newer(ledger: Ledger) -> None:
    ledger.consents.stop(STOP, NOON)
    seen = number(ledger)
    ledger.consents.stop(AGAIN, LATER)
    ledger.consents.lift("simulator", "u-77", seen, ALICE, "they called us", LATER)
    assert ledger.consents.opted_out("simulator", "u-77") == LATER
    with pytest.raises(StepNotPossible, match="lifted it already"):
        ledger.consents.lift("simulator", "u-77", seen, BOB, "they called us", LATER)
    ledger.consents.lift("simulator", "u-77", number(ledger), BOB, "and again", LATER)
    assert ledger.consents.opted_out("simulator", "u-77") is None


def test_it_takes_an_agent_and_a_reason_to_lift_one(ledger: Ledger) -> None:
    ledger.consents.stop(STOP, NOON)
    with pytest.raises(NotAllowed, match="may not lift"):
        ledger.consents.lift("simulator", "u-77", number(ledger), SAM, "they called us", LATER)
    with pytest.raises(StepNotPossible, match="say how you know"):
        ledger.consents.lift("simulator", "u-77", number(ledger), ALICE, " ", LATER)
    with pytest.raises(StepNotPossible, match="no such opt-out"):
        ledger.consents.lift("simulator", "u-78", number(ledger), ALICE, "another author", LATER)
    assert ledger.consents.opted_out("simulator", "u-77") == NOON


def test_a_customer_lifts_their_own_and_nothing_else(ledger: Ledger) -> None:
    start = a_message("start", external_id="m-start")
    assert not ledger.consents.resume(start, NOON)
    ledger.consents.stop(STOP, NOON)
    assert ledger.consents.resume(start, LATER)
    assert ledger.consents.resumed_by(start)
    (lifted,) = ledger.consents.lifted_after(0)
    assert (lifted.channel, lifted.author_id) == ("simulator", "u-77")
    assert ledger.consents.lifted_after(lifted.number) == []
    assert not ledger.consents.resumed_by(STOP)
    assert ledger.consents.opted_out("simulator", "u-77") is None
    ledger.consents.stop(AGAIN, LATER)
    assert not ledger.consents.resume(start, LATER), "the same message, handed over again"


def test_only_drafts_that_wait_for_who_opted_out_are_listed(ledger: Ledger) -> None:
    waiting = [stored(ledger, stage).id for stage in (Stage.AWAITING_DECISION, Stage.APPROVED)]
    for stage in (Stage.NEW, Stage.SENDING, Stage.SENT):
        stored(ledger, stage)
    with_expert = stored(ledger, Stage.WITH_EXPERT).id
    stored(ledger, Stage.APPROVED, a_message(author_id="u-78"))
    assert ledger.consents.waiting() == []
    ledger.consents.stop(STOP, NOON)
    ledger.consents.stop(AGAIN, NOON)
    assert ledger.consents.waiting() == waiting
    assert ledger.consents.waiting_for("simulator", "u-77") == [*waiting, with_expert]
