"""Who may be answered, and where: by their own wish, by what a search found, by what the channel lets us."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.checks.eligibility import check_eligibility
from assist.checks.length import check_length
from assist.reply.channels import CHANNELS, X, rules_for
from assist.reply.forms import forms_of
from assist.reply.planner import Cue, cue_of, plan_of
from assist.understanding.conversation import asked_in
from assist.understanding.wishes import OPTED_OUT
from desk.drafts import To
from desk.messages import Kind
from tests.assist.desk import a_context
from tests.assist.test_planner import cues
from tests.builders import NOON, QUESTION, a_draft, a_message

FOUND = replace(a_message("Fennby W3 shows E17 again"), mentions_us=False, kind=Kind.LISTENING)
CLOSED = replace(a_message(), closed_to_us="its author lets only followers reply")


def reasons(message: Any, to: To = To.PUBLIC, opted_out: datetime | None = None, **fields: Any) -> list[str]:
    """Why a draft is held back."""
    said = {"kind": message.kind, "closed": message.closed_to_us, "mentions_us": message.mentions_us}
    context = replace(a_context(a_draft(to=to)), **said, opted_out=opted_out, **fields)
    return [problem.message for problem in check_eligibility(context) if problem.blocking]


def test_a_post_that_a_search_found_is_answered_by_nobody() -> None:
    assert "does not address us" in reasons(FOUND)[0]
    assert "out of the blue" in reasons(FOUND, To.DM)[0]
    plan = plan_of(cue_of(QUESTION, asked_in([FOUND])))
    assert plan.closed
    assert "does not address us" in plan.reason


def test_who_wrote_to_us_before_may_be_answered_directly_whatever_found_their_post() -> None:
    assert reasons(FOUND, To.DM, wrote_directly=True) == []
    direct = a_message("hi", public=False)
    plan = plan_of(cue_of(QUESTION, asked_in([direct, FOUND])))
    assert (plan.to, plan.closed) == (To.DM, False)


def test_a_found_post_that_summons_us_is_a_mention_like_any_other() -> None:
    assert reasons(replace(FOUND, mentions_us=True)) == []


def test_what_the_channel_closed_to_us_is_not_answered_in_public_and_says_why() -> None:
    assert reasons(CLOSED) == [CLOSED.closed_to_us]
    plan = plan_of(cue_of(QUESTION, asked_in([CLOSED])))
    assert (plan.to, plan.reason) == (To.DM, CLOSED.closed_to_us)
    forms = forms_of(a_draft(), cue_of(QUESTION, asked_in([CLOSED])), None)
    assert {form.reason for form in forms if form.to is To.PUBLIC} == {CLOSED.closed_to_us}


@pytest.mark.parametrize("to", To)
def test_who_asked_to_be_left_alone_is_left_alone_everywhere(to: To) -> None:
    assert "on 2026-11-20 to write no more" in reasons(a_message(), to, NOON)[0]


@given(cues)
def test_nothing_is_planned_or_possible_for_who_opted_out(cue: Cue) -> None:
    out = replace(cue, opted_out=True)
    assert (plan_of(out).closed, plan_of(out).reason) == (True, OPTED_OUT)
    assert not any(form.possible for form in forms_of(a_draft(), out, None))


@given(cues, st.sampled_from(Kind), st.sampled_from(["", "closed"]), st.sampled_from(sorted(CHANNELS)))
def test_no_plan_leads_where_the_check_would_hold_it_back(
    cue: Cue, kind: Kind, closed: str, channel: str
) -> None:
    rules = CHANNELS[channel]
    plan = plan_of(replace(cue, kind=kind, closed=closed, rules=rules))
    if plan.closed or not cue.public:
        return
    context = replace(
        a_context(a_draft(to=plan.to)),
        kind=kind,
        closed=closed,
        rules=rules,
        mentions_us=cue.mentions_us,
        receives_dm=cue.takes_dm,
    )
    assert not any(problem.blocking for problem in check_eligibility(context))


def test_a_channel_that_needs_no_summons_takes_a_reply_without_one() -> None:
    message = replace(a_message(mentions_us=False), channel="mastodon", kind=Kind.REPLY)
    assert plan_of(cue_of(QUESTION, asked_in([message]))).to is To.PUBLIC


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("@rainy_day Rinse it.", 9),
        ("@Rainy_Day  Rinse it.", 9),
        ("@rainy_days Rinse it.", 21),
        ("@rainy_day, rinse it.", 21),
        ("Rinse it, @rainy_day", 20),
    ],
)
def test_the_handle_that_x_shows_above_a_reply_does_not_count_at_its_start(text: str, length: int) -> None:
    assert rules_for(replace(a_message(), channel="x")).length(To.PUBLIC, text) == length


def test_a_character_that_x_never_takes_is_named() -> None:
    [found] = check_length(a_context(a_draft("Rinse it.\uffff")))
    assert (found.blocking, found.words) == (True, "\uffff")
    assert check_length(a_context(a_draft("Rinse it.\uffff", to=To.DM))) == []


def test_whatever_has_no_line_of_its_own_has_the_strictest_rules() -> None:
    assert replace(rules_for(a_message()), handle="") == X
