"""The part of X's query language that the simulator understands."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest

from bots.simulator.api.problems import Problem
from bots.simulator.api.search import parse
from bots.simulator.world.posts import Post
from tests.builders import NOON

TEXT = "My W3 weather station leaks http://a.example/x"
POST = Post(
    "5",
    "rainy",
    "rainy",
    "Rainy",
    TEXT,
    NOON,
    False,
    "5",
    number=5,
)
NOBODY = cast("Any", None)  # these queries ask for nothing but the post itself


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("leaks", True),
        ("LEAKS weather", True),
        ("leak", False),
        ('"weather station"', True),
        ('"station weather"', False),
        ("rain OR leaks", True),
        ("rain leaks", False),
        ("leaks -is:retweet", True),
        ("leaks -weather", False),
        ("(rain OR leaks) -snow", True),
        ("leaks -(weather station)", False),
        ("url:a.example", True),
        ('url:"b.example"', False),
        ("leaks is:reply", False),
        ("leaks -is:quote", True),
    ],
)
def test_a_query_finds_what_it_means(query: str, found: bool) -> None:
    assert parse(query)(NOBODY, POST) is found


def test_an_answer_is_found_as_one() -> None:
    assert parse("leaks is:reply")(NOBODY, replace(POST, in_reply_to="4"))


@pytest.mark.parametrize(
    "query", ["", "-leaks", "(leaks", "leaks)", "OR leaks", "leaks OR", "foo:bar x", "is:odd x"]
)
def test_what_is_no_query_is_refused(query: str) -> None:
    read: Callable[[str], object] = parse
    with pytest.raises(Problem):
        read(query)
