"""The words of a snapshot on disk, and its passages beside the recent ones: the same scores as by hand."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import log, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as any_of

from index.chosen import Chosen
from index.errors import DamagedSnapshot
from index.knowledge import Audience, Kind, Passage
from index.projection.catalogue import Filter, filter_of
from index.words.asked import ask
from index.words.recent import RecentWords
from index.words.terms import passage_terms
from index.words.word_store import WordStore
from index.words.write import write_words
from tests.index.passages import a_passage

ANY = filter_of(Audience.INTERNAL)
NONE = RecentWords().view()
SHARES = {"text": 1.0, "title": 0.75, "heading": 0.5}


def chosen(passages: Sequence[Passage], mask: Sequence[bool] | None = None) -> Chosen:
    """These passages as rows, all of them to be found or those of the mask."""
    ids = np.array([passage.id for passage in passages], np.int64)
    return Chosen(ids, np.ones(len(ids), np.bool_) if mask is None else np.array(mask, np.bool_))


def written(
    folder: Path, passages: Sequence[Passage], before: Path | None = None, gone: Sequence[int] = ()
) -> WordStore:
    """A store of them, beside what is left of an earlier one."""
    write_words(folder, passages, before=before, gone=gone)
    return WordStore.open(folder)


def best(
    store: WordStore,
    question: str,
    among: Sequence[Passage],
    wanted: Filter = ANY,
    mask: Sequence[bool] | None = None,
    limit: int = 10,
) -> list[int]:
    """The ids that the store finds, best first."""
    ids, _ = store.best(ask(question, store, NONE), chosen(among, mask), wanted, limit)
    return [int(found) for found in ids]


THREE = [a_passage(1, "funnel of brass"), a_passage(2, "brush and funnel"), a_passage(3, "mast")]


def test_what_was_written_is_found_again_by_another_process(tmp_path: Path) -> None:
    store = written(tmp_path / "words", THREE)
    assert (store.passages, sorted(best(store, "funnel", THREE))) == (3, [1, 2])


def test_changes_are_written_beside_a_store_that_stays_as_it_was(tmp_path: Path) -> None:
    before = written(tmp_path / "one", THREE)
    later = [*THREE[1:], a_passage(9, "a funnel again")]
    after = written(tmp_path / "two", later[-1:], before=tmp_path / "one", gone=[1])
    assert sorted(best(after, "funnel", later)) == [2, 9]
    assert sorted(best(before, "funnel", THREE)) == [1, 2]
    assert sorted(best(WordStore.open(tmp_path / "one"), "funnel", THREE)) == [1, 2]
    assert (before.passages, after.passages) == (3, 3)


def test_a_store_outlives_the_one_that_it_was_made_from(tmp_path: Path) -> None:
    written(tmp_path / "one", THREE)
    after = written(tmp_path / "two", [], before=tmp_path / "one")
    for file in (tmp_path / "one").iterdir():
        file.unlink()
    assert sorted(best(after, "funnel", THREE)) == [1, 2]


@pytest.mark.slow
def test_many_changes_leave_few_files(tmp_path: Path) -> None:
    passages = [a_passage(number, f"funnel {number}") for number in range(20)]
    write_words(tmp_path / "0", [])
    for number, passage in enumerate(passages):
        write_words(tmp_path / f"{number + 1}", [passage], before=tmp_path / f"{number}")
    store = WordStore.open(tmp_path / "20")
    assert len(best(store, "funnel", passages, limit=50)) == 20
    assert len(list((tmp_path / "20").glob("*.idx"))) < 10


def test_an_empty_store_finds_nothing(tmp_path: Path) -> None:
    store = written(tmp_path / "words", [])
    assert (best(store, "funnel", []), store.documents, dict(store.languages)) == ([], 0, {})


def test_a_store_says_which_languages_its_passages_are_in(tmp_path: Path) -> None:
    store = written(tmp_path / "words", [a_passage(1, "mast", language="de"), *THREE])
    assert dict(store.languages) == {"de": 1, "en": 3}


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[int] = []
    write_words(tmp_path / "words", [a_passage(n, "mast") for n in range(2001)], progress=told.append)
    assert told == [1000, 2000, 2001]


def emptied(file: Path) -> Path:
    """Another file in its place: one that is mapped must not be cut, for whoever reads it then is killed."""
    file.unlink()
    file.write_bytes(b"")
    return file


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: [file.unlink() for file in folder.glob("*.term")],
        lambda folder: [emptied(file) for file in folder.glob("*.idx")],
        lambda folder: (folder / "meta.json").write_text("{}"),
        lambda folder: (folder / "meta.json").write_text("[]"),
        lambda folder: (folder / "words.json").unlink(),
        lambda folder: (folder / "words.json").write_text('{"format": 0}'),
        lambda folder: [file.unlink() for file in folder.iterdir()],
    ],
)
def test_a_damaged_store_says_so_when_it_is_opened(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    write_words(tmp_path / "words", THREE)
    damage(tmp_path / "words")
    with pytest.raises(DamagedSnapshot, match=r"words.*rebuild"):
        WordStore.open(tmp_path / "words")


def test_a_full_disk_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "meta.json").mkdir()
    with pytest.raises(OSError, match="words"):
        write_words(tmp_path / "words", THREE)


def test_a_product_with_few_passages_among_many_is_found_in_full(tmp_path: Path) -> None:
    many = [
        replace(
            a_passage(number, f"funnel number {number}"), products=("WS-4" if number % 50 == 7 else "WS-5",)
        )
        for number in range(1000)
    ]
    store = written(tmp_path / "words", many)
    few = [number % 50 == 7 for number in range(1000)]
    found = best(store, "funnel", many, filter_of(Audience.PUBLIC, products=["ws-4"]), few, limit=200)
    assert sorted(found) == [number for number in range(1000) if number % 50 == 7]


def test_rows_that_died_since_are_made_up_for_by_others(tmp_path: Path) -> None:
    many = [a_passage(number, "funnel " * (1 + number % 5)) for number in range(400)]
    alive = [number % 5 == 0 for number in range(400)]  # the worst of them
    store = written(tmp_path / "words", many)
    assert len(best(store, "funnel", many, mask=alive, limit=50)) == 50


@pytest.mark.parametrize("share", [0.9, 0.1])
def test_a_filter_that_the_best_do_not_pass_still_gives_all_that_do(tmp_path: Path, share: float) -> None:
    border = int(1000 * share)
    many = [
        replace(
            a_passage(number, "mast funnel funnel" if number >= border else "funnel and more words"),
            kind=Kind.DATA_SHEET if number < border else Kind.FORUM,
        )
        for number in range(1000)
    ]
    store = written(tmp_path / "words", many)
    mask = [number < border for number in range(1000)]
    found = best(store, "mast funnel", many, filter_of(Audience.PUBLIC, [Kind.DATA_SHEET]), mask, limit=90)
    assert len(found) == 90
    assert max(found) < border


# By hand.

WORDS = any_of.sampled_from(
    ["mast", "masts", "funnel", "brush", "brass", "E17", "SCT-013-000", "wi-fi", "der"]
)
TEXT = any_of.lists(WORDS, max_size=35).map(" ".join)
PASSAGE = any_of.tuples(
    TEXT,
    TEXT.map(lambda text: " ".join(text.split()[:3])),
    TEXT.map(lambda text: " ".join(text.split()[:2])),
    any_of.sampled_from(["en", "de", None]),
)
LIBRARY = any_of.lists(PASSAGE, min_size=1, max_size=12).map(
    lambda said: [
        a_passage(number, text, title=title, heading=(heading,) if heading else (), language=language)
        for number, (text, title, heading, language) in enumerate(said, start=1)
    ]
)


def by_hand(term: str, passages: Sequence[Passage]) -> dict[int, float]:
    """BM25 of one term (k1 1.2, b 0.75), lengths up to 40 being kept as they are and those above in steps of 2, 4.

    Times the root of its rarity in the texts, as a share of that of a term which none has.
    """
    scores: dict[int, float] = defaultdict(float)
    found = {passage.id: passage_terms(passage) for passage in passages}
    within = sum(term in its["text"] for its in found.values())
    emphasis = sqrt(log(1 + (len(found) - within + 0.5) / (within + 0.5)) / log(1 + (len(found) + 0.5) / 0.5))
    for field, share in SHARES.items():
        average = sum(len(its[field]) for its in found.values()) / len(found)
        has = sum(term in its[field] for its in found.values())
        rarity = log(1 + (len(found) - has + 0.5) / (has + 0.5))
        for number, its in found.items():
            if often := its[field].count(term):
                length = len(its[field])
                step = 1 if length < 40 else 2 if length < 56 else 4 if length < 88 else 8
                norm = 1.2 * (0.25 + 0.75 * (length - length % step) / average)
                scores[number] += share * emphasis * rarity * 2.2 * often / (often + norm)
    return dict(scores)


def scores(found: tuple[np.ndarray, np.ndarray]) -> dict[int, float]:
    """By passage."""
    return dict(zip(found[0].tolist(), found[1].tolist(), strict=True))


@settings(max_examples=50, deadline=None)
@given(LIBRARY, any_of.sampled_from(["mast", "funnel", "brush", "brass"]))
def test_recent_passages_score_as_by_hand(passages: list[Passage], word: str) -> None:
    recent = RecentWords()
    recent.add(passages)
    found = scores(recent.view().best(ask(word, NONE, recent.view()), chosen(passages), 99))
    assert found == pytest.approx(by_hand(word, passages), rel=1e-4)


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LIBRARY, TEXT, any_of.data())
def test_a_passage_scores_the_same_in_the_store_and_among_the_recent(
    tmp_path_factory: pytest.TempPathFactory, passages: list[Passage], question: str, data: any_of.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("words")
    store, recent = written(folder / "words", passages), RecentWords()
    recent.add(passages)
    view = recent.view()
    here = store.best(ask(question, store, NONE), chosen(passages), ANY, 99)
    there = view.best(ask(question, NONE, view), chosen(passages), 99)
    assert scores(here) == pytest.approx(scores(there), rel=1e-4)
    assert list(here[1]) == sorted(here[1], reverse=True)
    mask = data.draw(any_of.lists(any_of.booleans(), min_size=len(passages), max_size=len(passages)))
    some = chosen(passages, mask)
    both = ask(question, store, view)  # everything twice: another rarity, but in both alike
    assert scores(store.best(both, some, ANY, 99)) == pytest.approx(
        scores(view.best(both, some, 99)), rel=1e-4
    )
