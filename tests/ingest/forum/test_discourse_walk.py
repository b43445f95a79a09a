"""A live Discourse forum: its solved topics are found, followed and let go."""

from dataclasses import replace
from typing import Any

import pytest

from ingest.errors import BadSource
from ingest.forum.discourse_walk import DiscourseWalk
from ingest.sources import Format
from tests.ingest.forum.conftest import MakeWalker, Walker
from tests.ingest.forum.discourse import Json, flagged, new_shape, old_shape, posts, topic
from tests.ingest.forum.discourse_site import DiscourseSite


@pytest.fixture
def discourse(walker: MakeWalker) -> Walker:
    return walker(DiscourseWalk, Format.DISCOURSE)


def forum() -> DiscourseSite:
    """Seven topics: four solved in three shapes, one of them of 80 posts; three not."""
    return DiscourseSite(
        new_shape(posts(), 3, number=1),
        topic(posts(solution=None), number=2),
        old_shape(posts(80, solution=57), 57, number=3, category_id=6),
        flagged(posts(), 3, number=4, category_id=8),
        new_shape(posts(5), 3, 5, number=5, category_id=9),
        topic(posts(solution=None), number=6, category_id=9),
        topic(posts(1, solution=None), number=7),
    )


def test_all_solved_topics_are_found_by_their_posts(discourse: Walker) -> None:
    with forum() as site:
        report = discourse.read_in(discourse.source(site))

        assert (report.new, report.passed_over, report.failed) == (4, 3, ())
        for link in ("1/3", "3/57", "4/3", "5/3"):
            found = discourse.library.found(f"{site.url()}t/{link}")
            assert found is not None
            assert found.url == f"{site.url()}t/w3-forgets-the-time/{link}"
        assert not any(path.startswith(("/t/2", "/t/6", "/t/7")) for path in site.paths)


def test_unaccepted_edited_and_deleted_topics_show_at_the_next_walk(discourse: Walker) -> None:
    with forum() as site:
        source = discourse.source(site)
        discourse.read_in(source)
        site.topics[1] = topic(posts(), number=1)
        site.topics[3]["post_stream"]["posts"][56]["cooked"] = "<p>Put three cells into the base.</p>"
        del site.topics[5]

        report = discourse.read_in(source)

        assert (report.new, report.changed, report.unchanged, report.withdrawn) == (0, 1, 1, 2)
        assert report.passed_over == 4
        assert report.failed == ()


def test_views_likes_and_visits_are_no_change(discourse: Walker) -> None:
    with forum() as site:
        source = discourse.source(site)
        before = discourse.brought(source)
        for each in site.topics.values():
            each |= {"views": 9999, "like_count": 77, "last_posted_at": "2026-01-01T00:00:00Z"}
            for post in each["post_stream"]["posts"]:
                post |= {"reads": 500, "score": 99.9, "actions_summary": [{"id": 2, "count": 44}]}

        assert discourse.brought(source) == before


def test_a_category_is_walked_with_all_below_it(discourse: Walker) -> None:
    with forum() as site:
        for path in ("/c/support/5", "/c/support/5/l/latest.json", "/c/support"):
            keys = set(discourse.brought(discourse.source(site, path)))

            assert keys == {f"{site.url()}t/{number}" for number in (1, 2, 3, 4, 7)}


def test_a_topic_that_left_the_category_is_let_go_and_one_that_was_missed_is_kept(discourse: Walker) -> None:
    with forum() as site:
        source = discourse.source(site, "/c/support/5")
        elsewhere, missed = f"{site.url()}t/5", f"{site.url()}t/1"

        _, _, covers = discourse.walk(source, covers=[elsewhere, missed, f"{site.url()}t/99"])

        assert covers == {elsewhere: True, missed: False, f"{site.url()}t/99": True}


def test_an_unlisted_topic_is_let_go(discourse: Walker) -> None:
    with forum() as site:
        source = discourse.source(site)
        discourse.read_in(source)
        site.topics[1]["visible"] = False

        assert discourse.read_in(source).withdrawn == 1


@pytest.mark.parametrize("status", [401, 403])
def test_a_topic_that_is_not_public_any_more_is_let_go(discourse: Walker, status: int) -> None:
    with forum() as site:
        source = discourse.source(site)
        discourse.read_in(source)
        del site.topics[1]
        site.broken["/t/1.json"] = status

        assert discourse.read_in(source).withdrawn == 1


def test_a_topic_that_went_since_it_was_listed_is_let_go(discourse: Walker) -> None:
    with forum() as site:
        source = discourse.source(site)
        discourse.read_in(source)
        site.broken["/t/1.json"] = 404

        report = discourse.read_in(source)

        assert (report.withdrawn, report.failed) == (1, ())


def test_a_topic_that_does_not_come_is_named_and_kept(discourse: Walker) -> None:
    with forum() as site:
        source = discourse.source(site)
        discourse.read_in(source)
        site.broken["/t/1.json"] = 418

        report = discourse.read_in(source)

        assert (report.withdrawn, report.unchanged) == (0, 3)
        assert [(failure.id, failure.reason) for failure in report.failed] == [
            (f"{site.url()}t/1", "the server answers with status 418")
        ]
        assert discourse.library.found(f"{site.url()}t/1/3")


@pytest.mark.parametrize("path", ["/t/3/posts.json", "/t/3.json"])
def test_a_topic_that_comes_in_part_is_kept_as_it_was(discourse: Walker, path: str) -> None:
    with forum() as site:
        source = discourse.source(site)
        discourse.read_in(source)
        site.broken[path] = 400

        assert discourse.read_in(source).withdrawn == 0
        assert discourse.library.found(f"{site.url()}t/3/57")


def test_a_list_that_breaks_off_withdraws_nothing(discourse: Walker) -> None:
    with forum() as site:
        source = discourse.source(site)
        discourse.read_in(source)
        del site.topics[1]
        site.broken["/latest.json"] = 403

        report = discourse.read_in(source)

        assert report.withdrawn == 0
        (failure,) = report.failed
        assert failure.reason == "the list of its threads breaks off: the server answers with status 403"


def test_a_forum_that_does_not_say_what_is_solved_is_read_wholly(discourse: Walker) -> None:
    with forum() as site:
        site.says_solved = False

        report = discourse.read_in(discourse.source(site))

        assert (report.new, report.passed_over) == (4, 3)


def test_replies_nobody_accepted_are_taken_when_asked_for(discourse: Walker) -> None:
    with forum() as site:
        report = discourse.read_in(discourse.source(site, unaccepted=True))

        assert (report.new, report.passed_over) == (6, 1)


def test_a_category_nobody_sees_is_named(discourse: Walker) -> None:
    with forum() as site, pytest.raises(BadSource, match="shows no category 'staff/77' to everybody"):
        discourse.walk(discourse.source(site, "/c/staff/77"))


def test_an_endless_list_ends_at_its_limit(discourse: Walker) -> None:
    with forum() as site:
        crawl = replace(discourse.source(site).crawl, most_pages=2)
        source = discourse.source(site, crawl=crawl)

        listed, failed, _ = discourse.walk(source)

        assert len(listed) == 2
        assert failed[""].endswith("it has more than 2 threads: raise crawl.most_pages")


def test_a_list_that_repeats_itself_ends(discourse: Walker) -> None:
    class Stuck(DiscourseSite):
        def _list(self, topics: list[Json], query: dict[str, list[str]]) -> Any:
            return super()._list(topics, {"page": ["0"]})

    with Stuck(*(new_shape(posts(), 3, number=number) for number in range(1, 9))) as site:
        assert len(discourse.brought(discourse.source(site))) == 3


def test_no_request_carries_an_empty_header(discourse: Walker) -> None:
    with forum() as site:
        discourse.read_in(discourse.source(site))

        assert all(value.strip() for asked in site.asked for value in asked.headers.values())
        assert not any(
            name in asked.headers
            for asked in site.asked
            for name in ("authorization", "api-key", "api-username")
        )
