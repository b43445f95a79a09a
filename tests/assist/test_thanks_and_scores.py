"""Thanks that settle a matter, and scores, told from messages that only look like them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.understanding.scores import Score, score_in
from assist.understanding.thanks import settles
from tests.assist.test_wishes import each

SETTLED = """
thanks, that worked / Thanks! / @FennbyCare Ok thanks. / Thank you so much, works now / That fixed it thanks / ok thx
It's sorted. Thanks. iOS update needed a change and hard reboot / Already fixed! Thank you! / Great, thank you
danke, funktioniert jetzt / merci, ça marche / gracias, ya funciona / obrigado, funcionou / grazie, ora funziona
"""
NOT_SETTLED = """
thanks, but it still blinks / thanks, will try / Thanks for nothing / Thanks. How do I reset it? / no thanks
thanks I sent you a DM / Thanks, Becky. I submitted a request. / Booking no YIUBPF. Thanks. / thanks, they are #0C2340
ok, thank you for your help, I'll do that. / it works but loses wifi / it worked for an hour, then E17 / that worked? no
danke, aber geht nicht / Thanks in advance / still waiting, thanks / It needs to be fixed. Now. / I want it fixed
thanks, and the CV-8? / Thanks. Here it is: https://t.co/x / worst help ever, thanks / merci, je vais essayer / worked
"""


@pytest.mark.parametrize("message", each(SETTLED))
def test_thanks_for_what_worked_settle_the_matter(message: str) -> None:
    assert settles(message)


@pytest.mark.parametrize("message", each(NOT_SETTLED))
def test_thanks_with_something_left_settle_nothing(message: str) -> None:
    assert not settles(message)


def test_few_real_customers_are_taken_for_settled(real_data: Path) -> None:
    """What was taken for settled was read: each of them thanks for help that was enough, or for nothing else."""
    lines = (real_data / "tweets-twcs-5k" / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    posts = [row["customer"] for row in map(json.loads, lines) if not row["first_contact"]]
    found = [post for post in posts if settles(post)]
    assert 15 < len(found) < 40
    assert not [post for post in found if "?" in post or " but " in post]


@pytest.mark.parametrize(
    ("message", "score"),
    [
        ("5", Score(5)),
        ("@FennbyCare 4/5", Score(4)),
        ("3 out of 5, thanks", Score(3)),
        ("4 stars", Score(4)),
        ("⭐⭐⭐", Score(3)),
        ("great", Score(5)),
        ("schlecht", Score(2)),
        ("1!", Score(1)),
        ("2. Still broken", Score(2, more=True)),
        ("5 - but how do I pair it?", Score(5, more=True)),
        ("5 sensors are dead", None),
        ("E5", None),
        ("5.5", None),
        ("10", None),
        ("6", None),
        ("great, but it shows E17", None),
        ("my 5 cents", None),
        ("", None),
    ],
)
def test_a_score_is_a_number_some_stars_or_a_word_at_the_beginning(message: str, score: Score | None) -> None:
    assert score_in(message) == score


@given(st.text(max_size=200))
def test_no_text_breaks_it_and_every_score_is_from_1_to_5(text: str) -> None:
    settles(text)
    found = score_in(text)
    assert found is None or 1 <= found.value <= 5
