"""X's lists are read whole, oldest first, and a cursor never moves before everything behind it is stored."""

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from bots.errors import Limited, Refused, Unreachable
from bots.x.fields import id_at, moment_of
from bots.x.reading.poll import AGAIN, Poller, Round
from bots.x.reading.readers import Reading, Rhythm
from bots.x.reading.recheck import Recheck
from bots.x.reading.tidying import Tidying
from bots.x.reading.timeline import OVERLAP
from bots.x.search import LONGEST_QUERY, listening_for, replies_in
from tests.bots.x.incoming.fake import FakeApi, FakeDesk
from tests.bots.x.incoming.polled import Desk, FullAfter
from tests.bots.x.incoming.raw import US, a_direct, a_page, a_post, an_edit
from tests.builders import NOON
from tests.desk.cases import HandClock
from tests.templates import a_ledger

MENTIONS, DIRECTS, SEARCH = f"/2/users/{US.id}/mentions", "/2/dm_events", "/2/tweets/search/recent"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    ledger = a_ledger(tmp_path)
    yield Desk(ledger, FakeApi(), FakeDesk(), HandClock(NOON))
    ledger.close()


def posts(count: int) -> list[dict[str, object]]:
    """Oldest first, a second apart."""
    return [a_post(at=NOON - timedelta(seconds=count - number)) for number in range(count)]


def test_pages_come_newest_first_and_are_stored_oldest_first(desk: Desk) -> None:
    one, two, three, four = posts(4)
    desk.lays_out(MENTIONS, a_page(four, three), a_page(two, one))
    desk.lists.mentions().read()
    assert desk.keys() == [f"post {post['id']}" for post in (one, two, three, four)]
    first, second = desk.api.asked_for(MENTIONS)
    assert "pagination_token" not in first
    assert second["pagination_token"] == "t1"
    assert first["since_id"] == second["since_id"] == id_at(NOON - timedelta(hours=24))


def test_the_cursor_moves_once_all_pages_are_stored(desk: Desk) -> None:
    one, two, three = posts(3)
    desk.lays_out(MENTIONS, a_page(three), a_page(two), a_page(one))
    desk.api.failing.extend([None, Limited("too much", NOON + MINUTE)])
    mentions = desk.lists.mentions()
    with pytest.raises(Limited):
        mentions.read()
    assert desk.ledger.cursor("x mentions") is None
    assert desk.keys() == []
    mentions.read()  # goes on with the second page, and pays for none of them twice
    assert [asked.get("pagination_token") for asked in desk.api.asked_for(MENTIONS)] == [
        None,
        "t1",
        "t1",
        "t2",
    ]
    assert desk.keys() == [f"post {post['id']}" for post in (one, two, three)]
    assert desk.ledger.cursor("x mentions") == three["id"]


def test_a_reader_that_died_between_two_pages_loses_nothing(desk: Desk) -> None:
    one, two = posts(2)
    desk.lays_out(MENTIONS, a_page(two), a_page(one))
    desk.api.failing.extend([None, Unreachable("no network")])
    with pytest.raises(Unreachable):
        desk.lists.mentions().read()
    desk.lays_out(MENTIONS, a_page(two), a_page(one))
    desk.lists.mentions().read()
    assert desk.keys() == [f"post {post['id']}" for post in (one, two)]


def test_the_next_reading_begins_a_little_before_the_cursor_and_stores_nothing_twice(desk: Desk) -> None:
    [post] = posts(1)
    for _ in range(2):
        desk.lays_out(MENTIONS, a_page(post))
        desk.lists.mentions().read()
    _, again = desk.api.asked_for(MENTIONS)
    assert moment_of(again["since_id"]) == moment_of(str(post["id"])) - OVERLAP
    assert desk.keys() == [f"post {post['id']}"]


def test_a_post_that_came_while_other_questions_were_asked_is_not_skipped(desk: Desk) -> None:
    """The second search saw a post that is younger than what the first could see: the cursor stays behind it."""
    desk.desk.ours = [str(10**18 + number) for number in range(20)]  # more than one search holds
    late = a_post(at=NOON + timedelta(minutes=10))
    desk.lays_out(SEARCH, a_page())
    desk.api.pages[SEARCH].append(a_page(late))
    desk.lists.replies().read()
    assert desk.keys() == [f"post {late['id']}"]
    assert desk.ledger.cursor("x replies") == id_at(NOON)


def test_direct_messages_are_read_back_to_the_cursor_and_no_farther(desk: Desk) -> None:
    old, new = a_direct(at=NOON - timedelta(hours=2)), a_direct(at=NOON)
    desk.ledger.save_cursor("x directs", id_at(NOON - MINUTE))
    desk.lays_out(DIRECTS, a_page(new), a_page(old), a_page(a_direct(at=NOON - timedelta(days=9))))
    desk.lists.direct_messages().read()
    assert desk.keys() == [f"direct {new['id']}"]
    assert len(desk.api.asked_for(DIRECTS)) == 2
    assert "since_id" not in desk.api.asked_for(DIRECTS)[0]


def test_what_could_not_be_stored_is_read_again(desk: Desk) -> None:
    """The disk was full, say: whoever runs the reader begins it again."""
    one, two = posts(2)
    mentions = desk.lists.mentions()
    whole, mentions.inbox = mentions.inbox, FullAfter(1, desk.ledger.arrivals)
    for _ in range(2):
        desk.lays_out(MENTIONS, a_page(two, one))
        with suppress(OSError):
            mentions.read()
        assert desk.ledger.cursor("x mentions") == (None if mentions.inbox is not whole else two["id"])
        mentions.inbox = whole
    assert desk.keys() == [f"post {post['id']}" for post in (one, two)]


def test_a_token_that_x_refuses_is_not_used_for_ever(desk: Desk) -> None:
    one, two = posts(2)
    desk.lays_out(MENTIONS, a_page(two), a_page(one))
    desk.api.failing.extend([None, Refused("X says no (400)", 400)])
    mentions = desk.lists.mentions()
    with pytest.raises(Refused):
        mentions.read()
    desk.lays_out(MENTIONS, a_page(two), a_page(one))
    mentions.read()
    assert len(desk.keys()) == 2


def test_a_token_that_leads_to_itself_ends_the_reading(desk: Desk) -> None:
    [post] = posts(1)
    same = a_page(post) | {"meta": {"next_token": "again"}}
    desk.api.pages[MENTIONS] = deque([same] * 5)
    desk.lists.mentions().read()
    assert len(desk.api.asked_for(MENTIONS)) == 2


def test_after_a_long_outage_a_search_begins_where_x_still_searches(desk: Desk) -> None:
    desk.ledger.save_cursor("x quotes", id_at(NOON - timedelta(days=30)))
    desk.desk.written = ["77"]
    desk.lists.quotes().read()
    [asked] = desk.api.asked_for(SEARCH)
    assert asked["since_id"] == id_at(NOON - timedelta(days=6, hours=23))
    assert asked["query"] == "(quotes_of_tweet_id:77) -from:FennbyCare -is:retweet"


def test_where_we_wrote_nothing_x_is_not_asked(desk: Desk) -> None:
    desk.lists.replies().read()
    desk.lists.quotes().read()
    assert desk.api.asked == []


def test_searches_hold_as_many_terms_as_x_takes() -> None:
    queries = replies_in([str(10**18 + number) for number in range(100)], "FennbyCare")
    assert max(map(len, queries)) <= LONGEST_QUERY
    assert sum(query.count("conversation_id:") for query in queries) == 100
    assert len(queries) == 9


def test_a_products_name_works_as_words_and_as_no_operator() -> None:
    names = ['W3" OR from:rival OR "', "(W3)", "Rain  Gauge-2", "--", "W3"]
    assert listening_for(names, "FennbyCare") == [
        '("W3 OR from rival OR" OR "W3" OR "Rain Gauge 2") -from:FennbyCare -is:retweet'
    ]


def test_each_list_is_read_in_its_own_rhythm(desk: Desk) -> None:
    rhythm = Rhythm(mentions=MINUTE, direct_messages=3 * MINUTE)
    [poller] = reading(desk, rhythm).by_polling().beside
    assert isinstance(poller, Poller)
    for _ in range(7):
        poller.turn()
        desk.clock.move(MINUTE)
    assert (len(desk.api.asked_for(MENTIONS)), len(desk.api.asked_for(DIRECTS))) == (7, 3)


def test_a_list_that_x_limits_waits_until_x_says_and_the_others_go_on(desk: Desk) -> None:
    [poller] = reading(desk, Rhythm(mentions=MINUTE, direct_messages=MINUTE)).by_polling().beside
    assert isinstance(poller, Poller)
    desk.api.failing.append(Limited("too much", NOON + 5 * MINUTE))
    for _ in range(6):
        poller.turn()
        desk.clock.move(MINUTE)
    assert (len(desk.api.asked_for(MENTIONS)), len(desk.api.asked_for(DIRECTS))) == (2, 6)


def test_what_failed_is_read_again_soon_however_seldom_it_is_read(desk: Desk) -> None:
    _, poller = reading(desk, Rhythm(swept=15 * MINUTE)).by_stream().beside
    assert isinstance(poller, Poller)
    desk.api.failing.append(Unreachable("no network"))
    for _ in range(2):
        poller.turn()
        desk.clock.move(AGAIN)
    assert (len(desk.api.asked_for(MENTIONS)), len(desk.api.asked_for(DIRECTS))) == (2, 1)


def test_what_is_asked_for_while_a_list_is_read_is_read_once_more(desk: Desk) -> None:
    """The stream connects while the poller waits for an answer that X made before."""

    class Read:
        name, times = "a list", 0

        def read(self) -> None:
            self.times += 1
            if self.times == 1:
                poller.catch_up()

    read = Read()
    poller = Poller((Round(read, MINUTE),), desk.clock)
    for _ in range(3):
        poller.turn()
    assert read.times == 2


def test_listening_is_paid_for_as_what_can_wait(desk: Desk) -> None:
    lists = desk.lists
    lists.listening().read()
    assert desk.api.asked == []
    assert isinstance(lists.looking, FakeApi)
    assert lists.looking.asked_for(SEARCH)[0]["query"] == '("W3") -from:FennbyCare -is:retweet'


def test_the_poller_ends_when_it_is_told_to(desk: Desk) -> None:
    stop = Event()
    stop.set()
    [poller] = reading(desk, Rhythm()).by_polling().beside
    poller.run(stop, timedelta(seconds=1))
    assert desk.api.asked == []


def test_posts_of_open_cases_are_looked_at_again_a_hundred_at_a_time(desk: Desk) -> None:
    stands, edited = a_post(), a_post()
    newer = an_edit(edited, "@FennbyCare E18")
    older = edited | {"edit_history_post_ids": newer["edit_history_post_ids"]}
    missing = [str(10**17 + number) for number in range(110)]
    desk.desk.open = [stands["id"], edited["id"], *missing]
    desk.api.posts = {stands["id"]: stands, edited["id"]: older, newer["id"]: newer}
    Recheck(desk.api, desk.ledger.arrivals, lambda: desk.desk.open, desk.clock).read()
    assert [len(asked["ids"]) for asked in desk.api.asked_for("/2/tweets")] == [100, 1, 12]
    assert set(desk.keys()) == {f"post {newer['id']}", *(f"gone {one} 2026-11-20" for one in missing)}


def test_what_was_answered_and_deleted_since_is_noticed_within_a_day(desk: Desk) -> None:
    deleted, stands = str(10**17), a_post()
    desk.desk.settled, desk.api.posts = [deleted, stands["id"]], {stands["id"]: stands}
    [poller] = reading(desk, Rhythm()).by_polling().beside
    assert isinstance(poller, Poller)
    for _ in range(2):
        poller.turn()
        desk.clock.move(timedelta(hours=23))
    assert desk.keys() == [f"gone {deleted} 2026-11-20"]
    assert len(desk.api.asked_for("/2/tweets")) == 1


def test_what_was_read_is_let_go_of_after_a_day_and_what_was_not_stays(desk: Desk) -> None:
    for key in ("post 1", "post 2"):
        desk.ledger.arrivals.put("x", key, "{}", NOON)
    desk.ledger.save_cursor("x", "1")
    tidying = Tidying(desk.ledger.arrivals, desk.ledger, desk.clock)
    tidying.read()
    desk.clock.move(timedelta(hours=24, seconds=1))
    tidying.read()
    assert [one.raw for one in desk.ledger.arrivals.after("x", 0, 9)] == ["", "{}"]


def reading(desk: Desk, rhythm: Rhythm) -> Reading:
    """Everything that readers are made of."""
    store = desk.ledger.arrivals
    return Reading(US, desk.api, FakeApi(), store, desk.ledger, desk.desk, desk.clock, rhythm=rhythm)


def test_a_clock_that_is_put_back_does_not_silence_the_reading(desk: Desk) -> None:
    [poller] = reading(desk, Rhythm(mentions=MINUTE)).by_polling().beside
    assert isinstance(poller, Poller)
    poller.turn()
    desk.clock.move(-1440 * MINUTE)
    poller.turn()
    assert len(desk.api.asked_for(MENTIONS)) == 2
