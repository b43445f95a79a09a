"""Which words correct what was said before."""

import pytest

from ingest.forum.follow_ups import corrects


@pytest.mark.parametrize(
    "text",
    [
        "Sorry, it did not work for me.",
        "This doesn't actually solve the problem.",
        "That didnt help",
        "The fix won’t work on version 2.",
        "Unfortunately it's still not working.",
        "That is no longer true since March.",
        "this isn't correct",
        "They have stopped working again.",
        "The problem has come back after the update.",
        "The button is no longer needed.",
        "EDIT: use pin 4.",
        "Hello.\nUPDATE - the new sensor does it by itself.",
        "Correction: it is 3 V.",
        "I was completely wrong, it is the red one.",
        "My mistake was to use pin 3.",
        "Spoke too soon!",
        "Please ignore my last post.",
        "The code above is wrong.",
        "That was outdated when I wrote it.",
        "Actually, it was the cable.",
        "Well, actually no.",
        "Use pin 4 instead.",
        "It is old; you should try the new one instead.",
        "Works, but I had to remove the jumper first.",
    ],
)
def test_these_correct(text: str) -> None:
    assert corrects(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, that did the trick!",
        "Works perfectly now.",
        "I don't know what you are actually trying to do.",
        "The app does not work on my old phone, but that is another story.",
        "You could try a git diff instead of deleting everything.",
        "Why didn't they use a smaller socket instead?",
        "I know that doesn't necessarily help you.",
        "I would argue this isn't the right place for it.",
        "Please update the edited file.",
        "What is wrong with my W3?",
        "If it happens again I know where to look.",
        "",
    ],
)
def test_these_do_not(text: str) -> None:
    assert not corrects(text)


def test_only_the_beginning_of_a_post_counts() -> None:
    assert not corrects("It rained for a whole day. " * 30 + "Then it did not work.")


def test_a_long_post_takes_no_time() -> None:
    assert not corrects("connect " * 500_000)
