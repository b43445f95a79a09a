"""What a card tells of the message and of its draft: how it was read, the checks' words, forms, guidance."""

from dataclasses import replace
from datetime import timedelta

from assist.knowledge.guidance import Guidance
from bots.slack.cards.card import Beside, card, notification
from desk.cases import Intent, Priority, Said, Sentiment, Triage
from desk.drafts import Form, Problem, To
from index.knowledge import Audience
from tests.bots.cases import RAINY, a_case
from tests.bots.slack.reading import boxed, buttons, quotes, words
from tests.builders import NOON, a_draft, a_message


def test_the_forms_of_a_draft_are_told_with_their_price_and_those_that_are_open_have_a_button() -> None:
    other = [
        Form(To.PUBLIC, False, 0.01, 41, possible=True, reason="as asked", chosen=True),
        Form(To.PUBLIC, True, 0.2, 65, possible=True, reason="everybody reads it"),
        Form(To.DM, True, 0.015, 65, possible=False, reason="the customer takes no direct messages from us"),
    ]
    blocks = card(a_case(draft=replace(a_draft(version=1), forms=tuple(other))), Beside(RAINY, NOON))
    seen = words(blocks)
    assert "public reply with a link, $0.200: everybody reads it" in seen
    assert "direct message with a link, $0.015: not possible: the customer takes no" in seen
    assert "Make it public, with link ($0.200)" in seen
    assert buttons(blocks) == ["approve", "edit", "reject", "claim", "to_public_link"]


def test_a_message_that_was_answered_in_private_has_a_line_for_the_public() -> None:
    draft = replace(a_draft(version=1, to=To.DM), public_line="We've sent you a direct message about this.")
    assert "went out: \n“We've sent you a direct message" in words(
        card(a_case(draft=draft), Beside(RAINY, NOON))
    )


def test_the_words_that_a_check_is_about_stand_in_a_box_and_the_text_as_it_is() -> None:
    wrong = Problem("grounding", "no source says so", blocking=True, words="blocked", passable=True)
    blocks = card(a_case(draft=a_draft(version=1, problems=[wrong])), Beside(RAINY, NOON))
    assert boxed(blocks) == ["blocked"]
    assert "E17 means that the rain gauge is blocked." in quotes(blocks)
    assert "A reason in Edit lets it pass." in words(blocks)


def test_who_went_past_a_check_and_why_is_told() -> None:
    passed = Problem("promises", "sounds like a promise", blocking=False)
    draft = a_draft(version=2, problems=[passed], drafter="person:alice")
    seen = words(card(a_case(draft=replace(draft, vouched="lena agreed")), Beside(RAINY, NOON)))
    assert "Goes past a check, " in seen
    assert "written by alice: “lena agreed”" in seen


def test_what_the_message_was_read_as_is_told_with_the_reasons() -> None:
    triage = Triage(
        Intent.COMPLAINT,
        wants_reply=True,
        priority=Priority.HIGH,
        language="en",
        sentiment=Sentiment.NEGATIVE,
        products=("W3",),
        questions=("what does E17 mean?", "which adapter fits?"),
        reasons={"intent": "says 'third time'"},
    )
    seen = words(card(a_case(triage=triage, question="what does E17 mean?"), Beside(RAINY, NOON)))
    assert "Intent: complaint (says 'third time')" in seen
    assert "Sentiment: unhappy" in seen
    assert "Product: W3" in seen
    assert "does the draft answer each?\nwhat does E17 mean?\nwhich adapter fits?" in seen


def test_what_only_the_team_knows_is_marked_so() -> None:
    note = Guidance(
        "Returns", "Lot KX-4471 is soldered badly.", Audience.INTERNAL, None, "notes/returns.md", 1
    )
    seen = words(card(a_case(), Beside(RAINY, NOON, guidance=[note] * 3)))
    assert seen.count("Internal: do not quote") == 3
    assert "Lot KX-4471 is soldered badly." in seen
    assert "1 more on the web desk" in seen


def test_our_own_replies_are_part_of_the_story() -> None:
    earlier = a_message("It shows E17.", external_id="m-11")
    case = a_case()
    said = Said("Rinse the gauge, please.", To.PUBLIC, NOON)
    case = replace(
        case, messages=(replace(earlier, posted_at=NOON - timedelta(hours=1)), *case.messages), said=(said,)
    )
    assert "Earlier: It shows E17.\nWe said: Rinse the gauge, please." in words(
        card(case, Beside(RAINY, NOON))
    )


def test_what_a_customer_wrote_in_private_stands_on_no_lock_screen() -> None:
    line = notification(a_case(message=a_message("my card is 4111 1111", public=False)))
    assert line == "Case 12: waiting for a decision. @rainy_day wrote a direct message"
