"""What speaks for a sentence as an answer, one trait at a time: all sentences mean the same here."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

import pytest

from assist.draft.candidates import candidates
from assist.draft.scoring import scored
from assist.evidence import Evidence
from index.knowledge import Audience, Document, Hit, Kind, Passage, PassageId
from tests.builders import a_document


class SameMeaning:
    """Everything is equally close, but what is named `near`."""

    def __init__(self, near: str | None = None) -> None:
        self._near = near

    def similarity(self, question: str, sentences: Sequence[str]) -> Sequence[float]:
        return [0.9 if sentence == self._near else 0.4 for sentence in sentences]


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


def best(question: str, *documents: Document, near: str | None = None) -> str:
    found = candidates(found_in(*documents), links=False)
    return max(scored(question, found, SameMeaning(near)), key=lambda one: one.score).candidate.sentence


def sheet(*sentences: str) -> Document:
    return a_document("\n".join(sentences), id="sheet", title="Pump")


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("how long does it charge", "The pump charges for two hours.", "The pump charges with 12 watts."),
        ("how many pumps fit", "There is room for 12 of them.", "There is room for them all."),
        (
            "is 3 kW too much",
            "The socket takes up to 3680 W only.",
            "The socket takes a plug only, by the way.",
        ),
        (
            "it does not start, what now",
            "Press the red knob of the pump.",
            "The red knob of the pump is red.",
        ),
        (
            "the colour of the W3",
            "The colour of it all is a warm grey.",
            "The W3 is a W3 like other W3 stations.",
        ),
        ("where to put it", "Put the pump on a dry, even floor.", "I put mine on a dry, even floor, too."),
        ("where to put it", "The pump stands on a dry floor.", "It stands on a dry and even floor."),
        (
            "where to put it",
            "The pump is best put on a dry floor.",
            "The pump is perhaps best on a dry floor.",
        ),
        ("weight of the pump", "The pump has a weight of 2.6 kg.", "Weight of the pump: 2.6 kg, with hose"),
    ],
)
def test_of_two_sentences_the_better_one_wins(question: str, answer: str, other: str) -> None:
    assert best(question, sheet(answer, other)) == answer
    assert best(question, sheet(other, answer)) == answer


@pytest.mark.parametrize(
    ("one", "better"),
    [
        ("Phil, you put the pump on a dry floor.", "A floor that is dry and even will do."),
        ("Phil, you put the pump on a dry floor.", "Ideally, you choose a floor that is dry and even."),
    ],
)
def test_words_to_somebody_else_by_name_are_not_for_our_customer(one: str, better: str) -> None:
    thread = replace(sheet(one, better), kind=Kind.FORUM)
    assert best("where to put the pump", thread) == better


def test_a_solved_thread_is_believed_before_an_unsolved_one() -> None:
    solved = a_document(
        "Accepted solution\n\nPress the red knob.", id="solved", kind=Kind.FORUM, title="Pump"
    )
    open_ = a_document("Reply 1\n\nPress the green knob.", id="open", kind=Kind.FORUM, title="Pump")
    assert best("what now", open_, solved) == "Press the red knob."


@pytest.mark.parametrize("kind", [Kind.FORUM, Kind.SME_NOTE])
def test_what_a_thread_or_a_note_is_about_counts_for_its_sentences(kind: Kind) -> None:
    about = replace(sheet("Press the red knob."), kind=kind, title="Dead as a stone")
    other = a_document("Press the green knob.", id="other", title="Something else", kind=kind)
    assert best("no start", other, about, near="Dead as a stone") == "Press the red knob."


def test_the_title_of_a_data_sheet_says_nothing_about_its_sentences() -> None:
    one = replace(sheet("Press the red knob for long."), title="W3 pump")
    other = a_document("The pump is what you press.", id="other", title="Pumps")
    assert best("what is pressed: pump", one, other, near="W3 pump") == "The pump is what you press."


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
