"""What a model is adapted on: questions and answers out of documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.pairs import QUESTION_LENGTH, Pair, batches, held_out, pairs_of
from index.knowledge import Audience, Document, DocumentId, Kind, Span

LONG = (
    "Press the reset button for ten seconds until the lamp turns red, then pair the unit with its base again. "
    * 2
)
THREAD = (
    f"Unit is lost\n\nQuestion\n\nMy unit fell off the net.\n\nAccepted solution by elm (staff)\n\n{LONG}"
)
PAIRS = st.lists(
    st.builds(Pair, st.sampled_from("abcdef").map(DocumentId), st.text(), st.text()), max_size=40
)


def document(text: str, kind: Kind = Kind.FORUM, id: str = "thread", title: str = "Unit is lost") -> Document:
    return Document(DocumentId(id), "forum", kind, title, None, text, Audience.PUBLIC)


def test_the_accepted_solution_answers_title_and_question() -> None:
    asked = {pair.question for seed in range(20) for pair in pairs_of([(document(THREAD), [])], seed)}
    (pair,) = pairs_of([(document(THREAD), [])], 0)
    assert pair.answer == LONG.strip()
    assert asked == {"Unit is lost", "Unit is lost: My unit fell off the net."}


def test_a_reply_too_short_to_answer_anything_is_passed_over_for_the_next() -> None:
    text = f"Lost\n\nQuestion:\nWhy?\n\nReply 1 by ash:\nMe too\n\nReply 2 by elm:\n{LONG}"
    assert [pair.answer for pair in pairs_of([(document(text), [])], 0)] == [LONG.strip()]


def test_a_thread_without_an_answer_makes_no_pair() -> None:
    assert pairs_of([(document("Lost\n\nQuestion\n\nWhy is it so?"), [])], 0) == []


def test_a_section_answers_title_and_heading_and_does_not_repeat_the_heading() -> None:
    text = f"Pairing\n{LONG}"
    spans = [Span(0, len(text), ("Base unit", "Pairing"))]
    (pair,) = pairs_of([(document(text, Kind.SME_NOTE, title="Base unit"), spans)], 0)
    assert (pair.question, pair.answer) == ("Base unit: Pairing", LONG.strip())


@pytest.mark.parametrize("again", [("Pairing", LONG), ("Pairing", LONG.upper()), ("Coupling", LONG)])
def test_the_same_question_or_the_same_answer_again_makes_no_second_pair(again: tuple[str, str]) -> None:
    sections = [
        (document(text, Kind.SME_NOTE, title="Unit"), [Span(0, len(text), ("Unit", heading))])
        for heading, text in (("Pairing", LONG), again)
    ]
    assert len(pairs_of(sections, 0)) == 1


@given(st.text(), st.sampled_from(Kind), st.integers(0, 9))
def test_any_text_makes_pairs_or_none_and_the_same_each_time(text: str, kind: Kind, seed: int) -> None:
    spans = [Span(0, len(text), ("Any",))] if text else []
    found = pairs_of([(document(text, kind), spans)], seed)
    assert found == pairs_of([(document(text, kind), spans)], seed)
    assert all(len(pair.question) <= QUESTION_LENGTH and pair.answer for pair in found)


@given(PAIRS, st.floats(0, 1), st.integers(0, 9))
def test_no_document_is_both_adapted_on_and_measured_on(pairs: list[Pair], share: float, seed: int) -> None:
    adapted, measured = held_out(pairs, share, seed)
    assert not {pair.document for pair in adapted} & {pair.document for pair in measured}
    assert len(adapted) + len(measured) == len(pairs)


@given(PAIRS, st.sets(st.sampled_from("abcdef")), st.integers(0, 9))
def test_a_document_stays_on_its_side_when_others_go(pairs: list[Pair], gone: set[str], seed: int) -> None:
    _, measured = held_out(pairs, 0.5, seed)
    _, later = held_out([pair for pair in pairs if pair.document not in gone], 0.5, seed)
    assert later == [pair for pair in measured if pair.document not in gone]


def test_about_the_wanted_share_is_measured_on() -> None:
    pairs = [Pair(DocumentId(f"thread-{number}"), "", "") for number in range(1000)]
    assert 150 < len(held_out(pairs, 0.2, 0)[1]) < 250


@given(PAIRS, st.integers(2, 8), st.integers(0, 9))
def test_batches_hold_no_pair_and_no_document_twice_and_never_one_pair_alone(
    pairs: list[Pair], size: int, seed: int
) -> None:
    made = batches(pairs, size, seed)
    assert all(len({pair.document for pair in batch}) == len(batch) for batch in made)
    assert all(2 <= len(batch) <= size for batch in made)
    held = [id(pair) for batch in made for pair in batch]
    assert len(set(held)) == len(held)
    left = [pair for pair in pairs if id(pair) not in held]
    assert len({pair.document for pair in left}) <= 1  # only what nothing stood beside is left out


def test_a_correction_ends_the_solution() -> None:
    text = f"{THREAD}\n\nCorrection by ash\n\nIt is eleven seconds."
    assert [pair.answer for pair in pairs_of([(document(text), [])], 0)] == [LONG.strip()]
