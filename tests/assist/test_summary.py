"""A thread of colleagues becomes one question with its answer, without what was only said among them."""

from hypothesis import given
from hypothesis import strategies as st

from assist.knowledge.summary import Gist, Post, gist_of

ASKS = Post("ana", "Hi all! A customer's W3 shows E17 since the storm. What does E17 mean on the W3?")
BACK = Post("ben", "Hey Ana, which firmware?")
STEPS = Post(
    "ben", "E17 means the rain gauge is blocked.\n1. Lift the funnel off.\n2. Rinse it.\nHope that helps!"
)
TALK = Post(
    "cleo", "I had that on my holiday for three weeks and nobody could find the keys of the storage room."
)
THANKS = Post("ana", "Thanks, that did it!")
ANSWER = "E17 means the rain gauge is blocked.\n1. Lift the funnel off.\n2. Rinse it."


def test_what_the_asker_gave_thanks_for_answers() -> None:
    thread = [ASKS, BACK, Post("ana", "1.4"), STEPS, TALK, THANKS]
    assert gist_of(thread) == Gist("What does E17 mean on the W3?", ANSWER)


def test_what_somebody_marked_as_the_answer_goes_before_thanks() -> None:
    marked = Post("cleo", "Replace the battery of the outdoor sensor.", accepted=True)
    assert gist_of([ASKS, STEPS, THANKS, marked]).answer == "Replace the battery of the outdoor sensor."


def test_without_thanks_the_longest_that_says_what_to_do_answers() -> None:
    assert gist_of([ASKS, TALK, STEPS]).answer == ANSWER
    assert gist_of([ASKS, Post("ben", "No."), TALK]).answer.startswith("I had that on my holiday")


def test_a_single_message_that_asks_and_answers_is_taken_apart() -> None:
    post = Post("ana", "How do I reset the hub? Hold the button for 10 seconds until the lamp blinks.")
    assert gist_of([post]) == Gist(
        "How do I reset the hub?", "Hold the button for 10 seconds until the lamp blinks."
    )


def test_a_message_that_asks_nothing_is_an_answer_whose_question_is_to_be_written() -> None:
    assert gist_of([Post("ana", "The sensor reaches 80 m in the open.")]) == Gist(
        "", "The sensor reaches 80 m in the open."
    )


def test_a_question_without_an_answer_has_none() -> None:
    assert gist_of([ASKS, THANKS]) == Gist("What does E17 mean on the W3?", "")
    assert gist_of([]) == Gist("", "")


def test_people_are_not_named() -> None:
    said = "@ben Phil, you need the blue cable. It is kept by John Miller, or by @cleo."
    gist = gist_of([Post("ana", "@ben how do I enter the service menu?"), Post("dan", said)])
    assert gist == Gist(
        "how do I enter the service menu?",
        "You need the blue cable. It is kept by a colleague, or by a colleague.",
    )


def test_commands_stay_as_they_are_written() -> None:
    assert gist_of([ASKS, Post("ben", "Run this:\nsudo fennby --reset")]).answer.endswith(
        "sudo fennby --reset"
    )


@given(st.lists(st.builds(Post, st.sampled_from("abc"), st.text(max_size=80), st.booleans()), max_size=6))
def test_any_thread_has_a_gist_and_nothing_in_it_that_nobody_wrote(thread: list[Post]) -> None:
    gist = gist_of(thread)
    assert "\n" not in gist.question
    written = "".join(post.text for post in thread).casefold()
    said = f"{gist.question}{gist.answer}".casefold().replace("a colleague", "")
    assert {letter for letter in said if letter.isalpha()} <= set(written) | set("ßſss")
