"""What a robots.txt asks of us, and what becomes of a host that has none or a broken one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis.strategies import binary

from ingest.crawl.robots import MOST_BYTES, parse_robots
from ingest.errors import Cause, Unfetchable
from tests.ingest.crawl.conftest import Fetching
from tests.ingest.crawl.site import FakeTime, Page, Reply, a_site, html, moved


def robots(text: str) -> Reply:
    return Reply(text, type="text/plain")


def test_our_own_group_counts_more_than_everybodys() -> None:
    rules = parse_robots(b"User-agent: *\nDisallow: /\n\nUser-agent: agent-assist\nDisallow: /private\n")
    assert rules.may("https://a.example/docs")
    assert not rules.may("https://a.example/private/x")


def test_the_longest_rule_wins_and_wildcards_count() -> None:
    rules = parse_robots(b"User-agent: *\nDisallow: /docs\nAllow: /docs/public\nDisallow: /*.zip$\n")
    assert rules.may("https://a.example/docs/public/x")
    assert not rules.may("https://a.example/docs/x")
    assert not rules.may("https://a.example/a.zip")
    assert rules.may("https://a.example/a.zip?x")


def test_a_crawl_delay_is_kept_up_to_a_minute() -> None:
    assert parse_robots(b"User-agent: *\nCrawl-delay: 7.5\n").delay == 7.5
    assert parse_robots(b"User-agent: *\nCrawl-delay: 86400\n").delay == 60.0
    assert parse_robots(b"User-agent: *\nCrawl-delay: soon\n").delay == 0.0


def test_what_stands_after_500_kib_is_not_read() -> None:
    padding = b"# padding\n" * (MOST_BYTES // 10)
    rules = parse_robots(b"User-agent: *\nDisallow: /a\n" + padding + b"Disallow: /b\n")
    assert not rules.may("https://a.example/a")
    assert rules.may("https://a.example/b")


@given(binary(max_size=3000))
def test_no_bytes_break_it(body: bytes) -> None:
    rules = parse_robots(body)
    assert isinstance(rules.may("https://a.example/docs?x=1"), bool)
    assert 0.0 <= rules.delay <= 60.0


def test_the_robots_of_hundreds_of_real_sites_are_read(real_data: Path) -> None:
    folder = real_data / "bad-robots"
    index = [line.split("\t") for line in (folder / "index.tsv").read_text().splitlines()]
    read = {file.name: parse_robots(file.read_bytes()) for file in (folder / "robots").iterdir()}
    assert len(read) > 100
    assert all(0.0 <= rules.delay <= 60.0 for rules in read.values())
    pages = [name for name, sort, _ in index if sort in ("html-instead", "empty") and name in read]
    assert pages
    assert all(read[name].may("https://a.example/docs") for name in pages)
    assert any(rules.delay > 0 for rules in read.values())
    closed = sum(not rules.may("https://a.example/") for rules in read.values())
    delayed = sum(rules.delay > 0 for rules in read.values())
    print(
        f"{len(read)} of {len(index)} robots.txt read: {closed} forbid the first page, {delayed} have a delay"
    )


@pytest.mark.parametrize("status", [404, 403, 401, 410, 400])
def test_without_a_robots_txt_everything_is_allowed(fetcher_on: Fetching, status: int) -> None:
    with a_site({"/robots.txt": Reply("no", status=status), "/a": html("words")}) as site:
        assert fetcher_on(site).get(site.url("/a")).status == 200


@pytest.mark.parametrize("status", [500, 503, 429])
def test_while_it_cannot_be_read_nothing_is_asked(fetcher_on: Fetching, status: int) -> None:
    with a_site({"/robots.txt": Reply(status=status), "/a": html()}) as site:
        with pytest.raises(Unfetchable, match=rf"robots\.txt cannot be read \(status {status}\)") as refused:
            fetcher_on(site).get(site.url("/a"))
        assert refused.value.cause is Cause.SILENT
        assert site.paths == []


def test_what_it_forbids_is_not_asked_for(fetcher_on: Fetching) -> None:
    with a_site({"/robots.txt": robots("User-agent: *\nDisallow: /a"), "/a": html()}) as site:
        with pytest.raises(Unfetchable, match=r"robots\.txt forbids it") as refused:
            fetcher_on(site).get(site.url("/a"))
        assert refused.value.cause is Cause.FORBIDDEN
        assert site.paths == []


def test_it_is_asked_for_once_a_day(fetcher_on: Fetching) -> None:
    time = FakeTime()
    with a_site({"/robots.txt": robots(""), "/a": html()}) as site:
        fetcher = fetcher_on(site, time)
        for _ in range(3):
            fetcher.get(site.url("/a"))
        assert [asked.path for asked in site.asked].count("/robots.txt") == 1
        time.now += 25 * 3600
        fetcher.get(site.url("/a"))
        assert [asked.path for asked in site.asked].count("/robots.txt") == 2


def test_five_redirects_to_it_are_followed_and_no_more(fetcher_on: Fetching) -> None:
    hops: dict[str, Page] = {f"/{n}": moved(f"/{n + 1}") for n in range(1, 5)}
    rules = robots("User-agent: *\nDisallow: /a")
    five = a_site({"/robots.txt": moved("/1"), **hops, "/5": rules, "/a": html()})
    with five as site, pytest.raises(Unfetchable, match="forbids it"):
        fetcher_on(site).get(site.url("/a"))
    six = a_site({"/robots.txt": moved("/1"), **hops, "/5": moved("/6"), "/6": rules})
    with six as site, pytest.raises(Unfetchable, match="cannot be read: it redirects more than 5 times"):
        fetcher_on(site).get(site.url("/a"))


def test_a_redirect_to_what_it_forbids_is_not_followed(fetcher_on: Fetching) -> None:
    rules = robots("User-agent: *\nDisallow: /private")
    with a_site({"/robots.txt": rules, "/a": moved("/private/b"), "/private/b": html()}) as site:
        with pytest.raises(Unfetchable, match="forbids it"):
            fetcher_on(site).get(site.url("/a"))
        assert site.paths == ["/a"]


def test_a_huge_robots_txt_is_cut_not_refused(fetcher_on: Fetching) -> None:
    text = "User-agent: *\nDisallow: /private\n" + "# padding\n" * 200_000
    with a_site({"/robots.txt": robots(text), "/a": html()}) as site:
        fetcher = fetcher_on(site)
        assert fetcher.get(site.url("/a")).status == 200
        with pytest.raises(Unfetchable, match="forbids it"):
            fetcher.get(site.url("/private"))
