"""What speaks for a sentence as an answer, one trait at a time: all sentences mean the same here."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

import pytest

from assist.draft.candidates import candidates
from assist.draft.extractive import ExtractiveDrafter
from assist.draft.ports import Assignment
from assist.draft.scoring import WEIGHED, by_meaning, by_words
from assist.knowledge.evidence import Evidence
from assist.reply.planner import Plan
from desk.drafts import To
from index.knowledge import Audience, Document, Hit, Kind, Passage, PassageId
from tests.builders import a_document


class SameMeaning:
    """Everything is equally close; remembers how much it was asked."""

    def __init__(self) -> None:
        self.compared = 0

    def similarity(self, question: str, sentences: Sequence[str]) -> Sequence[float]:
        self.compared += len(sentences)
        return [0.4] * len(sentences)


def found_in(*documents: Document, start: int = 0, end: int | None = None) -> Evidence:
    """Hits on these documents, equally good: on all of their text, or on a part of it."""
    hits = []
    for number, document in enumerate(documents):
        stop = len(document.text) if end is None else end
        passage = Passage(
            PassageId(number),
            document.id,
            document.version,
            document.kind,
            document.audience,
            document.title,
            document.url,
            document.text[start:stop],
            start,
            stop,
        )
        hits.append(Hit(passage, 1.0, 1.0))
    stored = {document.id: document for document in documents}
    return Evidence("", Audience.PUBLIC, tuple(hits), MappingProxyType(stored))


def best(question: str, *documents: Document) -> str:
    guessed = by_words(question, candidates(found_in(*documents), links=False))
    return by_meaning(question, guessed, SameMeaning())[0].candidate.sentence


def sheet(*sentences: str) -> Document:
    return a_document("\n".join(sentences), id="sheet", title="Pump")


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("is 3 kW too much", "The socket takes up to 3680 W.", "The socket takes up to 16 plugs."),
        ("what now", "Press the red knob of the pump.", "The red knob of the pump is red."),
        (
            "the colour of the W3",
            "The colour of it all is a warm grey.",
            "The W4 is a W4 like other W4 stations.",
        ),
        ("where to put it", "Put the pump on a dry, even floor.", "I put mine on a dry, even floor, too."),
        ("where to put it", "The pump stands on a dry floor.", "It stands on a dry and even floor."),
        ("where to put it", "The pump is best put on a dry floor.", "The pump was put on a dry floor."),
        ("what is it", "The pump is a pump with a red knob.", "The pump is a pump."),
    ],
)
def test_of_two_sentences_the_better_one_wins(question: str, answer: str, other: str) -> None:
    assert best(question, sheet(answer, other)) == answer
    assert best(question, sheet(other, answer)) == answer


def test_only_the_likeliest_sentences_by_words_are_compared_by_meaning() -> None:
    meaning = SameMeaning()
    text = a_document("\n".join(f"The pump has a red knob, number {number}." for number in range(40)))
    evidence = replace(found_in(text), question="where is the red knob")
    ExtractiveDrafter(meaning).draft(Assignment(evidence.question, evidence, Plan(To.PUBLIC, "asked")))
    assert 0 < meaning.compared <= WEIGHED


def test_a_sentence_without_a_word_of_the_question_comes_after_one_with_all_of_them() -> None:
    found = candidates(
        found_in(sheet("The lid is made of steel.", "Press the red knob of the pump.")), links=False
    )
    first, _ = by_words("which knob of the pump", found)
    assert first.candidate.sentence.startswith("Press")


def test_a_sentence_that_tells_the_value_asked_for_is_better_than_one_of_another_value() -> None:
    found = candidates(
        found_in(sheet("It runs on a 5 V DC supply.", "It runs on a supply for 3 h.")), links=False
    )
    first, _ = by_words("which voltage does it run on", found)
    assert first.candidate.sentence == "It runs on a 5 V DC supply."
    assert first.traits["unit"]


@pytest.mark.parametrize(
    ("question", "asked_for"),
    [
        ("it conks out after 4 min on Eco", False),
        ("what is the running time on Eco", True),
        ("how long does it run", True),
    ],
)
def test_a_row_of_a_table_is_for_who_asks_for_it(question: str, asked_for: bool) -> None:
    (row,) = by_words(question, candidates(found_in(sheet("| Running time, Eco | 45 min |")), links=False))
    (other,) = by_words(question, candidates(found_in(sheet("Running on Eco takes 45 min.")), links=False))
    assert row.traits["other_row"] is not asked_for
    assert not other.traits["other_row"]


def test_the_longer_the_story_the_less_sure_is_any_answer() -> None:
    found = candidates(found_in(sheet("Press the red knob of the pump.")), links=False)
    (short,), (long,) = by_words("red knob?", found), by_words("red knob? " + "It is so. " * 40, found)
    assert short.score > long.score


def test_where_a_threads_question_was_found_its_whole_solution_may_be_quoted() -> None:
    thread = a_document(
        "Title\n\nQuestion\n\nWhy is it so?\n\nAccepted solution\n\nPress it.", kind=Kind.FORUM
    )
    thread = replace(thread, text=thread.text.replace("Press it.", "Press the red knob. Then wait a while."))
    evidence = found_in(thread, end=thread.text.index("Accepted"))
    assert [one.sentence for one in candidates(evidence, links=False)] == [
        "Press the red knob.",
        "Then wait a while.",
    ]


def test_a_long_passage_does_not_crowd_out_the_others() -> None:
    long = sheet(*(f"The pump is rather good, number {number}." for number in range(60)))
    short = a_document("Press the red knob.", id="short")
    sentences = [one.sentence for one in candidates(found_in(long, short), links=False)]
    assert sentences.index("Press the red knob.") < 20


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        (
            "How much does a battery for the pump cost?",
            "A new one is €34.90.",
            "Charge the battery of the pump.",
        ),
        ("How heavy is the pump?", "All in all it comes to 12 kg.", "The pump is of heavily coated steel."),
        ("How accurate is the pump?", "The tolerance is 2 %.", "The pump reaches 100 m."),
        ("The pump lamp blinks red", "Red, blinking: too hot.", "White, blinking: the pump starts."),
        ("The pump lamp blinks red", "Red, blinking: too hot.", "Red, steady: the pump lamp says no water."),
        ("The pump has slow red flashes", "Write to us then.", "Quick red flashes: the pump is too cold."),
    ],
)
def test_a_price_or_a_lamp_that_is_asked_for_is_not_answered_with_another(
    question: str, answer: str, other: str
) -> None:
    assert best(question, sheet(other), a_document(answer, id="right", title="Pump")) == answer
