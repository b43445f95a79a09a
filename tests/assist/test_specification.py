"""A question for a stated value is answered from the fact, in a short sentence that its row proves."""

from dataclasses import replace

import pytest

from assist.checks.grounding import check_grounding
from assist.checks.quotes import check_quotes
from assist.draft.extractive import ExtractiveDrafter
from assist.draft.ports import Assignment, Drafted
from assist.draft.specification.wording import worded
from assist.knowledge.evidence import gather
from assist.reply.planner import Plan
from desk.drafts import To
from index.knowledge import Audience, Document, Fact
from tests.assist.desk import a_context
from tests.builders import a_document, a_draft
from tests.fakes.knowledge import FakeKnowledge, SharedWords

PUBLIC = Plan(To.PUBLIC, "asked in public")
TEXT = """X200 logger

Supply voltage | 9 to 30 V DC
Weight (without cable) | 120 g
Standby power | 0.2 W | at 25 °C
Standby power | 0.4 W | at 60 °C
Relay voltage | 230 V
"""
ROWS = (
    ("Supply voltage", "9 to 30", "V DC", None),
    ("Weight (without cable)", "120", "g", None),
    ("Standby power", "0.2", "W", "at 25 °C"),
    ("Standby power", "0.4", "W", "at 60 °C"),
    ("Relay voltage", "230", "V", None),
)


def a_fact(attribute: str, value: str, unit: str, condition: str | None, text: str = TEXT) -> Fact:
    row = next(line for line in text.splitlines() if line.startswith(f"{attribute} | {value}"))
    start = text.index(row)
    return Fact(
        attribute, start, start + len(row), value, unit=unit, condition=condition, product="X200", page=3
    )


SHEET = replace(
    a_document(TEXT, id="x200", title="X200 data sheet", products=("X200",)),
    facts=tuple(a_fact(*row) for row in ROWS),
)


def drafted(question: str, *documents: Document, language: str | None = "en") -> Drafted:
    evidence = gather(question, Audience.PUBLIC, FakeKnowledge(*documents), floor=0.1)
    drafter = ExtractiveDrafter(SharedWords(), answers=0.99)
    return drafter.draft(Assignment(question, evidence, PUBLIC, language))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is the supply voltage of the X200?", "The X200 runs from 9 to 30 V DC."),
        ("X200 supply voltage?", "The X200 runs from 9 to 30 V DC."),
        ("How heavy is the X200?", "The X200 weighs 120 g."),
        (
            "What is the standby power of the X-200?",
            "The standby power of the X200 is 0.2 W at 25 °C. The standby power of the X200 is 0.4 W at 60 °C.",
        ),
    ],
)
def test_a_value_that_is_asked_for_is_told_in_a_sentence(question: str, answer: str) -> None:
    assert drafted(question, SHEET).text == answer


@pytest.mark.parametrize("question", ["What is the supply voltage of the X200?", "How heavy is the X200?"])
def test_the_row_proves_it_and_the_checks_accept_it(question: str) -> None:
    (citation,) = drafted(question, SHEET).citations
    stored = replace(SHEET, version=1)
    assert stored.text[citation.start : citation.end] == citation.quote
    assert citation.page == 3
    context = a_context(a_draft(citation.sentence, citations=[citation]), stored)
    assert [*check_quotes(context), *check_grounding(context)] == []


@pytest.mark.parametrize(
    "question",
    [
        "What is the voltage of the X200?",
        "What is the supply voltage of the X300?",
        "How do I change the supply voltage of the X200?",
        "Why is the supply voltage of the X200 so low?",
        "The supply voltage of my X200 is wrong, what is the supply voltage?",
        "Is the supply voltage of the X200 enough for two relays and a lamp?",
        "What is the weight of the X200? And what is its supply voltage?",
    ],
)
def test_what_does_not_plainly_ask_for_just_that_value_is_not_answered_with_it(question: str) -> None:
    assert drafted(question, SHEET).citations == ()


def test_a_row_that_says_what_is_asked_only_with_its_heading_is_not_told_without_it() -> None:
    text = "X200 logger\n\nAccuracy\n\nOutdoor temperature | 0.4 °C\n"
    start = text.index("Outdoor")
    row = Fact(
        "Outdoor temperature", start, len(text) - 1, "0.4", unit="°C", heading=("Accuracy",), product="X200"
    )
    sheet = replace(a_document(text, id="x200", title="X200 data sheet", products=("X200",)), facts=(row,))
    assert drafted("What is the outdoor temperature accuracy of the X200?", sheet).citations == ()
    assert drafted("What is the outdoor temperature of the X200?", sheet).citations


def test_of_two_products_none_is_chosen_when_none_is_named() -> None:
    text = TEXT.replace("X200", "X300")
    facts = tuple(
        replace(a_fact(name, value, unit, condition, text), product="X300")
        for name, value, unit, condition in ROWS
    )
    other = replace(a_document(text, id="x300", title="X300 data sheet", products=("X300",)), facts=facts)
    assert drafted("What is the supply voltage?", SHEET, other).citations == ()
    assert drafted("What is the supply voltage of the X300?", SHEET, other).text.startswith("The X300 runs")


def test_no_english_is_written_to_somebody_who_writes_german() -> None:
    assert drafted("X200 supply voltage?", SHEET, language="de").citations == ()


def test_the_facts_of_internal_sheets_are_never_told() -> None:
    inside = replace(SHEET, id=SHEET.id, audience=Audience.INTERNAL)
    public = a_document("The X200 has a supply voltage that many ask for.", id="public", title="X200")
    assert drafted("What is the supply voltage of the X200?", inside, public).citations == ()


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        (
            Fact("Airflow", 0, 0, minimum="0.6", typical="0.9", maximum="1.2", unit="m³/min"),
            "The airflow of the CV-8 is 0.6 to 1.2 m³/min (typically 0.9 m³/min).",
        ),
        (
            Fact("Sound pressure", 0, 0, typical="77", maximum="79", unit="dB(A)", condition="on Boost"),
            "The sound pressure of the CV-8 is typically 77 dB(A), at most 79 dB(A) on Boost.",
        ),
        (
            Fact("ADC resolution", 0, 0, value="12-bit", unit="bit"),
            "The ADC resolution of the CV-8 is 12-bit.",
        ),
        (Fact("Supply voltage (VDD)", 0, 0, value="5", unit="V"), "The CV-8 runs on 5 V."),
        (
            Fact("Operating temperature", 0, 0, minimum="5", maximum="40", unit="°C", condition="dry"),
            "The operating temperature of the CV-8 is 5 to 40 °C (dry).",
        ),
        (Fact("Charging time", 0, 0, value="50", unit="minutes"), "The CV-8 charges in 50 minutes."),
        (Fact("Hose", 0, 0, value="Not supplied"), "Hose of the CV-8: Not supplied."),
        (Fact("In the box", 0, 0, value="Wand, dock"), "In the box of the CV-8: Wand, dock."),
        (Fact("Enclosure, base", 0, 0, value="IP20"), "The enclosure, base, of the CV-8 is IP20."),
    ],
)
def test_the_values_are_worded_as_the_sheet_gives_them(fact: Fact, sentence: str) -> None:
    assert worded(fact, "CV-8") == sentence
