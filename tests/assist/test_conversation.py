"""A follow-up is read in the light of what was said before."""

from assist.conversation import asked_in
from tests.builders import a_message


def test_a_message_by_itself_is_taken_as_it_stands() -> None:
    asked = asked_in([a_message("@FennbyCare what is E17?", public=False, mentions_us=False)])
    assert (asked.text, asked.about, asked.public, asked.mentions_us) == (
        "@FennbyCare what is E17?",
        "",
        False,
        False,
    )


def test_the_product_of_an_earlier_message_is_remembered_but_not_its_error_code() -> None:
    first = a_message("@FennbyCare my CV-8 (fw v2.1) shows E17 at 5V")
    asked = asked_in([first, a_message("@FennbyCare and how long does it charge when flat?")])
    assert asked.about == "CV-8"


def test_a_scrap_goes_together_with_the_message_before_it() -> None:
    asked = asked_in([a_message("@FennbyCare my W3 shows E17"), a_message("@FennbyCare any news??")])
    assert "E17" in asked.text
    assert "any news" in asked.text


def test_a_whole_question_stands_without_the_message_before_it() -> None:
    asked = asked_in(
        [a_message("@FennbyCare my W3 shows E17"), a_message("@FennbyCare where can I buy a filter set?")]
    )
    assert "E17" not in asked.text
