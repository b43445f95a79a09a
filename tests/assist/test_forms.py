"""In which forms a reply could go out, and what each costs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.reply.channels import X
from assist.reply.forms import forms_of, link_for, on_the_web, with_link, without_link
from assist.reply.planner import Cue, plan_of
from assist.text.length import weighted_length
from desk.drafts import Citation, Draft, Form, To
from index.knowledge import Audience, Document
from tests.assist.test_planner import cues
from tests.builders import a_citation, a_document, a_draft

ASKED = Cue(public=True, mentions_us=True, takes_dm=None)
URL = "https://docs.fennby.example/w3"


def forms(draft: Draft, cue: Cue = ASKED, url: str | None = URL) -> dict[tuple[To, bool], Form]:
    """By where they go and whether they have a link."""
    return {(form.to, form.link): form for form in forms_of(draft, cue, url)}


def test_a_draft_could_go_out_in_four_forms_with_four_prices() -> None:
    found = forms(a_draft())
    assert {key: form.cost_usd for key, form in found.items()} == pytest.approx(
        {(To.PUBLIC, False): 0.01, (To.PUBLIC, True): 0.2, (To.DM, False): 0.015, (To.DM, True): 0.015}
    )
    assert all(form.possible for form in found.values())
    assert [key for key, form in found.items() if form.chosen] == [(To.PUBLIC, False)]
    assert found[To.PUBLIC, False].reason == a_draft().to_reason
    assert "far more for a post with a link" in found[To.PUBLIC, True].reason
    assert found[To.DM, False].reason == "nobody knows whether it would arrive"


def test_a_link_counts_24_characters_with_its_blank_however_long_it_is() -> None:
    found = forms(a_draft(), url="https://example.com" + "/page" * 30)
    assert found[To.PUBLIC, True].weighted_length == found[To.PUBLIC, False].weighted_length + 24


def test_a_text_that_has_the_link_is_the_form_with_the_link() -> None:
    found = forms(a_draft(with_link("E17 means that the rain gauge is blocked.", URL)))
    assert [key for key, form in found.items() if form.chosen] == [(To.PUBLIC, True)]
    assert found[To.PUBLIC, False].cost_usd == pytest.approx(0.01)


def test_a_link_of_a_persons_own_is_paid_for_in_every_form() -> None:
    found = forms(a_draft("See https://fennby.example/e17 for more."))
    assert found[To.PUBLIC, False].cost_usd == pytest.approx(0.2)


def test_a_form_that_is_not_open_says_why() -> None:
    found = forms(a_draft("word " * 54), replace(ASKED, takes_dm=False), url=None)
    assert found[To.PUBLIC, True].reason == "no source has a web address that everybody may open"
    assert found[To.DM, False].reason == "the customer takes no direct messages from us"
    assert not found[To.DM, False].possible
    too_long = forms(a_draft("x" * 260))[To.PUBLIC, True]
    assert (too_long.possible, too_long.reason) == (False, "11 characters too long")


def test_a_dm_is_no_place_for_a_complaint_and_the_public_none_for_an_order() -> None:
    assert "hid the complaint" in forms(a_draft(), replace(ASKED, complains=True))[To.DM, False].reason
    found = forms(a_draft(to=To.DM), replace(ASKED, matter="it is about an order"))
    assert found[To.PUBLIC, False].reason == "it is about an order: say nothing private there"


@pytest.mark.parametrize(
    ("url", "known"),
    [
        (URL, True),
        ("http://93.184.215.14/w3", True),
        ("https://wiki/w3", False),
        ("https://wiki.fennby.internal/w3", False),
        ("http://192.168.1.4/w3", False),
        ("http://[::1]/w3", False),
        ("https://bob:pass@docs.fennby.example/w3", False),
        ("file:///srv/sheets/w3.pdf", False),
        ("sheets/w3.pdf", False),
        ("javascript:alert(1)", False),
        ("https://[broken", False),
        ("", False),
    ],
)
def test_only_what_the_whole_world_can_open_is_linked(url: str, known: bool) -> None:
    assert on_the_web(url) is known


def test_a_link_is_of_the_first_source_that_everybody_may_open() -> None:
    sources = {
        "note": replace(a_document(), audience=Audience.INTERNAL),
        "guide": replace(a_document(), audience=Audience.CUSTOMER),
        "sheet": a_document(),
    }

    def document(citation: Citation) -> Document | None:
        return sources.get(citation.document_id)

    cited = [
        replace(a_citation(), document_id=name, url=f"https://docs.fennby.example/{name}")
        for name in ("gone", *sources)
    ]
    assert link_for(cited, document) == "https://docs.fennby.example/sheet"
    assert link_for(cited[:3], document) is None
    assert link_for([replace(cited[-1], url="sheets/w3.pdf")], document) is None


@given(st.text(max_size=80).map(str.strip), st.booleans())
def test_a_link_that_is_added_can_be_taken_away_again(text: str, twice: bool) -> None:
    linked = with_link(text, URL)
    assert without_link(with_link(linked, URL) if twice else linked, URL) == text


words = st.text("abc def é日👩", min_size=1, max_size=400).map(str.strip).filter(bool)


@given(cues, words, st.booleans())
def test_what_a_machine_drafts_by_the_plan_fits_and_is_possible(cue: Cue, text: str, linkable: bool) -> None:
    plan = plan_of(cue)
    if plan.closed or plan.length(text) > plan.limit:
        return
    draft = replace(a_draft(text, to=plan.to), to_reason=plan.reason)
    found = forms_of(draft, cue, URL if linkable else None)
    [chosen] = [form for form in found if form.chosen]
    assert (chosen.to, chosen.link, chosen.possible) == (plan.to, False, True)
    assert chosen.weighted_length == weighted_length(text)
    assert chosen.cost_usd == X.cost_usd(plan.to, has_link=False)


@given(cues, words)
def test_every_form_says_why(cue: Cue, text: str) -> None:
    found = forms_of(a_draft(text), cue, URL)
    assert len(found) == 4
    assert all(form.reason and "None" not in form.reason for form in found)
