"""Addresses that a site makes up without end."""

import pytest

from ingest.crawl.traps import trap_in


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("a" * 2000, "longer than 2000"),
        ("/".join("abcdefghijklmnopqrstuvwxyz"), "folders deep"),
        ("docs/next/docs/next/docs/next/docs/next", "repeat a folder"),
        ("events/2199/01/", "calendar"),
        ("calendar?month=2199-01", "calendar"),
        ("calendar?year=0012", "calendar"),
        ("event/day/1871-05-01", "calendar"),
    ],
)
def test_an_endless_address_is_told_by_its_look(path: str, why: str) -> None:
    assert why in (trap_in(f"https://site.example/{path}", 2026) or "")


@pytest.mark.parametrize(
    "path",
    [
        "docs/2026/11/11/11/11/notes",
        "events/2027/01/",
        "parts/lm2596-12.html",
        "parts/2596/12",
        "updates/7805-1",
        "datasheets/1117/3",
        "thread/3000/5",
        "calendar/api/4096-bit",
    ],
)
def test_parts_and_archives_are_no_traps(path: str) -> None:
    assert trap_in(f"https://site.example/{path}", 2026) is None
