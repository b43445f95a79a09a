"""What goes on for ever is not ended by an error."""

import logging

import pytest

from app.guarded import guarded
from desk.errors import Conflict


def conflict() -> None:
    raise Conflict("case 1 was changed")


def test_an_error_that_says_all_there_is_to_say_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    assert not guarded("asking sam", conflict)
    assert caplog.messages == ["asking sam failed: case 1 was changed; the next turn tries again"]
    assert caplog.records[0].exc_info is None


def test_any_other_error_is_logged_with_where_it_happened(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert not guarded("asking sam", lambda: 1 // 0)
    assert caplog.records[0].exc_info is not None
