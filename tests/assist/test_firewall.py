"""What only the team may know is told apart from what everybody may read, whatever words it comes in."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.checks.audience import check_audience
from assist.draft.ports import Meaning
from assist.firewall.facts import facts_of
from assist.firewall.leaks import leaks_in
from assist.firewall.sides import Sides
from desk.drafts import Problem
from index.knowledge import Audience, Kind, Passage, PassageId
from tests.assist.desk import a_context
from tests.builders import a_document, a_draft

SECRET = (
    "About the cold: sensors of lot SL-0932 carry a seal that turns hard below -5 °C.\n\n"
    "Ask Halden Micro for spares before 14 March 2027. Hold SEARCH and RESET for 9 seconds to clear the counter.\n\n"
    "We may grant up to 45 euros without asking anybody. The postage of 3.90 euros is public."
)
INSIDE = Passage(
    PassageId(9),
    a_document(id="https://wiki.fennby.example/notes/fogged-sensors.html").id,
    1,
    Kind.SME_NOTE,
    Audience.INTERNAL,
    "Why outdoor sensors fog up in the cold",
    "https://wiki.fennby.example/notes/fogged-sensors.html",
    SECRET,
    0,
    len(SECRET),
)
OPEN = replace(
    INSIDE,
    id=PassageId(10),
    audience=Audience.PUBLIC,
    title="Delivery",
    text="Postage is 3.90 euros. Hold SEARCH for four seconds after new batteries. The sensor works down to -20 °C.",
)


def found(text: str, meaning: Meaning | None = None, message: str = "My sensor fogs up.") -> list[Problem]:
    context = a_context(
        replace(a_draft(text, citations=[]), drafter="person:alice"), message=message, withheld=(INSIDE,)
    )
    return check_audience(replace(context, readable=(OPEN,), meaning=meaning))


@pytest.mark.parametrize(
    "text",
    [
        "Sensors of lot SL-0932 carry a seal that turns hard.",
        "It is the lot sl 0932, sorry!",
        "Lot S L - 0 9 3 2.",
        "HALDEN MICRO HAS THE SPARES.",
        "Write before March 14, 2027.",
        "Please press RESET, the counter clears after nine seconds if you hold both.",
        "You could get up to forty-five euros.",
        "We can offer €45.",
        "Postage is 3.90 euros, and the seal turns hard below -5 degrees on the sensors.",
        "# SL-0932",
        "x = SL0932;",
        "See wiki.fennby.example/notes/fogged-sensors.html for more.",
        "It stands in Fogged-Sensors.html",
        "Read 'Why outdoor sensors fog up in the cold'.",
    ],
)
def test_what_only_a_note_says_may_not_be_told(text: str) -> None:
    problems = found(text)
    assert problems
    for problem in problems:
        assert (problem.blocking, problem.passable) == (True, False)
        assert problem.words in text


@pytest.mark.parametrize(
    "text",
    [
        "Postage is 3.90 euros.",
        "The postage is €3.90, hold SEARCH for four seconds.",
        "Sorry to hear that! Could you tell us the serial number?",
        "The sensor works down to -20 °C; it should not fog up.",
        "We answer within 9 days.",
        "A colleague will call you in March.",
        "Write to Fennby, please.",
        "",
    ],
)
def test_what_is_public_as_well_may_be_told(text: str) -> None:
    assert found(text) == []


def test_a_run_of_words_gives_a_note_away_though_each_of_them_may_be_said() -> None:
    ours = "lots sensors of lot carry a seal that turns hard cold about the"
    words = replace(OPEN, text=". ".join(ours.split()))
    copied = (
        "Dear friend of the sea, all our sensors carry a seal that turns hard below the waves, as do seas."
    )
    sides = Sides(
        (replace(INSIDE, text="The sensors carry a seal that turns hard below."),), [words.text, "below"]
    )
    assert [leak.shared for leak in leaks_in(copied, sides, None)] == [
        "sensors carry a seal that turns hard below"
    ]


def test_what_the_customer_wrote_may_be_repeated() -> None:
    assert found("Halden Micro is not known to us.", message="Is Halden Micro to blame?") == []


class Alike:
    """A `Meaning` for which two texts are as close as a table says, and strangers otherwise."""

    def __init__(self, cosines: dict[str, float]) -> None:
        self._cosines = cosines

    def similarity(self, question: str, sentences: Sequence[str]) -> Sequence[float]:
        return [
            next((cosine for start, cosine in self._cosines.items() if one.startswith(start)), 0.1)
            for one in sentences
        ]


@pytest.mark.parametrize(
    ("secret", "public", "told"), [(0.7, 0.2, True), (0.5, 0.2, False), (0.7, 0.69, False)]
)
def test_a_paraphrase_is_closer_to_the_note_than_to_what_may_be_read(
    secret: float, public: float, told: bool
) -> None:
    text = "Some rubber goes stiff when it freezes."
    assert bool(found(text, Alike({"About the cold": secret, "Postage": public}))) is told


def test_nothing_withheld_gives_nothing_away() -> None:
    assert list(leaks_in("Lot SL-0932", Sides((), ["Postage"]), None)) == []


@pytest.mark.parametrize(
    ("text", "figures", "dates", "money"),
    [
        ("two thousand and twenty-seven", {"2027"}, set(), set()),
        ("one hundred and five and six seven", {"105", "6", "7"}, set(), set()),
        ("9.20 EUR, 9,20 € and $9.2", {"9.2"}, set(), {"9.2"}),
        ("on the 4th August 2027", {"2027"}, {"4 aug", "aug 2027"}, set()),
        ("Aug. 4, 2027", {"4", "2027"}, {"4 aug", "aug 2027"}, set()),
    ],
)
def test_figures_dates_and_money_are_one_however_they_are_written(
    text: str, figures: set[str], dates: set[str], money: set[str]
) -> None:
    facts = facts_of(text)
    assert [set(facts.figures), set(facts.dates), set(facts.money)] == [figures, dates, money]


@given(st.text(max_size=200))
def test_no_text_breaks_it_and_its_words_stand_in_the_text(text: str) -> None:
    assert all(leak.words in text for leak in leaks_in(text, Sides((INSIDE,), [OPEN.text]), None))
