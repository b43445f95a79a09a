"""The words of recent passages: what is added is found at once, and earlier views do not change."""

from threading import Event, Thread

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as any_of

from index.chosen import Chosen
from index.words.asked import ask
from index.words.recent import RecentView, RecentWords
from tests.index.passages import a_passage

NONE = RecentWords().view()


def found(view: RecentView, question: str, dead: tuple[int, ...] = (), limit: int = 10) -> list[int]:
    """Passages count from 0 in the order in which they were added; best first."""
    ids = np.arange(view.documents)
    ids_found, _ = view.best(ask(question, NONE, view), Chosen(ids, ~np.isin(ids, dead)), limit)
    return [int(number) for number in ids_found]


def test_what_is_added_is_found_at_once_but_not_by_earlier_views() -> None:
    words = RecentWords()
    words.add([a_passage(0, "funnel of brass")])
    before = words.view()
    words.add([a_passage(1, "funnel and brush")])
    assert (found(before, "funnel"), found(before, "brush")) == ([0], [])
    assert (found(words.view(), "funnel"), found(words.view(), "brush")) == ([0, 1], [1])
    assert (before.documents, before.doc_freq("text", "funnel")) == (1, 1)


def test_what_has_died_is_not_found() -> None:
    words = RecentWords()
    words.add([a_passage(number, "funnel") for number in range(3)])
    assert found(words.view(), "funnel", dead=(0, 2)) == [1]


def test_only_the_best_are_found_and_of_equal_ones_the_first() -> None:
    words = RecentWords()
    words.add([a_passage(number, "funnel" + " mast" * (number % 3)) for number in range(12)])
    assert found(words.view(), "funnel", limit=5) == [0, 3, 6, 9, 1]


def test_no_passages_are_no_trouble() -> None:
    view = RecentWords().view()
    assert (found(view, "funnel"), dict(view.languages), view.documents) == ([], {}, 0)


@given(any_of.lists(any_of.lists(any_of.sampled_from(["mast", "funnel", "brush"]), max_size=6), max_size=10))
@settings(max_examples=25, deadline=None)
def test_every_view_stays_what_it_was_when_taken(texts: list[list[str]]) -> None:
    words, views = RecentWords(), []
    for number, text in enumerate(texts):
        views.append(words.view())
        words.add([a_passage(number, " ".join(text))])
    for number, view in enumerate(views):
        afresh = RecentWords()
        afresh.add([a_passage(each, " ".join(text)) for each, text in enumerate(texts[:number])])
        assert view.averages == afresh.view().averages
        for term in ("mast", "funnel", "brush"):
            assert view.doc_freq("text", term) == afresh.view().doc_freq("text", term)
            assert found(view, term) == found(afresh.view(), term)


def test_readers_need_no_lock_while_one_adds() -> None:
    words, done, problems = RecentWords(), Event(), list[str]()

    def look() -> None:
        while not done.is_set():
            view = words.view()
            if sorted(found(view, "funnel", limit=10_000)) != list(range(view.documents)):
                problems.append(f"not all of {view.documents} passages were found")

    reader = Thread(target=look)
    reader.start()
    for number in range(600):
        words.add([a_passage(number, f"funnel number{number}")])
    done.set()
    reader.join()
    assert problems == []
