"""A model's answer is read leniently around the JSON and strictly within it."""

import json

import pytest

from assist.draft.model.reading import Reply, Sentence, read, readable
from tests.assist.model.answers import CANNOT, GOOD

REPLY = Reply.model_validate(json.loads(GOOD))


@pytest.mark.parametrize(
    "answer",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"Sure! Here you are:\n```\n{GOOD}\n```\nHope it helps {{smiles}}",
        f"<think>They ask {{something}}.\n{CANNOT}</think>\n\n{GOOD}",
        f"I use {{braces}} and {{}} first. {GOOD}",
    ],
)
def test_json_is_found_in_what_a_model_wraps_around_it(answer: str) -> None:
    assert read(answer) == REPLY


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "Your gauge is blocked.",
        GOOD[:-10],
        "{}",
        '{"cannot_answer": false}',
        '{"sentences": "none"}',
        '{"sentences": [{"text": "Blocked."}]}',
        '{"sentences": [{"text": "Blocked.", "passage": "1", "quote": "E17"}]}',
        '{"sentences": [{"text": "Blocked.", "passage": true, "quote": "E17"}]}',
        '{"sentences": [{"text": "Blocked.", "passage": 1.5, "quote": "E17"}]}',
        '{"sentences": [{"text": null, "passage": 1, "quote": "E17"}]}',
        '[{"text": "Blocked.", "passage": 1, "quote": "E17"}]',
        '{"a":' * 20_000,
        "{" * 20_000,
        f"<think>{GOOD}",
    ],
)
def test_an_answer_of_another_form_is_none(answer: str) -> None:
    assert read(answer) is None


def test_no_sentences_is_an_answer() -> None:
    assert read(CANNOT) == Reply(sentences=[], cannot_answer=True)
    assert read('{"sentences": []}') == Reply(sentences=[])


def test_what_nobody_asked_for_is_left_out() -> None:
    answer = '{"sentences": [{"text": "A.", "passage": 1, "quote": "B", "sure": 0.9}], "mood": "good"}'
    assert read(answer) == Reply(sentences=[Sentence(text="A.", passage=1, quote="B")])


def test_sentences_are_readable_while_they_come() -> None:
    heard = [readable(GOOD[:end]) for end in range(len(GOOD) + 1)]
    whole = " ".join(sentence.text for sentence in REPLY.sentences)
    assert heard[0] == ""
    assert heard[-1] == whole
    assert all(whole.startswith(text.strip()) for text in heard)
    assert len(set(heard)) > 20


@pytest.mark.parametrize(
    "answer", ["Sure!", "{]", '{"sentences": 7}', '{"sentences": [7, {"text": 8}]}', "{" * 9999]
)
def test_nothing_is_readable_in_what_is_no_reply(answer: str) -> None:
    assert readable(answer) == ""
