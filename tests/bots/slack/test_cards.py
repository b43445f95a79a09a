"""The card of a case, at every stage and with every sort of text."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.knowledge.guidance import Guidance
from bots.slack.cards.card import MAX_CARD, Beside, card, notification, size
from bots.slack.kit.blocks import Block
from bots.slack.kit.targets import Target, decoded, menu_choice
from bots.slack.kit.text import shown
from desk.cases import CaseId, Intent, Priority, Seen, Sentiment, Stage, Triage
from desk.drafts import Form, Problem, To
from index.knowledge import Audience
from tests.bots.cases import RAINY, a_case
from tests.bots.slack.reading import buttons, menu, quotes, sources, words
from tests.builders import NOON, a_citation, a_draft, a_message
from tests.emulator.block_kit import BlockKit

SLACK = BlockKit()
TOO_LONG = Problem("length", "312 weighted characters, 280 at most", blocking=True)
NO_GREETING = Problem("tone", "no greeting", blocking=False)
NAUGHTY = (
    "<!channel> <https://evil.example|click> *bold* :smile: &amp; \x00\x1b[31m \u202e‮ 𝔘𝔫𝔦 مرحبا 日本語 👩‍👩‍👧"
)


NOT_LINKED = ["javascript:alert(1)", "file://host/w3.md", "/srv/w3.md", "http://[broken", "https://", None]
NOT_LINKED += ["https://a.example/" + "x" * 500]


def faults(blocks: list[Block]) -> list[str]:
    return SLACK.message_faults({"text": "a notification", "blocks": blocks})


def test_a_waiting_case_shows_question_draft_source_and_what_can_be_done() -> None:
    blocks = card(a_case(), Beside(RAINY, NOON))
    seen = words(blocks)
    assert "Case 12: waiting for a decision" in seen
    assert "1 h left" in seen
    assert "Rainy Day (@rainy_day)\n wrote in public on simulator" in seen
    assert "Rainy Day: 1,234 followers · 2 earlier cases" in seen
    assert "@FennbyCare my W3 shows E17, what now?" in seen
    assert "E17 means that the rain gauge is blocked." in seen
    assert "[1] " in seen
    assert "W3 weather station" in seen
    assert "public reply, because the customer asked in public" in seen
    assert buttons(blocks) == ["approve", "edit", "reject", "claim", "to_dm"]
    assert menu(blocks) == ["snooze", "ask_expert", "set_aside", "history"]
    assert sources(blocks) == ["Read source 1"]


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_makes_a_card_that_slack_takes(stage: Stage) -> None:
    case = a_case(stage, reason="nothing in the data sheets is near enough")
    assert faults(card(case, Beside(RAINY, NOON))) == []


def test_an_approval_that_waits_can_be_taken_back() -> None:
    assert buttons(card(a_case(Stage.APPROVED), Beside(RAINY, NOON))) == ["take_back", "history"]


@pytest.mark.parametrize(
    ("stage", "offered"),
    [
        (Stage.SENDING, ["history"]),
        (Stage.SENT, ["resolve", "history"]),
        (Stage.RESOLVED, ["history"]),
        (Stage.SET_ASIDE, ["history"]),
        (Stage.NEW, ["claim"]),
    ],
)
def test_nothing_can_be_decided_where_nobody_has_to(stage: Stage, offered: list[str]) -> None:
    assert buttons(card(a_case(stage), Beside(RAINY, NOON))) == offered


def test_a_sent_case_says_who_approved_it_and_links_the_reply() -> None:
    blocks = card(a_case(Stage.SENT), Beside(RAINY, NOON))
    assert "Approved by alice" in words(blocks)
    assert "https://x.example/FennbyCare/status/991" in json.dumps(blocks)


def test_a_rejected_case_says_who_and_why_and_takes_another_reply() -> None:
    case = a_case(Stage.REJECTED, reason="The tone is wrong: too stiff")
    blocks = card(case, Beside(RAINY, NOON))
    assert "Rejected by alice" in words(blocks)
    assert "too stiff" in words(blocks)
    assert buttons(blocks) == ["edit", "claim"]


def test_an_uncertain_case_asks_a_person_who_looked() -> None:
    assert buttons(card(a_case(Stage.UNCERTAIN), Beside(RAINY, NOON))) == [
        "was_sent",
        "was_not_sent",
        "history",
    ]


def test_a_case_without_evidence_can_be_written_by_hand() -> None:
    blocks = card(a_case(Stage.WITH_EXPERT, reason="no evidence above the floor"), Beside(RAINY, NOON))
    assert "needs an expert" in words(blocks)
    assert "no evidence above the floor" in words(blocks)
    assert buttons(blocks) == ["edit", "claim"]


def test_a_draft_that_a_check_holds_back_cannot_be_approved() -> None:
    case = a_case(draft=a_draft(version=1, problems=[NO_GREETING, TOO_LONG]))
    blocks = card(case, Beside(RAINY, NOON))
    assert buttons(blocks) == ["edit", "reject", "claim", "to_dm"]
    seen = words(blocks)
    assert seen.index("312 weighted characters") < seen.index("no greeting")


def test_a_draft_that_cannot_be_shown_whole_cannot_be_decided_here() -> None:
    case = a_case(draft=a_draft("word " * 600, version=1, to=To.DM))
    blocks = card(case, Beside(RAINY, NOON))
    assert buttons(blocks) == ["claim"]
    assert "decide on \nthe web desk" in words(blocks)


def test_a_dm_draft_offers_the_way_back_to_public() -> None:
    assert "to_public" in buttons(card(a_case(draft=a_draft(version=1, to=To.DM)), Beside(RAINY, NOON)))


def test_a_late_case_says_by_how_much() -> None:
    assert "Overdue by 1 h 30 min" in words(
        card(a_case(), Beside(RAINY, NOON + timedelta(hours=2, minutes=30)))
    )


def test_markup_in_a_customers_text_does_not_act() -> None:
    message = replace(a_message(NAUGHTY, external_id="m-12"), author_name="<!here>", author_handle="<@U1>")
    blocks = card(a_case(message=message), Beside(replace(RAINY, name="<!here>\u202e", handle="<@U1>"), NOON))
    assert "mrkdwn" not in json.dumps(blocks)
    assert faults(blocks) == []
    line = notification(a_case(message=message))
    assert "<" not in line
    assert "&lt;!channel&gt;" in line


@pytest.mark.parametrize("url", NOT_LINKED)
def test_a_source_is_linked_only_to_the_web(url: str | None) -> None:
    case = a_case(draft=a_draft(version=1, citations=[replace(a_citation(), url=url)]))
    blocks = card(case, Beside(RAINY, NOON))
    assert '"type": "link"' not in json.dumps(blocks)
    assert "W3 weather station" in words(blocks)


def test_a_data_sheet_is_cited_with_its_page() -> None:
    case = a_case(draft=a_draft(version=1, citations=[replace(a_citation(), page=7)]))
    assert ", page 7: “E17 means" in words(card(case, Beside(RAINY, NOON)))


def test_what_is_cut_is_said() -> None:
    case = a_case(message=a_message("why? " * 2000, external_id="m-12"))
    assert "… (shortened)" in words(card(case, Beside(RAINY, NOON)))


def test_a_draft_older_than_the_newest_message_says_so() -> None:
    case = a_case(Stage.REJECTED)
    case = replace(case, messages=(*case.messages, a_message("hello?", external_id="m-13")))
    seen = words(card(case, Beside(RAINY, NOON)))
    assert "The customer wrote again" in seen
    assert "Earlier: @FennbyCare my W3 shows E17" in seen


text = st.text(max_size=3000) | st.sampled_from(
    [NAUGHTY, NAUGHTY * 80, '"\\\n' * 900, "日本語" * 900, "👩‍👩‍👧" * 500]
)
citations = st.builds(a_citation, text.filter(bool), marker=st.integers(1, 99)).flatmap(
    lambda c: st.builds(
        replace,
        st.just(c),
        title=text,
        url=st.none() | st.text(max_size=900).map("https://a.example/".__add__),
    )
)
problems = st.builds(
    Problem,
    st.just("length"),
    text,
    st.booleans(),
    st.sampled_from(["", "a", '"', "word "]) | text,
    st.booleans(),
)
forms = [Form(to, link, 0.2, 280, True, '"' * 300) for to in To for link in (False, True)]
passages = st.builds(
    Guidance, text, text, st.sampled_from(Audience), st.none() | text, text, st.integers(1, 9)
)
triages = st.builds(
    Triage,
    st.sampled_from(Intent),
    st.booleans(),
    st.sampled_from(Priority),
    st.none() | st.just("en"),
    st.none() | text,
    sentiment=st.sampled_from(Sentiment),
    products=st.lists(text, max_size=3).map(tuple),
    questions=st.lists(text.filter(bool), max_size=9).map(tuple),
    reasons=st.dictionaries(st.sampled_from(["intent", "sentiment", "products", "conversation"]), text),
)


@settings(max_examples=50)
@given(
    stage=st.sampled_from(Stage),
    said=text.filter(bool),
    drafted=st.text(max_size=2900) | st.just('"' * 2900),
    cited=st.lists(citations, max_size=20),
    found=st.lists(problems, max_size=12),
    reason=st.none() | text,
    name=text,
    triage=st.none() | triages,
    guidance=st.lists(passages, max_size=4),
)
def test_whatever_comes_slack_takes_the_card_and_the_draft_stands_whole(**any: Any) -> None:
    message = replace(a_message(any["said"], external_id="m-12"), author_name=any["name"])
    message = replace(message, quoted=any["name"], link_titles=(any["name"],) * 9)
    draft = a_draft(any["drafted"], version=1, citations=any["cited"], problems=any["found"])
    draft = replace(draft, forms=tuple(forms), public_line=any["name"], vouched=any["name"])
    case = a_case(any["stage"], message=message, draft=draft, reason=any["reason"], triage=any["triage"])
    blocks = card(case, Beside(replace(RAINY, name=any["name"]), NOON, guidance=any["guidance"]))
    assert faults(blocks) == []
    assert size(blocks) <= MAX_CARD
    if "approve" in buttons(blocks):
        assert shown(any["drafted"]) in quotes(blocks)


@pytest.mark.parametrize("letter", ['"', "日", "👩", "\\\n"])
def test_the_fullest_card_fits_and_the_draft_stands_whole(letter: str) -> None:
    full = (letter * 2900)[:2900]
    source = replace(a_citation(full), title=full, url="https://a.example/" + "x" * 480)
    found = [Problem("length", full, blocking=False, words=letter, passable=True)] * 12
    draft = a_draft(full, version=1, citations=[source] * 20, problems=found, drafter=f"person:{full}")
    draft = replace(draft, forms=tuple(forms), public_line=full, vouched=full, to_reason=full)
    reasons = dict.fromkeys(["intent", "sentiment", "products", "priority", "private", "conversation"], full)
    triage = Triage(Intent.QUESTION, True, Priority.HIGH, "en", full, products=(full,) * 3, reasons=reasons)
    triage = replace(triage, questions=tuple(f"{full}{number}" for number in range(9)))
    message = replace(a_message(full, external_id="m-12"), quoted=full, link_titles=(full,) * 9)
    note = Guidance(full, full, Audience.INTERNAL, source.url, full, 1)
    case = a_case(message=message, draft=draft, reason=full, triage=triage)
    blocks = card(case, Beside(replace(RAINY, name=full, handle=full), NOON, guidance=[note] * 4))
    assert faults(blocks) == []
    assert size(blocks) <= MAX_CARD
    assert full in quotes(blocks)


def test_what_a_button_says_comes_back() -> None:
    blocks = card(a_case(), Beside(RAINY, NOON))
    elements = [each for block in blocks if block["type"] == "actions" for each in block["elements"]]
    values = [element["value"] for element in elements if "value" in element]
    assert {decoded(value, "C1") for value in values} == {Target(CaseId(12), Seen(1, "m-12"), "C1")}
    options = [option for element in elements for option in element.get("options", [])]
    assert {menu_choice(option["value"])[1] for option in options} == {CaseId(12)}
