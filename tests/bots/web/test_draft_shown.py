"""What the agent sees of a draft on a case's page: how the message was read, checks, forms, guidance, its making."""

from dataclasses import replace

from markupsafe import escape

from assist.reply.courtesy import public_lines
from desk.cases import Intent, Priority, Sentiment, Triage
from desk.drafts import Considered, Form, Making, Problem, To
from tests.bots.web.desk import WebDesk
from tests.builders import BOB, a_draft, a_message


def test_the_page_tells_what_the_message_was_read_as_and_why(web: WebDesk) -> None:
    triage = Triage(
        Intent.COMPLAINT,
        wants_reply=True,
        priority=Priority.HIGH,
        language="en",
        needs_private="it is about an order",
        sentiment=Sentiment.NEGATIVE,
        products=("W3",),
        questions=("what E17 means?", "which adapter fits?"),
        reasons={"intent": "says 'third time'", "private": "it is about an order: 'my order'"},
    )
    message = replace(a_message(), quoted="New firmware is out!", link_titles=("W3 release notes",))
    case_id = web.propose(web.received(message), triage=triage)
    page = web.visitor().open(f"/cases/{case_id}").text
    for said in (
        '<dt>Intent</dt><dd><strong>complaint</strong> <span class="hint">says &#39;third time&#39;</span>',
        "<dt>Sentiment</dt><dd><strong>unhappy</strong>",
        "<dt>Urgency</dt><dd><strong>high priority</strong>",
        "<dt>Product</dt><dd><strong>W3</strong>",
        '<strong>it is about an order</strong> <span class="hint">&#39;my order&#39;</span>',
        '<li dir="auto">what E17 means?</li><li dir="auto">which adapter fits?</li></ul>',
        "New firmware is out!",
        "W3 release notes",
    ):
        assert said in page, said


def test_the_words_that_a_check_is_about_are_marked_and_lead_to_the_check(web: WebDesk) -> None:
    text = "E17 means that the <b>rain gauge</b> is blocked."
    wrong = Problem("grounding", "no source says so", blocking=True, words="<b>rain", passable=True)
    case_id = web.proposed(draft=a_draft(text, citations=[], problems=[wrong]))
    page = web.visitor().open(f"/cases/{case_id}").text
    assert (
        'that the <mark class="flaw blocking">&lt;b&gt;rain</mark>'
        '<a class="flaw-mark" href="#check-a" aria-label="see check a">a</a> gauge' in page
    )
    assert 'id="check-a"><span class="flaw-mark">a</span> <strong>Must be mended</strong> no source' in page
    assert "say in Edit why it is right" in page


def test_two_values_that_contradict_each_other_stand_side_by_side(web: WebDesk) -> None:
    both = Problem(
        "contradiction", "two values:\n'9 V';\n'<b>12 V</b>';\nnobody knows", blocking=True, passable=True
    )
    page = web.visitor().open(f"/cases/{web.proposed(draft=a_draft(problems=[both]))}").text
    assert (
        'two values:<span class="sides"><span>&#39;9 V&#39;;</span>'
        "<span>&#39;&lt;b&gt;12 V&lt;/b&gt;&#39;;</span><span>nobody knows</span></span>" in page
    )


def test_each_form_is_shown_with_its_price_and_only_an_open_one_can_be_chosen(web: WebDesk) -> None:
    forms = (
        Form(To.PUBLIC, False, 0.01, 41, possible=True, reason="as asked", chosen=True),
        Form(To.PUBLIC, True, 0.2, 65, possible=True, reason="everybody reads it"),
        Form(To.DM, False, 0.015, 41, possible=False, reason="the customer takes no direct messages"),
    )
    case_id = web.proposed(draft=replace(a_draft(), forms=forms))
    page = web.visitor().open(f"/cases/{case_id}").text
    for said in ("$0.010", "$0.200", "So it goes out", "Not possible: the customer takes no direct messages"):
        assert said in page, said
    assert "Make it a public reply with a link</button>" in page
    assert "Make it a direct message</button>" not in page


def test_a_link_to_the_source_is_added_and_taken_away_by_a_click(web: WebDesk) -> None:
    case_id = web.proposed()
    alice = web.visitor()
    alice.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/readdress", draft_version="1", to="dm", link="yes")
    draft = web.case(case_id).draft
    assert draft is not None
    assert (draft.to, draft.blocked) == (To.DM, False)
    assert draft.text.endswith(" https://docs.fennby.example/w3")
    assert draft.public_line in public_lines("en")
    assert escape(draft.public_line) in alice.page
    alice.press(f"/cases/{case_id}/readdress", draft_version="2", to="dm")
    draft = web.case(case_id).draft
    assert draft is not None
    assert draft.text.endswith("blocked.")


def test_a_reason_to_go_past_a_check_is_kept_and_shown(web: WebDesk) -> None:
    case_id = web.proposed()
    alice = web.visitor()
    alice.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/edit", draft_version="1", text="Rinse it.", why="<b>Lena</b> agreed")
    draft = web.case(case_id).draft
    assert draft is not None
    assert draft.vouched == "<b>Lena</b> agreed"
    assert "Goes past a check,</strong> written by alice, because" in alice.page
    assert "&lt;b&gt;Lena&lt;/b&gt; agreed" in alice.page


def test_a_reason_that_came_too_late_is_not_lost(web: WebDesk) -> None:
    case_id = web.proposed()
    alice = web.visitor()
    alice.open(f"/cases/{case_id}")
    web.workbench.edit(case_id, web.case(case_id).seen, "Rinse the gauge.", BOB)
    alice.press(f"/cases/{case_id}/edit", draft_version="1", text="Rinse it.", why="Lena agreed")
    assert 'value="Lena agreed"' in alice.page


def test_what_only_the_team_knows_stands_apart_and_says_so(web: WebDesk) -> None:
    document = web.shelf.only
    inside = Considered(document.id, document.version, 0, 41, 0.9)
    case_id = web.propose(web.received(), guidance=(inside,))
    page = web.visitor().open(f"/cases/{case_id}").text
    assert "Internal: do not quote" in page.partition('class="guidance"')[2]


def test_how_a_draft_was_made_can_be_looked_up(web: WebDesk) -> None:
    made = Making(
        model="small-model",
        prompt_sha256="9f2b8c41d0aa17",
        considered=(Considered("sheets/w3.md", 2, 0, 9, 0.91),),
        verdicts={"quotes": "passed"},
        timings_ms={"search": 38.2},
        attempts=("small-model was held back: no source",),
    )
    case_id = web.proposed(draft=replace(a_draft(drafter="language_model:small-model"), made=made))
    page = web.visitor().open(f"/cases/{case_id}").text
    for said in (
        "drafted by small-model",
        "9f2b8c41d0aa",
        "sheets/w3.md",
        "quotes passed",
        "search 38 ms",
        "held back: no source",
    ):
        assert said in page, said
