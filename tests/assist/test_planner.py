"""Where a reply goes, and why."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assist.reply.channels import X
from assist.reply.courtesy import private_please, public_lines
from assist.reply.planner import Cue, Plan, cue_of, plan_of
from assist.understanding.conversation import asked_in
from desk.cases import Intent
from desk.drafts import To
from index.knowledge import Audience
from tests.builders import QUESTION, a_message

ORDER = "it is about an order"
cues = st.builds(
    Cue,
    public=st.booleans(),
    mentions_us=st.booleans(),
    takes_dm=st.sampled_from([True, False, None]),
    matter=st.sampled_from([None, ORDER]),
    wants_privacy=st.booleans(),
    complains=st.booleans(),
)


def planned(
    text: str = "what does E17 mean?",
    *,
    intent: Intent = Intent.QUESTION,
    needs_private: str | None = None,
    **fields: Any,
) -> Plan:
    """The plan for one message."""
    message = replace(a_message(text), **fields)
    triage = replace(QUESTION, intent=intent, needs_private=needs_private)
    return plan_of(cue_of(triage, asked_in([message])))


# stories


def test_a_public_question_is_answered_in_public_from_public_knowledge() -> None:
    plan = planned()
    assert (plan.to, plan.audience, plan.limit) == (To.PUBLIC, Audience.PUBLIC, 280)
    assert plan.movable


@pytest.mark.parametrize("mentions_us", [True, False])
def test_a_direct_message_is_answered_as_one_from_what_customers_may_read(mentions_us: bool) -> None:
    plan = planned(public=False, mentions_us=mentions_us)
    assert (plan.to, plan.audience, plan.limit) == (To.DM, Audience.CUSTOMER, 2900)


def test_a_post_that_does_not_mention_us_gets_no_public_reply_and_the_plan_says_why() -> None:
    plan = planned(mentions_us=False)
    assert plan.to is To.DM
    assert "does not mention us" in plan.reason


def test_a_complaint_that_others_may_share_is_answered_where_it_was_made() -> None:
    plan = planned("your app is the worst", intent=Intent.COMPLAINT, receives_dm=True)
    assert (plan.to, plan.movable, plan.invites) == (To.PUBLIC, False, False)
    assert "for all to see" in plan.reason


def test_an_order_goes_on_in_private_with_a_line_in_public() -> None:
    plan = planned("where is my order?", needs_private=ORDER, receives_dm=True)
    assert (plan.to, plan.invites) == (To.DM, True)
    assert plan.reason == "it is about an order: goes on in private, and a line in public says so"


@pytest.mark.parametrize(
    ("receives_dm", "why"), [(None, "go on in private"), (False, "takes no direct messages")]
)
def test_who_may_not_get_our_message_is_asked_to_write_first(receives_dm: bool | None, why: str) -> None:
    plan = planned("where is my order?", needs_private=ORDER, receives_dm=receives_dm)
    assert (plan.to, plan.invites) == (To.PUBLIC, True)
    assert plan.reason.startswith(ORDER)
    assert why in plan.reason


def test_who_wrote_to_us_directly_before_takes_our_messages() -> None:
    before = a_message("hello", public=False)
    asked = asked_in([before, replace(a_message("and where is my order?"), receives_dm=False)])
    assert cue_of(QUESTION, asked).takes_dm


@pytest.mark.parametrize(
    "text",
    [
        "my W3 shows E17, can I DM you?",
        "E17 again. Please DM me",
        "is it ok if I send you a DM? then may I send you a private message",
        "DM sent, please look",
        "I don't want to discuss it in public",
        "kann ich euch das per DM schicken?",
        "je peux vous le dire en privé ?",
    ],
)
def test_who_asks_for_privacy_gets_it(text: str) -> None:
    plan = planned(text, receives_dm=True)
    assert (plan.to, plan.invites) == (To.DM, False)
    assert plan.reason.startswith("the customer wants to go on in private")
    assert planned(text).invites


@pytest.mark.parametrize(
    "text",
    [
        "does the sync work in private mode?",
        "it dies at 2 pm, can you help me?",
        "the beam is 3 dm long",
        "what is a DM",
        "open it in private browsing",
    ],
)
def test_words_that_only_look_like_it_ask_for_no_privacy(text: str) -> None:
    assert planned(text, receives_dm=True).to is To.PUBLIC


def test_a_persons_choice_overrules_the_plan() -> None:
    cue = cue_of(replace(QUESTION, needs_private=ORDER), asked_in([a_message()]))
    for to in To:
        assert plan_of(cue, to) == Plan(to, "a person chose so", invites=True, rules=cue.rules)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", None])
def test_what_is_said_beside_a_message_is_in_the_customers_language(language: str | None) -> None:
    said = {private_please(language), private_please(language, To.DM), *public_lines(language)}
    assert None not in said
    assert len(said) == 2 + len(public_lines(language)) >= 14
    assert all(X.length(To.PUBLIC, text or "") <= 280 for text in said)
    assert (language in {"en", None}) is ("direct message" in public_lines(language)[0])


def test_two_customers_get_the_same_lines_in_another_order() -> None:
    assert public_lines("en", start=7) != public_lines("en")
    assert sorted(public_lines("en", start=7)) == sorted(public_lines("en"))


def test_in_a_language_that_we_do_not_write_nothing_is_said() -> None:
    assert (private_please("nl"), public_lines("nl")) == (None, [])


# rules


@given(cues)
@example(Cue(public=True, mentions_us=True, takes_dm=None, matter=ORDER))
def test_nothing_private_is_ever_planned_in_public(cue: Cue) -> None:
    plan = plan_of(cue)
    if cue.private:
        assert plan.to is To.DM or plan.invites
        assert not plan.movable


@given(cues)
def test_a_complaint_with_nothing_private_in_it_is_never_moved_out_of_sight(cue: Cue) -> None:
    plan = plan_of(cue)
    if cue.complains and cue.public and not cue.private:
        assert plan.to is To.PUBLIC or plan.closed
        assert not plan.movable


@given(cues)
def test_what_is_planned_is_what_x_allows_or_a_person_decides(cue: Cue) -> None:
    plan = plan_of(cue)
    if plan.to is To.PUBLIC:
        assert cue.public
        assert cue.mentions_us
        assert not (plan.movable and cue.takes_dm is False)
    elif cue.public and cue.takes_dm is False:
        assert plan.closed


@given(cues, st.sampled_from([None, *To]))
def test_every_plan_gives_its_reason_in_words(cue: Cue, to: To | None) -> None:
    reason = plan_of(cue, to).reason
    assert reason
    assert "None" not in reason
    assert "{" not in reason


# prices and lengths


def test_a_link_makes_a_public_reply_twenty_times_dearer() -> None:
    assert X.cost_usd(To.PUBLIC, has_link=True) == pytest.approx(20 * X.cost_usd(To.PUBLIC, has_link=False))
    assert X.cost_usd(To.DM, has_link=True) == X.cost_usd(To.DM, has_link=False)


def test_only_public_length_is_weighted() -> None:
    assert X.length(To.PUBLIC, "日本") == 4
    assert X.length(To.DM, "日本") == 2
