"""Lead-ins and asides go; whatever carries meaning stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.draft.shorten import binding, shortened


@pytest.mark.parametrize(
    ("sentence", "shorter"),
    [
        ("Hi Bob, press the knob.", "Press the knob."),
        ("As I said, press the knob.", "Press the knob."),
        ("Well, as mentioned above, press the knob.", "Press the knob."),
        ("Press the knob (see the photo above) for ten seconds.", "Press the knob for ten seconds."),
        ("Press the knob (thanks Bob).", "Press the knob."),
        ("Note that The W3 has two.", "The W3 has two."),
    ],
)
def test_what_says_nothing_is_left_out(sentence: str, shorter: str) -> None:
    assert shortened(sentence) == shorter


@pytest.mark.parametrize(
    "sentence",
    [
        "Press the knob (not the lever).",
        "Press the knob (see the W4 for more).",
        "Press the knob (as long as the lamp is red).",
        "Use 5 V (as I do at 3 A).",
        "I think that it is the pump.",
        "No, it does not fit.",
        "If so, press the knob.",
        "emonPi works, too.",
    ],
)
def test_what_carries_meaning_stays(sentence: str) -> None:
    assert shortened(sentence) == sentence


_WORDS = "not no never if unless only except may must 3.3 X200 WS-4 probably and . -"
_PHRASES = (
    "Hi Bob,|As I said,|Well,|Yes,|as mentioned,|5 V|10 mA|I think|at most|the pump|press it|(see below)|(not below)"
    "|(see X9)|(thanks, 5 V)|(as it should)|(link)"
)
_PARTS = st.sampled_from([*_WORDS.split(), *_PHRASES.split("|")])


@given(st.lists(_PARTS, min_size=1, max_size=14).map(" ".join))
def test_no_negation_number_unit_name_modal_or_condition_is_ever_lost(sentence: str) -> None:
    assert binding(shortened(sentence)) == binding(sentence)


@given(st.text(alphabet="Hi Bob,s(e)n't 5V.\n", max_size=80))
def test_shortening_twice_is_shortening_once(sentence: str) -> None:
    assert shortened(shortened(sentence)) == shortened(sentence)
