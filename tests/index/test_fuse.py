"""Rules of mixing two orders into one."""

from hypothesis import given
from hypothesis import strategies as st

from index.ranking.fuse import convex, ranked, rrf

scores = st.dictionaries(st.integers(1, 30), st.floats(-1, 1), max_size=12)
gains = st.dictionaries(st.integers(1, 30), st.floats(0.01, 90), max_size=12)


def test_a_passage_that_both_find_is_before_one_that_only_one_finds() -> None:
    assert [key for key, _ in convex({1: 0.8, 2: 0.79, 3: 0.1}, {2: 9.0, 3: 8.0})] == [2, 1, 3]


def test_the_words_decide_between_equal_meanings() -> None:
    assert [key for key, _ in convex({1: 0.5, 2: 0.5}, {2: 3.0})] == [2, 1]


def test_without_words_the_meaning_decides() -> None:
    assert [key for key, _ in convex({1: 0.2, 2: 0.9, 3: 0.4}, {})] == [2, 3, 1]


def test_a_passage_without_a_vector_is_found_by_its_words() -> None:
    assert {key for key, _ in convex({1: 0.9, 2: 0.1}, {3: 5.0})} == {1, 2, 3}


def test_nothing_found_is_nothing_mixed() -> None:
    assert convex({}, {}) == rrf({}, {}) == []


@given(scores, gains)
def test_every_passage_comes_once_with_a_score_of_0_to_1(
    cosines: dict[int, float], by_words: dict[int, float]
) -> None:
    mixed = convex(cosines, by_words)
    assert sorted(key for key, _ in mixed) == sorted(cosines.keys() | by_words.keys())
    assert all(-1e-9 <= score <= 1 + 1e-9 for _, score in mixed)
    assert [score for _, score in mixed] == sorted((score for _, score in mixed), reverse=True)


@given(scores, st.integers(1, 30), st.floats(0.001, 1))
def test_a_better_cosine_never_lowers_a_passage(cosines: dict[int, float], key: int, more: float) -> None:
    cosines[key] = cosines.get(key, 0.0)
    before = [found for found, _ in convex(cosines, {})].index(key)
    after = [found for found, _ in convex(cosines | {key: cosines[key] + more}, {})].index(key)
    assert after <= before


@given(gains)
def test_fusing_an_order_with_itself_keeps_it(by_words: dict[int, float]) -> None:
    assert [key for key, _ in rrf(by_words, by_words)] == [key for key, _ in ranked(by_words)]


def test_equal_scores_come_in_the_order_of_age() -> None:
    assert [key for key, _ in ranked({3: 0.5, 1: 0.5, 2: 0.7})] == [2, 1, 3]
