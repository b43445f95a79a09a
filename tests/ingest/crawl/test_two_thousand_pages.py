"""A site of 2,000 linked pages: the first walk, one of an unchanged site, and one that was killed in the middle."""

import time
from collections import Counter
from pathlib import Path

import pytest

from tests.ingest.crawl.crawling import Walked, a_web, source_on, walk_over
from tests.ingest.crawl.large_site import LargeSite

_AT_ONCE = 4


@pytest.mark.parametrize(
    "pages", [pytest.param(100, marks=pytest.mark.slow), pytest.param(2000, marks=pytest.mark.prove)]
)
def test_a_large_site_is_walked_and_walked_again_and_resumed(tmp_path: Path, pages: int) -> None:
    large = LargeSite(pages)
    with large.site:
        first = timed("first walk", large, tmp_path / "twice")
        assert set(first.keys) == large.keys()
        assert Counter(large.site.paths).most_common(1)[0][1] == 1
        large.site.asked.clear()

        again = timed("unchanged", large, tmp_path / "twice")
        assert set(again.resting) == large.keys()
        assert large.not_modified == pages == len(large.site.paths)
        assert all(
            "if-none-match" in asked.headers for asked in large.site.asked if asked.path != "/robots.txt"
        )
        large.site.asked.clear()

        assert large.walk_in_a_process(tmp_path / "killed", at_once=_AT_ONCE, killed_at=pages // 2) < 0
        before = len(large.site.paths)
        resumed = timed(f"after a kill at request {before}", large, tmp_path / "killed")
        assert set(resumed.keys) == large.keys()
        twice = len(large.site.paths) - len(set(large.site.paths))
        assert twice <= _AT_ONCE
        print(f"asked for twice, because they were under way when it was killed: {twice}")


def timed(name: str, large: LargeSite, folder: Path) -> Walked:
    """A walk whose figures are printed."""
    requests, begun = len(large.site.asked), time.perf_counter()
    found, _ = walk_over(source_on(large.site, at_once=_AT_ONCE), a_web(folder))
    seconds = time.perf_counter() - begun
    requests = len(large.site.asked) - requests
    print(
        f"{name}: {len(found.keys)} pages, {requests} requests, {len(found.resting)} unchanged, "
        f"{seconds:.1f} s, {len(found.keys) / seconds:.0f} pages/s, {requests / seconds:.0f} requests/s"
    )
    assert found.failed == {}
    return found
