"""How often a host is asked."""

import threading
from itertools import pairwise

from hypothesis import given
from hypothesis.strategies import floats, lists

from ingest.crawl.pace import Pace
from tests.ingest.crawl.conftest import Fetching
from tests.ingest.crawl.site import FakeTime, Reply, a_site, html


@given(lists(floats(0, 5), min_size=1, max_size=30), floats(0.1, 10))
def test_turns_are_never_closer_than_the_pause(gaps: list[float], pause: float) -> None:
    pace, now, turns = Pace(), 100.0, []
    for gap in gaps:
        now += gap
        turns.append(now + pace.turn("a", now, pause))
    assert all(later - earlier >= pause - 1e-9 for earlier, later in pairwise(turns))


def test_hosts_do_not_wait_for_each_other() -> None:
    pace = Pace()
    assert [pace.turn(host, 0.0, 5.0) for host in ("a", "a", "b")] == [0.0, 5.0, 0.0]


def test_no_more_than_so_many_ask_at_once() -> None:
    pace, inside, most = Pace(), 0, 0
    lock = threading.Lock()

    def ask() -> None:
        nonlocal inside, most
        with pace.place("a", 2):
            with lock:
                inside += 1
                most = max(most, inside)
            threading.Event().wait(0.005)
            with lock:
                inside -= 1

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_the_pause_of_the_settings_is_kept(fetcher_on: Fetching) -> None:
    time = FakeTime()
    with a_site(otherwise=html("words")) as site:
        fetcher = fetcher_on(site, time, pause=2.0, at_once=1)
        for n in range(3):
            fetcher.get(site.url(f"/{n}"))
    assert time.waits == [2.0, 2.0, 2.0]  # robots.txt came first


def test_a_longer_crawl_delay_is_kept(fetcher_on: Fetching) -> None:
    time = FakeTime()
    rules = Reply("User-agent: *\nCrawl-delay: 9", type="text/plain")
    with a_site({"/robots.txt": rules}, otherwise=html("words")) as site:
        fetcher = fetcher_on(site, time, pause=2.0, at_once=1)
        for n in range(3):
            fetcher.get(site.url(f"/{n}"))
    assert time.waits == [2.0, 9.0, 9.0]
