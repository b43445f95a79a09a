"""What follows a reply goes out once, or not at all; nothing of it is ever sent twice."""

from dataclasses import replace
from datetime import timedelta

from desk import casework
from desk.cases import Case, Receipt, Reply, Stage
from desk.drafts import To
from desk.errors import SendRefused
from desk.following import GIVEN_UP_AFTER, REPEATED, UNSEEN, send_postscripts
from desk.ledger import Ledger
from desk.posting import LEASE, send_approved
from desk.postscripts import KEPT_FOR, Part, Postscript, State, claimed
from tests.builders import ALICE, NOON, a_draft, a_message, saw
from tests.desk.cases import TRIAGE, HandClock, stored
from tests.fakes.publisher import FakePublisher, answer_is_lost, refuses, request_is_lost

LINE = "We answered you directly."


def approved_dm(ledger: Ledger, author_id: str = "u-77") -> Case:
    """A direct message that was approved together with a line in public."""
    case = stored(ledger, Stage.NEW, a_message(author_id=author_id))
    draft = replace(a_draft("Your order left today.", to=To.DM), public_line=LINE)
    case = ledger.apply(casework.propose(case, TRIAGE, "Where is it?", draft, NOON))
    return ledger.apply(casework.approve(case, saw(case, 1), ALICE, NOON))


def the_line(ledger: Ledger, case: Case) -> Postscript:
    [one] = ledger.postscripts.of(case.id)
    return one


def follow(ledger: Ledger, publisher: FakePublisher, clock: HandClock) -> None:
    send_postscripts(ledger, {"simulator": publisher}, clock)


def test_the_public_line_follows_the_direct_message_and_not_before(ledger: Ledger, clock: HandClock) -> None:
    case, publisher = approved_dm(ledger), FakePublisher()
    follow(ledger, publisher, clock)
    assert publisher.out == []
    send_approved(ledger, publisher, case.id, clock)
    follow(ledger, publisher, clock)
    follow(ledger, publisher, clock)
    assert [(reply.to, reply.text) for reply in publisher.out] == [
        (To.DM, "Your order left today."),
        (To.PUBLIC, LINE),
    ]
    assert {reply.approved_by for reply in publisher.out} == {"alice"}
    assert the_line(ledger, case).state is State.SENT


def test_what_became_of_it_is_told_in_the_history_of_its_case(ledger: Ledger, clock: HandClock) -> None:
    publisher = FakePublisher()
    for case in (approved_dm(ledger), approved_dm(ledger, author_id="u-78")):
        sent = send_approved(ledger, publisher, case.id, clock)
        follow(ledger, publisher, clock)
        follow(ledger, publisher, clock)
        last, after = ledger.history(case.id)[-1], ledger.case(case.id)
        assert (after.stage, after.revision) == (Stage.SENT, sent.revision + 1)
        assert after.receipt == sent.receipt
        assert last.detail == the_line(ledger, case).reason or last.detail == LINE
    assert (last.action, last.detail) == ("gave up what follows", REPEATED)


def test_the_line_that_was_approved_is_part_of_what_was_approved() -> None:
    bare = a_draft("Your order left today.", to=To.DM)
    assert replace(bare, public_line=LINE).sha256 != bare.sha256
    assert replace(bare, invites=True).sha256 != bare.sha256
    assert replace(bare, text=f"{bare.text}\0{LINE}\0").sha256 != replace(bare, text=bare.text).sha256


def test_a_reply_without_a_line_is_followed_by_nothing(ledger: Ledger, clock: HandClock) -> None:
    case = stored(ledger, Stage.SENT)
    assert ledger.postscripts.of(case.id) == []


def test_an_answer_that_was_lost_is_read_back_and_nothing_is_sent_again(
    ledger: Ledger, clock: HandClock
) -> None:
    case, publisher = approved_dm(ledger), FakePublisher()
    send_approved(ledger, publisher, case.id, clock)
    publisher.mishaps = [answer_is_lost]
    follow(ledger, publisher, clock)
    assert the_line(ledger, case).state is State.UNCERTAIN
    follow(ledger, publisher, clock)
    assert the_line(ledger, case).state is State.SENT
    assert len(publisher.out) == 2


def test_what_the_channel_does_not_show_is_given_up_and_never_tried_again(
    ledger: Ledger, clock: HandClock
) -> None:
    case, publisher = approved_dm(ledger), FakePublisher()
    send_approved(ledger, publisher, case.id, clock)
    publisher.mishaps = [request_is_lost]
    for _ in range(3):
        follow(ledger, publisher, clock)
        clock.move(GIVEN_UP_AFTER)
    one = the_line(ledger, case)
    assert (one.state, one.reason) == (State.DROPPED, UNSEEN)
    assert len(publisher.asked) == 2


def test_one_that_a_crash_left_in_the_middle_is_read_back_after_the_lease(
    ledger: Ledger, clock: HandClock
) -> None:
    case, publisher = approved_dm(ledger), FakePublisher()
    send_approved(ledger, publisher, case.id, clock)
    one = the_line(ledger, case)
    assert ledger.postscripts.move(one, claimed(one, clock()), clock())
    follow(ledger, publisher, clock)
    assert the_line(ledger, case).state is State.SENDING
    clock.move(LEASE)
    follow(ledger, publisher, clock)
    assert the_line(ledger, case).state is State.UNCERTAIN
    assert len(publisher.out) == 1


def test_of_two_who_take_it_one_sends(ledger: Ledger, clock: HandClock) -> None:
    case = approved_dm(ledger)
    send_approved(ledger, FakePublisher(), case.id, clock)
    one = the_line(ledger, case)
    assert ledger.postscripts.move(one, claimed(one, clock()), clock())
    assert not ledger.postscripts.move(one, claimed(one, clock()), clock())


def test_a_refused_one_waits_and_one_that_waited_too_long_is_dropped(
    ledger: Ledger, clock: HandClock
) -> None:
    case, publisher = approved_dm(ledger), FakePublisher()
    send_approved(ledger, publisher, case.id, clock)
    publisher.mishaps = [refuses(NOON + KEPT_FOR + timedelta(minutes=1))]
    follow(ledger, publisher, clock)
    assert the_line(ledger, case).state is State.WAITING
    clock.move(KEPT_FOR + timedelta(minutes=2))
    follow(ledger, publisher, clock)
    assert the_line(ledger, case).state is State.DROPPED
    assert len(publisher.out) == 1


def test_the_same_line_does_not_go_to_two_customers(ledger: Ledger, clock: HandClock) -> None:
    publisher = FakePublisher()
    for case in (approved_dm(ledger), approved_dm(ledger, author_id="u-78")):
        send_approved(ledger, publisher, case.id, clock)
        follow(ledger, publisher, clock)
    assert [reply.text for reply in publisher.out].count(LINE) == 1
    one = the_line(ledger, case)
    assert (one.state, one.reason) == (State.DROPPED, REPEATED)


def test_of_two_equal_lines_that_wait_together_one_goes_out(ledger: Ledger, clock: HandClock) -> None:
    publisher = FakePublisher()
    both = [approved_dm(ledger), approved_dm(ledger, author_id="u-78")]
    for case in both:
        send_approved(ledger, publisher, case.id, clock)
    follow(ledger, publisher, clock)
    assert [reply.text for reply in publisher.out].count(LINE) == 1
    assert {the_line(ledger, case).state for case in both} == {State.SENT, State.DROPPED}


def test_the_limits_of_the_channel_hold_for_it_too(ledger: Ledger, clock: HandClock) -> None:
    case, publisher = approved_dm(ledger), FakePublisher()
    send_approved(ledger, publisher, case.id, clock)
    publisher.busy_until[To.PUBLIC] = NOON + timedelta(minutes=15)
    follow(ledger, publisher, clock)
    assert (the_line(ledger, case).state, len(publisher.out)) == (State.WAITING, 1)


def test_a_survey_is_stored_once_for_a_step(ledger: Ledger) -> None:
    case = stored(ledger, Stage.RESOLVED)
    asks = Postscript(
        case.id,
        case.revision,
        Part.SURVEY,
        To.DM,
        "How was it?",
        case.message.external_id,
        "alice",
        NOON,
        NOON,
    )
    assert ledger.postscripts.add(asks)
    assert not ledger.postscripts.add(replace(asks, text="How was it really?"))
    assert the_line(ledger, case) == asks


def test_what_cannot_be_looked_for_is_not_asked_for_at_every_turn(ledger: Ledger, clock: HandClock) -> None:
    publisher = FakePublisher()
    case = send_approved(ledger, publisher, approved_dm(ledger).id, clock)
    publisher.mishaps.append(request_is_lost)
    follow(ledger, publisher, clock)
    unreachable = Unreachable()
    for _ in range(60):
        send_postscripts(ledger, {"simulator": unreachable}, clock)
        clock.move(timedelta(seconds=2))
    assert unreachable.looks == 1
    assert the_line(ledger, case).state is State.UNCERTAIN


class Unreachable(FakePublisher):
    """A channel that cannot be asked for anything."""

    looks = 0

    def find(self, reply: Reply) -> Receipt | None:
        self.looks += 1
        raise SendRefused("cannot be reached", NOON)
