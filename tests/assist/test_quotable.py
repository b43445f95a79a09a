"""What cannot stand in a reply: chatter, pointing, code, other people's set-ups, words torn out of their place."""

import pytest

from assist.draft.quotable import is_quotable
from index.knowledge import Kind
from tests.builders import a_document

SAID = "Press the red knob of the pump."


def quotable(sentence: str, kind: Kind = Kind.FORUM) -> bool:
    return is_quotable(sentence, sentence, a_document(kind=kind), (), links=False)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_plain_statement_may_be_quoted(kind: Kind) -> None:
    assert quotable(SAID, kind)


@pytest.mark.parametrize(
    "sentence",
    [
        "There are a few things that really distinguish the two pumps.",
        "There's another idea, also from the support page.",
        "The full story of the pump is described here.",
        "If you type pump into the search engine you get links.",
        "Call setup() before the pump is started.",
        "EnergyMonitor one, two; // two pumps",
        "(The red trace is the pump.",
        "Not sure why the pump stops at midnight.",
        "root@pump:/home/pump# ps auwx",
        "The pump uses the voltage of.",
        'The pump says "blocked and stops.',
    ],
)
@pytest.mark.parametrize("kind", [Kind.FORUM, Kind.SME_NOTE])
def test_what_says_nothing_by_itself_is_not_quoted(sentence: str, kind: Kind) -> None:
    assert not quotable(sentence, kind)


@pytest.mark.parametrize(
    "sentence",
    [
        "My pump draws 23 A at night.",
        "I measured 3 V at the plug.",
        "You've done a good test of the pump on the first day.",
        "Your readings of the pump are too high.",
        "It sounds like the pump is blocked.",
        "Phil, you need a new pump.",
        "Your pump and hose are both leaking, it seems.",
        "I too would love a better pump.",
        "No, a pump does not do that.",
        "The pump should be fixed now.",
        "Il look into this, it may be a bug that the pump stops.",
        "@ rbreuss - You are using an old pump.",
        "As mentioned, the pump is blocked.",
        "Undo your changes to the pump and start again.",
        "Mrs Dorothy Hill has the same pump.",
    ],
)
def test_another_customers_set_up_is_not_ours(sentence: str) -> None:
    assert not quotable(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ideally, you put the pump on a dry floor.",
        "I think that a dry floor is best for the pump.",
        "Weight: 2.6 kg",
        "Run it at 12 V @ 2 A, or find the hole it is plugged in to.",
        "The supply puts out 12V @ 100 mA at most.",
    ],
)
def test_hedges_rows_and_words_to_nobody_by_name_may_be_quoted(sentence: str) -> None:
    assert quotable(sentence)
