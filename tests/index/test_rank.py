"""Rules of making one order of what two ways of searching found."""

from hypothesis import given
from hypothesis import strategies as st

from index.knowledge import Kind
from index.ranking.rank import OFFICIAL, Origin, rank, ranked, shares

keys = st.integers(1, 30)
scores = st.dictionaries(keys, st.floats(-1, 1), max_size=12)
gains = st.dictionaries(keys, st.floats(0.01, 90), max_size=12)
documents = st.lists(st.integers(0, 5), min_size=31, max_size=31)


def of(*passages_of_a_document: set[int], kind: Kind = Kind.FORUM) -> dict[int, Origin]:
    """Each passage's origin: the n-th set belongs to the n-th document."""
    return {
        key: Origin(number, kind)
        for number, passages in enumerate(passages_of_a_document)
        for key in passages
    }


def origins(numbers: list[int]) -> dict[int, Origin]:
    """Any passage of 0 to 30 in one of six documents, every other one of them the maker's own."""
    kinds = [Kind.FORUM, Kind.DATA_SHEET]
    return {key: Origin(number, kinds[number % 2]) for key, number in enumerate(numbers)}


def test_a_passage_that_both_find_is_before_one_that_only_one_finds() -> None:
    found = rank({1: 0.8, 2: 0.79, 3: 0.1}, {2: 9.0, 3: 8.0}, of({1}, {2}, {3}))
    assert [key for key, _ in found] == [2, 1, 3]


def test_the_words_decide_between_equal_meanings() -> None:
    assert [key for key, _ in rank({1: 0.5, 2: 0.5}, {2: 3.0}, of({1}, {2}))] == [2, 1]


def test_without_words_the_meaning_decides() -> None:
    assert [key for key, _ in rank({1: 0.2, 2: 0.9, 3: 0.4}, {}, of({1}, {2}, {3}))] == [2, 3, 1]


def test_a_passage_without_a_vector_is_found_by_its_words() -> None:
    assert {key for key, _ in rank({1: 0.9, 2: 0.1}, {3: 5.0}, of({1}, {2}, {3}))} == {1, 2, 3}


def test_nothing_found_is_nothing_ranked() -> None:
    assert rank({}, {}, {}) == []


def test_a_document_with_the_meaning_in_one_passage_and_the_words_in_another_is_before_one_with_half_of_each() -> (
    None
):
    cosines, by_words = {1: 0.9, 2: 0.2, 3: 0.7}, {2: 9.0, 3: 6.0}
    assert rank(cosines, by_words, of({1}, {2}, {3}))[0][0] == 3
    assert rank(cosines, by_words, of({1, 2}, {3}))[0][0] == 1


def test_only_the_best_passage_stands_for_its_document() -> None:
    alone = dict(rank({1: 0.9, 2: 0.3, 3: 0.5}, {}, of({1}, {2}, {3})))
    together = dict(rank({1: 0.9, 2: 0.3, 3: 0.5}, {}, of({1, 2}, {3})))
    assert together == alone


def test_of_equal_documents_the_makers_own_comes_first() -> None:
    threads, sheets = of({1}), {2: Origin(99, Kind.DATA_SHEET)}
    assert [key for key, _ in rank({1: 0.8, 2: 0.8}, {1: 4.0, 2: 4.0}, threads | sheets)] == [2, 1]


def test_a_thread_that_fits_clearly_better_stays_before_the_makers_own() -> None:
    threads, sheets = of({1}), {2: Origin(99, Kind.DATA_SHEET)}
    assert [key for key, _ in rank({1: 0.8, 2: 0.6}, {1: 4.0, 2: 4.0}, threads | sheets)] == [1, 2]


@given(scores, gains, documents)
def test_every_passage_comes_once_with_a_score_of_0_to_1(
    cosines: dict[int, float], by_words: dict[int, float], numbers: list[int]
) -> None:
    found = rank(cosines, by_words, origins(numbers))
    assert sorted(key for key, _ in found) == sorted(cosines.keys() | by_words.keys())
    assert all(0 <= score <= 1 + 1e-9 for _, score in found)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


@given(scores, gains, documents)
def test_more_passages_of_a_document_never_lower_it(
    cosines: dict[int, float], by_words: dict[int, float], numbers: list[int]
) -> None:
    apart = dict(rank(cosines, by_words, {key: Origin(key, Kind.FORUM) for key in range(31)}))
    folded = dict(rank(cosines, by_words, origins(numbers)))
    assert all(folded[key] >= score - OFFICIAL - 1e-9 for key, score in apart.items())


@given(scores, keys, st.floats(0.001, 1), documents)
def test_a_better_cosine_never_lowers_a_document(
    cosines: dict[int, float], key: int, more: float, numbers: list[int]
) -> None:
    def place(found: dict[int, float]) -> int:
        where = origins(numbers)
        order = dict.fromkeys(where[passage].document for passage, _ in rank(found, {}, where))
        return list(order).index(where[key].document)

    cosines[key] = cosines.get(key, 0.0)
    assert place(cosines | {key: cosines[key] + more}) <= place(cosines)


@given(gains)
def test_shares_keep_the_order(by_words: dict[int, float]) -> None:
    assert [key for key, _ in ranked(shares(by_words))] == [key for key, _ in ranked(by_words)]


def test_equal_scores_come_in_the_order_of_age() -> None:
    assert [key for key, _ in ranked({3: 0.5, 1: 0.5, 2: 0.7})] == [2, 1, 3]
