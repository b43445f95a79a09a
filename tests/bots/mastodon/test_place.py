"""The cursor on Mastodon."""

from datetime import timedelta

import pytest

from bots.mastodon.place import MOST_WATCHED, WATCHED_FOR, Place, read_place, written
from tests.bots.mastodon.posts import a_status
from tests.builders import NOON


def test_a_place_is_read_as_it_was_written() -> None:
    place = Place("17").heard([a_status(), a_status(id="51", edited_at="2026-11-20T12:01:00Z")]).looked(NOON)
    assert read_place(written(place)) == place
    assert read_place(None) == Place()


def test_a_cursor_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError):
        read_place("17")


def test_only_so_many_posts_are_watched_and_the_newest_of_them() -> None:
    place = Place().heard([a_status(id=str(number)) for number in range(1, MOST_WATCHED + 11)])
    assert len(place.watched) == MOST_WATCHED
    assert "10" not in place.watched
    assert str(MOST_WATCHED + 10) in place.watched


def test_a_post_is_watched_until_it_is_old_or_gone() -> None:
    place = Place().heard([a_status(), a_status(id="51")])
    assert list(place.without(["50"]).watched) == ["51"]
    assert not place.looked(NOON + WATCHED_FOR + timedelta(seconds=1)).watched
    assert place.looked(NOON).watched
