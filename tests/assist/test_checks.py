"""Each check holds back what it is there for, and lets the ordinary pass."""

from dataclasses import replace

import pytest

from assist.checks.context import Context, Source
from assist.checks.table import problems_of
from assist.reply.courtesy import private_please
from assist.text.length import weighted_length
from desk.drafts import Citation, Draft, Problem, To
from index.knowledge import Audience, Kind, Passage, PassageId
from tests.assist.desk import SHEET, a_context, cites
from tests.builders import NOON, a_document, a_draft

E17 = "E17 on the W3 means that the rain gauge is blocked."
FUNNEL = "Lift the funnel off and rinse it with warm water."
STORED = replace(SHEET, version=1)


def drafted(text: str = E17, *citations: Citation, to: To = To.PUBLIC, drafter: str = "extractive") -> Draft:
    draft = a_draft(text, to=to, citations=citations, drafter=drafter)
    return replace(draft, weighted_length=weighted_length(text))


def quoted() -> Draft:
    return drafted(f"{E17} {FUNNEL}", cites(STORED, E17), cites(STORED, FUNNEL, marker=2))


def found_by(check: str, context: Context) -> list[Problem]:
    return [problem for problem in problems_of(context) if problem.check == check]


def blocks(check: str, context: Context) -> bool:
    return any(problem.blocking for problem in found_by(check, context))


def by_alice(text: str, *citations: Citation, to: To = To.PUBLIC) -> Draft:
    return drafted(text, *citations, to=to, drafter="person:alice")


def test_a_quoted_reply_passes_every_check() -> None:
    assert problems_of(a_context(quoted(), STORED)) == ()


def test_a_courtesy_needs_no_source() -> None:
    please = private_please("en")
    assert please is not None
    assert problems_of(a_context(drafted(please, drafter="courtesy"))) == ()


# length


@pytest.mark.parametrize("text", ["", "  ", "...", "😀"])
def test_an_empty_reply_is_blocked(text: str) -> None:
    assert blocks("length", a_context(by_alice(text)))


def test_281_characters_are_blocked_in_public_and_fine_in_a_direct_message() -> None:
    text = "x" * 279 + "é" + "y"
    assert blocks("length", a_context(by_alice(text)))
    assert not blocks("length", a_context(by_alice(text[:280])))
    assert not blocks("length", a_context(by_alice(text, to=To.DM)))
    assert blocks("length", a_context(by_alice("x" * 10_001, to=To.DM)))


# eligibility


def test_a_public_reply_needs_a_public_post_that_mentions_us() -> None:
    assert blocks("eligibility", a_context(quoted(), STORED, mentions_us=False))
    assert blocks("eligibility", a_context(quoted(), STORED, public=False))
    private = replace(quoted(), to=To.DM)
    assert not blocks("eligibility", a_context(private, STORED, public=False, mentions_us=False))


def test_a_direct_message_to_somebody_who_never_sent_us_one_is_a_warning() -> None:
    private = replace(quoted(), to=To.DM)
    context = a_context(private, STORED)
    [found] = found_by("eligibility", context)
    assert not found.blocking
    assert "may refuse" in found.message
    assert not found_by("eligibility", replace(context, wrote_directly=True))


def test_a_direct_message_goes_only_to_somebody_who_takes_it() -> None:
    context = a_context(replace(quoted(), to=To.DM), STORED)
    assert blocks("eligibility", replace(context, receives_dm=False))
    assert not found_by("eligibility", replace(context, receives_dm=True))


# quotes


def test_a_quote_that_stands_elsewhere_is_blocked() -> None:
    citation = replace(cites(STORED, E17), start=1, end=1 + len(E17))
    assert blocks("quotes", a_context(drafted(E17, citation), STORED))


def test_a_document_that_nobody_knows_is_blocked() -> None:
    assert blocks("quotes", a_context(drafted(E17, cites(STORED, E17))))


def test_a_withdrawn_document_is_blocked() -> None:
    gone = replace(STORED, withdrawn_at=NOON)
    assert blocks("quotes", a_context(drafted(E17, cites(STORED, E17)), gone))


def test_a_document_that_no_longer_says_so_is_blocked() -> None:
    draft = drafted(E17, cites(STORED, E17))
    anew = replace(STORED, version=2, text="E17 means nothing any more.")
    moved = replace(STORED, version=2, text=f"Read this first. {STORED.text}")
    assert blocks("quotes", replace(a_context(draft), sources={(STORED.id, 1): Source(STORED, anew)}))
    assert not blocks("quotes", replace(a_context(draft), sources={(STORED.id, 1): Source(STORED, moved)}))


# grounding


def test_a_machine_may_say_nothing_without_a_source() -> None:
    draft = drafted(f"{E17} Then it works again.", cites(STORED, E17))
    assert blocks("grounding", a_context(draft, STORED))


def test_what_a_person_adds_is_pointed_out_and_not_blocked() -> None:
    draft = by_alice(f"{E17} Hold SET for 9 seconds.", cites(STORED, E17))
    said = [problem.message for problem in found_by("grounding", a_context(draft, STORED))]
    assert any("'Hold SET for 9 seconds.', written by alice" in message for message in said)
    assert any("in no source: 9" in message for message in said)
    assert not blocks("grounding", a_context(draft, STORED))


def test_a_number_that_the_customer_named_needs_no_source() -> None:
    draft = by_alice("Is it E17 that you see?")
    assert not any("in no source" in problem.message for problem in found_by("grounding", a_context(draft)))


@pytest.mark.parametrize(
    "says",
    [
        "The sensor reaches 200 m in the open.",
        "The WS-9 reaches 100 m in the open.",
        "It does not reach 100 m in the open.",
    ],
)
def test_a_model_that_changes_a_figure_a_name_or_the_sense_is_blocked(says: str) -> None:
    citation = cites(STORED, "It reaches 100 m in the open.", says=says)
    draft = drafted(says, citation, drafter="language_model:m")
    assert blocks("grounding", a_context(draft, STORED))


def test_what_stands_in_the_address_of_a_link_does_not_turn_a_quote_round() -> None:
    sheet = replace(a_document("Press [SET](https://a.example/not/found) for a while."), version=1)
    citation = cites(sheet, sheet.text, says="Press SET for a while.")
    assert problems_of(a_context(drafted("Press SET for a while.", citation), sheet)) == ()


def test_a_model_may_word_it_differently() -> None:
    says = "In the open the sensor reaches 100 m."
    draft = drafted(
        says, cites(STORED, "It reaches 100 m in the open.", says=says), drafter="language_model:m"
    )
    assert problems_of(a_context(draft, STORED)) == ()


def test_a_citation_of_a_sentence_that_is_not_there_is_blocked() -> None:
    assert blocks("quotes", a_context(drafted(FUNNEL, cites(STORED, E17), cites(STORED, FUNNEL)), STORED))


# audience


@pytest.mark.parametrize(
    ("audience", "to", "blocked"),
    [
        (Audience.PUBLIC, To.PUBLIC, False),
        (Audience.CUSTOMER, To.PUBLIC, True),
        (Audience.CUSTOMER, To.DM, False),
        (Audience.INTERNAL, To.DM, True),
    ],
)
def test_a_source_is_cited_only_to_those_who_may_read_it(audience: Audience, to: To, blocked: bool) -> None:
    document = replace(STORED, audience=audience)
    draft = replace(drafted(E17, cites(document, E17)), to=to)
    assert blocks("audience", a_context(draft, document)) is blocked


SECRET = "Batteries of batch KX-4471 lose their charge and are replaced by us without asking for a receipt."


def inside(text: str = SECRET) -> Passage:
    note = a_document(text, id="note", kind=Kind.SME_NOTE, audience=Audience.INTERNAL, title="Batch KX-4471")
    return Passage(PassageId(9), note.id, 1, note.kind, note.audience, note.title, None, text, 0, len(text))


def test_words_copied_from_an_internal_note_are_blocked() -> None:
    copied = by_alice("Sorry! They lose their charge and are replaced by us without asking.")
    assert blocks("audience", a_context(copied, withheld=(inside(),)))
    own = by_alice("Sorry! We will look into your battery.")
    assert not blocks("audience", a_context(own, withheld=(inside(),)))


def test_a_public_sentence_that_an_internal_note_repeats_may_be_quoted() -> None:
    assert not blocks("audience", a_context(quoted(), STORED, withheld=(inside(STORED.text),)))


def test_a_name_that_only_internal_notes_know_is_held_back() -> None:
    assert blocks("audience", a_context(by_alice("Is it batch KX-4471?"), withheld=(inside(),)))


# personal data, links, markup


def test_personal_data_is_blocked_in_public_and_the_customers_own_is_allowed_in_private() -> None:
    text = "We wrote to jo@mail.example about order FN-55208."
    theirs = replace(a_context(by_alice(text)), customer_texts=("Order fn 55208, I am Jo@Mail.example.",))
    assert blocks("personal_data", theirs)
    assert not found_by("personal_data", replace(theirs, draft=by_alice(text, to=To.DM)))


def test_what_this_customer_never_wrote_is_somebody_elses_in_private_too() -> None:
    found = found_by("personal_data", a_context(by_alice("We called Mrs. Brewer on 07700 900123.", to=To.DM)))
    assert [(one.words, one.blocking, one.passable) for one in found] == [
        ("07700 900123", True, True),
        ("Brewer", True, True),
    ]
    machine = replace(by_alice("We called 07700 900123.", to=To.DM), drafter="extractive")
    assert [one.passable for one in found_by("personal_data", a_context(machine))] == [False]


def test_the_customers_own_name_may_be_said_in_public() -> None:
    context = replace(a_context(by_alice("Thank you, Mrs. Brewer.")), customer_texts=("I am Anna Brewer",))
    assert not found_by("personal_data", context)
    assert blocks("personal_data", replace(context, customer_texts=()))


@pytest.mark.parametrize("to", list(To))
def test_a_secret_goes_to_nobody_and_is_not_repeated_in_the_message(to: To) -> None:
    key = "AKIA" + 4 * "B7XZ"
    (problem,) = found_by("secrets", a_context(by_alice(f"Use {key} to log in.", to=to)))
    assert (problem.blocking, problem.passable, problem.words) == (True, False, key)
    assert key not in problem.message


def test_a_password_that_a_sheet_tells_everybody_is_none() -> None:
    sheet = replace(a_document("The password is emon2016 until you change it."), version=1)
    draft = drafted(sheet.text, cites(sheet, sheet.text))
    assert not found_by("secrets", a_context(draft, sheet))
    assert blocks("secrets", a_context(draft, replace(sheet, kind=Kind.FORUM)))


def test_an_address_that_the_company_publishes_itself_may_be_told() -> None:
    sheet = replace(a_document("Write to care@fennby.example for spare parts."), version=1)
    draft = drafted(sheet.text, cites(sheet, sheet.text))
    assert not found_by("personal_data", a_context(draft, sheet))
    assert blocks("personal_data", a_context(draft, replace(sheet, kind=Kind.FORUM)))


@pytest.mark.parametrize(
    "text",
    [
        "Hello <!channel>",
        "Hello <@U0LENA>",
        "see <https://a.example|this>",
        "<script>alert(1)</script> hello",
        "a\u202eb",
        "a\u200bb",
        "bell\x07",
        "\ud800 half",
    ],
)
def test_markup_and_hidden_characters_are_blocked(text: str) -> None:
    assert blocks("markup", a_context(by_alice(text)))


@pytest.mark.parametrize(
    "text",
    ["Write to @FennbyCare by DM.", "3 < 5 and 7 > 6", "Fine 👩‍👧 ❤️", "Line one\nline two", "5 V @ 2 A"],
)
def test_plain_words_are_not(text: str) -> None:
    assert not found_by("markup", a_context(by_alice(text)))


def test_blocking_problems_come_first() -> None:
    problems = problems_of(a_context(by_alice("We will refund you at https://evil.example/x")))
    assert [problem.blocking for problem in problems] == sorted(
        (one.blocking for one in problems), reverse=True
    )
