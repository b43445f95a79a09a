"""What an exact rule holds against a sentence, and what it lets pass: each pair is a quote and a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.support.proof import Proof, proof_of
from assist.support.quantities import quantities
from assist.support.reading import Reading
from assist.support.rules import RULES, differences
from assist.text.plain import plain
from index.knowledge import Fact
from tests.assist.good_drafts import GoodSentence, a_sheet

SUPPLY = "The X200 runs from 9 to 30 V DC."
CHARGE = "A full charge of the X200 takes at least 3.5 hours."
PART = "Order part F8-P or BR-8 for the X200; firmware 2.1.4 knows both."
WATER = "Do not clean the X200 with water, because water ruins the motor."
SAME = [
    (SUPPLY, "The X200 runs on 9-30V DC."),
    (SUPPLY, "It takes between 9 V and 30 V."),
    (SUPPLY, "The x-200 runs from 9 V to 30 V dc."),
    ("Its range is 1,000 m, or 0.5 km through trees.", "Its range is 1000 m, or .5 km through trees."),
    ("The guarantee is 3 years.", "The guarantee is 36 months."),
    ("The guarantee is three years.", "The guarantee is 3 years."),
    (CHARGE, "At least 3.5 h are needed for a full charge."),
    ("Motor load: max 1500 W", "The motor load is at most 1.5 kW."),
    ("Use Android 10 or later.", "You need at least Android 10."),
    (PART, "The part F8P is for the x-200."),
    (PART, "Firmware 2.1.4 knows both parts."),
    (WATER, "Water ruins the motor."),
    (WATER, "Never clean the X200 with water."),
    ("It has no fan.", "It doesn't have a fan."),
    ("Hose: Not supplied", "The hose isn't supplied."),
    ("You need nothing but the receipt.", "All you need is the receipt."),
    ("The files are not touched.", "The files stay untouched."),
    ("Do not open it.", "You must not open it."),
    ("Replace it after 200 cups.", "It has to be replaced after 200 cups."),
    ("It can show three sensors.", "You may show three sensors with it."),
    ("Use it indoors only.", "Only use it indoors."),
    ("Switch the lamp on after a minute.", "After a minute switch the lamp on."),
    ("Open System > Lamps.", "Open Lamps under System."),
    ("Unless the tank is full, it drains.", "If the tank is not full, it drains."),
    ("The pump fails to start.", "The pump does not start."),
    ("It works with the WS-4, HR-200 and DH-12.", "It works with the DH-12, the WS-4 and the HR-200."),
    (
        "Three red lamps mean empty, two green lamps full.",
        "Two green lamps mean full, three red lamps mean empty.",
    ),
    ("It takes 3.5 hours at 230 V.", "At 230 V it takes 3.5 hours."),
    ("The lamp stays off during charging.", "During charging the lamp stays off."),
]
OTHERWISE = [
    ("quantity", SUPPLY, "The X200 runs from 9 to 36 V DC.", "36 V DC"),
    ("quantity", SUPPLY, "The X200 runs on 24 V.", "24 V"),  # within the range, but nobody said so
    ("quantity", SUPPLY, "The X200 runs from 9 to 30 A.", "30 A"),
    ("quantity", SUPPLY, "The X200 runs on up to 9 V.", "9 V"),
    ("quantity", CHARGE, "A full charge takes at most 3.5 hours.", "3.5 hours"),
    ("quantity", CHARGE, "A full charge takes at least 3.5 minutes.", "3.5 minutes"),
    ("quantity", "Keep 5 mm free.", "Keep 5 m free.", "5 m"),
    ("quantity", "It sends with 5 mW.", "It sends with 5 MW.", "5 MW"),
    ("quantity", "It holds 2.2 litres.", "It holds 2.2.", "2.2"),
    ("quantity", "It sleeps after 8 minutes.", "It sleeps after nine minutes.", "nine minutes"),
    ("quantity", "Use firmware 2.1.4.", "Use firmware 2.1.5.", "2.1.5"),
    ("quantity", "Use firmware v2.1.", "Use firmware v2.10.", "v2.10"),
    ("quantity", "Runs for three or four seconds.", "Runs for four or four seconds.", "four"),
    ("quantity", "Use Android 10 or later.", "Use Android 10 or earlier.", "10"),
    ("quantity", "Updates come at 02:00.", "Updates come at 03:00.", "03:00"),
    ("code", SUPPLY, "The X300 runs from 9 to 30 V DC.", "X300"),
    ("code", PART, "Order part F9-P for the X200.", "F9-P"),
    ("code", "Set WPA2 and WPA3.", "Set WPA3 and WPA3.", "WPA3"),
    ("name", "Open System > Lamps.", "Open Network > Lamps.", "Network"),
    ("name", "The parts are sent to the European Union.", "The parts are sent to Norway.", "Norway"),
    ("negation", WATER, "Clean the X200 with water.", ""),
    ("negation", "It is blocked.", "It is not blocked.", "not"),
    ("negation", "It has no fan.", "It has a fan.", ""),
    ("negation", "It is covered and must not be opened.", "It must be opened.", ""),
    ("negation", "It cannot be changed by the user.", "It can be changed by the user.", ""),
    ("negation", "Plug it in.", "Unplug it.", "Unplug"),
    ("strength", "You must replace both.", "You may replace both.", "You may"),
    ("strength", "The battery lasts.", "The battery may last.", "may"),
    ("strength", "It may stay on the dock.", "It stays on the dock.", ""),
    ("strength", "All lamps blink.", "Some lamps blink.", "Some"),
    ("strength", "Some routers restart.", "Routers restart.", ""),
    ("strength", "Use it indoors only.", "Use it indoors.", ""),
    ("strength", "The lamp blinks.", "The lamp always blinks.", "always"),
    ("opposite", "Let it stand before transport.", "Let it stand after transport.", "after"),
    ("opposite", "Turn the left ring.", "Turn the right ring.", "right"),
    ("opposite", "The red lamp blinks.", "The green lamp blinks.", "green"),
    ("opposite", "Switch the fan off.", "Switch the fan on.", "Switch the fan on"),
    ("opposite", "Sunlight increases the reading.", "Sunlight decreases the reading.", "decreases"),
    ("opposite", "A reset deletes all readings.", "A reset keeps all readings.", "keeps"),
    ("opposite", "The radio is off by default.", "The radio is on by default.", "is on"),
    ("opposite", "It takes about 3 hours.", "It takes exactly 3 hours.", "exactly"),
    ("negation", "Avoid soap on the filter.", "Use soap on the filter.", ""),
    ("negation", "The pump fails to start.", "The pump starts.", ""),
    ("negation", "Unless the tank is full, it drains.", "If the tank is full, it drains.", ""),
    ("place", "The base weighs 310 g and the sensor 96 g.", "The base weighs 96 g and the sensor 310 g.", "96 g"),
    ("place", "Press SET for a second, then COST.", "Press COST for a second, then SET.", "COST"),
    ("place", "The X200 is lighter than the X300.", "The X300 is lighter than the X200.", "X300"),
    ("place", "The red wire goes to A, the black to B.", "The black wire goes to A, the red to B.", "black"),
]  # fmt: skip


def proof(quote: str, about: str = "") -> Proof:
    return Proof(Reading(quote), Reading(about))


@pytest.mark.parametrize(("quote", "sentence"), SAME)
def test_the_same_in_other_words_passes(quote: str, sentence: str) -> None:
    assert differences(sentence, proof(quote)) == []


@pytest.mark.parametrize(("rule", "quote", "sentence", "words"), OTHERWISE)
def test_what_is_said_otherwise_is_found_by_its_rule_and_named(
    rule: str, quote: str, sentence: str, words: str
) -> None:
    assert (rule, words) in [(name, found.words) for name, found in differences(sentence, proof(quote))]
    assert words in sentence


def test_every_rule_is_shown_to_find_something() -> None:
    assert {rule for rule, *_ in OTHERWISE} == set(RULES)


def test_the_names_above_a_quote_belong_to_it() -> None:
    about = proof("Supply voltage: 3 V DC", "WS-4 weather station")
    assert differences("The WS-4 runs on 3 V DC.", about) == []
    assert differences("The WS-5 runs on 3 V DC.", about)


def test_a_name_above_a_quote_does_not_replace_the_one_that_it_names() -> None:
    about = proof("The CV-8 takes the filter F8-P.", "Parts for CV-8 and DH-12")
    assert differences("The DH-12 takes the filter F8-P.", about)


def test_a_row_is_read_with_its_unit_its_headings_and_its_fact() -> None:
    text = "WS-4 weather station\n\nPower\n\nSupply | 2.7 | 3 | 3.3 | V"
    start = text.index("Supply")
    fact = Fact(
        "Supply", start, len(text), minimum="2.7", typical="3", maximum="3.3", unit="V", product="WS-4"
    )
    sheet = a_sheet("w", "Data sheet", text)
    citation = GoodSentence("", sheet, start, len(text)).citation(1)
    told = proof_of(citation, type(sheet)(**{**vars(sheet), "facts": (fact,)}))
    assert differences("The WS-4 runs on at least 2.7 V and at most 3.3 V.", told) == []
    assert differences("The WS-4 runs on at least 3.3 V.", told)


def test_it_is_what_the_sentence_before_names() -> None:
    text = "The SENSOR hangs outside. It reaches 100 m."
    told = proof_of(GoodSentence("", a_sheet("w", "Sheet", text), 26, len(text)).citation(1), None)
    known = proof_of(
        GoodSentence("", a_sheet("w", "Sheet", text), 26, len(text)).citation(1), a_sheet("w", "Sheet", text)
    )
    assert differences("The SENSOR reaches 100 m.", told)
    assert differences("The SENSOR reaches 100 m.", known) == []


@given(st.text(max_size=80))
def test_whatever_a_quote_says_its_own_words_are_no_difference(text: str) -> None:
    quote = plain(text)
    assert differences(quote, Proof(Reading(quote), Reading(""), quote)) == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_breaks_a_rule_and_each_names_words_that_are_there(sentence: str, quote: str) -> None:
    assert all(found.words in sentence for _, found in differences(sentence, proof(quote)))


@given(st.integers(0, 999_999), st.sampled_from(["V", "mm", "kg", "°C", "%", "hours", "GHz", "dB(A)", "€"]))
def test_an_amount_is_the_same_with_and_without_blanks_and_commas(number: int, unit: str) -> None:
    (one,), (other,) = quantities(f"{number}{unit}"), quantities(f"{number:,} {unit}")
    assert one.is_same(other)


@given(st.integers(1, 999), st.integers(1, 999))
def test_two_numbers_are_never_the_same_amount(number: int, other: int) -> None:
    (one,), (two,) = quantities(f"{number} V"), quantities(f"{other} V")
    assert one.is_same(two) is (number == other)
