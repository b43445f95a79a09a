"""Words and codes as people write them, and what they find."""

import numpy as np
import pytest

from index.chosen import Chosen
from index.knowledge import Passage
from index.words.asked import ask
from index.words.codes import codes
from index.words.recent import RecentWords
from tests.index.passages import a_passage


def best(question: str, *passages: Passage) -> list[int]:
    """The ids of the passages that the question finds, best first; where they lie makes no difference to it."""
    words = RecentWords()
    words.add(passages)
    asked = ask(question, RecentWords().view(), words.view())
    everything = Chosen(np.array([passage.id for passage in passages]), np.ones(len(passages), np.bool_))
    ids, _ = words.view().best(asked, everything, 10)
    return [int(found) for found in ids]


def found(question: str, *texts: str) -> list[int]:
    """The numbers (from 0) of the texts that the question finds, best first."""
    return best(question, *[a_passage(number, text) for number, text in enumerate(texts)])


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("clip the SCT-013-000 on the live wire", "SCT-013-000"),
        ("clip the SCT-013-000 on the live wire", "sct013000 clamp"),
        ("clip the SCT-013-000 on the live wire", "the 013 clamp"),
        ("firmware v2.1 mends it", "is it in v2.1?"),
        ("E17 means blocked", "e17!!!"),
        ("an emonTx_V3 board", "emontxv3"),
        ("the battery is empty", "BATTERIES"),
        ("naïve Größe café", "naive GROSSE cafe"),
        ("ＦＵＬＬ　ＷＩＤＴＨ　Ｅ１７", "e17"),
        ("датчик температуры не работает", "температуры"),
        ("電池を交換してください", "電池"),
        ("배터리 교체 방법", "교체"),
        ("غيّر البطارية من فضلك", "البطارية"),
        ("बैटरी बदलें", "बैटरी"),
        ("กรุณาเปลี่ยนแบตเตอรี่", "แบตเตอรี่"),
        ("over Wi-Fi only", "wifi"),
        ("over Wi\N{NON-BREAKING HYPHEN}Fi only", "wifi"),
        ("over Wi-Fi only", "fi"),
        ("over wifi only", "WI-FI"),
        ("a plug-and-play sensor", "plugandplay"),
    ],
)
def test_what_is_written_so_is_found_when_asked_so(written: str, asked: str) -> None:
    assert found(asked, "nothing of the kind", written)[:1] == [1]


def test_a_whole_part_number_is_found_before_one_that_shares_a_part() -> None:
    assert found("SCT-013-030", "an SCT-013-000 sensor", "an SCT-013-030 sensor", "030 alone")[0] == 1


def test_a_word_in_a_title_or_heading_counts_more_than_in_the_text() -> None:
    assert (
        best(
            "calibration",
            a_passage(1, "the calibration and other things of the mast"),
            a_passage(2, "other things of the mast and the like", title="Calibration"),
            a_passage(3, "other things of the mast and the like", heading=("Set-up", "Calibration")),
        )[-1]
        == 1
    )


@pytest.mark.parametrize("question", ["", "   ", "what is it?", "\x00", "😀😀", "AND OR NOT", "*)(", "~^\\"])
def test_a_question_that_tells_nothing_finds_nothing_by_words(question: str) -> None:
    assert found(question, "what it is or is not, and what the mast is") == []


@pytest.mark.parametrize(
    "question", ['title:"', "body:mast", "(mast", "mast^9", "+mast -is", '"mast', "mast~2", "[a TO z] mast"]
)
def test_signs_of_query_languages_are_signs_only(question: str) -> None:
    assert found(question, "the title of the body of the mast") == [0]


def test_the_rarest_of_a_thousand_words_is_not_passed_over() -> None:
    chat = " ".join(f"word{number}" for number in range(1000))
    assert found(f"{chat} funnel", *[f"{chat} {number}" for number in range(5)], "funnel")[-1] == 5


def test_a_word_that_the_question_repeats_counts_more() -> None:
    assert found("mast funnel funnel", "a mast of wood", "a funnel of wood")[0] == 1
    assert found("funnel mast mast", "a mast of wood", "a funnel of wood")[0] == 0


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    assert found("mast funnel", *["a mast of wood"] * 8, "a funnel of wood")[0] == 8


def test_codes_are_one_word_and_numbers_alone_are_none() -> None:
    text = "The SCT-013-000, 3.3V, E17; v2.1 and/or 5 of 1,000 well-known emonTx_V3."
    assert codes(text) == ["sct013000", "3.3v", "e17", "v2.1", "emontxv3"]
