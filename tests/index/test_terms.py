"""Terms: what is left of words so that those who ask find what others wrote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as any_of

from index.words.terms import analysed_as, asked_words, passage_terms, telling_terms, terms
from tests.index.passages import a_passage
from tests.index.test_words import best


@pytest.mark.parametrize(
    ("language", "written", "asked"),
    [
        ("de", "die Batterien der Wetterstationen", "Batterie Wetterstation"),
        ("fr", "les capteurs connectés", "capteur connectée"),
        ("es", "las baterías cargadas", "bateria cargada"),
        ("ru", "батареи датчиков", "батарея датчика"),
        ("nb", "batteriene lades", "batteriet"),
    ],
)
def test_endings_are_those_of_the_passages_language(language: str, written: str, asked: str) -> None:
    other = a_passage(0, "x", language=language)
    assert best(asked, other, a_passage(1, written, language=language)) == [1]


def test_a_question_is_asked_in_every_language_that_passages_have() -> None:
    german = a_passage(1, "die Batterien der Wetterstationen", language="de")
    english = a_passage(2, "the batteries of weather stations", language="en")
    assert best("Wetterstation", english, german) == [1]
    assert best("station", english, german) == [2]


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert terms("Baterijas maina", "lv") == ["baterijas", "maina"]
    assert best("baterijas", a_passage(1, "Baterijas maina", language="lv")) == [1]


def test_a_passage_whose_language_is_unknown_is_read_as_english() -> None:
    assert terms("batteries") == terms("batteries", "en") == ["batteri"]


def test_stop_words_are_those_of_the_commonest_language() -> None:
    assert [word.written for word in asked_words("wie lade ich die Batterie", ["de", "en"])] == [
        "lade",
        "batterie",
    ]
    assert [word.forms for word in asked_words("für die Größe", ["de"])] == [("gross",)]
    assert "die" in [word.written for word in asked_words("did the sensor die", ["en", "de"])]


def test_a_word_that_only_a_rarer_language_has_as_a_stop_word_keeps_its_form_in_the_other() -> None:
    (word,) = asked_words("die", ["en", "de"])
    assert word.forms == ("die",)


def test_words_that_end_differently_are_one_word_asked_twice() -> None:
    assert [(word.forms, word.often) for word in asked_words("battery batteries", ["en"])] == [
        (("batteri",), 2)
    ]


def test_a_joined_word_does_not_count_again_what_the_question_wrote() -> None:
    assert {word.written: word.often for word in asked_words("wi-fi wifi wifi", ["en"])}["wifi"] == 2


def test_words_too_long_to_be_asked_for_are_left_out() -> None:
    assert terms(f"{'a' * 101} mast") == ["mast"]


def test_the_words_of_title_and_headings_are_words_of_the_text_too() -> None:
    found = passage_terms(a_passage(1, "text", title="title", heading=("one", "two")))
    assert sorted(found["text"]) == ["one", "text", "titl", "two"]


@settings(deadline=None)
@given(any_of.text(), any_of.sampled_from(["en", "de", "ar", "zh", "", None]))
def test_a_term_is_one_word_to_the_index(text: str, language: str | None) -> None:
    for found in passage_terms(a_passage(1, text, language=language)).values():
        assert " ".join(found).split() == found


@settings(deadline=None)
@given(any_of.text(max_size=40), any_of.sampled_from(["en", "de", "zh"]))
def test_a_telling_word_of_a_question_is_a_term_of_a_passage_that_says_the_same(
    text: str, language: str
) -> None:
    has = set(passage_terms(a_passage(1, text, language=language))["text"])
    assert set(telling_terms(text, language)) <= has
    assert {form for word in asked_words(text, [analysed_as(language)]) for form in word.forms} <= has
