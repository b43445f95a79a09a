"""A web site of 2,000 pages into the index: the first time, unchanged, and after a kill in the middle."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.crawl.large_site import LargeSite

SETTINGS = """
[crawler]
contact = "care@example.com"
[[sources]]
name = "manual"
kind = "data_sheet"
location = "{url}"
[sources.crawl]
pause_seconds = 0
at_once = 4
private_hosts = ["{host}"]
"""
ASSIST = [sys.executable, "-c", "from app.cli.main import main; main()"]


def desk_at(folder: Path, large: LargeSite) -> Path:
    """An empty desk whose only source is the site."""
    folder.mkdir()
    (folder / "assist.toml").write_text(SETTINGS.format(url=large.site.url("/"), host=large.site.host))
    return folder


def begun(folder: Path) -> subprocess.Popen[str]:
    """`assist ingest` in that folder."""
    where = os.environ | {"PYTHONPATH": os.getcwd()}  # noqa: TID251 - of a child of its own
    return subprocess.Popen(
        [*ASSIST, "ingest", "--json"], cwd=folder, env=where, stdout=subprocess.PIPE, text=True
    )


def ingested(name: str, folder: Path, large: LargeSite) -> dict[str, Any]:
    """The report of the site, its figures printed."""
    asked = len(large.site.asked)
    with begun(folder) as process:
        said, _ = process.communicate()
    report: dict[str, Any] = json.loads(said)["sources"][0]
    requests = len(large.site.asked) - asked
    pages = report["new"] + report["unchanged"]
    print(
        f"{name}: {report['new']} new, {report['unchanged']} unchanged, {requests} requests, "
        f"{report['seconds']:.1f} s, {pages / report['seconds']:.0f} pages/s"
    )
    assert (report["failed"], report["changed"], report["withdrawn"]) == ([], 0, 0)
    return report


def wait_until_asked(large: LargeSite, requests: int) -> None:
    deadline = time.monotonic() + 300
    while len(large.site.asked) < requests:
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize(
    "pages", [pytest.param(60, marks=pytest.mark.slow), pytest.param(2000, marks=pytest.mark.prove)]
)
def test_a_large_site_is_read_once_and_only_asked_about_after_that(tmp_path: Path, pages: int) -> None:
    large = LargeSite(pages)
    with large.site:
        desk = desk_at(tmp_path / "desk", large)
        assert ingested("first time", desk, large)["new"] == pages
        assert ingested("unchanged", desk, large)["unchanged"] == pages
        assert large.not_modified == pages
        large.site.asked.clear()

        killed = desk_at(tmp_path / "killed", large)
        process = begun(killed)
        wait_until_asked(large, pages // 2)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        ingested("after a kill", killed, large)
        twice = len(large.site.paths) - len(set(large.site.paths))
        print(f"asked for twice, because they were under way when it was killed: {twice}")
        assert twice <= 4
        assert ingested("after that", killed, large)["unchanged"] == pages
