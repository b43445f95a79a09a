"""Promises, tone, language and repetition: what a person may vouch for and a machine may not do."""

from dataclasses import replace

import pytest

from assist.checks.duplicates import varied
from assist.checks.language import check_language
from desk.drafts import To
from index.knowledge import Kind
from tests.assist.checked import by_machine, by_person, quoting, said_of
from tests.assist.desk import a_context
from tests.builders import QUESTION

PROMISES = [
    ("We will refund you.", "We will refund"),
    ("I promise it works.", "I promise"),
    ("You'll get a free replacement.", "You'll get a free replacement"),
    ("It will be fixed by Friday.", "fixed by Friday"),
    ("We'll get back to you by tomorrow.", "We'll get back to you by tomorrow"),
    ("You get a voucher.", "voucher"),
    ("We accept full liability.", "We accept full liability"),
    ("That is covered by your warranty.", "covered by your warranty"),
]
NO_PROMISES = [
    "It will charge within 2 hours.",
    "The readings are compensated for drift.",
    "You can replace the filter yourself.",
    "The fix is in firmware 2.1.",
    "We cannot guarantee that.",
]


@pytest.mark.parametrize(("text", "words"), PROMISES)
def test_a_promise_is_held_until_a_person_vouches_for_it(text: str, words: str) -> None:
    by_alice = said_of("promises", a_context(by_person(text)))
    assert words in [problem.words for problem in by_alice]
    assert {(problem.blocking, problem.passable) for problem in by_alice} == {(True, True)}
    assert {one.passable for one in said_of("promises", a_context(by_machine(text)))} == {False}


@pytest.mark.parametrize("text", NO_PROMISES)
def test_how_a_device_works_is_no_promise(text: str) -> None:
    assert said_of("promises", a_context(by_person(text))) == []


def test_only_the_companys_own_words_may_promise() -> None:
    text = "Every device is guaranteed for three years."
    assert said_of("promises", quoting(text)) == []
    assert said_of("promises", quoting(text, Kind.FORUM)) != []
    assert said_of("promises", quoting("Send it in.", says="Send it in and get a full refund.")) != []


@pytest.mark.parametrize(
    ("text", "words", "blocking"),
    [
        ("Sorry for any inconvenience!", "Sorry for any inconvenience", False),
        ("Your feedback is important to us.", "Your feedback is important", False),
        ("You should have read the manual.", "You should have", True),
        ("That is your own fault.", "That is your own fault", True),
        ("PLEASE READ THE MANUAL.", "PLEASE READ THE MANUAL", True),
        ("Try again!!!", "!!!", True),
        ("Oh, really, it has a switch?", "Oh, really", False),
    ],
)
def test_set_phrases_are_pointed_out_and_blame_and_shouting_held(
    text: str, words: str, blocking: bool
) -> None:
    found = said_of("tone", a_context(by_person(text)))
    assert [(one.words, one.blocking, one.passable) for one in found] == [(words, blocking, blocking)]


@pytest.mark.parametrize(
    "text",
    [
        "Connect USB TTL UART and hold SET.",
        "Please DO NOT open it.",
        "Sorry, that is our bug! It says E17.",
        "You should see a light.",
    ],
)
def test_names_in_capitals_and_a_plain_sorry_are_fine(text: str) -> None:
    assert said_of("tone", a_context(by_person(text))) == []


def test_another_language_is_held_and_a_person_may_vouch_for_it() -> None:
    german = replace(QUESTION, language="de")
    english = "E17 on the W3 means that the rain gauge is blocked."
    assert [one.passable for one in check_language(a_context(by_person(english), triage=german))] == [True]
    assert [one.passable for one in check_language(a_context(by_machine(english), triage=german))] == [False]
    assert check_language(a_context(by_machine(english), triage=replace(QUESTION, language=None))) == []


REPLY = (
    "E17 on the W3 means that the rain gauge is blocked. Lift the funnel off and rinse it with warm water."
)


@pytest.mark.parametrize("earlier", [REPLY, REPLY.upper(), f"{REPLY[:-1]} today!"])
def test_a_repeated_reply_is_spam_in_public_and_pointed_out_in_private(earlier: str) -> None:
    context = replace(a_context(by_machine(REPLY)), earlier_replies=("Hello.", earlier))
    [found] = said_of("duplicates", context)
    assert (found.blocking, found.passable, found.words) == (True, True, REPLY)
    [found] = said_of("duplicates", replace(context, draft=by_machine(REPLY, to=To.DM)))
    assert not found.blocking


def test_another_figure_or_other_words_are_another_reply() -> None:
    for other in (REPLY.replace("E17", "E18").replace("warm", "cold"), "Rinse the funnel.", ""):
        assert said_of("duplicates", replace(a_context(by_machine(REPLY)), earlier_replies=(other,))) == []


def test_an_opening_makes_a_repeated_reply_new_until_all_are_used() -> None:
    openings = ("Hi there, ", "Hello, ")
    assert varied(REPLY, (), openings) == REPLY
    assert varied(REPLY, (REPLY,), openings) == f"Hi there, {REPLY}"
    assert varied(REPLY, (REPLY, f"Hi there, {REPLY}"), openings) == f"Hello, {REPLY}"
    assert varied(REPLY, [f"{opening}{REPLY}" for opening in ("", *openings)], openings) == REPLY
