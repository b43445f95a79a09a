"""What the ledger promises on every database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from desk import casework, outbox
from desk.cases import Case, CaseId, Priority, Receipt, Stage
from desk.drafts import Problem, To
from desk.errors import Conflict, UnknownCase
from desk.ledger import Ledger
from desk.messages import Gone
from tests.builders import ALICE, BOB, NOON, a_citation, a_draft, a_message, saw
from tests.desk.cases import (
    HOUR,
    ROADS,
    approved,
    claimed,
    customer_wrote,
    edited,
    handed_on,
    in_doubt,
    proposed,
    refused,
    rejected,
    sent,
    stored,
)


class TestReceiving:
    def test_a_message_opens_a_case(self, ledger: Ledger) -> None:
        message = a_message()
        opened = ledger.receive(message, priority=Priority.HIGH, due_at=NOON + HOUR, at=NOON)
        assert opened is not None
        case = ledger.case(opened)
        assert case.messages == (message,)
        assert (case.stage, case.priority, case.due_at) == (Stage.NEW, Priority.HIGH, NOON + HOUR)

    def test_a_message_seen_before_changes_nothing(self, ledger: Ledger) -> None:
        case = stored(ledger, Stage.NEW)
        again = replace(case.message, text="something else", conversation="another")
        assert ledger.receive(again, priority=Priority.LOW, due_at=NOON, at=NOON) is None
        assert ledger.cases() == [case]

    def test_the_same_id_on_another_channel_is_another_message(self, ledger: Ledger) -> None:
        case = stored(ledger, Stage.NEW)
        other = replace(case.message, channel="mastodon")
        assert ledger.receive(other, priority=Priority.LOW, due_at=NOON, at=NOON) not in (None, case.id)

    def test_the_next_message_of_a_conversation_joins_its_case(self, ledger: Ledger) -> None:
        case = stored(ledger, Stage.AWAITING_DECISION)
        message = a_message("@FennbyCare hello?", conversation=case.conversation)
        assert ledger.receive(message, priority=Priority.LOW, due_at=NOON, at=NOON) == case.id
        after = ledger.case(case.id)
        assert [heard.text for heard in after.messages] == [case.message.text, "@FennbyCare hello?"]
        assert (after.stage, after.revision) == (Stage.NEW, case.revision + 1)

    def test_another_customer_in_the_same_thread_does_not_touch_the_first_ones_case(
        self, ledger: Ledger
    ) -> None:
        first = stored(ledger, Stage.AWAITING_DECISION, a_message(conversation="c", author_id="u-1"))
        second = stored(ledger, Stage.NEW, a_message("same here", conversation="c", author_id="u-2"))
        again = a_message("and here", conversation="c", author_id="u-2")
        assert ledger.receive(again, priority=Priority.LOW, due_at=NOON, at=NOON) == second.id
        assert ledger.case(first.id) == first

    def test_hostile_text_is_taken_in(self, ledger: Ledger) -> None:
        text = "'; DROP TABLE cases; --\x00 \ud800 \u202e \N{PILE OF POO}"
        case = stored(ledger, Stage.NEW, a_message(text))
        assert case.message.text == "'; DROP TABLE cases; --\ufffd \ufffd \u202e \N{PILE OF POO}"

    def test_times_come_back_aware_and_in_utc(self, ledger: Ledger) -> None:
        tokyo = datetime(2026, 11, 20, 21, 0, tzinfo=timezone(timedelta(hours=9)))
        case = stored(ledger, Stage.NEW, a_message(posted_at=tokyo))
        assert case.message.posted_at == NOON
        assert case.message.posted_at.tzinfo is UTC

    def test_a_naive_time_is_refused(self, ledger: Ledger) -> None:
        with pytest.raises(Exception, match="has no time zone"):
            stored(ledger, Stage.NEW, a_message(posted_at=NOON.replace(tzinfo=None)))
        assert ledger.cases() == []


class TestSteps:
    @pytest.mark.parametrize("stage", list(Stage), ids=lambda stage: stage.value)
    def test_a_case_is_read_as_it_was_stored(self, ledger: Ledger, stage: Stage) -> None:
        case = stored(ledger, stage)
        assert case.stage is stage
        assert ledger.case(case.id) == case

    def test_citations_and_problems_are_read_as_they_were_stored(self, ledger: Ledger) -> None:
        draft = a_draft(
            to=To.DM,
            citations=[a_citation(), a_citation("Rinse it — “gently”.", marker=2, start=50)],
            problems=[Problem("tone", "curt", False)],
        )
        case = ledger.apply(proposed(draft)(stored(ledger, Stage.NEW)))
        assert ledger.case(case.id).draft == replace(draft, version=1, answers=case.message.external_id)

    def test_a_step_from_an_old_revision_is_a_conflict_and_leaves_no_trace(self, ledger: Ledger) -> None:
        old = stored(ledger, Stage.AWAITING_DECISION)
        won = ledger.apply(casework.approve(old, saw(old, 1), ALICE, NOON))
        history = ledger.history(old.id)
        for late in (
            casework.reject(old, saw(old, 1), "no", BOB, NOON),
            edited()(old),
            customer_wrote()(old),
        ):
            with pytest.raises(Conflict, match=rf"case {old.id} was changed"):
                ledger.apply(late)
        assert ledger.case(old.id) == won
        assert ledger.history(old.id) == history

    def test_what_follows_a_step_is_stored_with_it(self, ledger: Ledger) -> None:
        case = ledger.apply(customer_wrote()(stored(ledger, Stage.SENDING)))
        after = ledger.apply(sent(case))
        assert (after.stage, after.revision) == (Stage.NEW, case.revision + 2)
        assert ledger.case(case.id) == after

    def test_a_change_sees_the_case_as_it_is(self, ledger: Ledger) -> None:
        old = stored(ledger, Stage.NEW)
        ledger.apply(customer_wrote()(old))
        assert ledger.change(old.id, handed_on).stage is Stage.WITH_EXPERT

    def test_a_change_that_is_refused_changes_nothing(self, ledger: Ledger) -> None:
        case = stored(ledger, Stage.APPROVED)
        assert ledger.change(case.id, lambda now: None) == case
        with pytest.raises(ZeroDivisionError):
            ledger.change(case.id, lambda now: 1 / 0)  # type: ignore[arg-type, return-value]
        assert ledger.case(case.id) == case

    def test_a_case_that_does_not_exist_is_named(self, ledger: Ledger) -> None:
        with pytest.raises(UnknownCase, match="no case 404"):
            ledger.case(CaseId(404))
        with pytest.raises(UnknownCase, match="no case 404"):
            ledger.change(CaseId(404), handed_on)

    def test_an_approval_that_was_undone_can_be_given_again(self, ledger: Ledger) -> None:
        case = stored(ledger, Stage.SENDING)
        case = ledger.apply(refused(retry_at=None)(case))
        assert (case.stage, ledger.case(case.id)) == (Stage.AWAITING_DECISION, case)
        again = ledger.apply(casework.approve(case, saw(case, 1), BOB, NOON))
        assert ledger.case(case.id) == again
        approvals = [line.by for line in ledger.history(case.id) if line.action == "approved"]
        assert approvals == ["alice", "bob"]


class TestHistory:
    def test_it_tells_who_did_what_in_order(self, ledger: Ledger) -> None:
        case = stored(ledger, Stage.SENT)
        assert [(line.by, line.action) for line in ledger.history(case.id)] == [
            ("rainy_day", "opened"),
            ("assistant", "proposed"),
            ("alice", "approved"),
            ("desk", "claimed"),
            ("desk", "sent"),
        ]

    def test_old_drafts_and_decisions_are_kept(self, ledger: Ledger) -> None:
        case = stored(ledger, Stage.REJECTED)
        case = ledger.apply(edited()(case))
        ledger.apply(approved(case))
        decided = [line for line in ledger.history(case.id) if line.action in {"rejected", "approved"}]
        assert [(line.action, line.detail) for line in decided] == [
            ("rejected", "draft 1: wrong product"),
            ("approved", "draft 2"),
        ]


class TestQueue:
    def test_the_soonest_due_comes_first(self, ledger: Ledger) -> None:
        for hours in (3, 1, 2):
            ledger.receive(a_message(), priority=Priority.LOW, due_at=NOON + hours * HOUR, at=NOON)
        assert [(case.due_at - NOON) / HOUR for case in ledger.cases()] == [1, 2, 3]
        assert [(case.due_at - NOON) / HOUR for case in ledger.cases(limit=1)] == [1]

    def test_only_the_stages_asked_for_are_listed(self, ledger: Ledger) -> None:
        expected = stored(ledger, Stage.WITH_EXPERT)
        stored(ledger, Stage.SENT)
        assert ledger.cases({Stage.WITH_EXPERT, Stage.UNCERTAIN}) == [expected]
        assert ledger.cases(set()) == []

    def test_a_draft_is_due_for_new_cases_and_for_rejected_ones_whose_customer_wrote_again(
        self, ledger: Ledger
    ) -> None:
        for stage in ROADS:
            stored(ledger, stage)
        spoken = ledger.apply(customer_wrote()(stored(ledger, Stage.REJECTED)))
        assert {case.stage for case in ledger.without_draft()} == {Stage.NEW, Stage.REJECTED}
        assert [case for case in ledger.without_draft() if case.stage is Stage.REJECTED] == [spoken]


class TestSentReplies:
    def test_a_reply_is_told_as_it_went_out_even_when_the_case_went_on(self, ledger: Ledger) -> None:
        case = stored(ledger, Stage.SENT)
        ledger.apply(customer_wrote()(case))
        [reply] = ledger.sent()
        assert (reply.stage, reply.messages, reply.due_at) == (Stage.SENT, case.messages, case.due_at)
        assert (reply.draft, reply.decision, reply.receipt) == (case.draft, case.decision, case.receipt)

    def test_each_reply_of_a_case_keeps_its_own_draft_and_decision(self, ledger: Ledger) -> None:
        case = ledger.apply(customer_wrote()(stored(ledger, Stage.SENT)))
        for take in (proposed(a_draft("Dry it.")), approved, claimed):
            case = ledger.apply(take(case))
        ledger.apply(outbox.sent(case, Receipt("r-2", None, NOON + HOUR)))
        newest, first = ledger.sent()
        assert (newest.draft and newest.draft.text, len(newest.messages)) == ("Dry it.", 2)
        assert (first.receipt and first.receipt.external_id, len(first.messages)) == ("r-1", 1)
        assert ledger.sent(limit=1) == [newest]

    def test_a_reply_that_a_person_saw_is_sent_without_a_receipt(self, ledger: Ledger) -> None:
        case = ledger.apply(outbox.settle_sent(stored(ledger, Stage.UNCERTAIN), ALICE, NOON))
        assert case.receipt is None
        assert ledger.sent() == [case]

    def test_replies_that_relied_on_a_document_are_found(self, ledger: Ledger) -> None:
        case = stored(ledger, Stage.SENT)
        stored(ledger, Stage.APPROVED)
        assert ledger.relied_on("https://docs.fennby.example/w3") == [case]
        assert ledger.relied_on("https://docs.fennby.example/w4") == []

    def test_an_uncertain_reply_is_not_told_as_sent(self, ledger: Ledger) -> None:
        case = stored(ledger, Stage.SENDING)
        ledger.apply(in_doubt(case))
        ledger.apply(rejected(stored(ledger, Stage.AWAITING_DECISION)))
        assert ledger.sent() == []


class TestCustomers:
    def test_earlier_cases_of_the_same_person_are_counted(self, ledger: Ledger) -> None:
        stored(ledger, Stage.SENT, a_message(author_id="u-1", posted_at=NOON - 9 * HOUR))
        stored(ledger, Stage.SENT, a_message(author_id="u-1", posted_at=NOON - 3 * HOUR))
        stored(ledger, Stage.NEW, a_message(author_id="u-2"))
        stored(ledger, Stage.NEW, replace(a_message(author_id="u-1"), channel="mastodon"))
        customer = ledger.customer(stored(ledger, Stage.NEW, a_message(author_id="u-1")))
        assert (customer.handle, customer.earlier_cases) == ("rainy_day", 2)
        assert customer.last_contact == NOON - 3 * HOUR

    def test_somebody_new_has_no_last_contact(self, ledger: Ledger) -> None:
        customer = ledger.customer(stored(ledger, Stage.NEW))
        assert (customer.earlier_cases, customer.last_contact) == (0, None)


class TestCursorsAndViews:
    def test_a_cursor_is_remembered_for_each_channel(self, ledger: Ledger) -> None:
        assert ledger.cursor("simulator") is None
        ledger.save_cursor("simulator", "17")
        ledger.save_cursor("simulator", "18")
        assert (ledger.cursor("simulator"), ledger.cursor("x")) == ("18", None)


class TestAfterTheReply:
    """A step on a case that was answered leaves the reply as it went out."""

    def test_an_edit_stores_no_second_reply(self, ledger: Ledger) -> None:
        case = stored(ledger, Stage.SENT)
        later = replace(case.message, text="@FennbyCare E18, sorry", edited_at=NOON + HOUR)
        assert ledger.receive(later, priority=Priority.NORMAL, due_at=NOON, at=NOON + HOUR) == case.id
        self._as_it_went_out(ledger, case)
        assert ledger.case(case.id).message.text == "@FennbyCare E18, sorry"

    def test_a_message_that_is_taken_back_takes_no_reply_with_it(self, ledger: Ledger) -> None:
        case = stored(ledger, Stage.SENT)
        gone = Gone(case.channel, "its author deleted it", external_id=case.message.external_id)
        assert ledger.take_back(gone, NOON + HOUR) == [case.id]
        assert ledger.take_back(gone, NOON + HOUR) == []
        self._as_it_went_out(ledger, case)
        assert ledger.case(case.id).message.text == ""

    @staticmethod
    def _as_it_went_out(ledger: Ledger, before: Case) -> None:
        after = ledger.case(before.id)
        assert (after.stage, after.receipt, len(after.said)) == (Stage.SENT, before.receipt, 1)
        assert len(ledger.sent()) == 1
