"""Misspelt words of questions find what was meant, words that passages have are never changed."""

import pytest

from index.words.asked import MENDED_UP_TO
from tests.index.passages import a_passage
from tests.index.test_words import best, found


@pytest.mark.parametrize(
    "asked", ["calibraton", "caliibration", "calibratoin", "calibretion", "Calibrations", "calobrated"]
)
def test_one_wrong_letter_still_finds_the_word(asked: str) -> None:
    assert found(asked, "nothing of the kind", "the calibration of the mast") == [1]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("calbraton", "calibration"),  # two letters
        ("mats", "mast"),  # too short to be sure
        ("E18V2", "E17V2"),  # a code names one thing
        ("калибрвка", "калибровка"),  # another script
    ],
)
def test_what_may_well_be_another_word_is_not_changed(asked: str, written: str) -> None:
    assert found(asked, written) == []


def test_a_word_that_passages_have_is_not_taken_for_another() -> None:
    assert found("poster", "a poster", *["a postern"] * 5) == [0]


def test_of_several_words_the_commonest_is_meant() -> None:
    assert found("sensar", "a sensor", "the sensor", "a censar") == [0, 1]


def test_a_misspelt_word_counts_less_than_one_spelt_well() -> None:
    assert found("funnel callibration", "calibration", "funnel") == [1, 0]


def test_a_misspelt_word_is_mended_in_the_language_of_the_passages() -> None:
    other = a_passage(0, "x", language="de")
    assert best("Wetterstatoin", other, a_passage(1, "zwei Wetterstationen", language="de")) == [1]


def test_in_a_question_of_very_many_words_none_is_looked_for_in_other_spellings() -> None:
    nonsense = " ".join(f"zzq{chr(97 + n // 26)}{chr(97 + n % 26)}q" for n in range(MENDED_UP_TO + 1))
    assert found("calibraton", "the calibration") == [0]
    assert found(f"calibraton {nonsense}", "the calibration") == []
