"""A follow-up is read in the light of what both sides said before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assist.understanding.conversation import Asked, asked_by_team, asked_in
from assist.understanding.question import question_in
from assist.understanding.triage import triaged, understood
from desk.cases import Intent, Said
from desk.drafts import To
from desk.messages import Before, Message
from tests.builders import NOON, a_message

RESET = "Slide the cover off and press the reset button for ten seconds."
NAMES = ("CV-8", "HR-200", "Fennby Garden Pump")


def talk(*turns: str) -> Asked:
    """What is asked after these turns; those that begin with "us: " are our replies, the last is the customer's."""
    messages: list[Message] = []
    said: list[Said] = []
    for minute, turn in enumerate(turns):
        at = NOON + timedelta(minutes=minute)
        if turn.startswith("us: "):
            said.append(Said(turn.removeprefix("us: "), To.PUBLIC, at))
        else:
            messages.append(a_message(turn, posted_at=at))
    return asked_in(messages, said, NAMES)


def test_a_message_by_itself_is_taken_as_it_stands() -> None:
    asked = asked_in([a_message("@FennbyCare what is E17?", public=False, mentions_us=False)])
    assert (asked.text, asked.about, asked.public) == ("@FennbyCare what is E17?", "", False)
    assert (asked.mentions_us, asked.completed, asked.open_questions) == (False, "", ())


def test_the_product_of_an_earlier_message_is_remembered_but_not_its_error_code() -> None:
    asked = talk(
        "@FennbyCare my CV-8 (fw v2.1) shows E17 at 5V", "@FennbyCare and how long does it charge when flat?"
    )
    assert asked.about == "CV-8"
    assert "E17" not in asked.text


def test_a_product_without_a_number_is_remembered_by_the_names_of_the_index() -> None:
    assert (
        talk("my fennby garden pumpp is loud", "how deep may it stand in water?").about
        == "Fennby Garden Pump"
    )


def test_a_product_that_only_we_named_is_remembered() -> None:
    assert talk("which filter fits?", "us: The FS-9 does.", "where can I buy it in Austria?").about == "FS-9"


def test_a_message_that_names_its_product_is_not_about_the_one_before() -> None:
    assert talk("my CV-8 is loud", "does the HR-200 have two antennas?").about == ""


@pytest.mark.parametrize(
    "scrap",
    [
        "any news??",
        "@FennbyCare hello?",
        "still not working",
        "didn't work",
        "same problem",
        "geht immer noch nicht",
        "wifi",
    ],
)
def test_a_scrap_goes_together_with_what_they_asked_before(scrap: str) -> None:
    asked = talk("@FennbyCare my W3 shows E17", scrap)
    assert asked.text == f"@FennbyCare my W3 shows E17\n{scrap}"
    assert "my W3 shows E17" in asked.completed


def test_a_second_scrap_is_read_with_the_question_and_not_with_the_first_scrap() -> None:
    assert talk("my W3 shows E17", "any news?", "hello??").text == "my W3 shows E17\nhello??"


def test_a_whole_question_stands_without_the_message_before_it() -> None:
    asked = talk("@FennbyCare my W3 shows E17", "@FennbyCare where can I buy a filter set?")
    assert asked.text == "@FennbyCare where can I buy a filter set?"
    assert asked.completed == ""


@pytest.mark.parametrize(
    "back", ["how?", "@FennbyCare ok but where is that?", "which button?", "what does that mean?"]
)
def test_asking_back_is_about_what_we_replied(back: str) -> None:
    asked = talk("@FennbyCare my W3 shows E17, what now?", f"us: {RESET}", back)
    assert asked.about == RESET
    assert RESET in question_in(asked.text, asked.about).search
    assert "asks back about our reply" in asked.completed


def test_how_without_a_reply_of_ours_is_about_their_own_words() -> None:
    asked = talk("I want to change the wifi channel of my router", "how?")
    assert (asked.text, asked.about) == ("I want to change the wifi channel of my router\nhow?", "")


def test_that_our_reply_did_not_help_is_told_apart_from_that_it_still_fails() -> None:
    assert "our reply did not help" in talk("my W3 shows E17", f"us: {RESET}", "still not working").completed
    assert "our reply" not in talk("my W3 shows E17", "still not working").completed


def test_and_the_other_product_asks_the_same_of_that() -> None:
    asked = talk("@FennbyCare how long does the CV-8 take to charge?", "@FennbyCare and the CV-9?")
    assert asked.text == "@FennbyCare how long does the CV-9 take to charge?"
    assert "asks of the CV-9 what they asked before" in asked.completed


def test_asking_something_else_of_another_product_keeps_what_is_asked() -> None:
    asked = talk("how long does the CV-8 take to charge?", "what about the warranty of the CV-9?")
    assert "warranty" in asked.text


def test_an_answer_to_our_question_belongs_to_what_they_asked() -> None:
    asked = talk("does it have wifi on 5 GHz?", "us: Which model do you have?", "the HR-200")
    assert asked.text == "does it have wifi on 5 GHz?\nthe HR-200"
    assert "answers our question 'Which model do you have?'" in asked.completed
    assert triaged(asked.text).wants_reply


@pytest.mark.parametrize("thanks", ["thanks!", "Perfect, thank you", "that worked, thanks 😊"])
def test_thanks_for_our_reply_do_not_ask_the_old_question_again(thanks: str) -> None:
    asked = talk("my W3 shows E17, what now?", f"us: {RESET}", thanks)
    assert asked.text == thanks
    assert understood(asked).intent is Intent.PRAISE


def test_a_message_in_two_parts_is_one() -> None:
    asked = talk("is this normal? (unrelated)", "1/2 my W3 shows E17 since", "2/2 it rained, what can I do?")
    assert asked.text == "1/2 my W3 shows E17 since\n2/2 it rained, what can I do?"


@pytest.mark.parametrize(
    "text", ["1/2 inch thread: does it fit?", "it only charges 2/3 of the time I use it"]
)
def test_a_fraction_is_no_part_of_a_message(text: str) -> None:
    assert talk("my W3 shows E17 today", text).text == text


def test_this_is_the_post_they_quote_or_the_page_they_link() -> None:
    quoting = replace(a_message("@FennbyCare is this true?"), quoted="@bob The CV-8 runs on rain water")
    assert asked_in([quoting]).about == "The CV-8 runs on rain water"
    linking = replace(a_message("does this fit mine?"), link_titles=("", "Filter set FS-9 | Fennby"))
    assert "FS-9" in question_in("does this fit mine?", asked_in([linking]).about).search


def test_what_others_wrote_is_looked_up_but_does_not_tell_what_the_customer_wants() -> None:
    bait = "FREE CRYPTO giveaway, click here, this is the worst scam"
    quoting = replace(a_message("@FennbyCare is this from you?"), quoted=bait)
    asked = asked_in([quoting])
    assert "giveaway" in asked.about
    assert understood(asked).intent is Intent.QUESTION


def test_a_reply_that_came_later_than_the_message_completes_nothing() -> None:
    later = Said(RESET, To.PUBLIC, NOON + timedelta(hours=1))
    asked = asked_in([a_message("how?", posted_at=NOON)], [later])
    assert asked.about == ""


def test_a_question_that_nobody_replied_to_stays_open_beside_the_newer_one() -> None:
    asked = talk("How do I pair the HR-200?", "And where can I buy a filter set for the CV-8?")
    triage = understood(asked, NAMES)
    assert triage.questions == ("And where can I buy a filter set for the CV-8?", "How do I pair the HR-200?")
    assert triage.reasons["questions"] == "1 asked before and not answered since"


def test_a_question_that_completes_the_newest_message_is_not_listed_twice() -> None:
    assert understood(talk("How do I pair the HR-200?", "any news?")).questions == (
        "How do I pair the HR-200?",
        "any news?",
    )


def test_a_question_we_replied_to_is_no_longer_open() -> None:
    asked = talk("How do I pair the HR-200?", f"us: {RESET}", "Where can I buy a filter set for the CV-8?")
    assert asked.open_questions == ()


def test_the_agent_reads_what_of_the_conversation_was_added() -> None:
    triage = understood(talk("my W3 shows E17", "any news?"))
    assert triage.reasons["conversation"] == "waits for an answer to 'my W3 shows E17'"


def test_a_colleagues_follow_up_is_read_with_their_earlier_questions_and_our_answers() -> None:
    earlier = [("what does E17 mean on the W3?", "E17 means that the rain gauge is blocked.")]
    follow = asked_by_team("and the W4?", earlier, ["W3", "W4"])
    assert follow.text == "what does E17 mean on the W4?"
    assert "asks of the W4" in follow.completed
    assert asked_by_team("and the W4?").completed == ""


def test_a_colleagues_question_without_a_product_is_about_that_of_the_thread() -> None:
    earlier = [("what does E17 mean on the W3?", "It is blocked.")]
    assert asked_by_team("how do I connect it to my network at home?", earlier, ["W3"]).about == "W3"


def test_a_message_that_points_at_a_strangers_post_is_read_with_it() -> None:
    stranger = Before("bob", "The CV-8 runs on rain water", NOON, ours=False)
    asked = asked_in([replace(a_message("@FennbyCare is this true?"), before=(stranger,))])
    assert "rain water" in asked.about


def test_what_the_customer_or_we_wrote_above_is_not_taken_for_what_they_point_at() -> None:
    text = "@FennbyCare thanks! how long does it need when it is flat?"
    own = Before(a_message().author_handle, "my CV-8 says E17", NOON, ours=False)
    ours = Before("FennbyCare", "Clear the elbow for E17.", NOON, ours=True)
    assert "E17" not in asked_in([replace(a_message(text), before=(own, ours))]).about
