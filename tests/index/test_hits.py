"""From scores to hits: what the library says last counts."""

import numpy as np
import pytest

from index.knowledge import Audience, Kind, Leg
from index.moment import State
from index.projection.catalogue import filter_of
from index.projection.view import View
from index.ranking.hits import hits_of
from index.ranking.legs import Legs, legs_of
from index.ranking.rank import Origin
from tests.index.passages import a_passage

FIRST, SECOND = a_passage(1, "rinse the funnel"), a_passage(2, "a funnel and a mast")
PUBLIC = filter_of(Audience.PUBLIC)


def a_view(vectors: np.ndarray) -> View:
    """Both passages, with these vectors."""
    documents = [FIRST.document_id, SECOND.document_id]
    return View.of(State(0, "words-v1"), None).changed(1, documents, [FIRST, SECOND], vectors)


@pytest.fixture
def legs() -> Legs:
    """Both passages found, the second by its words only."""
    origins = {1: Origin("first", Kind.FORUM), 2: Origin("second", Kind.FORUM)}
    view = a_view(np.eye(3, dtype=np.float32)[:2])
    return Legs(view, nearest={1: 0.9}, cosines={1: 0.9, 2: 0.2}, by_words={2: 3.0, 1: 2.5}, origins=origins)


def test_a_hit_says_what_each_way_of_searching_thought(legs: Legs) -> None:
    first, second = hits_of(
        "funnel", [(1, 0.8), (2, 0.6)], legs, {FIRST.id: FIRST, SECOND.id: SECOND}, PUBLIC
    )
    assert (first.by_meaning, first.by_words) == (Leg(0.9, 1), Leg(2.5, 2))
    assert (second.by_meaning, second.by_words) == (None, Leg(3.0, 1))
    assert (first.score, second.score) == (0.8, 0.6)
    assert first.confidence > second.confidence


def test_a_passage_that_is_gone_since_is_not_shown(legs: Legs) -> None:
    shown = hits_of("funnel", [(1, 0.8), (2, 0.6)], legs, {SECOND.id: SECOND}, PUBLIC)
    assert [hit.passage.id for hit in shown] == [2]


def test_a_passage_found_by_words_only_has_its_exact_cosine() -> None:
    view = a_view(np.eye(3, dtype=np.float32)[:2])
    question = np.array([0.8, 0.6, 0.0], np.float32)
    legs = legs_of("mast", question, PUBLIC, 1, view)
    assert (set(legs.nearest), set(legs.by_words)) == ({1}, {2})
    assert legs.cosines == pytest.approx({1: 0.8, 2: 0.6})
