"""What somebody changed in a text."""

from hypothesis import given
from hypothesis import strategies as st

from assist.text.changes import Change, changes

texts = st.lists(st.sampled_from(["Lift", "the", "funnel", "off.", "Rinse", "it"]), max_size=8).map(" ".join)


def test_what_took_the_place_of_what_is_told_in_order() -> None:
    before = "Lift the funnel off and rinse it."
    assert changes(before, "Please lift the funnel off and dry it.") == [
        Change("Lift", "Please lift"),
        Change("rinse", "dry"),
    ]
    assert changes(before, "Lift the funnel off.") == [Change("off and rinse it.", "off.")]
    assert changes("", before) == [Change("", before)]


def test_blanks_alone_are_no_change() -> None:
    assert changes("Lift  it\noff.", "Lift it off. ") == []


def test_long_texts_are_compared_as_a_whole_between_what_they_begin_and_end_with() -> None:
    [change] = changes(f"Dear you, {'a b ' * 2500} bye", f"Dear you, {'b a ' * 2500} bye")
    assert change == Change(("a b " * 2500).strip(), ("b a " * 2500).strip())
    assert changes("a " * 5000, "a " * 5000 + "b") == [Change("", "b")]


@given(texts, texts)
def test_the_changes_say_how_many_words_came_and_went(before: str, after: str) -> None:
    told = changes(before, after)
    came = sum(len(change.after.split()) for change in told)
    went = sum(len(change.before.split()) for change in told)
    assert len(after.split()) - len(before.split()) == came - went
    assert bool(told) == (before.split() != after.split())
