"""What the headers of an answer say."""

import pytest
from hypothesis import given
from hypothesis.strategies import text

from ingest.crawl.response import charset_of, directives_of, seconds_to_wait
from tests.builders import NOON


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        ("Mon, 01 Jan 1990 00:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("9" * 400, 999999999.0),
    ],
)
def test_retry_after_is_seconds_or_a_date(written: str, seconds: float | None) -> None:
    assert seconds_to_wait(written, NOON.timestamp()) == seconds


def test_a_date_is_meant_from_now() -> None:
    later = NOON.replace(minute=NOON.minute + 1).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert seconds_to_wait(later, NOON.timestamp()) == 60.0


@given(text())
def test_no_retry_after_breaks_anything(written: str) -> None:
    assert (seconds_to_wait(written, 0.0) or 0.0) >= 0.0


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("noindex", {"noindex"}),
        ("NOINDEX, nofollow", {"noindex", "nofollow"}),
        ("none", {"none", "noindex", "nofollow"}),
        ("googlebot: noindex", set()),
        ("googlebot: noindex, nofollow", set()),
        ("agent-assist: noindex, nofollow", {"noindex", "nofollow"}),
        ("googlebot: noindex, agent-assist: nofollow", {"nofollow"}),
        ("noindex, googlebot: nofollow", {"noindex"}),
        ("max-snippet: 20, noindex", {"max-snippet: 20", "noindex"}),
        ("", {""}),
    ],
)
def test_a_robots_tag_speaks_to_all_or_to_one(tag: str, said: set[str]) -> None:
    assert directives_of(tag, "agent-assist") == said


@pytest.mark.parametrize(
    ("content_type", "charset"),
    [
        ("text/html; charset=ISO-8859-2", "iso-8859-2"),
        ('text/html; charset="utf-8"', "utf-8"),
        ("text/html", None),
        ("", None),
        (";;;=", None),
    ],
)
def test_a_charset_is_read_from_the_content_type(content_type: str, charset: str | None) -> None:
    assert charset_of(content_type) == charset
