"""A walk whose process is killed goes on where it was, and asks for nothing twice."""

import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from tests.ingest.crawl.crawling import a_web, source_on, walk_over
from tests.ingest.crawl.large_site import LargeSite
from tests.ingest.crawl.site import Asked, Reply, a_site, html

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("at_once", [1, 4])
def test_nothing_that_was_answered_is_asked_for_again(tmp_path: Path, rounds: int, at_once: int) -> None:
    for killed_at in range(5, 5 + 11 * min(rounds, 5), 11):
        large = LargeSite(60)
        with large.site as site:
            folder = tmp_path / f"{at_once}-{killed_at}"
            assert large.walk_in_a_process(folder, at_once=at_once, killed_at=killed_at) < 0
            before = set(site.paths)
            found, covers = walk_over(source_on(site), a_web(folder), asking=[site.url("/gone")])
            twice = [path for path, times in Counter(site.paths).items() if times > 1]
            assert set(found.keys) == large.keys()
            assert len(found.keys) == 60
            assert covers == {site.url("/gone"): True}
            # What was under way at that moment was asked for, and never answered or not yet written down.
            assert len(twice) <= at_once
            assert set(twice) <= before


def test_ctrl_c_ends_it_at_once_although_the_server_is_slow(tmp_path: Path) -> None:
    release, reached = threading.Event(), threading.Event()

    def slow(asked: Asked) -> Reply:
        reached.set()
        release.wait(20)
        return html()

    with a_site({"/": html("", "/a", "/b"), "/a": slow, "/b": slow}) as site:
        command = [sys.executable, "-m", "tests.ingest.crawl.walking", site.url(), str(tmp_path), "2"]
        walking = subprocess.Popen(command, cwd=Path(__file__).parents[3], stderr=subprocess.PIPE)
        assert reached.wait(20)
        walking.send_signal(signal.SIGINT)
        _, said = walking.communicate(timeout=5)
        release.set()
    assert b"KeyboardInterrupt" in said


def test_a_walk_may_be_killed_again_and_again(tmp_path: Path) -> None:
    large = LargeSite(60)
    with large.site as site:
        for _ in range(3):
            assert large.walk_in_a_process(tmp_path, at_once=1, killed_at=15) < 0
        found, _ = walk_over(source_on(site), a_web(tmp_path))
        assert set(found.keys) == large.keys()
        assert sum(times - 1 for times in Counter(site.paths).values()) <= 3
