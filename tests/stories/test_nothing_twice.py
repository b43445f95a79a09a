"""Processes of a desk are killed again and again: no message is lost, and no reply is doubled."""

import os
from pathlib import Path

import pytest

from tests.stories.x_run import Ended, nothing_twice
from tests.stories.x_world import over_http


@pytest.fixture
def models() -> Path:
    """Where the packaged model is exported once for all tests."""
    return Path(os.environ["ASSIST_MODELS_DIR"])  # noqa: TID251 - set for all tests


def told(ended: Ended) -> None:
    print(f"{sum(ended.kills.values())} kills in {ended.seconds:.0f} s: {dict(ended.kills)}")
    print(ended.verdict)


@pytest.mark.slow
def test_whatever_is_killed_no_message_is_lost_and_no_reply_doubled(tmp_path: Path, models: Path) -> None:
    ended = nothing_twice(tmp_path, models, over_http, messages=40, kills=6, seed=1)
    told(ended)
    assert ended.verdict.clean
    assert ended.verdict.out > 15


@pytest.mark.prove
def test_five_hundred_kills_over_two_thousand_messages_lose_and_double_nothing(
    tmp_path: Path, models: Path
) -> None:
    ended = nothing_twice(tmp_path, models, over_http, messages=2000, kills=500, seed=7)
    told(ended)
    assert ended.verdict.clean
    assert sum(ended.kills.values()) == 500
